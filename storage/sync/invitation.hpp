// The office's join file: where the server is and how to know it. It holds no secret.
//
// A JSON object: {"epic_events_invitation": 1, "server_id": hex, "database": text,
// "servers": [{"host": text, "port": number}, …], "ca": PEM text}. Failures: invalid_value.
// Threads: plain values and pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/result.hpp"

namespace epic::sync {

struct Host {
    std::string name;
    std::uint16_t port = 3306;
    bool operator==(const Host&) const = default;
};

struct Invitation {
    Id server_id{};
    std::string database;
    std::vector<Host> servers; // one machine, or the members of a cluster in the order to be tried
    std::string ca_pem;
};

std::string write_invitation(const Invitation& invitation);
Result<Invitation> read_invitation(std::string_view text);
// "db.example:3306,10.0.0.2"; 3306 where no port is given; "[::1]:3306" for an IPv6 address.
Result<std::vector<Host>> parse_hosts(std::string_view text);

} // namespace epic::sync
