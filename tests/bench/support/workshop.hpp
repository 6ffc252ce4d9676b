// A folder for the files of one bench: its own, removed at the end.
//
// Throws std::filesystem::filesystem_error when it cannot be made. Threads: one.
#pragma once

#include <filesystem>
#include <string>
#include <unistd.h>

namespace epic::bench {

class Workshop {
public:
    explicit Workshop(const std::filesystem::path& folder)
        : path_(folder / ("epic-bench-" + std::to_string(getpid()))) {
        std::filesystem::create_directory(path_);
    }
    ~Workshop() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace epic::bench
