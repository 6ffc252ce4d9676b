// Executes the effects of update() over a file, in order, on a thread of its own, and keeps the answers until the
// drawing thread takes them.
//
// Ownership: the environment must outlive the runner. Destroying it ends what is queued, waits for what runs, locks
// and closes the file. Threads: take and idle from the drawing thread, post from any; `wake` is called from any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/shell/file_chooser.hpp"
#include "app/shell/state_folder.hpp"
#include "app/state/effect.hpp"
#include "app/state/intent.hpp"
#include "storage/intl/intl.hpp"
#include "storage/vault/vault.hpp"

namespace epic::shell {

struct RunnerOptions {
    const intl::Environment& environment;
    std::filesystem::path state_folder;
    std::function<void()> wake{}; // an answer has come
    // Of files that are created; measured on this computer when there are none.
    std::optional<vault::KdfLimits> limits{};
    DesktopDialogs dialogs{};
};

class Runner {
public:
    explicit Runner(RunnerOptions options);
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    void post(app::Effect effect);
    // Locks and closes the file before anything that is queued, and waits for it, but not for long when something
    // holds it up: for when the computer is about to sleep. Any thread but the runner's own.
    void lock_now();
    std::vector<app::Intent> take();
    // Nothing is queued or running and no answer waits.
    bool idle() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace epic::shell
