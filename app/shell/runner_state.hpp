// What the runner's files share: the queue, the open file, and one function an effect. Internal to app/shell.
//
//   runner.cpp        the queue and its thread
//   runner_gate.cpp   files, signing in, locking
//   runner_read.cpp   what screens show
//   runner_write.cpp  what people change
//   runner_care.cpp   the recovery key, copies
//   runner_files.cpp  files that go out and come in
//   runner_sync.cpp   the exchange
//
// Threads: `execute` and what it calls on the runner's own; `enqueue`, `answer` and `lock_now` on any.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "app/shell/attempts.hpp"
#include "app/shell/errand.hpp"
#include "app/shell/runner.hpp"
#include "app/shell/seen_files.hpp"
#include "app/shell/status_pace.hpp"
#include "app/shell/sync_link.hpp"
#include "app/shell/transfer_work.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

// Once used, a password is gone.
void wipe(std::string& secret);
// Without its folder.
std::string file_name(const std::string& path);
app::Person person_of(const store::Session& session);

struct Runner::State {
    explicit State(RunnerOptions given);
    ~State();

    void work();
    void enqueue(app::Effect effect);
    void answer(app::Intent intent);
    app::Seams seams() const;

    // A question that stands behind a newer one of its kind is not worth its time.
    template <typename Question>
    bool superseded() const {
        const std::lock_guard guard(mutex);
        return std::any_of(queue.begin(), queue.end(),
                           [](const app::Effect& waiting) { return std::holds_alternative<Question>(waiting); });
    }

    // runner_gate.cpp
    void execute(app::effect::LoadRecents& it);
    void execute(app::effect::ForgetRecent& it);
    void execute(app::effect::RememberLanguage& it);
    void execute(app::effect::RememberPreferences& it);
    void execute(app::effect::CopyText&) {} // of the drawing thread, see App
    void execute(app::effect::LookAtFile& it);
    void execute(app::effect::MakeDemonstration& it);
    void execute(app::effect::CreateFile& it);
    void execute(app::effect::SignIn& it);
    void execute(app::effect::JoinServer& it);
    void execute(app::effect::Lock& it);
    void execute(app::effect::CloseFile& it);
    vault::KdfLimits limits() const;
    std::optional<Id> wait_for_turn(const std::string& path);
    void opened(std::uint64_t serial, Result<std::unique_ptr<store::Store>> result, const std::string& password);
    void close();
    void lock_now();

    // runner_read.cpp: an effect that outlived the lock finds no store, and is dropped.
    void execute(app::effect::List& it);
    void prepare(const ListQuery& query);
    void prepare_search(bool again);
    void execute(app::effect::Count& it);
    void execute(app::effect::Load& it);
    void execute(app::effect::FindChoices& it);
    void execute(app::effect::FindAll& it);
    void execute(app::effect::LoadToday& it);
    void execute(app::effect::LoadCharts& it);
    void execute(app::effect::LoadCalendar& it);
    void execute(app::effect::Discard&) {} // goes with the effect
    void execute(app::effect::LoadInbox& it);
    void execute(app::effect::LoadViews& it);
    void execute(app::effect::CollectIds& it);

    // runner_write.cpp
    void execute(app::effect::Preview& it);
    void execute(app::effect::Run& it);
    void execute(app::effect::Undo& it);
    void execute(app::effect::Redo& it);
    void execute(app::effect::ChangePassword& it);
    void execute(app::effect::SuggestPassword& it);
    void execute(app::effect::RunMany& it);
    void execute(app::effect::Decide& it);
    void execute(app::effect::MarkSeen& it);
    void execute(app::effect::SaveView& it);
    void execute(app::effect::RemoveView& it);
    void execute(app::effect::SaveDraft& it);
    void execute(app::effect::DropDraft& it);
    Result<store::Written> write(const app::effect::Run& it);
    void take_back(Result<app::answer::TookBack> done);
    void load_drafts();

    // runner_care.cpp
    void execute(app::effect::NewRecoveryKey& it);
    void execute(app::effect::SaveRecoveryKey& it);
    void execute(app::effect::PrintRecoveryKey& it);
    void execute(app::effect::BackUp& it);
    void execute(app::effect::StopBackUp&) {} // has stopped it already, see Runner::post
    void make_recovery_key(std::uint64_t serial);

    // runner_files.cpp
    void execute(app::effect::ChooseFile& it);
    void execute(app::effect::ListFolder& it);
    void execute(app::effect::WriteFile& it);
    void execute(app::effect::LookAtTable& it);
    void execute(app::effect::RunImport& it);
    void execute(app::effect::StopErrand& it);
    FarAs progress_of(std::uint64_t ticket, const std::atomic<bool>& stop);

    // runner_sync.cpp
    void execute(app::effect::SyncNow& it);
    void execute(app::effect::ReadSync& it);
    void execute(app::effect::LoadPending& it);
    void execute(app::effect::CheckBothSides& it);
    void execute(app::effect::StopCheck& it);
    void execute(app::effect::RenewAccess& it);
    void execute(app::effect::RenewJoinFile& it);
    void post_status();
    void begin_sync(std::string password);
    void take_sync(); // waits for what begin_sync began
    store::AccountServer* accounts();

    RunnerOptions options;
    StateFolder folder;
    Attempts attempts;
    SeenFiles seen_files;
    std::unique_ptr<store::Store> store;
    store::Store::Subscription subscription;
    std::unique_ptr<SyncLink> sync;
    std::future<std::unique_ptr<SyncLink>> starting; // becomes `sync`
    StatusPace status_pace;
    std::optional<transfer::ImportPlan> import_plan; // of the table that was looked at last

    mutable std::mutex mutex;
    std::condition_variable ready;
    std::condition_variable locked;
    std::uint64_t locks = 0;
    std::deque<app::Effect> queue;
    std::vector<app::Intent> answers;
    bool search_prepared = false; // of the worker
    bool running = false;
    bool stopping = false;
    std::atomic<bool> stop_copying = false;
    std::atomic<bool> connecting = false; // begin_sync's thread runs, or its link has not been taken
    std::thread worker;
    std::atomic<std::thread::id> worker_id;
    std::atomic<std::uint64_t> newest_search = 0;
    std::array<std::atomic<std::uint64_t>, entity_count> newest_list{}; // the question's generation
    Errand errand;                                                      // these end first: they use all of the above
    Errand check;                                                       // whether both sides hold the same
    Errand preparation; // for what may be typed into the list that is looked at, or is being searched for
    std::optional<ListQuery> preparing; // the list, of the worker; none for the search
    FileChooser chooser;
};

} // namespace epic::shell
