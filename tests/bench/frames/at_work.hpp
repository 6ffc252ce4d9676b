// One person's program at work on a file with a million records, while their office's changes arrive.
//
// Runs in a process of its own, so that the memory it says is the program's; what it finds goes to standard output, one
// figure a line, with tabs between. Returns the process's exit code.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace epic::bench {

// `parts`: what of it ("start" only, "screens", "keys"), or the name of one screen; none: all. Others go on writing
// meanwhile, so that the program is never at rest for long.
struct AtWork {
    std::filesystem::path file;
    std::filesystem::path state_folder;
    std::string email;
    std::string password;
    int frames = 600; // of each screen
    int keystrokes = 300;
    std::vector<std::string> parts;

    bool wants(std::string_view part) const;
};

int work_at_desk(const AtWork& work);

} // namespace epic::bench
