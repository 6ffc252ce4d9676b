#include "app/shell/runner.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sys/random.h>
#include <thread>

#include "app/shell/attempts.hpp"
#include "app/shell/demonstration.hpp"
#include "app/shell/decide_work.hpp"
#include "app/shell/desk_work.hpp"
#include "app/shell/errand.hpp"
#include "app/shell/file_chooser.hpp"
#include "app/shell/inbox_reader.hpp"
#include "app/shell/overview_reader.hpp"
#include "app/shell/record_reader.hpp"
#include "app/shell/recovery_work.hpp"
#include "app/shell/seen_files.hpp"
#include "app/shell/sync_link.hpp"
#include "app/shell/transfer_work.hpp"
#include "app/shell/transfer_work_words.hpp"
#include "app/shell/undo_work.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"

namespace epic::shell {
namespace {

using namespace app;

constexpr std::chrono::seconds lock_wait_max{2};
constexpr std::int64_t search_hits_max = 20;
constexpr std::chrono::milliseconds progress_pause{80};

void wipe(std::string& secret) {
    explicit_bzero(secret.data(), secret.size());
    secret.clear();
}

std::string file_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

Person person_of(const store::Session& session) {
    return {session.actor.id, session.full_name, session.email, session.actor.department};
}

} // namespace

struct Runner::State {
    explicit State(RunnerOptions given)
        : options(std::move(given)),
          folder(options.state_folder),
          attempts(options.state_folder),
          seen_files(options.state_folder) {
        worker = std::thread([this] { work(); });
        worker_id = worker.get_id();
    }

    ~State() {
        {
            const std::lock_guard guard(mutex);
            stopping = true;
            queue.clear();
        }
        ready.notify_all();
        worker.join();
        if (chooser.joinable()) chooser.join();
        close();
    }

    // ---- the queue ----

    void work() {
        std::unique_lock lock(mutex);
        while (true) {
            ready.wait(lock, [this] { return stopping || !queue.empty(); });
            if (stopping) return;
            Effect effect = std::move(queue.front());
            queue.pop_front();
            running = true;
            lock.unlock();
            std::visit([this](auto& it) { execute(it); }, effect);
            lock.lock();
            running = false;
        }
    }

    void enqueue(Effect effect) {
        {
            const std::lock_guard guard(mutex);
            queue.push_back(std::move(effect));
        }
        ready.notify_one();
    }

    void answer(Intent intent) {
        {
            const std::lock_guard guard(mutex);
            answers.push_back(std::move(intent));
        }
        if (options.wake) options.wake();
    }

    // ---- start ----

    void execute(effect::LoadRecents&) {
        std::vector<RecentFile> files;
        for (const KnownFile& known : folder.files()) {
            const std::filesystem::path path(known.path);
            std::error_code ignored;
            files.push_back({known.path, path.filename().string(), path.parent_path().string(), known.opened,
                             !std::filesystem::exists(path, ignored)});
        }
        answer(answer::Recents{std::move(files)});
    }

    void execute(effect::ForgetRecent& it) { folder.forget(it.path); }
    void execute(effect::RememberLanguage& it) { folder.remember(it.language); }
    void execute(effect::RememberPreferences& it) { folder.remember(it.preferences); }
    void execute(effect::CopyText&) {} // of the drawing thread, see App

    void execute(effect::LookAtFile& it) {
        std::error_code ignored;
        const std::string path = std::filesystem::absolute(it.path, ignored).lexically_normal().string();
        if (auto peeked = vault::peek(path); !peeked) {
            answer(answer::FileRefused{path, std::move(peeked).error()});
            return;
        }
        std::optional<Instant> exchanged;
        for (const KnownFile& known : folder.files()) {
            if (known.path == path) exchanged = known.exchanged;
        }
        answer(answer::FileReady{path, file_name(path), exchanged});
    }

    // The dialog stays open as long as the person likes; the queue goes on meanwhile.
    void execute(effect::ChooseFile& it) {
        if (chooser.joinable()) chooser.join();
        choosing = true;
        chooser = std::thread([this, key = it.key, request = ChooserRequest{it.save, it.title, it.suggested}] {
            ChooserAnswer chosen = choose_file(request);
            if (chosen.available) {
                answer(answer::FileChosen{key, std::move(chosen.path)});
            } else {
                answer(answer::NoChooser{key});
            }
            choosing = false;
        });
    }

    vault::KdfLimits limits() const { return options.limits ? *options.limits : vault::KdfLimits::calibrate(); }

