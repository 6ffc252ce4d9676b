// Every call of the operating system that the vault makes besides those of SQLite's own VFS.
//
// Threads: all functions may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace epic::vault::os {

// What a path names, independent of the path: two paths of one file are equal.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    bool operator==(const FileIdentity&) const = default;
};

// errno's value, 0 for success.
using Errno = int;

// Fills from the kernel's generator. Does not return without randomness: a kernel that has none ends the
// program, because every caller's safety depends on it.
void random_bytes(void* to, std::size_t size);

// nullopt: there is no such file, it is none but a folder or the like, or it cannot be looked at.
std::optional<FileIdentity> identity(const std::string& path);
bool exists(const std::string& path);
bool is_folder(const std::string& path);
// Absolute, without symbolic links. Of a file that is not there the folder is resolved; the path itself when
// the folder is not there either.
std::string resolve(const std::string& path);

// Makes an empty file that only this user may read and write; EEXIST when there is one.
Errno create_private_file(const std::string& path);
// EEXIST instead of replacing. The file system must know hard links or RENAME_NOREPLACE.
Errno rename_without_replacing(const std::string& from, const std::string& to);
// In one step: whoever opens `to` finds the old file or the new one.
Errno rename_replacing(const std::string& from, const std::string& to);
// A second name for a file; EEXIST, and what a file system answers that knows no such thing.
Errno add_name(const std::string& path, const std::string& further);
// How many names the file has in its file system; 0 when it cannot be looked at.
std::uint64_t count_names(const std::string& path);
// A new private file with the same bytes, durable; EEXIST. Removed again when it fails.
Errno copy_file(const std::string& from, const std::string& to);
// Makes a rename or a removal in the folder of `path` durable.
Errno sync_folder_of(const std::string& path);
void remove_file(const std::string& path);
bool folder_is_writable(const std::string& path);

// One page of memory that the kernel empties in a child after fork(), however it was forked.
void* map_page_wiped_on_fork(std::size_t size);

// Forbids core dumps and tracing for this process.
void deny_core_dumps();

} // namespace epic::vault::os
