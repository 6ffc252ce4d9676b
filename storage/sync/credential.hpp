// What a person's password becomes before the central server: an account name and a derived password.
//
// The server never sees the person's own password. The name is a hash of the normalised e-mail, the password
// is Argon2id of the password with a salt of context and e-mail; both are the same on every laptop, so that a
// new one can join with e-mail and password alone. Cost and contexts carry a version and never change.
// `email` is normalised and `password` in NFC (the store does both). Blocks for about 0.2 s, 64 MiB.
// Failures: `unexpected` when the memory cannot be had. Threads: pure functions.
// Source: RFC 9106 (Argon2id); libsodium crypto_pwhash.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace epic::sync {

// "epic_" and 24 hexadecimal digits: within the 32 characters of MySQL.
std::string account_name(std::string_view email);
// "e1-" and 43 characters of base64url.
Result<std::string> account_password(std::string_view email, std::string_view password);

// How one person signs in at the central server.
struct Credential {
    std::string account;
    std::string password;
};
Result<Credential> credential_for(std::string_view email, std::string_view password);

// A password to be read out once: twelve characters of 56, without look-alikes; 69 bits.
std::string one_time_password();
// Of libsodium's generator, in hexadecimal digits.
std::string random_hex(std::size_t bytes);

} // namespace epic::sync