    void execute(effect::CreateFile& it) {
        close();
        auto made = store::Store::create(it.path, {it.name, it.email, it.password, {}, it.language},
                                         options.environment, limits());
        opened(it.serial, std::move(made), it.password);
        wipe(it.password);
        if (store) make_recovery_key(0);
    }

    // After wrong passwords the next attempt waits; the window shows that it is busy.
    std::optional<Id> wait_for_turn(const std::string& path) {
        const auto peeked = vault::peek(path);
        if (!peeked) return std::nullopt;
        const std::int64_t pause_ms = attempts.pause_ms(peeked->file_id, options.environment.clock.now());
        std::unique_lock lock(mutex);
        ready.wait_for(lock, std::chrono::milliseconds(pause_ms), [this] { return stopping; });
        return peeked->file_id;
    }

    void execute(effect::SignIn& it) {
        close();
        const auto file = wait_for_turn(it.path);
        auto result = store::Store::open(it.path, {it.email, it.password}, options.environment);
        if (file && result) attempts.forget(*file);
        if (file && !result && result.error().code == ErrorCode::sign_in_refused) {
            attempts.note_failure(*file, options.environment.clock.now());
        }
        opened(it.serial, std::move(result), it.password);
        wipe(it.password);
    }

    void execute(effect::JoinServer& it) {
        close();
        opened(it.serial, join_server({it.path, it.invite, it.email, it.password, limits()}, options.environment),
               it.password);
        wipe(it.password);
    }

    void opened(std::uint64_t serial, Result<std::unique_ptr<store::Store>> result, const std::string& password) {
        if (!result) {
            answer(answer::GateRefused{serial, std::move(result).error()});
            return;
        }
        store = std::move(*result);
        folder.note_opened(store->path(), options.environment.clock.now());
        subscription = store->subscribe([this](const store::Changed&) {
            // What this thread writes itself is answered by Written.
            if (std::this_thread::get_id() != worker_id) answer(answer::DataArrived{});
        });
        const store::Session session = store->session();
        load_drafts();
        const bool older = seen_files.look(store->file_id(), store->generation()) == SeenFiles::Age::older;
        answer(answer::SignedIn{person_of(session), session.must_change_password, store->path(),
                                file_name(store->path()), older});
        sync = start_sync(*store, password, options.environment, [this] { enqueue(effect::ReadSync{}); });
        post_status();
    }

    void close() {
        errand.stop();
        import_plan.reset();
        sync.reset();
        subscription.reset();
        if (store) {
            seen_files.note(store->file_id(), store->generation());
            store->lock();
        }
        store.reset();
    }

    void execute(effect::Lock&) {
        close();
        answer(answer::Locked{});
        {
            const std::lock_guard guard(mutex);
            ++locks;
        }
        locked.notify_all();
    }

    void lock_now() {
        stop_copying = true;
        std::unique_lock lock(mutex);
        queue.emplace_front(effect::Lock{});
        ready.notify_one();
        const std::uint64_t before = locks;
        locked.wait_for(lock, lock_wait_max, [&] { return stopping || locks != before; });
    }
    void execute(effect::CloseFile&) { close(); }

    // ---- reading ----

    // An effect that outlived the lock finds no store, and is dropped.

    void execute(effect::List& it) {
        if (!store) return;
        auto page = store->list(it.query);
        if (page) {
            answer(answer::Rows{it.query.entity, it.generation, it.page_number, std::move(*page)});
        } else {
            answer(answer::RowsFailed{it.query.entity, it.generation, it.page_number, std::move(page).error()});
        }
    }

    void execute(effect::Count&) {
        if (!store) return;
        std::array<ListQuery, list_count> queries;
        for (std::size_t i = 0; i < list_count; ++i) queries[i].entity = app::entity_of(static_cast<Section>(i));
        const auto counted = store->count(queries);
        if (!counted) return;
        answer::Counts counts;
        for (std::size_t i = 0; i < list_count; ++i) counts.totals[i] = (*counted)[i];
        answer(counts);
    }

    void execute(effect::Load& it) {
        if (!store) return;
        auto record = read_record(*store, it.entity, it.id);
        if (record) {
            answer(answer::Loaded{it.ticket, std::move(*record)});
        } else {
            answer(answer::LoadFailed{it.ticket, std::move(record).error()});
        }
    }

    void execute(effect::FindChoices& it) {
        if (!store) return;
        auto page = store->list(it.query);
        if (page) answer(answer::Choices{it.serial, it.key, it.query.text, std::move(*page)});
    }

