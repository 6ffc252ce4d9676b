// The laptop as the runner sees it: what waits, what came back, and who is signed in.
//
// The program's is a Store (its Exchange does the work; contracts and failures are those of exchange.hpp). The
// simulation has a light one beside it, so that millions of exchanges can be tried (tests/sync/README.md).
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/words/message.hpp"
#include "storage/store/exchange.hpp"

namespace epic::sync {

class Laptop {
public:
    virtual ~Laptop() = default;

    virtual Id person() const = 0; // signed in: whose operations leave
    virtual Language language() const = 0;

    virtual Result<store::ExchangeState> state() const = 0;
    virtual Result<> become_new_device(const Id& device) = 0;
    virtual Result<> set_fence(const std::string& fence) = 0;
    virtual Result<> set_clock(std::int64_t offset_ms, HybridTime seen) = 0;
    virtual Result<> note_exchange(Instant at) = 0;

    virtual Result<Operation> operation(const Id& id) const = 0;
    virtual Result<std::vector<Operation>> pending(const Id& author, std::size_t operations_max) const = 0;
    virtual Result<std::optional<store::FrozenBatch>> frozen() const = 0;
    virtual Result<> freeze(const store::FrozenBatch& batch) = 0;
    virtual Result<> thaw(const Id& batch) = 0;
    virtual Result<> amend(const Id& operation, const Value& value, const store::FieldResult& met) = 0;
    virtual Result<> apply(const store::Acknowledgement& acknowledgement) = 0;
    virtual Result<> apply(const store::Pulled& pulled) = 0;

    // Lines of the log that another program set aside, to be read again; and records as the server has them.
    virtual Result<std::vector<std::uint64_t>> lines_of_others(const std::string&) const {
        return std::vector<std::uint64_t>{};
    }
    virtual Result<> take_line_up(std::uint64_t, const std::string&) { return Done{}; }
    virtual Result<> repair(const std::vector<store::BootstrapRow>&) { return Done{}; }

    // The history from before the file joined.
    virtual Result<> apply_history(const store::Pulled&) { return Done{}; }

    // What people hand over to management; the person signed in belongs to it.
    virtual bool manages() const { return false; }
    virtual Result<std::vector<store::ReturnedItem>> handed_over() const { return std::vector<store::ReturnedItem>{}; }
    virtual Result<> note_handed_over(const Id&) { return Done{}; }
    virtual Result<std::vector<Id>> handed_over_done() const { return std::vector<Id>{}; }
    virtual Result<> take_handed_over(const std::vector<store::ReturnedItem>&, const std::vector<Id>&, std::uint64_t) {
        return Done{};
    }

    // People other than the person signed in who have a slot here or left something, and of whom the server has
    // confirmed that they work here no more; and what anyone leaves behind.
    virtual Result<std::vector<Id>> departed() const { return std::vector<Id>{}; }
    virtual Result<std::vector<store::ReturnedItem>> left_behind(const Id&) const {
        return std::vector<store::ReturnedItem>{};
    }
    // The server has it: what waited is taken back and in the tray of management, and their slot is erased.
    virtual Result<> note_left_behind(const Id&) { return Done{}; }
    virtual std::string name_of(const Id&) const { return {}; } // of a collaborator

    // The first synchronisation by pages; a laptop that wants none fetches the log from its beginning.
    virtual bool wants_pages(const store::ExchangeState&) const { return false; }
    virtual Result<> begin_bootstrap() { return Done{}; }
    virtual Result<> apply_bootstrap(const std::vector<store::BootstrapRow>&, const std::string&,
                                     const std::vector<store::ConflictEntry>&) {
        return Done{};
    }
    virtual Result<> finish_bootstrap(std::uint64_t, const std::string&) { return Done{}; }
    // From now on, what arrives is taken back as soon as somebody else waits to write (`cancelled`), or it is not. A
    // laptop on which nobody else writes need not care.
    virtual void give_way(bool) {}
    // For a server that may be restored one day, and for one that was; who keeps nothing goes back to the beginning.
    using Chains = std::vector<std::pair<std::uint64_t, std::string>>;
    using Touched = std::vector<std::pair<Entity, Id>>;
    virtual Result<> keep_batches(const std::vector<store::KeptBatch>& batches);
    virtual Result<std::vector<store::KeptBatch>> kept_batches(std::uint64_t) const {
        return std::vector<store::KeptBatch>{};
    }
    virtual Result<Chains> kept_chains() const { return Chains{}; }
    virtual Result<Touched> go_back(std::uint64_t common, const std::string& chain) = 0;
    virtual Result<> resume(std::uint64_t common, std::uint64_t epoch, const std::set<Id>& missing) = 0;
};

inline Result<> Laptop::keep_batches(const std::vector<store::KeptBatch>&) {
    return Done{};
}

} // namespace epic::sync
