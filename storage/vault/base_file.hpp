// A file as SQLite's own VFS ("unix-excl") opened it: what lies under every sealed file.
//
// Results are SQLite's result codes. Threads: one at a time per object, as SQLite does.
#pragma once

#include <cstddef>
#include <memory>
#include <sqlite3.h>
#include <string>

namespace epic::vault {

// The VFS below ours. unix-excl keeps the wal-index on the heap (it would stand in clear in a -shm file)
// and takes one lock for the whole process, so that a second process is told.
sqlite3_vfs* base_vfs();
// Tests put a VFS there that records or fails; null is unix-excl again. Not while any file is open.
void replace_base_vfs(sqlite3_vfs* vfs);

class BaseFile {
public:
    BaseFile() = default;
    ~BaseFile() { close(); }
    BaseFile(const BaseFile&) = delete;
    BaseFile& operator=(const BaseFile&) = delete;

    // `name` as SQLite gives it to xOpen: it must live as long as the file is open.
    int open(const char* name, int flags, int* flags_out);
    int close();
    bool is_open() const { return memory_ != nullptr; }

    int read(void* to, int amount, sqlite3_int64 offset) { return methods()->xRead(get(), to, amount, offset); }
    int write(const void* from, int amount, sqlite3_int64 offset) {
        return methods()->xWrite(get(), from, amount, offset);
    }
    int truncate(sqlite3_int64 size) { return methods()->xTruncate(get(), size); }
    int sync(int flags) { return methods()->xSync(get(), flags); }
    int size(sqlite3_int64* size) { return methods()->xFileSize(get(), size); }

    sqlite3_file* get() { return reinterpret_cast<sqlite3_file*>(memory_.get()); }
    const sqlite3_io_methods* methods() { return get()->pMethods; }

private:
    std::unique_ptr<std::byte[]> memory_;
};

// A file opened by us and not by SQLite's pager, with the name in the form that xOpen expects.
class NamedBaseFile {
public:
    ~NamedBaseFile();
    int open(const std::string& path, int flags, int* flags_out);
    BaseFile& file() { return file_; }

private:
    const char* name_ = nullptr;
    BaseFile file_;
};

} // namespace epic::vault