    // A question that stands behind a newer one of its kind is not worth its time.
    template <typename Question>
    bool superseded() const {
        const std::lock_guard guard(mutex);
        return std::any_of(queue.begin(), queue.end(),
                           [](const Effect& waiting) { return std::holds_alternative<Question>(waiting); });
    }

    void execute(effect::LoadToday& it) {
        if (!store || superseded<effect::LoadToday>()) return;
        auto today = read_today(*store, options.environment.zones);
        if (today) {
            answer(answer::TodayRead{it.ticket, std::move(*today)});
        } else {
            answer(answer::TodayFailed{it.ticket, std::move(today).error()});
        }
    }

    void execute(effect::LoadCharts& it) {
        if (!store || superseded<effect::LoadCharts>()) return;
        auto charts = read_charts(*store, options.environment.zones, it.mine);
        if (charts) {
            answer(answer::ChartsRead{it.ticket, std::move(*charts)});
        } else {
            answer(answer::ChartsFailed{it.ticket, std::move(charts).error()});
        }
    }

    void execute(effect::LoadCalendar& it) {
        if (!store || superseded<effect::LoadCalendar>()) return;
        const std::int64_t seen = store->seen().sequence;
        auto page = store->calendar(it.query);
        if (page) {
            answer(answer::CalendarRead{it.ticket, {it.first, it.days, seen, std::move(*page)}});
        } else {
            answer(answer::CalendarFailed{it.ticket, std::move(page).error()});
        }
    }

    // ---- writing ----

    void execute(effect::Preview& it) {
        if (!store) return;
        const auto plan = store->preview(it.command);
        if (!plan) {
            answer(answer::Refused{it.serial, plan.error()});
            return;
        }
        std::vector<Message> warnings;
        for (const Warning& warning : plan->warnings) warnings.push_back(warning.message);
        answer(answer::Previewed{it.serial, std::move(warnings)});
    }

    Result<store::Written> write(const effect::Run& it) {
        store::AccountServer* accounts = sync ? sync->accounts() : nullptr;
        if (const auto* add = std::get_if<AddRecord>(&it.command);
            add != nullptr && add->entity == Entity::collaborator) {
            return store->add_collaborator(*add, it.secret, accounts);
        }
        if (const auto* reset = std::get_if<ResetPassword>(&it.command)) {
            return store->reset_password(reset->collaborator, it.secret, accounts);
        }
        std::optional<store::Seen> seen;
        if (it.seen) seen = store::Seen{*it.seen};
        return store->execute(it.command, seen);
    }

    void execute(effect::Run& it) {
        if (!store) return;
        auto written = write(it);
        wipe(it.secret);
        if (!written) {
            answer(answer::Refused{it.serial, std::move(written).error()});
            return;
        }
        answer(answer::SessionChanged{person_of(store->session())});
        answer(answer::Written{it.serial, entity_of_command(it.command), written->record, command_name(it.command),
                               undoable_action(it.command, *written)});
        post_status();
    }

    void take_back(Result<answer::TookBack> done) {
        if (!done) {
            answer(answer::Problem{std::move(done).error()});
            return;
        }
        answer(answer::SessionChanged{person_of(store->session())});
        answer(std::move(*done));
        post_status();
    }

    void execute(effect::Undo& it) {
        if (store) take_back(undo(*store, it.action));
    }

    void execute(effect::Redo&) {
        if (store) take_back(redo(*store));
    }

    void execute(effect::ChangePassword& it) {
        if (!store) return;
        auto changed = store->change_own_password(it.current, it.next, sync ? sync->accounts() : nullptr);
        wipe(it.current);
        wipe(it.next);
        if (changed) {
            answer(answer::PasswordChanged{it.serial});
        } else {
            answer(answer::Refused{it.serial, std::move(changed).error()});
        }
    }

    void execute(effect::SuggestPassword& it) {
        answer(answer::PasswordSuggested{it.serial, sync::one_time_password()});
    }

    // ---- the demonstration, the recovery key, copies ----

    void execute(effect::MakeDemonstration& it) {
        auto found = find_demonstration(options.state_folder / "demonstration", it.afresh, options.environment);
        if (found) {
            answer(answer::DemonstrationReady{std::move(found->path), std::move(found->people)});
        } else {
            answer(answer::DemonstrationFailed{std::move(found).error()});
        }
    }

    void make_recovery_key(std::uint64_t serial) {
        auto key = store->renew_recovery_key();
        if (key) {
            answer(answer::RecoveryKey{serial, std::move(*key)});
        } else {
            answer(answer::Refused{serial, std::move(key).error()});
        }
    }

