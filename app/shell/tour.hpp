// Pictures of every screen, drawn from a real file without a window: `--tour DIR FILE [--as EMAIL --password-file P]`.
//
// Each screen in both languages at 1440×900 and 1024×700, as `<size>-<language>-<number>-<screen>.png`. Without a
// person only what stands before the sign-in. Returns the exit code of the program. Threads: the main thread.
#pragma once

#include <string>

namespace epic::shell {

struct TourRequest {
    std::string folder;
    std::string file;
    std::string email;
    std::string password;
    bool narrow_french_only = false; // the longest texts in the least room: what a test looks at
};

int run_tour(const TourRequest& request);

} // namespace epic::shell
