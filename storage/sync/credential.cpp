#include "storage/sync/credential.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <sodium.h>
#include <vector>

#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

constexpr std::string_view name_context = "epic-events central account 1\n";
constexpr std::string_view salt_context = "epic-events central password 1\n";
constexpr unsigned long long argon_passes = 3;
constexpr std::size_t argon_bytes = 64U << 20U;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

void start_sodium() {
    [[maybe_unused]] const int state = sodium_init();
    assert(state >= 0);
}

std::string hex(const unsigned char* bytes, std::size_t count) {
    std::string text(count * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, count);
    text.pop_back();
    return text;
}

template <std::size_t size>
std::array<unsigned char, size> hash(std::string_view context, std::string_view text) {
    const std::string whole = std::string(context) + std::string(text);
    std::array<unsigned char, 32> full{};
    crypto_generichash(full.data(), full.size(), bytes_of(whole), whole.size(), nullptr, 0);
    std::array<unsigned char, size> part{};
    std::copy_n(full.begin(), size, part.begin());
    return part;
}

} // namespace

std::string account_name(std::string_view email) {
    start_sodium();
    const auto digest = hash<12>(name_context, email);
    return "epic_" + hex(digest.data(), digest.size());
}

Result<std::string> account_password(std::string_view email, std::string_view password) {
    start_sodium();
    const auto salt = hash<crypto_pwhash_SALTBYTES>(salt_context, email);
    std::array<unsigned char, 32> key{};
    if (crypto_pwhash(key.data(), key.size(), password.data(), password.size(), salt.data(), argon_passes, argon_bytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return Error{.code = ErrorCode::unexpected, .message = words::out_of_memory, .details = "crypto_pwhash"};
    }
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(key.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), key.data(), key.size(), variant);
    text.pop_back();
    sodium_memzero(key.data(), key.size());
    return "e1-" + text;
}

Result<Credential> credential_for(std::string_view email, std::string_view password) {
    return Credential{account_name(email), EPIC_TRY(account_password(email, password))};
}

std::string one_time_password() {
    start_sodium();
    constexpr std::string_view alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::string text;
    for (int i = 0; i < 12; ++i) text += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    return text;
}

std::string random_hex(std::size_t bytes) {
    start_sodium();
    std::vector<unsigned char> random(bytes);
    randombytes_buf(random.data(), random.size());
    return hex(random.data(), random.size());
}

} // namespace epic::sync
