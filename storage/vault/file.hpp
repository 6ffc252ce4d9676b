// What SQLite sees of one open file; the sealed files derive from it. vfs.cpp joins it to SQLite.
//
// Results are SQLite's result codes. Threads: one at a time per object (SQLite's connection mutex).
#pragma once

#include <sqlite3.h>

namespace epic::vault {

class File {
public:
    File() = default;
    virtual ~File() = default;
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    virtual int read(void* to, int amount, sqlite3_int64 offset) = 0;
    virtual int write(const void* from, int amount, sqlite3_int64 offset) = 0;
    virtual int truncate(sqlite3_int64 size) = 0;
    virtual int sync(int flags) = 0;
    virtual int size(sqlite3_int64* size) = 0;

    virtual int lock(int) { return SQLITE_OK; }
    virtual int unlock(int) { return SQLITE_OK; }
    virtual int check_reserved_lock(int* reserved) {
        *reserved = 0;
        return SQLITE_OK;
    }
    virtual int control(int, void*) { return SQLITE_NOTFOUND; }
    virtual int sector_size() { return 4096; }

    virtual int shm_map(int, int, int, void volatile**) { return SQLITE_IOERR_SHMMAP; }
    virtual int shm_lock(int, int, int) { return SQLITE_IOERR_SHMLOCK; }
    virtual void shm_barrier() {}
    virtual int shm_unmap(int) { return SQLITE_OK; }
};

} // namespace epic::vault
