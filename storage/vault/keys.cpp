#include "storage/vault/keys.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <mutex>

#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;
constexpr std::uint64_t memory_bytes_max = 1024 * mebibyte;
constexpr std::uint32_t operations_max = 64;
constexpr std::uint64_t calibrated_memory_bytes = 256 * mebibyte;
constexpr std::uint64_t calibrated_memory_bytes_min = 64 * mebibyte;
constexpr double calibrated_seconds = 0.5;
constexpr double calibrated_seconds_max = 0.7;

// The better of two: what other programs do meanwhile must not make the file weaker for its whole life.
double measured_seconds(const KdfLimits& limits) {
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 2; ++i) {
        const auto start = std::chrono::steady_clock::now();
        if (!derive_wrapping_key({"calibration", "calibration"}, Salt{}, limits)) return best;
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

} // namespace

void derive_subkey(const Key& data_key, format::Subkey which, Key& subkey) {
    static_assert(crypto_kdf_KEYBYTES == format::key_size && crypto_kdf_CONTEXTBYTES == format::kdf_context.size());
    crypto_kdf_derive_from_key(subkey.data(), subkey.size(), static_cast<std::uint64_t>(which),
                               format::kdf_context.data(), data_key.data());
}

bool limits_are_sane(const KdfLimits& limits) {
    return limits.operations >= crypto_pwhash_OPSLIMIT_MIN && limits.operations <= operations_max &&
           limits.memory_bytes >= crypto_pwhash_MEMLIMIT_MIN && limits.memory_bytes <= memory_bytes_max;
}

Result<Secret<Key>> derive_wrapping_key(const Credential& credential, const Salt& salt, const KdfLimits& limits) {
    static_assert(crypto_pwhash_SALTBYTES == 16);
    std::array<std::uint8_t, crypto_pwhash_SALTBYTES> person_salt{};
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, nullptr, 0, person_salt.size());
    crypto_generichash_update(&hash, salt.data(), salt.size());
    crypto_generichash_update(&hash, reinterpret_cast<const std::uint8_t*>(credential.login.data()),
                              credential.login.size());
    crypto_generichash_final(&hash, person_salt.data(), person_salt.size());
    Secret<Key> key;
    if (crypto_pwhash(key->data(), key->size(), credential.password.data(), credential.password.size(),
                      person_salt.data(), limits.operations, static_cast<std::size_t>(limits.memory_bytes),
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return Error{.code = ErrorCode::unexpected, .message = words::no_memory, .details = "crypto_pwhash failed"};
    }
    return key;
}

KdfLimits KdfLimits::minimum() {
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

KdfLimits KdfLimits::calibrate() {
    if (sodium_init() < 0) std::abort();
    return calibrate_by(measured_seconds);
}

KdfLimits calibrate_by(const std::function<double(const KdfLimits&)>& seconds_for) {
    KdfLimits limits{1, calibrated_memory_bytes};
    double seconds = seconds_for(limits);
    while (seconds > calibrated_seconds_max && limits.memory_bytes > calibrated_memory_bytes_min) {
        limits.memory_bytes /= 2;
        seconds = seconds_for(limits);
    }
    const double passes = std::round(calibrated_seconds / std::max(seconds, 0.001));
    limits.operations = static_cast<std::uint32_t>(std::clamp(passes, 1.0, double{operations_max}));
    return limits;
}

void Keyring::unlock(const Key& data_key) {
    const std::unique_lock lock(mutex_);
    keys_->data = data_key;
    derive_subkey(data_key, format::Subkey::pages, keys_->pages);
    derive_subkey(data_key, format::Subkey::log, keys_->log);
    derive_subkey(data_key, format::Subkey::table, keys_->table);
    derive_subkey(data_key, format::Subkey::generation, keys_->generation);
    unlocked_ = true;
}

void Keyring::set_slot_secrets(const Key& secret, const Key& previous) {
    const std::unique_lock lock(mutex_);
    keys_->slot_secret = secret;
    keys_->slot_previous = previous;
}

void Keyring::wipe() {
    const std::unique_lock lock(mutex_);
    keys_.wipe();
    unlocked_ = false;
}

} // namespace epic::vault
