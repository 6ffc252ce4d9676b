#include "app/shell/runner.hpp"

#include <cstring>
#include <filesystem>
#include <utility>

#include "app/shell/runner_state.hpp"

namespace epic::shell {

using namespace app;

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

Runner::State::State(RunnerOptions given)
    : options(std::move(given)),
      folder(options.state_folder),
      attempts(options.state_folder),
      seen_files(options.state_folder),
      chooser(options.dialogs) {
    worker = std::thread([this] { work(); });
    worker_id = worker.get_id();
}

Runner::State::~State() {
    {
        const std::lock_guard guard(mutex);
        stopping = true;
        queue.clear();
    }
    ready.notify_all();
    worker.join();
    chooser.stop();
    close();
}

void Runner::State::work() {
    std::unique_lock lock(mutex);
    const auto called = [this] { return stopping || !queue.empty(); };
    while (true) {
        if (status_pace.due()) {
            if (!ready.wait_until(lock, *status_pace.due(), called)) queue.emplace_back(effect::ReadSync{});
        } else {
            ready.wait(lock, called);
        }
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

void Runner::State::enqueue(Effect effect) {
    {
        const std::lock_guard guard(mutex);
        queue.push_back(std::move(effect));
    }
    ready.notify_one();
}

void Runner::State::answer(Intent intent) {
    {
        const std::lock_guard guard(mutex);
        answers.push_back(std::move(intent));
    }
    if (options.wake) options.wake();
}

Runner::Runner(RunnerOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Runner::~Runner() = default;

void Runner::post(app::Effect effect) {
    const bool stops_copying = std::holds_alternative<effect::StopBackUp>(effect) ||
                               std::holds_alternative<effect::Lock>(effect) ||
                               std::holds_alternative<effect::CloseFile>(effect);
    if (stops_copying) state_->stop_copying = true;
    if (const auto* find = std::get_if<effect::FindAll>(&effect)) state_->newest_search = find->ticket;
    if (const auto* list = std::get_if<effect::List>(&effect)) {
        state_->newest_list[static_cast<std::size_t>(list->query.entity)] = list->generation;
    }
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
    if (state_->connecting) return false;
    return state_->queue.empty() && !state_->running && state_->answers.empty() && !state_->errand.running() &&
           !state_->check.running() && !state_->chooser.busy();
}

} // namespace epic::shell
