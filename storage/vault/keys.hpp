// The keys of an open file, and how a password becomes one.
//
// The data key is random; each use has a subkey of its own (crypto_kdf, BLAKE2b). Keys live in guarded
// memory (secret.hpp). Threads: Keyring any; the functions are pure. derive_wrapping_key takes as long
// as the limits say and as much memory.
#pragma once

#include <functional>
#include <shared_mutex>

#include "core/base/result.hpp"
#include "storage/vault/format.hpp"
#include "storage/vault/page_cipher.hpp"
#include "storage/vault/secret.hpp"
#include "storage/vault/vault.hpp"

namespace epic::vault {

using Salt = std::array<std::uint8_t, format::id_size>;

void derive_subkey(const Key& data_key, format::Subkey which, Key& subkey);

// False for limits that no file of ours has: they would exhaust the computer, or protect nothing.
bool limits_are_sane(const KdfLimits& limits);
// What KdfLimits::calibrate() chooses on a computer where a derivation takes so many seconds.
KdfLimits calibrate_by(const std::function<double(const KdfLimits&)>& seconds_for);
// Argon2id(password, BLAKE2b-128(salt ‖ login)). `unexpected` when there is not enough memory; the limits
// must be sane.
Result<Secret<Key>> derive_wrapping_key(const Credential& credential, const Salt& salt, const KdfLimits& limits);

// The keys while the file is unlocked. A Lease keeps them from being wiped while one page is worked on.
class Keyring {
public:
    struct Keys {
        Key data;
        Key pages;
        Key log;
        Key table;
        Key generation;
        Key slot_secret;   // X25519 private key of the slot that opened the file
        Key slot_previous; // the one before the last change of password; zeros when there is none
    };

    class Lease {
    public:
        explicit Lease(const Keyring& ring) : lock_(ring.mutex_), keys_(ring.unlocked_ ? &*ring.keys_ : nullptr) {}
        explicit operator bool() const { return keys_ != nullptr; }
        const Keys* operator->() const { return keys_; }

    private:
        std::shared_lock<std::shared_mutex> lock_;
        const Keys* keys_;
    };

    void unlock(const Key& data_key);
    void set_slot_secrets(const Key& secret, const Key& previous);
    void wipe();

private:
    mutable std::shared_mutex mutex_;
    Secret<Keys> keys_;
    bool unlocked_ = false;
};

} // namespace epic::vault
