#include "app/shell/sleep_lock.hpp"

namespace epic::shell {

SleepLock::SleepLock(App& app, std::function<void()> wake, const std::string& bus)
    : app_(app),
      watch_({.about_to_sleep =
                  [this, wake = std::move(wake)] {
                      sleeps_ = true;
                      wake();
                  },
              .too_late = [this] { app_.lock_now(); }},
             bus) {}

void SleepLock::before_frame() {
    if (!sleeps_) return;
    if (app::signed_in(app_.state())) {
        app_.send(app::intent::Lock{});
    } else if (app_.idle()) {
        sleeps_ = false;
        watch_.may_sleep();
    }
}

} // namespace epic::shell