    void execute(effect::NewRecoveryKey& it) {
        if (store) make_recovery_key(it.serial);
    }

    void execute(effect::SaveRecoveryKey& it) {
        if (store) answer(save_recovery_key(*store, it, options.environment));
        wipe(it.key);
    }

    void execute(effect::PrintRecoveryKey& it) {
        if (store) answer(print_recovery_key(*store, it, options.environment));
        wipe(it.key);
    }

    void execute(effect::BackUp& it) {
        if (!store) return;
        stop_copying = false;
        int told = -1;
        const auto progress = [&](std::uint64_t done, std::uint64_t total) {
            const int percent = total > 0 ? static_cast<int>(done * 100 / total) : 0;
            if (percent != std::exchange(told, percent)) answer(answer::BackupProgress{it.serial, percent});
            return !stop_copying;
        };
        std::optional<std::string> password;
        if (!it.password.empty()) password = it.password;
        const auto made = store->back_up(it.path, password, progress);
        wipe(it.password);
        if (made) {
            answer(answer::BackedUp{it.serial, it.path});
        } else {
            answer(answer::Refused{it.serial, made.error()});
        }
    }

    void execute(effect::StopBackUp&) {} // has stopped it already, see Runner::post

    // ---- drafts ----

    void execute(effect::SaveDraft& it) {
        if (!store) return;
        if (auto saved = store->save_draft(it.form, nlohmann::json(it.texts).dump()); !saved) {
            answer(answer::Problem{std::move(saved).error()});
        }
    }

    void execute(effect::DropDraft& it) {
        if (!store) return;
        if (auto dropped = store->remove_draft(it.form); !dropped) {
            answer(answer::Problem{std::move(dropped).error()});
        }
    }

    void load_drafts() {
        answer::Drafts drafts;
        const auto found = store->drafts();
        if (!found) return;
        for (const store::Store::Draft& draft : *found) {
            const auto json = nlohmann::json::parse(draft.text, nullptr, false);
            if (!json.is_object()) continue;
            auto& texts = drafts.by_form[draft.form];
            for (const auto& [key, value] : json.items()) {
                if (value.is_string()) texts[key] = value.get<std::string>();
            }
        }
        answer(std::move(drafts));
    }

    // ---- exchange ----

    void execute(effect::SyncNow&) {
        if (sync) sync->sync_now();
    }

    void execute(effect::LoadInbox&) {
        if (!store) return;
        if (auto inbox = read_inbox(*store)) answer(std::move(*inbox));
    }

    // Whoever types on asks something else meanwhile.
    void execute(effect::FindAll& it) {
        if (!store || newest_search != it.ticket) return;
        auto found = store->search(it.text, search_hits_max, [&] { return newest_search != it.ticket; });
        if (!found) {
            answer(answer::FindFailed{it.ticket, std::move(found).error()});
        } else if (!found->interrupted) {
            answer(answer::Found{it.ticket, std::move(found->hits)});
        }
    }

    void execute(effect::LoadViews&) {
        if (!store) return;
        if (auto views = read_views(*store)) answer(std::move(*views));
    }

    void execute(effect::SaveView& it) {
        if (!store) return;
        if (auto saved = save_view(*store, it)) {
            answer(std::move(*saved));
        } else {
            answer(answer::Refused{it.serial, std::move(saved).error()});
        }
    }

    void execute(effect::RemoveView& it) {
        if (!store) return;
        if (auto removed = store->remove_view(it.entity, it.name); !removed) {
            answer(answer::Problem{std::move(removed).error()});
        }
    }

    void execute(effect::CollectIds& it) {
        if (!store) return;
        if (auto ids = collect_ids(*store, it)) answer(std::move(*ids));
    }

    void execute(effect::RunMany& it) {
        if (!store) return;
        if (auto done = run_many(*store, it, options.environment)) {
            answer(std::move(*done));
        } else {
            answer(answer::Refused{it.serial, std::move(done).error()});
        }
        post_status();
    }

    // ---- files, beside the queue ----

    FarAs progress_of(std::uint64_t ticket, const std::atomic<bool>& stop) {
        return [this, ticket, &stop, last = std::chrono::steady_clock::time_point()](std::int64_t done,
                                                                                   std::int64_t rows) mutable {
            const auto now = std::chrono::steady_clock::now();
            if (now - last > progress_pause) {
                last = now;
                answer(answer::ErrandProgress{ticket, done, rows});
            }
            return !stop;
        };
    }

