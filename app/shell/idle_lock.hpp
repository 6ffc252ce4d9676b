// Who leaves the program alone for some minutes finds it locked.
//
// Only what a person does puts it off: the loop turns for many reasons, and an exchange a minute once kept a file open
// for ever. Time is given, in seconds that never go back, so that a test can let an hour pass. Threads: the one that
// draws.
#pragma once

#include "app/shell/app.hpp"

namespace epic::shell {

class IdleLock {
public:
    explicit IdleLock(double now_seconds) : last_input_(now_seconds) {}

    // Before each frame, whatever woke the loop. Sends the lock when it is time. Whether a person did something that
    // the frame takes.
    bool before_frame(App& app, double now_seconds);

private:
    double last_input_;
};

} // namespace epic::shell
