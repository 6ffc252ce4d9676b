// Sees everything that SQLite hands to the vault, temporary files and all: a VFS above the vault's.
//
// Threads: one connection, one thread.
#pragma once

#include <functional>
#include <sqlite3.h>
#include <string>
#include <string_view>

#include "storage/vault/vault.hpp"

namespace epic::vault::test {

class Spy {
public:
    // Called with each buffer before the vault gets it. `is_temporary`: of a sorter, a statement journal and the like.
    using Sees = std::function<void(std::string_view bytes, bool is_temporary)>;
    // Every connection that is opened by name() is watched; close them before this goes.
    Spy(const Vault& vault, Sees sees);
    ~Spy();
    Spy(const Spy&) = delete;
    Spy& operator=(const Spy&) = delete;

    const std::string& name() const { return name_; }

private:
    std::string name_;
    sqlite3_vfs vfs_{};
};

} // namespace epic::vault::test
