#include "storage/vault/unlock.hpp"

#include <utility>

#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

Error refused(ErrorCode code, const Msg& message) {
    return Error{.code = code, .message = message};
}

} // namespace

Result<Unlocked> unlock_tables(const std::array<TableBytes, 2>& bytes, const Credential& credential) {
    // Nearly always the two are the same bytes: what was computed for one is true of the other.
    const bool same = bytes[0] == bytes[1];
    const std::size_t different = same ? 1 : 2;
    const TableCondition first_condition = inspect_table(bytes[0]);
    const std::array<TableCondition, 2> condition = {first_condition, same ? first_condition : inspect_table(bytes[1])};
    const auto any_is = [&](TableCondition wanted) { return condition[0] == wanted || condition[1] == wanted; };
    if (!any_is(TableCondition::whole)) {
        if (any_is(TableCondition::newer)) return refused(ErrorCode::newer_version, words::newer_version);
        if (any_is(TableCondition::damaged)) return refused(ErrorCode::damaged, words::header_damaged);
        return refused(ErrorCode::not_ours, words::not_ours);
    }

    // Salt and limits are the same in both tables unless someone has been at one of them.
    std::optional<Secret<Key>> wrapping_key;
    std::optional<Secret<SlotSecrets>> first;
    std::array<SlotTable, 2> tables;
    std::size_t found_in = 0;
    std::size_t found_at = 0;
    for (std::size_t i = 0; i < different && !first; ++i) {
        if (condition[i] != TableCondition::whole) continue;
        tables[i] = read_clear_table(bytes[i]);
        if (!wrapping_key || tables[0].salt != tables[1].salt || tables[0].limits != tables[1].limits) {
            wrapping_key = EPIC_TRY(derive_wrapping_key(credential, tables[i].salt, tables[i].limits));
        }
        Secret<SlotSecrets> secrets;
        for (std::size_t index = 0; index < format::slot_count && !first; ++index) {
            const SlotPlace place{tables[i].file, tables[i].salt, index};
            if (!open_slot(*wrapping_key, place, tables[i].slots[index], secrets)) continue;
            first = std::move(secrets);
            found_in = i;
            found_at = index;
        }
    }
    if (!first) return refused(ErrorCode::sign_in_refused, words::wrong_credential);

    // Any slot gives the data key; only a table that authenticates under it counts, and the newest wins.
    Secret<Key> table_key;
    derive_subkey((*first)->data_key, format::Subkey::table, *table_key);
    std::optional<std::size_t> newest;
    Unlocked unlocked;
    unlocked.authentic = {};
    for (std::size_t i = 0; i < different; ++i) {
        if (condition[i] != TableCondition::whole) continue;
        tables[i] = read_clear_table(bytes[i]);
        unlocked.authentic[i] = open_directory(*table_key, bytes[i], tables[i]);
        if (unlocked.authentic[i] && (!newest || tables[i].sequence > tables[*newest].sequence)) newest = i;
    }
    if (!newest) return refused(ErrorCode::damaged, words::header_damaged);
    if (same) unlocked.authentic[1] = unlocked.authentic[0];
    unlocked.newest = *newest;
    unlocked.table = tables[*newest];

    // The slot may have been found in the older table: what counts is whether the newest admits it.
    const SlotTable& table = unlocked.table;
    const auto admits = [&](std::size_t index, const SlotSecrets& secrets) {
        const DirectoryEntry& entry = table.directory[index];
        return entry.kind != SlotKind::unused && secrets.kind == entry.kind &&
               secrets.collaborator == entry.collaborator;
    };
    bool admitted = found_in == *newest && admits(found_at, **first);
    if (admitted) unlocked.secrets = std::move(*first);
    for (std::size_t index = 0; index < format::slot_count && !admitted; ++index) {
        if (table.directory[index].kind == SlotKind::unused) continue;
        admitted = open_slot(*wrapping_key, {table.file, table.salt, index}, table.slots[index], unlocked.secrets) &&
                   admits(index, *unlocked.secrets);
    }
    if (!admitted) return refused(ErrorCode::sign_in_refused, words::wrong_credential);
    return unlocked;
}

std::size_t newest_generation(const std::array<std::optional<GenerationRecord>, 2>& records) {
    const auto order = [](const GenerationRecord& r) { return std::pair(r.generation.counter, r.frames_copied); };
    return !records[0] || (records[1] && order(*records[1]) > order(*records[0])) ? 1 : 0;
}

} // namespace epic::vault
