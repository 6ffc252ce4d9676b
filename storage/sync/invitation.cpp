#include "storage/sync/invitation.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

using Json = nlohmann::json;

Error not_an_invitation() {
    return Error{.code = ErrorCode::invalid_value, .message = words::not_an_invitation, .field = "invite"};
}

} // namespace

std::string write_invitation(const Invitation& invitation) {
    Json servers = Json::array();
    for (const Host& host : invitation.servers) servers.push_back({{"host", host.name}, {"port", host.port}});
    return Json{{"epic_events_invitation", 1},
                {"server_id", invitation.server_id.hex()},
                {"database", invitation.database},
                {"servers", std::move(servers)},
                {"ca", invitation.ca_pem}}
        .dump(2);
}

Result<Invitation> read_invitation(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("epic_events_invitation", Json()) != 1) return not_an_invitation();
    for (const char* name : {"server_id", "database", "ca"}) {
        if (!json.contains(name) || !json[name].is_string()) return not_an_invitation();
    }
    Invitation invitation;
    const auto id = Id::parse(json["server_id"].get<std::string>());
    if (!id || !json.contains("servers") || !json["servers"].is_array()) return not_an_invitation();
    invitation.server_id = *id;
    invitation.database = json["database"].get<std::string>();
    invitation.ca_pem = json["ca"].get<std::string>();
    for (const Json& server : json["servers"]) {
        if (!server.is_object() || !server.contains("host") || !server["host"].is_string()) return not_an_invitation();
        const Json port = server.value("port", Json(3306));
        if (!port.is_number_unsigned() || port.get<std::uint64_t>() == 0 || port.get<std::uint64_t>() > 65'535) {
            return not_an_invitation();
        }
        invitation.servers.push_back({server["host"].get<std::string>(), port.get<std::uint16_t>()});
    }
    if (invitation.servers.empty()) return not_an_invitation();
    return invitation;
}

Result<std::vector<Host>> parse_hosts(std::string_view text) {
    std::vector<Host> hosts;
    const Error malformed{.code = ErrorCode::invalid_value, .message = words::malformed_server, .field = "server"};
    while (true) {
        const std::size_t comma = text.find(',');
        std::string_view one = text.substr(0, comma);
        Host host;
        const bool bracketed = one.starts_with('[');
        const std::size_t close = bracketed ? one.find(']') : std::string_view::npos;
        if (bracketed && close == std::string_view::npos) return malformed;
        const std::size_t colon = one.find(':', bracketed ? close : 0);
        host.name = std::string(bracketed ? one.substr(1, close - 1) : one.substr(0, colon));
        if (colon != std::string_view::npos) {
            const std::string_view port = one.substr(colon + 1);
            const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), host.port);
            if (error != std::errc() || end != port.data() + port.size() || host.port == 0) return malformed;
        }
        if (host.name.empty()) return malformed;
        hosts.push_back(std::move(host));
        if (comma == std::string_view::npos) return hosts;
        text.remove_prefix(comma + 1);
    }
}

} // namespace epic::sync
