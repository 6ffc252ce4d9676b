#include <chrono>
#include <filesystem>

#include "app/screens/screen_words.hpp"
#include "app/shell/demonstration.hpp"
#include "app/shell/folder_reader.hpp"
#include "app/shell/runner_state.hpp"
#include "storage/sync/sign_in.hpp"

namespace epic::shell {

using namespace app;

namespace {

constexpr std::chrono::seconds lock_wait_max{2};

} // namespace

void Runner::State::execute(effect::LoadRecents&) {
    std::vector<RecentFile> files;
    for (const KnownFile& known : folder.files()) {
        const std::filesystem::path path(known.path);
        std::error_code ignored;
        files.push_back({known.path, path.filename().string(), path.parent_path().string(), known.opened,
                         !std::filesystem::exists(path, ignored)});
    }
    answer(answer::Recents{std::move(files), place_for_new_file(std::string(words::product.text) + ".epic")});
}

void Runner::State::execute(effect::ForgetRecent& it) {
    folder.forget(it.path);
}

void Runner::State::execute(effect::RememberLanguage& it) {
    folder.remember(it.language);
}

void Runner::State::execute(effect::RememberPreferences& it) {
    folder.remember(it.preferences);
}

void Runner::State::execute(effect::LookAtFile& it) {
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

void Runner::State::execute(effect::MakeDemonstration& it) {
    auto found = find_demonstration(options.state_folder / "demonstration", it.afresh, options.environment);
    if (found) {
        answer(answer::DemonstrationReady{std::move(found->path), std::move(found->people)});
    } else {
        answer(answer::DemonstrationFailed{std::move(found).error()});
    }
}

vault::KdfLimits Runner::State::limits() const {
    return options.limits ? *options.limits : vault::KdfLimits::calibrate();
}

void Runner::State::execute(effect::CreateFile& it) {
    close();
    auto made =
        store::Store::create(it.path, {it.name, it.email, it.password, {}, it.language}, options.environment, limits());
    opened(it.serial, std::move(made), it.password);
    wipe(it.password);
    if (store) make_recovery_key(0);
}

// After wrong passwords the next attempt waits; the window shows that it is busy.
std::optional<Id> Runner::State::wait_for_turn(const std::string& path) {
    const auto peeked = vault::peek(path);
    if (!peeked) return std::nullopt;
    const std::int64_t pause_ms = attempts.pause_ms(peeked->file_id, options.environment.clock.now());
    std::unique_lock lock(mutex);
    ready.wait_for(lock, std::chrono::milliseconds(pause_ms), [this] { return stopping; });
    return peeked->file_id;
}

void Runner::State::execute(effect::SignIn& it) {
    close();
    const auto file = wait_for_turn(it.path);
    auto result = sync::sign_in(it.path, {it.email, it.password}, options.environment);
    if (file && result) attempts.forget(*file);
    if (file && !result && result.error().code == ErrorCode::sign_in_refused) {
        attempts.note_failure(*file, options.environment.clock.now());
    }
    opened(it.serial, std::move(result), it.password);
    wipe(it.password);
}

void Runner::State::execute(effect::JoinServer& it) {
    close();
    opened(it.serial, join_server({it.path, it.invite, it.email, it.password, limits()}, options.environment),
           it.password);
    wipe(it.password);
}

void Runner::State::opened(std::uint64_t serial, Result<std::unique_ptr<store::Store>> result,
                           const std::string& password) {
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
    answer(answer::SignedIn{person_of(session), session.must_change_password, store->path(), file_name(store->path()),
                            older});
    begin_sync(password);
}

void Runner::State::close() {
    preparation.stop();
    search_prepared = false;
    errand.stop();
    check.ask_to_stop();
    take_sync();
    if (sync) sync->stop_check();
    check.stop();
    import_plan.reset();
    sync.reset();
    status_pace.forget();
    subscription.reset();
    if (store) {
        seen_files.note(store->file_id(), store->generation());
        store->lock();
    }
    store.reset();
}

void Runner::State::execute(effect::Lock&) {
    close();
    answer(answer::Locked{});
    {
        const std::lock_guard guard(mutex);
        ++locks;
    }
    locked.notify_all();
}

void Runner::State::lock_now() {
    stop_copying = true;
    std::unique_lock lock(mutex);
    queue.emplace_front(effect::Lock{});
    ready.notify_one();
    const std::uint64_t before = locks;
    locked.wait_for(lock, lock_wait_max, [&] { return stopping || locks != before; });
}

void Runner::State::execute(effect::CloseFile&) {
    close();
}

} // namespace epic::shell
