// Performs what the engine decides: talks to the server, reads and writes the store.
//
// Threads: `perform` from one thread, which blocks on network and file; `interrupt` from any.
// Ownership: store (or laptop and servers) and environment must outlive the runner.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/batch_keeper.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/engine.hpp"
#include "storage/sync/invitation.hpp"
#include "storage/sync/laptop.hpp"
#include "storage/sync/pace.hpp"
#include "storage/sync/remote.hpp"
#include "storage/sync/wire_page.hpp"

namespace epic::sync {

struct RunnerCounts {
    std::int64_t pushed = 0;
    std::int64_t pulled = 0;
    std::uint64_t head = 0;   // of the server's log, as last heard
    std::uint64_t cursor = 0; // how far this file has it
    // What is shown while it receives: records of the first synchronisation, else numbers of the log.
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    bool first = false;  // the first synchronisation has not come to its end
    bool useful = false; // what a person looks at first is there; not known before hello
};

class Runner {
public:
    Runner(store::Store& store, const intl::Environment& environment, Credential credential, Invitation invitation);
    Runner(Laptop& laptop, Servers& servers, const intl::Environment& environment);

    Event perform(const Action& action);
    void interrupt();
    std::size_t hosts() const { return servers_.count(); }
    const RunnerCounts& counts() const { return counts_; }

private:
    Event connect(std::size_t host);
    Event greet();
    Event new_device();
    Event begin_anew();
    Event page();
    Event keep_page();
    Event prepare(std::size_t operations_max);
    Event send();
    Event settle();
    Event fetch();
    Event fetch_older();
    Event keep_older();
    Event fetch_after(const store::ExchangeState& state, std::uint64_t after);
    Event keep();
    // What an older program did not understand: this one tries it, once. Nothing when that went through.
    std::optional<Event> take_lines_up();
    std::optional<Event> take_line_up(std::uint64_t number, const store::ExchangeState& state);
    Event hand_over();
    Event split(std::size_t operations_max);
    Event set_aside();
    Event disconnect();

    Result<std::vector<Operation>> operations_of(const store::FrozenBatch& batch) const;
    Result<> merge_notes(const OperationAnswer& answer, const Operation& sent);
    Result<> keep_slices(const PullAnswer& answer);
    Result<bool> kept_slice(std::size_t entries, const std::function<Result<>()>& keep);

    std::unique_ptr<Laptop> own_laptop_; // none when both were given
    std::unique_ptr<Servers> own_servers_;
    Laptop& laptop_;
    Servers& servers_;
    const intl::Environment& environment_;
    RunnerCounts counts_;

    std::mutex connection_mutex_; // for `interrupt`; the owner of `perform` alone replaces the connection
    std::unique_ptr<Remote> connection_;
    bool interrupted_ = false;

    std::optional<store::FrozenBatch> batch_;
    std::vector<Operation> sent_;
    std::string answer_;
    std::uint64_t server_schema_ = 0;
    std::size_t bytes_max_ = 1'000'000; // of one request: what is longer looks like a lost network
    MergeRounds rounds_;
    PullAnswer pulled_;
    std::vector<LogLine> lines_;
    std::vector<store::Pulled::SetAside> set_aside_;
    Pace pace_;
    PageLength page_length_;
    std::pair<std::uint64_t, std::string> head_; // of the log, and its chain, as hello said
    PlaceInPages place_;
    PageAnswer page_;
    std::vector<store::BootstrapRow> page_rows_;
    std::vector<PageQuestions> page_questions_;
    BatchKeeper kept_;
    bool upkeep_ = false; // the server asks for it, once a day
};

} // namespace epic::sync
