// Our VFS, as SQLite sees it: one per open Vault, for its one file and nothing else.
//
// It opens the database file and its log sealed, serves every temporary file from memory, knows no
// rollback journal (a planted one does not exist for it), and refuses any other name.
//
// Ownership: registered as long as the object lives. A connection that is still open then keeps working
// files of its own; SQLite asks the VFS for new ones only with open connections, which the Vault's owner
// has closed by then.
#pragma once

#include <memory>
#include <sqlite3.h>
#include <string>

#include "storage/vault/state.hpp"

namespace epic::vault {

class Vfs {
public:
    explicit Vfs(std::shared_ptr<VaultState> state);
    ~Vfs();
    Vfs(const Vfs&) = delete;
    Vfs& operator=(const Vfs&) = delete;

    const std::string& name() const { return name_; }
    VaultState& state() const { return *state_; }
    const std::shared_ptr<VaultState>& shared_state() const { return state_; }

private:
    std::shared_ptr<VaultState> state_;
    std::string name_;
    sqlite3_vfs vfs_{};
};

} // namespace epic::vault
