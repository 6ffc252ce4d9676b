// Sizes, offsets and labels of the encrypted file. storage/vault/README.md tells the same in prose;
// a change of either is a new format version. All integers of the format are little-endian.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace epic::vault::format {

inline constexpr std::uint32_t version = 1;
inline constexpr std::array<std::uint8_t, 16> magic = {0x89, 'E', 'P', 'I',  'C',  ' ',  'V',  'A',
                                                       'U',  'L', 'T', 0x0d, 0x0a, 0x1a, 0x0a, 0x00};

inline constexpr std::size_t key_size = 32;
inline constexpr std::size_t nonce_size = 24;
inline constexpr std::size_t tag_size = 16;
inline constexpr std::size_t id_size = 16;

// A page: 4056 sealed bytes, nonce, tag.
inline constexpr std::size_t page_size = 4096;
inline constexpr std::size_t page_reserve = nonce_size + tag_size;
inline constexpr std::size_t page_plain = page_size - page_reserve;
static_assert(page_plain == 4056);

// The header: table A, table B, generation A, generation B.
inline constexpr std::size_t block_size = 4096;
inline constexpr std::size_t header_size = 16 * block_size;
inline constexpr std::size_t slot_count = 48;
inline constexpr std::size_t slot_size = 512;
inline constexpr std::size_t table_size = block_size + slot_count * slot_size;
inline constexpr std::array<std::size_t, 2> table_offset = {0, table_size};
inline constexpr std::array<std::size_t, 2> generation_offset = {2 * table_size, 2 * table_size + block_size};
static_assert(generation_offset[1] + block_size == header_size);

// A slot table: clear part, sealed directory, slots.
namespace table {
inline constexpr std::size_t magic = 0;
inline constexpr std::size_t version = 16;
inline constexpr std::size_t page_size = 20;
inline constexpr std::size_t header_size = 24;
inline constexpr std::size_t kdf_algorithm = 28;
inline constexpr std::size_t file_id = 32;
inline constexpr std::size_t salt = 48;
inline constexpr std::size_t sequence = 64;
inline constexpr std::size_t kdf_memory = 72;
inline constexpr std::size_t kdf_operations = 80;
inline constexpr std::size_t reserved = 84; // 12 bytes, zero
inline constexpr std::size_t digest = 96;   // 32 bytes
inline constexpr std::size_t clear_size = 128;
inline constexpr std::size_t directory = clear_size;
inline constexpr std::size_t directory_plain = block_size - clear_size - nonce_size - tag_size;
inline constexpr std::size_t directory_entry = 64;
inline constexpr std::size_t slots = block_size;
inline constexpr std::uint32_t argon2id13 = 1;
} // namespace table

// A slot: the private key wrapped by the credential, the data key sealed to the public key, random fill.
namespace slot {
inline constexpr std::size_t wrap_plain = 128;
inline constexpr std::size_t wrap = 0; // nonce, ciphertext, tag
inline constexpr std::size_t sealed = nonce_size + wrap_plain + tag_size;
inline constexpr std::size_t sealed_plain = 112;
inline constexpr std::size_t sealed_size = sealed_plain + 48; // crypto_box_seal: public key 32, tag 16
inline constexpr std::size_t fill = sealed + sealed_size;
static_assert(fill == 328);
} // namespace slot

// A generation record: nonce, ciphertext, tag; one block.
inline constexpr std::size_t generation_plain = block_size - nonce_size - tag_size;

// The log: a sealed header, then frames. SQLite's own sizes are 32 and 24.
inline constexpr std::size_t log_header_size = 128;
inline constexpr std::size_t log_header_plain = log_header_size - nonce_size - tag_size;
inline constexpr std::size_t frame_header_size = 64;
inline constexpr std::size_t frame_size = frame_header_size + page_size;
inline constexpr std::size_t sqlite_log_header = 32;
inline constexpr std::size_t sqlite_frame_header = 24;
inline constexpr std::size_t sqlite_frame = sqlite_frame_header + page_size;
static_assert(frame_header_size == nonce_size + sqlite_frame_header + tag_size);

// The context of crypto_kdf and the numbers of the subkeys.
inline constexpr std::array<char, 8> kdf_context = {'e', 'p', 'i', 'c', 'f', 'i', 'l', 'e'};
enum class Subkey : std::uint64_t { pages = 1, log = 2, table = 3, generation = 4, unfinished = 5 };

inline void put_u32(std::uint8_t* to, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) to[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

inline void put_u64(std::uint8_t* to, std::uint64_t value) {
    for (int i = 0; i < 8; ++i) to[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

inline std::uint32_t get_u32(const std::uint8_t* from) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i) value = value << 8 | from[i];
    return value;
}

inline std::uint64_t get_u64(const std::uint8_t* from) {
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i) value = value << 8 | from[i];
    return value;
}

// Big-endian, as in SQLite's own headers.
inline std::uint32_t get_u32_be(const std::uint8_t* from) {
    return std::uint32_t{from[0]} << 24 | std::uint32_t{from[1]} << 16 | std::uint32_t{from[2]} << 8 | from[3];
}

} // namespace epic::vault::format
