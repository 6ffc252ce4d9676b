// The page cipher is composed of two libraries; libsodium has the whole of it and is the judge.
#include "storage/vault/xchacha.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <sodium.h>
#include <string>
#include <vector>

#include "tests/support/random.hpp"

namespace epic::vault {
namespace {

using Buffer = std::vector<std::uint8_t>;

template <std::size_t size>
std::array<std::uint8_t, size> some(test::Random& random) {
    std::array<std::uint8_t, size> bytes;
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.bits());
    return bytes;
}

Buffer some_bytes(test::Random& random, std::int64_t most) {
    const std::string bytes = random.bytes(static_cast<std::size_t>(random.between(0, most)));
    return {bytes.begin(), bytes.end()};
}

struct Sealed {
    Buffer bytes;
    std::array<std::uint8_t, format::tag_size> tag{};

    bool operator==(const Sealed&) const = default;
};

Sealed sealed_by_libsodium(const XChaChaInput& input, const Buffer& plain) {
    Sealed sealed{Buffer(plain.size())};
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(sealed.bytes.data(), sealed.tag.data(), nullptr, plain.data(),
                                                        plain.size(), input.bound.data(), input.bound.size(), nullptr,
                                                        input.nonce.data(), input.key.data());
    return sealed;
}

} // namespace

TEST_CASE("Pages are sealed byte for byte as libsodium seals them") {
    test::for_each_seed(300, [](test::Random& random) {
        const auto key = some<format::key_size>(random);
        const auto nonce = some<format::nonce_size>(random);
        const Buffer bound = some_bytes(random, 80);
        const Buffer plain = some_bytes(random, 5000);
        const XChaChaInput input{key, nonce, bound};
        Sealed sealed{Buffer(plain.size())};
        xchacha_seal(input, plain, sealed.bytes.data(), sealed.tag.data());
        CHECK(sealed == sealed_by_libsodium(input, plain));

        Buffer opened = sealed.bytes;
        CHECK(xchacha_open(input, opened, sealed.tag.data(), opened.data()));
        CHECK(opened == plain);
    });
}

TEST_CASE("A bit changed anywhere is seen by the page cipher") {
    test::for_each_seed(300, [](test::Random& random) {
        auto key = some<format::key_size>(random);
        auto nonce = some<format::nonce_size>(random);
        auto bound = some<24>(random);
        Buffer plain = some_bytes(random, 5000);
        plain.push_back(1);
        Sealed sealed = sealed_by_libsodium({key, nonce, bound}, plain);
        const auto flip_in = [&](auto& bytes) {
            const auto at = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(bytes.size()) - 1));
            bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1U << random.between(0, 7)));
        };
        switch (random.between(0, 4)) {
            case 0: flip_in(key); break;
            case 1: flip_in(nonce); break;
            case 2: flip_in(bound); break;
            case 3: flip_in(sealed.bytes); break;
            default: flip_in(sealed.tag); break;
        }
        CHECK_FALSE(xchacha_open({key, nonce, bound}, sealed.bytes, sealed.tag.data(), plain.data()));
    });
}

} // namespace epic::vault
