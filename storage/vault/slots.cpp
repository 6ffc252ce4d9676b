#include "storage/vault/slots.hpp"

#include <cstring>

#include "storage/vault/os.hpp"

namespace epic::vault {
namespace {

// The plain bytes of the wrapped half.
namespace wrapped {
constexpr std::size_t kind = 0;
constexpr std::size_t collaborator = 8;
constexpr std::size_t secret = 24;
constexpr std::size_t previous = 56;
constexpr std::size_t file_id = 88;
} // namespace wrapped

// The plain bytes of the sealed data key.
namespace boxed {
constexpr std::size_t data_key = 0;
constexpr std::size_t file_id = 32;
constexpr std::size_t collaborator = 48;
constexpr std::size_t kind = 64;
constexpr std::size_t index = 65;
} // namespace boxed

using WrapPlain = std::array<std::uint8_t, format::slot::wrap_plain>;
using BoxPlain = std::array<std::uint8_t, format::slot::sealed_plain>;

static_assert(format::slot::sealed_size == format::slot::sealed_plain + crypto_box_SEALBYTES);
static_assert(crypto_box_SECRETKEYBYTES == format::key_size && crypto_box_PUBLICKEYBYTES == format::key_size);

std::array<std::uint8_t, 24> wrap_binding(const SlotPlace& place) {
    std::array<std::uint8_t, 24> bound;
    std::memcpy(bound.data(), place.salt.data(), 16);
    format::put_u64(bound.data() + 16, place.index);
    return bound;
}

} // namespace

Key public_half(const Key& secret) {
    Key half;
    crypto_scalarmult_base(half.data(), secret.data());
    return half;
}

Key make_slot(const Secret<Key>& wrapping_key, const SlotPlace& place, SlotKind kind, const Id& collaborator,
              const Key& previous, const Key& data_key, SlotBytes& slot, Secret<SlotSecrets>& made) {
    made->kind = kind;
    made->collaborator = collaborator;
    os::random_bytes(made->secret.data(), made->secret.size());
    made->previous = previous;
    made->wrapped_in_file = place.file;
    made->data_key = data_key;
    const Key half = public_half(made->secret);

    Secret<WrapPlain> wrap;
    (*wrap)[wrapped::kind] = static_cast<std::uint8_t>(kind);
    std::memcpy(wrap->data() + wrapped::collaborator, collaborator.bytes.data(), 16);
    std::memcpy(wrap->data() + wrapped::secret, made->secret.data(), 32);
    std::memcpy(wrap->data() + wrapped::previous, previous.data(), 32);
    std::memcpy(wrap->data() + wrapped::file_id, place.file.data(), 16);

    os::random_bytes(slot.data(), slot.size());
    seal_record(*wrapping_key, wrap_binding(place), *wrap, slot.data() + format::slot::wrap);
    seal_data_key(half, place, {kind, collaborator}, data_key, slot);
    return half;
}

bool open_slot(const Secret<Key>& wrapping_key, const SlotPlace& place, const SlotBytes& slot,
               Secret<SlotSecrets>& opened) {
    Secret<WrapPlain> wrap;
    if (!open_record(*wrapping_key, wrap_binding(place), slot.data() + format::slot::wrap, *wrap)) return false;
    opened->kind = static_cast<SlotKind>((*wrap)[wrapped::kind]);
    std::memcpy(opened->collaborator.bytes.data(), wrap->data() + wrapped::collaborator, 16);
    std::memcpy(opened->secret.data(), wrap->data() + wrapped::secret, 32);
    std::memcpy(opened->previous.data(), wrap->data() + wrapped::previous, 32);
    std::memcpy(opened->wrapped_in_file.data(), wrap->data() + wrapped::file_id, 16);

    return open_data_key(opened->secret, place, {opened->kind, opened->collaborator}, slot, opened->data_key);
}

void seal_data_key(const Key& public_key, const SlotPlace& place, const SlotOwner& owner, const Key& data_key,
                   SlotBytes& slot) {
    Secret<BoxPlain> box;
    std::memcpy(box->data() + boxed::data_key, data_key.data(), 32);
    std::memcpy(box->data() + boxed::file_id, place.file.data(), 16);
    std::memcpy(box->data() + boxed::collaborator, owner.collaborator.bytes.data(), 16);
    (*box)[boxed::kind] = static_cast<std::uint8_t>(owner.kind);
    (*box)[boxed::index] = static_cast<std::uint8_t>(place.index);
    crypto_box_seal(slot.data() + format::slot::sealed, box->data(), box->size(), public_key.data());
}

bool open_data_key(const Key& slot_secret, const SlotPlace& place, const SlotOwner& owner, const SlotBytes& slot,
                   Key& data_key) {
    Secret<BoxPlain> box;
    const Key half = public_half(slot_secret);
    if (crypto_box_seal_open(box->data(), slot.data() + format::slot::sealed, format::slot::sealed_size, half.data(),
                             slot_secret.data()) != 0) {
        return false;
    }
    // The box names the file, the place and the person it was made for: one moved here from elsewhere,
    // by someone who could compute its table again, opens nothing.
    const bool belongs = std::memcmp(box->data() + boxed::file_id, place.file.data(), 16) == 0 &&
                         std::memcmp(box->data() + boxed::collaborator, owner.collaborator.bytes.data(), 16) == 0 &&
                         (*box)[boxed::kind] == static_cast<std::uint8_t>(owner.kind) &&
                         (*box)[boxed::index] == place.index;
    if (belongs) std::memcpy(data_key.data(), box->data() + boxed::data_key, 32);
    return belongs;
}

void fill_unused_slot(SlotBytes& slot) {
    os::random_bytes(slot.data(), slot.size());
    Secret<Key> throwaway;
    os::random_bytes(throwaway->data(), throwaway->size());
    const Key half = public_half(*throwaway);
    std::memcpy(slot.data() + format::slot::sealed, half.data(), half.size());
}

} // namespace epic::vault
