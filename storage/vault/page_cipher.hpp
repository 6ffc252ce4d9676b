// Sealing with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03, libsodium's _ietf functions): pages, frame
// headers, and the records of the file header. The layouts are in storage/vault/README.md.
//
// All `open_` functions return false when the bytes are not authentic; the output is zeros then.
// Threads: pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "storage/vault/format.hpp"

namespace epic::vault {

using Key = std::array<std::uint8_t, format::key_size>;
using FileId = std::array<std::uint8_t, format::id_size>;
using PageTag = std::array<std::uint8_t, format::tag_size>;

// `plain` is a page of SQLite whose last 40 bytes are not looked at; `sealed` is another 4096 bytes.
void seal_page(const Key& key, const FileId& file, std::uint64_t page_number, const std::uint8_t* plain,
               std::uint8_t* sealed);
// From one place to another or in place; the 40 reserved bytes of the result are zeros.
bool open_page(const Key& key, const FileId& file, std::uint64_t page_number, const std::uint8_t* sealed,
               std::uint8_t* plain);
// The tag at the end of a sealed page.
PageTag tag_of_page(const std::uint8_t* sealed);

// Binds a frame header to the file, to this log and no older one, to its place, and to the page after it.
struct FramePlace {
    const FileId& file;
    const std::array<std::uint8_t, format::id_size>& generation;
    std::uint64_t frame_number;
    const PageTag& page_tag;
};
void seal_frame_header(const Key& key, const FramePlace& place, const std::uint8_t* plain, std::uint8_t* sealed);
bool open_frame_header(const Key& key, const FramePlace& place, const std::uint8_t* sealed, std::uint8_t* plain);

// nonce ‖ ciphertext ‖ tag, for any size: `sealed` is 40 bytes longer than `plain`.
void seal_record(const Key& key, std::span<const std::uint8_t> bound, std::span<const std::uint8_t> plain,
                 std::uint8_t* sealed);
bool open_record(const Key& key, std::span<const std::uint8_t> bound, const std::uint8_t* sealed,
                 std::span<std::uint8_t> plain);

} // namespace epic::vault
