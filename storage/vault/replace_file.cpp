#include "storage/vault/replace_file.hpp"

#include <cerrno>

#include "storage/vault/state.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

Error file_exists(const std::string& path) {
    return Error{.code = ErrorCode::conflict_with_state, .message = Message(words::file_exists, {path})};
}

Result<> put_where_nothing_is(const std::string& fresh, const std::string& path) {
    const int renamed = os::rename_without_replacing(fresh, path);
    if (renamed == EEXIST) return file_exists(path);
    if (renamed != 0) return error_of_errno(renamed, path);
    if (const int error = os::sync_folder_of(path); error != 0) return error_of_errno(error, path);
    return Done{};
}

// A second name for the old file first, so that there is no moment without `path`.
int exchange(const std::string& fresh, const std::string& path, const std::string& kept) {
    if (os::add_name(path, kept) == 0) {
        const int error = os::rename_replacing(fresh, path);
        if (error != 0) os::remove_file(kept);
        return error;
    }
    // A file system without links: two renames, and back again if the second fails.
    if (const int error = os::rename_without_replacing(path, kept); error != 0) return error;
    const int error = os::rename_without_replacing(fresh, path);
    if (error != 0) static_cast<void>(os::rename_without_replacing(kept, path));
    return error;
}

} // namespace

Result<> replace_file(const std::string& fresh, const std::string& path, const std::string& kept) {
    if (!os::exists(path)) return put_where_nothing_is(fresh, path);
    if (os::exists(kept)) return file_exists(kept);
    // Held until the end: nobody begins to write to the old file under its old name.
    VaultState old;
    EPIC_TRY(old.open_base(os::resolve(path)));
    // Copied, not moved: until the new file is in its place the log belongs where it is. Nor may both names share
    // one log, since whoever opens the new file writes a log of its own over what lies there.
    const std::string log = path + "-wal";
    const std::string kept_log = kept + "-wal";
    const bool has_log = os::exists(log);
    if (has_log) {
        if (const int error = os::copy_file(log, kept_log); error != 0) return error_of_errno(error, kept_log);
    }
    if (const int error = exchange(fresh, path, kept); error != 0) {
        if (has_log) os::remove_file(kept_log);
        return error_of_errno(error, path);
    }
    if (const int error = os::sync_folder_of(path); error != 0) return error_of_errno(error, path);
    // The new file takes it for no log of its own, should a kill leave it here.
    if (has_log) os::remove_file(log);
    static_cast<void>(os::sync_folder_of(path));
    return Done{};
}

} // namespace epic::vault
