// Who gets into the file: passwords as they are accepted, and the slot behind a person.
//
// Threads: those of the Vault.
#pragma once

#include <string_view>

#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "storage/vault/vault.hpp"

namespace epic::store {

// invalid_value for an empty one.
Result<> check_password(std::string_view password);
bool has_slot(const vault::Vault& vault, const Id& person);
// A slot for the person, in place of the one they have if they have one. Derives a key.
Result<> give_slot(vault::Vault& vault, const vault::Credential& credential, const Id& person);

} // namespace epic::store
