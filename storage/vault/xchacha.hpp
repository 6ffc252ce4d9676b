// XChaCha20-Poly1305 for whole pages: byte for byte what libsodium's crypto_aead_xchacha20poly1305_ietf_*_detached
// make, in about half the time. As draft-irtf-cfrg-xchacha-03, section 2.3, composes it: HChaCha20 (libsodium) turns
// the key and 16 bytes of the nonce into a subkey for ChaCha20-Poly1305 of RFC 8439 (OpenSSL, whose code for it knows
// the newer vector instructions). tests/vault/xchacha_test.cpp compares the two.
//
// Threads: pure functions. Without memory for a few hundred bytes the program aborts: nothing may go on unsealed.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "storage/vault/format.hpp"

namespace epic::vault {

struct XChaChaInput {
    const std::array<std::uint8_t, format::key_size>& key;
    std::span<const std::uint8_t, format::nonce_size> nonce;
    std::span<const std::uint8_t> bound; // the additional data
};

// `sealed` has room for as much as `plain`, and `tag` for 16 bytes. From one place to another or in place.
void xchacha_seal(const XChaChaInput& input, std::span<const std::uint8_t> plain, std::uint8_t* sealed,
                  std::uint8_t* tag);
// False when the bytes are not authentic: what `plain` then holds is to be thrown away.
bool xchacha_open(const XChaChaInput& input, std::span<const std::uint8_t> sealed, const std::uint8_t* tag,
                  std::uint8_t* plain);

} // namespace epic::vault
