// A disk that is watched, and that fails when it is told to: a VFS below the vault.
//
// Threads: the watch is called on the thread that asks, so with several of them it must lock for itself.
#pragma once

#include <cstddef>
#include <functional>
#include <sqlite3.h>
#include <string_view>

namespace epic::vault::test {

enum class Operation { open, read, write, truncate, sync, size, remove };

struct DiskCall {
    Operation operation;
    bool is_log = false;
    std::string_view name{};    // of an opening or a removal
    std::size_t offset = 0;     // of a reading or a writing; the new size of a truncation
    std::size_t amount = 0;     // of a reading or a writing
    std::string_view written{}; // what a writing hands over
};

struct DiskAnswer {
    int rc = SQLITE_OK;       // anything else is what the caller gets
    std::size_t done = 0;     // so many bytes of a failing write reach the disk before it fails
    bool done_anyway = false; // it fails, but what was asked has been done
};

// Below every vault that is opened while it lives; none may be open when it comes or goes.
class WatchedDisk {
public:
    // Called before each operation of SQLite's or the vault's.
    using Watch = std::function<DiskAnswer(const DiskCall&)>;
    explicit WatchedDisk(Watch watch);
    ~WatchedDisk();
    WatchedDisk(const WatchedDisk&) = delete;
    WatchedDisk& operator=(const WatchedDisk&) = delete;

private:
    sqlite3_vfs vfs_{};
};

} // namespace epic::vault::test
