// Pictures of every screen, drawn from a real file without a window.
//
//     epic-events --tour FOLDER FILE [--as EMAIL --password-file P] [WHICH]
//     epic-events --tour FOLDER --demonstration gestion|commercial|support [WHICH]
//
// The first draws somebody's own file and writes nothing into it; without a person only what stands before the
// sign-in. The second makes the demonstration file in a world that stands still (app/shell/still_world.hpp), so that
// the pictures are the same on every run, and may write into it: toasts, a recovery key.
// WHICH is `--variants A,B` ("1440-fr", "1024-en-dark", "2560-fr-contrast-150", "1440-en-200-screen") and `--screens
// A,B`
// ("today", "client-*"). The pictures are named "<variant>-<screen>.png". Threads: the main thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "storage/intl/intl.hpp"

namespace epic::shell {

struct TourRequest {
    std::string folder;
    std::string file;
    std::string email;
    std::string password;
    std::vector<std::string> variants{};            // none: the usual ones
    std::vector<std::string> screens{};             // none: all
    const intl::Environment* environment = nullptr; // null: the system's
    bool may_write = false;                         // into the file
};

// The number of pictures written, or why there are none; pictures that were there are replaced.
Result<int> draw_tour(const TourRequest& request);

// With the arguments behind `--tour`; the exit code of the program.
int run_tour(const std::vector<std::string>& arguments);

} // namespace epic::shell
