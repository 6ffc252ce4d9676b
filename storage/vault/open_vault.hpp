// What is behind a Vault: the state that its connections share, their VFS, and what finish() has yet to do.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "storage/vault/state.hpp"
#include "storage/vault/vfs.hpp"

namespace epic::vault {

class OpenVault {
public:
    std::shared_ptr<VaultState> state = std::make_shared<VaultState>();
    std::unique_ptr<Vfs> vfs;
    std::string final_path; // empty when there is nothing to finish
    std::mutex slots_mutex; // one change of the slots at a time, from reading the table to writing it
};

} // namespace epic::vault
