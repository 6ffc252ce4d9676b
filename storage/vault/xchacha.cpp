#include "storage/vault/xchacha.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <openssl/evp.h>
#include <sodium.h>

namespace epic::vault {
namespace {

const EVP_CIPHER* chacha20_poly1305() {
    static const EVP_CIPHER* const cipher = [] {
        // A library context of its own reads no openssl.cnf: whatever the computer's owner allows for TLS, the file
        // stays readable. Never freed, since a file may be closed by the last destructor of the program.
        OSSL_LIB_CTX* const library = OSSL_LIB_CTX_new();
        const EVP_CIPHER* const fetched =
            library == nullptr ? nullptr : EVP_CIPHER_fetch(library, "ChaCha20-Poly1305", nullptr);
        if (fetched == nullptr) std::abort();
        return fetched;
    }();
    return cipher;
}

struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

// One operation. Its context dies with it, and OpenSSL wipes what it held: no page's subkey stays behind.
class Operation {
public:
    enum class Direction : int { open = 0, seal = 1 };

    Operation(const XChaChaInput& input, Direction direction) : context_(EVP_CIPHER_CTX_new()) {
        if (context_ == nullptr) std::abort();
        std::array<std::uint8_t, 32> subkey;
        crypto_core_hchacha20(subkey.data(), input.nonce.data(), input.key.data(), nullptr);
        std::array<std::uint8_t, 12> nonce{};
        std::copy(input.nonce.begin() + crypto_core_hchacha20_INPUTBYTES, input.nonce.end(), nonce.begin() + 4);
        const int begun = EVP_CipherInit_ex2(context_.get(), chacha20_poly1305(), subkey.data(), nonce.data(),
                                             static_cast<int>(direction), nullptr);
        sodium_memzero(subkey.data(), subkey.size());
        if (begun != 1) std::abort();
        update(input.bound, nullptr);
    }

    void update(std::span<const std::uint8_t> from, std::uint8_t* to) {
        int size = 0;
        if (EVP_CipherUpdate(context_.get(), to, &size, from.data(), static_cast<int>(from.size())) != 1) std::abort();
    }
    // While opening, false: another tag than the one that was set.
    bool finish() {
        int size = 0;
        std::uint8_t none = 0;
        return EVP_CipherFinal_ex(context_.get(), &none, &size) == 1;
    }
    void control(int what, void* tag) {
        if (EVP_CIPHER_CTX_ctrl(context_.get(), what, format::tag_size, tag) != 1) std::abort();
    }

private:
    std::unique_ptr<EVP_CIPHER_CTX, Free> context_;
};

} // namespace

void xchacha_seal(const XChaChaInput& input, std::span<const std::uint8_t> plain, std::uint8_t* sealed,
                  std::uint8_t* tag) {
    Operation operation(input, Operation::Direction::seal);
    operation.update(plain, sealed);
    if (!operation.finish()) std::abort();
    operation.control(EVP_CTRL_AEAD_GET_TAG, tag);
}

bool xchacha_open(const XChaChaInput& input, std::span<const std::uint8_t> sealed, const std::uint8_t* tag,
                  std::uint8_t* plain) {
    Operation operation(input, Operation::Direction::open);
    std::array<std::uint8_t, format::tag_size> expected;
    std::copy_n(tag, expected.size(), expected.data());
    operation.control(EVP_CTRL_AEAD_SET_TAG, expected.data());
    operation.update(sealed, plain);
    return operation.finish();
}

} // namespace epic::vault
