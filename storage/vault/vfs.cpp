#include "storage/vault/vfs.hpp"

#include <cstring>
#include <new>
#include <string_view>

#include "storage/vault/log_file.hpp"
#include "storage/vault/main_file.hpp"
#include "storage/vault/temp_file.hpp"

namespace epic::vault {
namespace {

// What SQLite allocates for each file: its own part, and our object.
struct Handle {
    sqlite3_file base;
    File* file;
    VaultState* counted; // whose open_files counts this handle; null for temporary files
};

File& file_of(sqlite3_file* handle) {
    return *reinterpret_cast<Handle*>(handle)->file;
}

int x_close(sqlite3_file* handle) {
    auto* const own = reinterpret_cast<Handle*>(handle);
    if (own->counted != nullptr) --own->counted->open_files;
    delete own->file;
    own->file = nullptr;
    own->base.pMethods = nullptr;
    return SQLITE_OK;
}

int x_read(sqlite3_file* handle, void* to, int amount, sqlite3_int64 offset) {
    return file_of(handle).read(to, amount, offset);
}

int x_write(sqlite3_file* handle, const void* from, int amount, sqlite3_int64 offset) {
    return file_of(handle).write(from, amount, offset);
}

int x_truncate(sqlite3_file* handle, sqlite3_int64 size) {
    return file_of(handle).truncate(size);
}

int x_sync(sqlite3_file* handle, int flags) {
    return file_of(handle).sync(flags);
}

int x_file_size(sqlite3_file* handle, sqlite3_int64* size) {
    return file_of(handle).size(size);
}

int x_lock(sqlite3_file* handle, int level) {
    return file_of(handle).lock(level);
}

int x_unlock(sqlite3_file* handle, int level) {
    return file_of(handle).unlock(level);
}

int x_check_reserved_lock(sqlite3_file* handle, int* reserved) {
    return file_of(handle).check_reserved_lock(reserved);
}

int x_file_control(sqlite3_file* handle, int operation, void* argument) {
    return file_of(handle).control(operation, argument);
}

int x_sector_size(sqlite3_file* handle) {
    return file_of(handle).sector_size();
}

int x_device_characteristics(sqlite3_file*) {
    // Without it SQLite pads each commit in the log to a sector with copies of its last frame.
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int x_shm_map(sqlite3_file* handle, int region, int size, int extend, void volatile** memory) {
    return file_of(handle).shm_map(region, size, extend, memory);
}

int x_shm_lock(sqlite3_file* handle, int offset, int count, int flags) {
    return file_of(handle).shm_lock(offset, count, flags);
}

void x_shm_barrier(sqlite3_file* handle) {
    file_of(handle).shm_barrier();
}

int x_shm_unmap(sqlite3_file* handle, int remove) {
    return file_of(handle).shm_unmap(remove);
}

// Version 2: no xFetch, so that SQLite never maps the file.
constexpr sqlite3_io_methods io_methods = {
    .iVersion = 2,
    .xClose = x_close,
    .xRead = x_read,
    .xWrite = x_write,
    .xTruncate = x_truncate,
    .xSync = x_sync,
    .xFileSize = x_file_size,
    .xLock = x_lock,
    .xUnlock = x_unlock,
    .xCheckReservedLock = x_check_reserved_lock,
    .xFileControl = x_file_control,
    .xSectorSize = x_sector_size,
    .xDeviceCharacteristics = x_device_characteristics,
    .xShmMap = x_shm_map,
    .xShmLock = x_shm_lock,
    .xShmBarrier = x_shm_barrier,
    .xShmUnmap = x_shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

Vfs& vfs_of(sqlite3_vfs* vfs) {
    return *static_cast<Vfs*>(vfs->pAppData);
}

constexpr int temporary_files =
    SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_SUBJOURNAL;

int open_main(Vfs& vfs, const char* name, Handle* handle, int flags, int* flags_out) {
    VaultState& state = vfs.state();
    if (name == nullptr || state.path() != name) return SQLITE_CANTOPEN;
    // The path may lead to another file by now than the one whose header was read.
    const auto identity = os::identity(name);
    if (!identity || !(*identity == state.identity())) return SQLITE_CANTOPEN;
    auto file = std::make_unique<MainFile>(vfs.shared_state());
    const int without_creation = flags & ~(SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE | SQLITE_OPEN_DELETEONCLOSE);
    if (const int rc = file->open(name, without_creation, flags_out); rc != SQLITE_OK) return rc;
    handle->file = file.release();
    return SQLITE_OK;
}

int open_log(Vfs& vfs, const char* name, Handle* handle, int flags, int* flags_out) {
    if (name == nullptr || vfs.state().path() + "-wal" != name) return SQLITE_CANTOPEN;
    auto* const main = reinterpret_cast<Handle*>(sqlite3_database_file_object(name));
    if (main == nullptr || main->base.pMethods != &io_methods) return SQLITE_CANTOPEN;
    auto file = std::make_unique<LogFile>(vfs.shared_state(), static_cast<MainFile*>(main->file));
    if (const int rc = file->open(name, flags, flags_out); rc != SQLITE_OK) return rc;
    handle->file = file.release();
    return SQLITE_OK;
}

int x_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* handle, int flags, int* flags_out) {
    auto* const own = reinterpret_cast<Handle*>(handle);
    own->base.pMethods = nullptr;
    own->file = nullptr;
    own->counted = nullptr;
    int ignored = 0;
    if (flags_out == nullptr) flags_out = &ignored;
    try {
        int rc = SQLITE_CANTOPEN;
        if ((flags & SQLITE_OPEN_MAIN_DB) != 0) {
            rc = open_main(vfs_of(vfs), name, own, flags, flags_out);
            own->counted = &vfs_of(vfs).state();
        } else if ((flags & SQLITE_OPEN_WAL) != 0) {
            rc = open_log(vfs_of(vfs), name, own, flags, flags_out);
            own->counted = &vfs_of(vfs).state();
        } else if ((flags & temporary_files) != 0) {
            own->file = new TempFile;
            *flags_out = flags;
            rc = SQLITE_OK;
        }
        if (rc != SQLITE_OK) return rc;
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
    if (own->counted != nullptr) ++own->counted->open_files;
    own->base.pMethods = &io_methods;
    return SQLITE_OK;
}

bool names(const VaultState& state, const char* name, std::string_view suffix) {
    const std::string path = state.path();
    const std::string_view given = name == nullptr ? std::string_view() : name;
    return given.size() == path.size() + suffix.size() && given.starts_with(path) && given.ends_with(suffix);
}

int x_delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    VaultState& state = vfs_of(vfs).state();
    if (!names(state, name, "-wal")) return SQLITE_IOERR_DELETE_NOENT;
    // SQLite deletes a log that it has copied into the file. A copy of it, put back one day, must count for
    // nothing.
    if (const int rc = state.begin_generation(VaultState::Log::put_away); rc != SQLITE_OK) return rc;
    return base_vfs()->xDelete(base_vfs(), name, sync_folder);
}

int x_access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    *result = 0;
    const VaultState& state = vfs_of(vfs).state();
    if (!names(state, name, "") && !names(state, name, "-wal")) return SQLITE_OK;
    return base_vfs()->xAccess(base_vfs(), name, flags, result);
}

int x_full_pathname(sqlite3_vfs*, const char* name, int size, char* full) {
    return base_vfs()->xFullPathname(base_vfs(), name, size, full);
}

int x_randomness(sqlite3_vfs*, int size, char* to) {
    os::random_bytes(to, static_cast<std::size_t>(size));
    return size;
}

int x_sleep(sqlite3_vfs*, int microseconds) {
    return base_vfs()->xSleep(base_vfs(), microseconds);
}

int x_current_time(sqlite3_vfs*, double* julian_day) {
    return base_vfs()->xCurrentTime(base_vfs(), julian_day);
}

int x_current_time_int64(sqlite3_vfs*, sqlite3_int64* julian_ms) {
    return base_vfs()->xCurrentTimeInt64(base_vfs(), julian_ms);
}

int x_get_last_error(sqlite3_vfs*, int size, char* to) {
    return base_vfs()->xGetLastError(base_vfs(), size, to);
}

std::string next_name() {
    static std::atomic<std::uint64_t> count{0};
    return "epic-vault-" + std::to_string(++count);
}

} // namespace

Vfs::Vfs(std::shared_ptr<VaultState> state) : state_(std::move(state)), name_(next_name()) {
    vfs_.iVersion = 2;
    vfs_.szOsFile = sizeof(Handle);
    vfs_.mxPathname = base_vfs()->mxPathname;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.xOpen = x_open;
    vfs_.xDelete = x_delete;
    vfs_.xAccess = x_access;
    vfs_.xFullPathname = x_full_pathname;
    vfs_.xRandomness = x_randomness;
    vfs_.xSleep = x_sleep;
    vfs_.xCurrentTime = x_current_time;
    vfs_.xGetLastError = x_get_last_error;
    vfs_.xCurrentTimeInt64 = x_current_time_int64;
    sqlite3_vfs_register(&vfs_, 0);
}

Vfs::~Vfs() {
    sqlite3_vfs_unregister(&vfs_);
}

} // namespace epic::vault
