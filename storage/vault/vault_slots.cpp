// Who can open the file: the slots' lives, and what is sealed for one of their owners.
#include <algorithm>
#include <mutex>
#include <optional>

#include "storage/vault/open_vault.hpp"
#include "storage/vault/recovery_key.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

Error refused(ErrorCode code, const Msg& message) {
    return Error{.code = code, .message = message};
}

// Whoever holds the recovery key may let people in, and nothing else.
Result<> refuse_to_recovery(const VaultState& state) {
    if (state.opened_as() != SlotKind::recovery) return Done{};
    return refused(ErrorCode::not_allowed, words::recovery_only);
}

std::optional<std::size_t> slot_of(const SlotTable& table, const Id& collaborator) {
    for (std::size_t i = 0; i < table.directory.size(); ++i) {
        const DirectoryEntry& entry = table.directory[i];
        if (entry.kind == SlotKind::collaborator && entry.collaborator == collaborator) return i;
    }
    return std::nullopt;
}

// The slot that this wrapping key opens.
std::optional<std::size_t> slot_opened_by(const SlotTable& table, const Secret<Key>& wrapping_key,
                                          Secret<SlotSecrets>& secrets) {
    for (std::size_t i = 0; i < table.slots.size(); ++i) {
        if (table.directory[i].kind == SlotKind::unused) continue;
        if (open_slot(wrapping_key, {table.file, table.salt, i}, table.slots[i], secrets)) return i;
    }
    return std::nullopt;
}

// Writes a new slot at `index`, sealing the data key that the state holds.
Result<Secret<SlotSecrets>> put_slot(const VaultState& state, SlotTable& table, std::size_t index,
                                     const Secret<Key>& wrapping_key, const SlotOwner& owner, const Key& previous) {
    const Keyring::Lease lease(state.keys());
    if (!lease) return refused(ErrorCode::sign_in_refused, words::locked);
    Secret<SlotSecrets> made;
    const Key half = make_slot(wrapping_key, {table.file, table.salt, index}, owner.kind, owner.collaborator, previous,
                               lease->data, table.slots[index], made);
    table.directory[index] = {owner.kind, owner.collaborator, half};
    return made;
}

Result<std::size_t> unused_slot(const SlotTable& table) {
    const auto unused = std::find_if(table.directory.begin(), table.directory.end(),
                                     [](const DirectoryEntry& entry) { return entry.kind == SlotKind::unused; });
    if (unused == table.directory.end()) {
        return Error{.code = ErrorCode::conflict_with_state,
                     .message = Message(words::slots_full, {std::to_string(format::slot_count)})};
    }
    return static_cast<std::size_t>(unused - table.directory.begin());
}

} // namespace

std::vector<SlotInfo> Vault::slots() const {
    const SlotTable table = open_->state->table();
    std::vector<SlotInfo> slots;
    for (std::size_t i = 0; i < table.directory.size(); ++i) {
        const DirectoryEntry& entry = table.directory[i];
        if (entry.kind == SlotKind::unused) continue;
        slots.push_back({static_cast<std::uint32_t>(i), entry.kind, entry.collaborator});
    }
    return slots;
}

Result<> Vault::add_slot(const Credential& credential, const Id& collaborator) {
    const std::lock_guard one_at_a_time(open_->slots_mutex);
    SlotTable table = open_->state->table();
    if (slot_of(table, collaborator)) return refused(ErrorCode::conflict_with_state, words::slot_exists);
    const std::size_t index = EPIC_TRY(unused_slot(table));
    const Secret<Key> wrapping_key = EPIC_TRY(derive_wrapping_key(credential, table.salt, table.limits));
    Secret<SlotSecrets> secrets;
    if (slot_opened_by(table, wrapping_key, secrets)) {
        return refused(ErrorCode::conflict_with_state, words::slot_exists);
    }
    EPIC_TRY(put_slot(*open_->state, table, index, wrapping_key, {SlotKind::collaborator, collaborator}, Key{}));
    return open_->state->change_table(std::move(table));
}

Result<> Vault::reset_slot(const Credential& credential, const Id& collaborator) {
    const std::lock_guard one_at_a_time(open_->slots_mutex);
    SlotTable table = open_->state->table();
    const auto index = slot_of(table, collaborator);
    if (!index) return refused(ErrorCode::not_found, words::slot_missing);
    const Secret<Key> wrapping_key = EPIC_TRY(derive_wrapping_key(credential, table.salt, table.limits));
    Secret<SlotSecrets> opened;
    const auto taken = slot_opened_by(table, wrapping_key, opened);
    if (taken && *taken != *index) return refused(ErrorCode::conflict_with_state, words::slot_exists);
    const Secret<SlotSecrets> made =
        EPIC_TRY(put_slot(*open_->state, table, *index, wrapping_key, {SlotKind::collaborator, collaborator}, Key{}));
    EPIC_TRY(open_->state->change_table(std::move(table)));
    if (collaborator == opened_by()) open_->state->set_slot_secrets(*made);
    return Done{};
}

