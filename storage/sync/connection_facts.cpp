#include "storage/sync/connection_facts.hpp"

#include <array>
#include <sodium.h>
#include <unistd.h>

#include "storage/store/exchange.hpp"
#include "storage/sync/joined_office.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {

std::string device_name() {
    std::array<char, 65> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

std::string ca_fingerprint(std::string_view pem) {
    constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
    constexpr std::string_view end = "-----END CERTIFICATE-----";
    const std::size_t from = pem.find(begin);
    if (from == std::string_view::npos) return {};
    const std::size_t to = pem.find(end, from);
    if (to == std::string_view::npos) return {};
    const std::string_view body = pem.substr(from + begin.size(), to - from - begin.size());
    std::vector<unsigned char> der(body.size());
    std::size_t length = 0;
    if (sodium_base642bin(der.data(), der.size(), body.data(), body.size(), " \t\r\n", &length, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        length == 0) {
        return {};
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), der.data(), length);
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const unsigned char byte : digest) {
        if (!text.empty()) text += ':';
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

Result<ConnectionFacts> connection_facts(store::Store& store, const Credential& credential) {
    const auto [invitation, state] = EPIC_TRY(joined_office(store));
    return ConnectionFacts{.servers = invitation.servers,
                           .database = invitation.database,
                           .server_id = state.server_id,
                           .certificate = ca_fingerprint(invitation.ca_pem),
                           .login = store.login(),
                           .account = credential.account,
                           .device_name = device_name(),
                           .device = state.device};
}

Result<> renew_invitation(store::Store& store, std::string_view join_file) {
    const store::ExchangeState state = EPIC_TRY(store.exchange().state());
    if (!state.joined) return Error{.code = ErrorCode::not_ours, .message = words::not_joined};
    const Invitation invitation = EPIC_TRY(read_invitation(join_file));
    if (invitation.server_id.hex() != state.server_id) {
        return Error{.code = ErrorCode::invalid_value, .message = words::not_of_this_server, .field = "invite"};
    }
    return store.exchange().set_invitation(write_invitation(invitation));
}

} // namespace epic::sync
