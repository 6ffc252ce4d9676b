#include <chrono>

#include "app/shell/exchange_reader.hpp"
#include "app/shell/runner_state.hpp"

namespace epic::shell {

using namespace app;

namespace {

constexpr std::chrono::milliseconds progress_pause{80};

} // namespace

void Runner::State::execute(effect::SyncNow&) {
    if (sync) sync->sync_now();
}

void Runner::State::execute(effect::ReadSync&) {
    take_sync(); // it is told of just before it is there
    if (!superseded<effect::ReadSync>()) post_status();
}

void Runner::State::execute(effect::LoadPending&) {
    if (!store || superseded<effect::LoadPending>()) return;
    if (auto pending = read_pending(*store)) answer(std::move(*pending));
}

// Beside the queue: it waits for the network and reads every record.
void Runner::State::execute(effect::CheckBothSides& it) {
    take_sync();
    if (!sync) return;
    const std::uint64_t ticket = it.ticket;
    check.start([this, ticket](const std::atomic<bool>& stop) {
        auto last = std::chrono::steady_clock::time_point();
        auto found = sync->check([&](const answer::CheckProgress& progress) {
            if (stop) sync->stop_check(); // it was asked for before there was anything to stop
            const auto now = std::chrono::steady_clock::now();
            if (now - last <= progress_pause) return;
            last = now;
            answer(answer::CheckProgress{ticket, progress.step, progress.done, progress.total});
        });
        if (found) {
            answer(answer::Checked{ticket, std::move(*found)});
        } else {
            answer(answer::CheckFailed{ticket, std::move(found).error()});
        }
        enqueue(effect::ReadSync{});
    });
}

void Runner::State::execute(effect::StopCheck&) {
    check.ask_to_stop();
    if (sync) sync->stop_check();
}

void Runner::State::execute(effect::RenewAccess& it) {
    take_sync();
    if (!store || !sync) return;
    auto renewed = sync->renew({it.email, it.password});
    wipe(it.password);
    if (!renewed) {
        answer(answer::Refused{it.serial, std::move(renewed).error()});
        return;
    }
    answer(answer::SessionChanged{person_of(store->session())});
    answer(answer::AccessRenewed{it.serial, *renewed});
    post_status();
}

void Runner::State::execute(effect::RenewJoinFile& it) {
    take_sync();
    if (!sync) return;
    if (auto taken = sync->take_join_file(it.path); !taken) {
        answer(answer::Refused{it.serial, std::move(taken).error()});
        return;
    }
    answer(answer::JoinFileRenewed{it.serial});
    post_status();
}

// Beside the queue: what signs in at the server is derived as slowly as a key, and the first page is not to wait for
// it.
void Runner::State::begin_sync(std::string password) {
    connecting = true;
    starting = std::async(std::launch::async, [this, open = store.get(), password = std::move(password)]() mutable {
        auto link = start_sync(*open, password, options.environment, [this] { enqueue(effect::ReadSync{}); });
        wipe(password);
        enqueue(effect::ReadSync{});
        return link;
    });
}

void Runner::State::take_sync() {
    if (starting.valid()) sync = starting.get();
    connecting = false;
}

store::AccountServer* Runner::State::accounts() {
    take_sync();
    return sync ? sync->accounts() : nullptr;
}

void Runner::State::post_status() {
    if (starting.valid() && starting.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
    take_sync();
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
    if (status_pace.tells(status, std::chrono::steady_clock::now())) answer(answer::Sync{std::move(status)});
}

} // namespace epic::shell