Result<> Vault::change_credential(const Credential& current, const Credential& next) {
    const std::lock_guard one_at_a_time(open_->slots_mutex);
    EPIC_TRY(refuse_to_recovery(*open_->state));
    SlotTable table = open_->state->table();
    const Secret<Key> old_key = EPIC_TRY(derive_wrapping_key(current, table.salt, table.limits));
    Secret<SlotSecrets> secrets;
    const auto index = slot_opened_by(table, old_key, secrets);
    if (!index || secrets->kind != SlotKind::collaborator) {
        return refused(ErrorCode::sign_in_refused, words::wrong_credential);
    }
    const Secret<Key> new_key = EPIC_TRY(derive_wrapping_key(next, table.salt, table.limits));
    Secret<SlotSecrets> opened;
    const auto taken = slot_opened_by(table, new_key, opened);
    if (taken && *taken != *index) return refused(ErrorCode::conflict_with_state, words::slot_exists);
    // A new key pair, so that someone who knows the old password cannot open what is sealed from now on;
    // the old private key goes along, under the new password, for what was sealed before.
    const Id collaborator = secrets->collaborator;
    const Secret<SlotSecrets> made = EPIC_TRY(
        put_slot(*open_->state, table, *index, new_key, {SlotKind::collaborator, collaborator}, secrets->secret));
    EPIC_TRY(open_->state->change_table(std::move(table)));
    if (collaborator == opened_by()) open_->state->set_slot_secrets(*made);
    return Done{};
}

Result<> Vault::remove_slot(const Id& collaborator) {
    return clear_slot(collaborator, Last::stays);
}

Result<> Vault::erase_slot(const Id& collaborator) {
    return clear_slot(collaborator, Last::goes);
}

Result<> Vault::clear_slot(const Id& collaborator, Last last) {
    const std::lock_guard one_at_a_time(open_->slots_mutex);
    EPIC_TRY(refuse_to_recovery(*open_->state));
    SlotTable table = open_->state->table();
    const auto index = slot_of(table, collaborator);
    if (!index) return refused(ErrorCode::not_found, words::slot_missing);
    const auto people = std::count_if(table.directory.begin(), table.directory.end(),
                                      [](const DirectoryEntry& entry) { return entry.kind == SlotKind::collaborator; });
    if (people == 1 && last == Last::stays) return refused(ErrorCode::conflict_with_state, words::last_slot);
    table.directory[*index] = {};
    fill_unused_slot(table.slots[*index]);
    return open_->state->change_table(std::move(table));
}

Result<RecoveryKey> Vault::renew_recovery_key() {
    const std::lock_guard one_at_a_time(open_->slots_mutex);
    EPIC_TRY(refuse_to_recovery(*open_->state));
    SlotTable table = open_->state->table();
    const auto present = std::find_if(table.directory.begin(), table.directory.end(),
                                      [](const DirectoryEntry& entry) { return entry.kind == SlotKind::recovery; });
    const std::size_t index = present == table.directory.end()
                                  ? EPIC_TRY(unused_slot(table))
                                  : static_cast<std::size_t>(present - table.directory.begin());
    RecoveryKey key = RecoveryKey::generate();
    const Secret<Key> wrapping_key = EPIC_TRY(derive_wrapping_key(key.credential(), table.salt, table.limits));
    EPIC_TRY(put_slot(*open_->state, table, index, wrapping_key, {SlotKind::recovery, Id{}}, Key{}));
    EPIC_TRY(open_->state->change_table(std::move(table)));
    return key;
}

Result<Bytes> Vault::seal_for(const Id& collaborator, std::span<const std::uint8_t> plain) const {
    const SlotTable table = open_->state->table();
    const auto index = slot_of(table, collaborator);
    if (!index) return refused(ErrorCode::not_found, words::slot_missing);
    Bytes sealed(plain.size() + crypto_box_SEALBYTES);
    crypto_box_seal(sealed.data(), plain.data(), plain.size(), table.directory[*index].public_key.data());
    return sealed;
}

} // namespace epic::vault
