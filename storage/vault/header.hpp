// The first 64 KiB: two copies of the slot table and two of the generation record, as bytes.
// Layout: storage/vault/README.md, "The header". No I/O here.
//
// Threads: pure functions on values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "storage/vault/slots.hpp"

namespace epic::vault {

using TableBytes = std::array<std::uint8_t, format::table_size>;
using BlockBytes = std::array<std::uint8_t, format::block_size>;

struct DirectoryEntry {
    SlotKind kind = SlotKind::unused;
    Id collaborator;
    Key public_key{};
};

struct SlotTable {
    FileId file{};
    Salt salt{};
    std::uint64_t sequence = 0;
    KdfLimits limits;
    std::array<DirectoryEntry, format::slot_count> directory{};
    std::array<SlotBytes, format::slot_count> slots{};
};

enum class TableCondition : std::uint8_t {
    whole,   // of this version, its digest is right: not torn. Not authentic for that.
    newer,   // made by a newer version
    damaged, // begins like ours
    foreign, // does not
};
TableCondition inspect_table(const TableBytes& bytes);

// What is in clear, and the slots; the directory stays empty. Only for a whole table.
SlotTable read_clear_table(const TableBytes& bytes);
// Authenticates clear part and slots, and reads the directory. False: not made with this key.
bool open_directory(const Key& table_key, const TableBytes& bytes, SlotTable& table);
TableBytes seal_table(const Key& table_key, const SlotTable& table);

struct GenerationRecord {
    Generation generation;
    // So many frames of this generation's log were copied into the file: a log that has fewer has been
    // cut, and what the file and the rest of the log say together is no state that ever was.
    std::uint64_t frames_copied = 0;
    // A log of this generation was begun and not yet put away: its file must be there.
    bool log_begun = false;

    bool operator==(const GenerationRecord&) const = default;
};
std::optional<GenerationRecord> open_generation(const Key& generation_key, const FileId& file, const BlockBytes& bytes);
BlockBytes seal_generation(const Key& generation_key, const FileId& file, const GenerationRecord& record);

} // namespace epic::vault
