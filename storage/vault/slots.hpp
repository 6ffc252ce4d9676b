// One key slot: a person's X25519 key pair, its private half wrapped by their password, and the file's
// data key sealed to its public half. Layout: storage/vault/README.md, "A slot".
//
// `open_slot` says false for a wrong key, another slot's bytes, or damage: they cannot be told apart.
// Threads: pure functions.
#pragma once

#include <array>
#include <cstdint>

#include "storage/vault/keys.hpp"

namespace epic::vault {

using SlotBytes = std::array<std::uint8_t, format::slot_size>;

// What a person's password opens.
struct SlotSecrets {
    SlotKind kind;
    Id collaborator;
    Key secret;
    Key previous; // zeros when there is none
    FileId wrapped_in_file;
    Key data_key;
};

// Where the slot is: bound into it, so that it opens nowhere else.
struct SlotPlace {
    const FileId& file;
    const Salt& salt;
    std::size_t index;
};

// Makes a new key pair; keeps `previous` beside it. Returns the public half.
Key make_slot(const Secret<Key>& wrapping_key, const SlotPlace& place, SlotKind kind, const Id& collaborator,
              const Key& previous, const Key& data_key, SlotBytes& slot, Secret<SlotSecrets>& made);
bool open_slot(const Secret<Key>& wrapping_key, const SlotPlace& place, const SlotBytes& slot,
               Secret<SlotSecrets>& opened);
// The sealed half alone, to whoever holds the private key of `public_key`: no password is needed to give a slot
// another data key, and what its wrapped half says stays as it is.
struct SlotOwner {
    SlotKind kind = SlotKind::unused;
    Id collaborator;
};
void seal_data_key(const Key& public_key, const SlotPlace& place, const SlotOwner& owner, const Key& data_key,
                   SlotBytes& slot);
bool open_data_key(const Key& slot_secret, const SlotPlace& place, const SlotOwner& owner, const SlotBytes& slot,
                   Key& data_key);
// Random bytes that look like a slot in use: the public key of the sealed box is a real one.
void fill_unused_slot(SlotBytes& slot);

Key public_half(const Key& secret);

} // namespace epic::vault
