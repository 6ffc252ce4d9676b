#include "storage/store/internal/access.hpp"

#include "storage/store/store_words.hpp"

namespace epic::store {

Result<> check_password(std::string_view password) {
    if (!password.empty()) return Done{};
    return Error{.code = ErrorCode::invalid_value, .message = words::password_empty, .field = "password"};
}

bool has_slot(const vault::Vault& vault, const Id& person) {
    for (const vault::SlotInfo& slot : vault.slots()) {
        if (slot.kind == vault::SlotKind::collaborator && slot.collaborator == person) return true;
    }
    return false;
}

Result<> give_slot(vault::Vault& vault, const vault::Credential& credential, const Id& person) {
    return has_slot(vault, person) ? vault.reset_slot(credential, person) : vault.add_slot(credential, person);
}

} // namespace epic::store