    void execute(effect::WriteFile& it) {
        if (!store) return;
        const std::uint64_t ticket = it.ticket;
        const bool started = errand.start([this, it](const std::atomic<bool>& stop) {
            auto rows = write_file(*store, it, options.environment, progress_of(it.ticket, stop));
            if (rows) {
                answer(answer::FileWritten{it.ticket, it.wish.purpose, file_name(it.path), *rows});
            } else {
                answer(answer::FileFailed{it.ticket, std::move(rows).error()});
            }
        });
        if (!started) {
            answer(answer::FileFailed{ticket, {.code = ErrorCode::in_use, .message = words::one_file_at_a_time}});
        }
    }

    void execute(effect::LookAtTable& it) {
        import_plan.reset();
        if (!store) return;
        auto looked = look_at_table(it.wish, options.environment);
        if (!looked) {
            answer(answer::ImportFailed{it.ticket, std::move(looked).error()});
            return;
        }
        import_plan = std::move(*looked);
        answer(answer::TableLooked{it.ticket, look_of(*import_plan)});
    }

    void execute(effect::RunImport& it) {
        if (!store || !import_plan) return;
        const bool started = errand.start([this, it, table = *import_plan](const std::atomic<bool>& stop) {
            auto result =
                import_table(*store, table, it.rehearse, options.environment, progress_of(it.ticket, stop));
            if (result) {
                answer(answer::ImportDone{it.ticket, it.rehearse, std::move(*result)});
            } else {
                answer(answer::ImportFailed{it.ticket, std::move(result).error()});
            }
            enqueue(effect::ReadSync{});
        });
        if (!started) {
            answer(answer::ImportFailed{it.ticket, {.code = ErrorCode::in_use, .message = words::one_file_at_a_time}});
        }
    }

    void execute(effect::StopErrand&) { errand.ask_to_stop(); }

    void execute(effect::MarkSeen& it) {
        if (!store) return;
        if (auto marked = store->mark_digest_seen(it.until); !marked) answer(answer::Problem{std::move(marked).error()});
    }

    void execute(effect::Decide& it) {
        if (!store) return;
        if (auto decided = decide(*store, it)) {
            answer(std::move(*decided));
        } else {
            answer(answer::DecisionFailed{it.serial, std::move(decided).error()});
        }
        post_status();
    }

    void execute(effect::ReadSync&) { post_status(); }

    void post_status() {
        if (!sync) {
            answer(answer::Sync{});
            return;
        }
        SyncStatus status = sync->status();
        if (sync->access_ended()) {
            close();
            answer(answer::Locked{});
            answer(answer::Problem{Error{.code = ErrorCode::revoked, .message = status.problem}});
            return;
        }
        if (status.last_exchange && store) folder.note_exchanged(store->path(), *status.last_exchange);
        answer(answer::Sync{std::move(status)});
    }

    RunnerOptions options;
    StateFolder folder;
    Attempts attempts;
    SeenFiles seen_files;
    std::unique_ptr<store::Store> store;
    store::Store::Subscription subscription;
    std::unique_ptr<SyncLink> sync;
    std::optional<transfer::ImportPlan> import_plan; // of the table that was looked at last

    mutable std::mutex mutex;
    std::condition_variable ready;
    std::condition_variable locked;
    std::uint64_t locks = 0;
    std::deque<Effect> queue;
    std::vector<Intent> answers;
    bool running = false;
    bool stopping = false;
    std::atomic<bool> stop_copying = false;
    std::thread chooser;
    std::atomic<bool> choosing = false;
    std::thread worker;
    std::atomic<std::thread::id> worker_id;
    std::atomic<std::uint64_t> newest_search = 0;
    Errand errand; // ends first: it uses all of the above
};

Runner::Runner(RunnerOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Runner::~Runner() = default;

void Runner::post(app::Effect effect) {
    const bool stops_copying = std::holds_alternative<effect::StopBackUp>(effect) ||
                               std::holds_alternative<effect::Lock>(effect) ||
                               std::holds_alternative<effect::CloseFile>(effect);
    if (stops_copying) state_->stop_copying = true;
    if (const auto* find = std::get_if<effect::FindAll>(&effect)) state_->newest_search = find->ticket;
    state_->enqueue(std::move(effect));
}

void Runner::lock_now() {
    state_->lock_now();
}

std::vector<app::Intent> Runner::take() {
    const std::lock_guard guard(state_->mutex);
    return std::exchange(state_->answers, {});
}

bool Runner::idle() const {
    const std::lock_guard guard(state_->mutex);
    return state_->queue.empty() && !state_->running && state_->answers.empty() && !state_->errand.running() &&
           !state_->choosing;
}

} // namespace epic::shell
