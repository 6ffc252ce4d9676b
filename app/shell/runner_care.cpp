#include <utility>

#include "app/shell/recovery_work.hpp"
#include "app/shell/runner_state.hpp"

namespace epic::shell {

using namespace app;

void Runner::State::make_recovery_key(std::uint64_t serial) {
    auto key = store->renew_recovery_key();
    if (key) {
        answer(answer::RecoveryKey{serial, std::move(*key)});
    } else {
        answer(answer::Refused{serial, std::move(key).error()});
    }
}

void Runner::State::execute(effect::NewRecoveryKey& it) {
    if (store) make_recovery_key(it.serial);
}

void Runner::State::execute(effect::SaveRecoveryKey& it) {
    if (store) answer(save_recovery_key(*store, it, options.environment));
    wipe(it.key);
}

void Runner::State::execute(effect::PrintRecoveryKey& it) {
    if (store) answer(print_recovery_key(*store, it, options.environment));
    wipe(it.key);
}

void Runner::State::execute(effect::BackUp& it) {
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

} // namespace epic::shell
