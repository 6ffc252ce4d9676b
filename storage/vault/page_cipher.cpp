#include "storage/vault/page_cipher.hpp"

#include <cstring>
#include <sodium.h>

#include "storage/vault/nonces.hpp"
#include "storage/vault/xchacha.hpp"

namespace epic::vault {
namespace {

using format::nonce_size;
using format::page_plain;

std::array<std::uint8_t, 24> page_binding(const FileId& file, std::uint64_t page_number) {
    std::array<std::uint8_t, 24> bound;
    std::memcpy(bound.data(), file.data(), file.size());
    format::put_u64(bound.data() + 16, page_number);
    return bound;
}

std::span<const std::uint8_t, nonce_size> nonce_at(const std::uint8_t* place) {
    return std::span<const std::uint8_t, nonce_size>(place, nonce_size);
}

std::array<std::uint8_t, 56> frame_binding(const FramePlace& place) {
    std::array<std::uint8_t, 56> bound;
    std::memcpy(bound.data(), place.file.data(), 16);
    std::memcpy(bound.data() + 16, place.generation.data(), 16);
    format::put_u64(bound.data() + 32, place.frame_number);
    std::memcpy(bound.data() + 40, place.page_tag.data(), 16);
    return bound;
}

} // namespace

void seal_page(const Key& key, const FileId& file, std::uint64_t page_number, const std::uint8_t* plain,
               std::uint8_t* sealed) {
    const auto bound = page_binding(file, page_number);
    std::uint8_t* const nonce = sealed + page_plain;
    next_nonce(nonce);
    xchacha_seal({key, nonce_at(nonce), bound}, {plain, page_plain}, sealed, nonce + nonce_size);
}

bool open_page(const Key& key, const FileId& file, std::uint64_t page_number, const std::uint8_t* sealed,
               std::uint8_t* plain) {
    const auto bound = page_binding(file, page_number);
    const std::uint8_t* const nonce = sealed + page_plain;
    const bool authentic = xchacha_open({key, nonce_at(nonce), bound}, {sealed, page_plain}, nonce + nonce_size, plain);
    std::memset(plain + page_plain, 0, format::page_reserve);
    if (!authentic) std::memset(plain, 0, page_plain);
    return authentic;
}

PageTag tag_of_page(const std::uint8_t* sealed) {
    PageTag tag;
    std::memcpy(tag.data(), sealed + page_plain + nonce_size, tag.size());
    return tag;
}

void seal_frame_header(const Key& key, const FramePlace& place, const std::uint8_t* plain, std::uint8_t* sealed) {
    seal_record(key, frame_binding(place), {plain, format::sqlite_frame_header}, sealed);
}

bool open_frame_header(const Key& key, const FramePlace& place, const std::uint8_t* sealed, std::uint8_t* plain) {
    return open_record(key, frame_binding(place), sealed, {plain, format::sqlite_frame_header});
}

void seal_record(const Key& key, std::span<const std::uint8_t> bound, std::span<const std::uint8_t> plain,
                 std::uint8_t* sealed) {
    next_nonce(sealed);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(sealed + nonce_size, sealed + nonce_size + plain.size(),
                                                        nullptr, plain.data(), plain.size(), bound.data(), bound.size(),
                                                        nullptr, sealed, key.data());
}

bool open_record(const Key& key, std::span<const std::uint8_t> bound, const std::uint8_t* sealed,
                 std::span<std::uint8_t> plain) {
    const bool authentic = crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
                               plain.data(), nullptr, sealed + nonce_size, plain.size(),
                               sealed + nonce_size + plain.size(), bound.data(), bound.size(), sealed, key.data()) == 0;
    if (!authentic) std::memset(plain.data(), 0, plain.size());
    return authentic;
}

} // namespace epic::vault
