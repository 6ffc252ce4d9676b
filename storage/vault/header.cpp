#include "storage/vault/header.hpp"

#include <algorithm>
#include <cstring>

namespace epic::vault {
namespace {

namespace at = format::table;

// A directory entry.
namespace entry {
constexpr std::size_t kind = 0;
constexpr std::size_t collaborator = 8;
constexpr std::size_t public_key = 24;
} // namespace entry
static_assert(at::directory_entry * format::slot_count <= at::directory_plain);

// A generation record.
namespace record_at {
constexpr std::size_t counter = 0;
constexpr std::size_t id = 8;
constexpr std::size_t frames_copied = 24;
constexpr std::size_t log_begun = 32;
} // namespace record_at

using Digest = std::array<std::uint8_t, 32>;
using DirectoryPlain = std::array<std::uint8_t, at::directory_plain>;

// Not a protection: anyone can compute it. It tells a torn or rotten table from a wrong password.
Digest digest_of(const TableBytes& bytes) {
    Digest digest;
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, nullptr, 0, digest.size());
    crypto_generichash_update(&hash, bytes.data(), at::digest);
    crypto_generichash_update(&hash, bytes.data() + at::clear_size, bytes.size() - at::clear_size);
    crypto_generichash_final(&hash, digest.data(), digest.size());
    return digest;
}

// The clear part up to the digest, and a hash of all slots: what the directory's tag answers for.
std::array<std::uint8_t, at::digest + 64> directory_binding(const TableBytes& bytes) {
    std::array<std::uint8_t, at::digest + 64> bound;
    std::memcpy(bound.data(), bytes.data(), at::digest);
    crypto_generichash(bound.data() + at::digest, 64, bytes.data() + at::slots, bytes.size() - at::slots, nullptr, 0);
    return bound;
}

} // namespace

TableCondition inspect_table(const TableBytes& bytes) {
    if (!std::equal(format::magic.begin(), format::magic.end(), bytes.begin() + at::magic)) {
        return TableCondition::foreign;
    }
    if (format::get_u32(bytes.data() + at::version) > format::version) return TableCondition::newer;
    const Digest digest = digest_of(bytes);
    const SlotTable table = read_clear_table(bytes);
    const bool whole = std::equal(digest.begin(), digest.end(), bytes.begin() + at::digest) &&
                       format::get_u32(bytes.data() + at::version) == format::version &&
                       format::get_u32(bytes.data() + at::page_size) == format::page_size &&
                       format::get_u32(bytes.data() + at::header_size) == format::header_size &&
                       format::get_u32(bytes.data() + at::kdf_algorithm) == at::argon2id13 &&
                       limits_are_sane(table.limits);
    return whole ? TableCondition::whole : TableCondition::damaged;
}

SlotTable read_clear_table(const TableBytes& bytes) {
    SlotTable table;
    std::memcpy(table.file.data(), bytes.data() + at::file_id, 16);
    std::memcpy(table.salt.data(), bytes.data() + at::salt, 16);
    table.sequence = format::get_u64(bytes.data() + at::sequence);
    table.limits.memory_bytes = format::get_u64(bytes.data() + at::kdf_memory);
    table.limits.operations = format::get_u32(bytes.data() + at::kdf_operations);
    for (std::size_t i = 0; i < format::slot_count; ++i) {
        std::memcpy(table.slots[i].data(), bytes.data() + at::slots + i * format::slot_size, format::slot_size);
    }
    return table;
}

bool open_directory(const Key& table_key, const TableBytes& bytes, SlotTable& table) {
    DirectoryPlain plain;
    if (!open_record(table_key, directory_binding(bytes), bytes.data() + at::directory, plain)) return false;
    for (std::size_t i = 0; i < format::slot_count; ++i) {
        const std::uint8_t* const from = plain.data() + i * at::directory_entry;
        table.directory[i].kind = static_cast<SlotKind>(from[entry::kind]);
        std::memcpy(table.directory[i].collaborator.bytes.data(), from + entry::collaborator, 16);
        std::memcpy(table.directory[i].public_key.data(), from + entry::public_key, 32);
    }
    return true;
}

TableBytes seal_table(const Key& table_key, const SlotTable& table) {
    TableBytes bytes{};
    std::copy(format::magic.begin(), format::magic.end(), bytes.begin() + at::magic);
    format::put_u32(bytes.data() + at::version, format::version);
    format::put_u32(bytes.data() + at::page_size, format::page_size);
    format::put_u32(bytes.data() + at::header_size, format::header_size);
    format::put_u32(bytes.data() + at::kdf_algorithm, at::argon2id13);
    std::memcpy(bytes.data() + at::file_id, table.file.data(), 16);
    std::memcpy(bytes.data() + at::salt, table.salt.data(), 16);
    format::put_u64(bytes.data() + at::sequence, table.sequence);
    format::put_u64(bytes.data() + at::kdf_memory, table.limits.memory_bytes);
    format::put_u32(bytes.data() + at::kdf_operations, table.limits.operations);
    for (std::size_t i = 0; i < format::slot_count; ++i) {
        std::memcpy(bytes.data() + at::slots + i * format::slot_size, table.slots[i].data(), format::slot_size);
    }
    DirectoryPlain plain{};
    for (std::size_t i = 0; i < format::slot_count; ++i) {
        std::uint8_t* const to = plain.data() + i * at::directory_entry;
        to[entry::kind] = static_cast<std::uint8_t>(table.directory[i].kind);
        std::memcpy(to + entry::collaborator, table.directory[i].collaborator.bytes.data(), 16);
        std::memcpy(to + entry::public_key, table.directory[i].public_key.data(), 32);
    }
    seal_record(table_key, directory_binding(bytes), plain, bytes.data() + at::directory);
    const Digest digest = digest_of(bytes);
    std::copy(digest.begin(), digest.end(), bytes.begin() + at::digest);
    return bytes;
}

std::optional<GenerationRecord> open_generation(const Key& generation_key, const FileId& file,
                                                const BlockBytes& bytes) {
    std::array<std::uint8_t, format::generation_plain> plain;
    if (!open_record(generation_key, file, bytes.data(), plain)) return std::nullopt;
    GenerationRecord record;
    record.generation.counter = format::get_u64(plain.data() + record_at::counter);
    std::memcpy(record.generation.id.data(), plain.data() + record_at::id, 16);
    record.frames_copied = format::get_u64(plain.data() + record_at::frames_copied);
    record.log_begun = plain[record_at::log_begun] != 0;
    return record;
}

BlockBytes seal_generation(const Key& generation_key, const FileId& file, const GenerationRecord& record) {
    std::array<std::uint8_t, format::generation_plain> plain{};
    format::put_u64(plain.data() + record_at::counter, record.generation.counter);
    std::memcpy(plain.data() + record_at::id, record.generation.id.data(), 16);
    format::put_u64(plain.data() + record_at::frames_copied, record.frames_copied);
    plain[record_at::log_begun] = record.log_begun ? 1 : 0;
    BlockBytes bytes;
    seal_record(generation_key, file, plain, bytes.data());
    return bytes;
}

} // namespace epic::vault
