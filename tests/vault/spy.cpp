#include "tests/vault/spy.hpp"

#include <cassert>

namespace epic::vault::test {
namespace {

sqlite3_vfs* vault_vfs = nullptr;
const sqlite3_io_methods* vault_methods = nullptr;
sqlite3_io_methods main_methods{};
sqlite3_io_methods temporary_methods{};
Spy::Sees sees_now;
// A checkpoint hands over what it read from the log as it is: sealed.
bool is_checkpointing = false;

template <bool is_temporary>
int x_write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    if (!is_checkpointing) sees_now({static_cast<const char*>(from), static_cast<std::size_t>(amount)}, is_temporary);
    return vault_methods->xWrite(file, from, amount, offset);
}

int x_file_control(sqlite3_file* file, int operation, void* argument) {
    if (operation == SQLITE_FCNTL_CKPT_START) is_checkpointing = true;
    if (operation == SQLITE_FCNTL_CKPT_DONE) is_checkpointing = false;
    return vault_methods->xFileControl(file, operation, argument);
}

// The vault's own file object, with some of its methods exchanged.
int x_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    // The vault asks for the database file of a log, and knows it by its methods.
    const bool is_log = (flags & SQLITE_OPEN_WAL) != 0;
    sqlite3_file* const main = is_log ? sqlite3_database_file_object(name) : nullptr;
    if (main != nullptr) main->pMethods = vault_methods;
    const int rc = vault_vfs->xOpen(vault_vfs, name, file, flags, flags_out);
    if (main != nullptr) main->pMethods = &main_methods;
    if (rc != SQLITE_OK) return rc;
    if (vault_methods == nullptr) {
        vault_methods = file->pMethods;
        main_methods = temporary_methods = *vault_methods;
        main_methods.xWrite = x_write<false>;
        main_methods.xFileControl = x_file_control;
        temporary_methods.xWrite = x_write<true>;
    }
    const bool is_main = is_log || (flags & SQLITE_OPEN_MAIN_DB) != 0;
    file->pMethods = is_main ? &main_methods : &temporary_methods;
    return SQLITE_OK;
}

} // namespace

Spy::Spy(const Vault& vault, Sees sees) : name_(vault.vfs_name() + "-watched") {
    assert(vault_vfs == nullptr);
    vault_vfs = sqlite3_vfs_find(vault.vfs_name().c_str());
    sees_now = std::move(sees);
    vfs_ = *vault_vfs;
    vfs_.zName = name_.c_str();
    vfs_.xOpen = x_open;
    sqlite3_vfs_register(&vfs_, 0);
}

Spy::~Spy() {
    sqlite3_vfs_unregister(&vfs_);
    vault_vfs = nullptr;
    vault_methods = nullptr;
    sees_now = nullptr;
}

} // namespace epic::vault::test
