// A real encrypted file beside the laptop in memory: both are given the same, and must answer the same.
//
// What the simulation's books say of the laptop in memory is then true of the program's file. Differences are told to
// `problem`. Ownership: light laptop, clock, ids and folder outlive it. Threads: one.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/store_laptop.hpp"
#include "tests/simulation/light_laptop.hpp"

namespace epic::test {

class TwinLaptop final : public sync::Laptop {
public:
    using Problem = std::function<void(std::string)>;

    // A new file that joins, for the person of the laptop in memory.
    TwinLaptop(std::string path, LightLaptop& light, const intl::Environment& environment, Problem problem);
    // The file that is at `path`, as the laptop in memory was when it was copied there.
    static std::unique_ptr<TwinLaptop> of_copy(std::string path, LightLaptop& light,
                                               const intl::Environment& environment, Problem problem);
    static void copy(const std::string& from, const std::string& to);
    void copy_to(const std::string& path) const { copy(path_, path); }
    void reopen(); // the program ends and is started again, by the person who is signed in at the laptop in memory
    void admit(const Id& person);
    // With nothing waiting: every record, question, and what came back.
    void compare_all();
    Result<std::vector<Id>> execute(const Command& command);

    Id person() const override { return light_.person(); }
    Language language() const override { return Language::french; }
    Result<store::ExchangeState> state() const override;
    Result<> become_new_device(const Id& device) override;
    Result<> set_fence(const std::string& fence) override;
    Result<> set_clock(std::int64_t offset_ms, HybridTime seen) override;
    Result<> note_exchange(Instant at) override;
    Result<Operation> operation(const Id& id) const override;
    Result<std::vector<Operation>> pending(const Id& author, std::size_t operations_max) const override;
    Result<std::optional<store::FrozenBatch>> frozen() const override;
    Result<> freeze(const store::FrozenBatch& batch) override;
    Result<> thaw(const Id& batch) override;
    Result<> amend(const Id& operation, const Value& value, const store::FieldResult& met) override;
    Result<> apply(const store::Acknowledgement& acknowledgement) override;
    Result<> apply(const store::Pulled& pulled) override;
    // What only a file has.
    Result<> apply_history(const store::Pulled& pulled) override { return laptop_->apply_history(pulled); }
    Result<> keep_batches(const std::vector<store::KeptBatch>& batches) override;
    Result<std::vector<store::KeptBatch>> kept_batches(std::uint64_t after) const override {
        return laptop_->kept_batches(after);
    }
    Result<Chains> kept_chains() const override;
    Result<Touched> go_back(std::uint64_t common, const std::string& chain) override;
    Result<> repair(const std::vector<store::BootstrapRow>& rows) override;
    Result<> resume(std::uint64_t common, std::uint64_t epoch, const std::set<Id>& missing) override;
    Result<std::vector<Id>> departed() const override;
    Result<std::vector<store::ReturnedItem>> left_behind(const Id& person) const override;
    Result<> note_left_behind(const Id& person) override;
    bool wants_pages(const store::ExchangeState& state) const override;
    Result<> begin_bootstrap() override;
    Result<> apply_bootstrap(const std::vector<store::BootstrapRow>& rows, const std::string& progress,
                             const std::vector<store::ConflictEntry>& conflicts) override;
    Result<> finish_bootstrap(std::uint64_t cursor, const std::string& chain_hash) override;

private:
    struct Existing {};
    TwinLaptop(Existing, std::string path, LightLaptop& light, const intl::Environment& environment, Problem problem);
    void open();
    void take(std::unique_ptr<store::Store> store);
    template <typename Act>
    Result<> both(Act act);
    void equal(const Operation& here, const Operation& there) const;

    std::string path_;
    LightLaptop& light_;
    const intl::Environment& environment_;
    Problem problem_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<sync::StoreLaptop> laptop_;
};

} // namespace epic::test
