#include "tests/vault/disk.hpp"

#include <algorithm>
#include <string>

#include "storage/vault/base_file.hpp"

namespace epic::vault::test {
namespace {

sqlite3_vfs* real_vfs = nullptr;
WatchedDisk::Watch watch_now;

// The real file stands behind it in the same allocation.
struct WatchedFile {
    sqlite3_file base;
    sqlite3_file* real;
    bool is_log;
};

WatchedFile& own(sqlite3_file* file) {
    return *reinterpret_cast<WatchedFile*>(file);
}

sqlite3_file* real(sqlite3_file* file) {
    return own(file).real;
}

const sqlite3_io_methods* methods(sqlite3_file* file) {
    return real(file)->pMethods;
}

template <typename Do>
int ask(const DiskCall& call, Do&& go_on) {
    const DiskAnswer answer = watch_now(call);
    if (answer.rc == SQLITE_OK) return go_on();
    if (answer.done_anyway) go_on();
    return answer.rc;
}

int x_read(sqlite3_file* file, void* to, int amount, sqlite3_int64 at) {
    const DiskCall call{.operation = Operation::read,
                        .is_log = own(file).is_log,
                        .offset = static_cast<std::size_t>(at),
                        .amount = static_cast<std::size_t>(amount)};
    return ask(call, [&] { return methods(file)->xRead(real(file), to, amount, at); });
}

int x_write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 at) {
    const auto size = static_cast<std::size_t>(amount);
    const DiskAnswer answer = watch_now({.operation = Operation::write,
                                         .is_log = own(file).is_log,
                                         .offset = static_cast<std::size_t>(at),
                                         .amount = size,
                                         .written = {static_cast<const char*>(from), size}});
    if (answer.rc == SQLITE_OK) return methods(file)->xWrite(real(file), from, amount, at);
    const std::size_t done = answer.done_anyway ? size : std::min(answer.done, size);
    if (done != 0) methods(file)->xWrite(real(file), from, static_cast<int>(done), at);
    return answer.rc;
}

int x_truncate(sqlite3_file* file, sqlite3_int64 size) {
    const DiskCall call{
        .operation = Operation::truncate, .is_log = own(file).is_log, .offset = static_cast<std::size_t>(size)};
    return ask(call, [&] { return methods(file)->xTruncate(real(file), size); });
}

int x_sync(sqlite3_file* file, int flags) {
    return ask({.operation = Operation::sync, .is_log = own(file).is_log},
               [&] { return methods(file)->xSync(real(file), flags); });
}

int x_file_size(sqlite3_file* file, sqlite3_int64* size) {
    return ask({.operation = Operation::size, .is_log = own(file).is_log},
               [&] { return methods(file)->xFileSize(real(file), size); });
}

const sqlite3_io_methods watched_methods = {
    .iVersion = 2,
    .xClose = [](sqlite3_file* f) { return methods(f)->xClose(real(f)); },
    .xRead = x_read,
    .xWrite = x_write,
    .xTruncate = x_truncate,
    .xSync = x_sync,
    .xFileSize = x_file_size,
    .xLock = [](sqlite3_file* f, int level) { return methods(f)->xLock(real(f), level); },
    .xUnlock = [](sqlite3_file* f, int level) { return methods(f)->xUnlock(real(f), level); },
    .xCheckReservedLock = [](sqlite3_file* f, int* out) { return methods(f)->xCheckReservedLock(real(f), out); },
    .xFileControl = [](sqlite3_file* f, int op, void* arg) { return methods(f)->xFileControl(real(f), op, arg); },
    .xSectorSize = [](sqlite3_file* f) { return methods(f)->xSectorSize(real(f)); },
    .xDeviceCharacteristics = [](sqlite3_file* f) { return methods(f)->xDeviceCharacteristics(real(f)); },
    .xShmMap = [](sqlite3_file* f, int region, int size, int extend,
                  void volatile** memory) { return methods(f)->xShmMap(real(f), region, size, extend, memory); },
    .xShmLock = [](sqlite3_file* f, int offset, int n,
                   int flags) { return methods(f)->xShmLock(real(f), offset, n, flags); },
    .xShmBarrier = [](sqlite3_file* f) { methods(f)->xShmBarrier(real(f)); },
    .xShmUnmap = [](sqlite3_file* f, int remove) { return methods(f)->xShmUnmap(real(f), remove); },
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int x_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    own(file).base.pMethods = nullptr;
    own(file).real = reinterpret_cast<sqlite3_file*>(&own(file) + 1);
    own(file).is_log = (flags & SQLITE_OPEN_WAL) != 0;
    const DiskCall call{.operation = Operation::open, .is_log = own(file).is_log, .name = name};
    if (const DiskAnswer answer = watch_now(call); answer.rc != SQLITE_OK) return answer.rc;
    const int rc = real_vfs->xOpen(real_vfs, name, own(file).real, flags, flags_out);
    if (rc == SQLITE_OK) own(file).base.pMethods = &watched_methods;
    return rc;
}

int x_delete(sqlite3_vfs*, const char* name, int sync_folder) {
    return ask({.operation = Operation::remove, .is_log = std::string_view(name).ends_with("-wal"), .name = name},
               [&] { return real_vfs->xDelete(real_vfs, name, sync_folder); });
}

} // namespace

WatchedDisk::WatchedDisk(Watch watch) {
    real_vfs = base_vfs();
    watch_now = std::move(watch);
    vfs_ = *real_vfs;
    vfs_.szOsFile = static_cast<int>(sizeof(WatchedFile)) + real_vfs->szOsFile;
    vfs_.xOpen = x_open;
    vfs_.xDelete = x_delete;
    replace_base_vfs(&vfs_);
}

WatchedDisk::~WatchedDisk() {
    replace_base_vfs(nullptr);
    watch_now = nullptr;
}

} // namespace epic::vault::test
