#include "storage/sync/office_servers.hpp"

#include "storage/sync/connection.hpp"

namespace epic::sync {

OfficeServers::OfficeServers(Credential credential, Invitation invitation)
    : credential_(std::move(credential)), invitation_(std::move(invitation)) {}

Outcome<std::unique_ptr<Remote>> OfficeServers::open(std::size_t host) {
    const Host& server = invitation_.servers[host];
    Connection connection = EPIC_TRY(Connection::open({.host = server.name,
                                                       .port = server.port,
                                                       .account = credential_.account,
                                                       .password = credential_.password,
                                                       .database = invitation_.database,
                                                       .ca_pem = invitation_.ca_pem,
                                                       .cluster = count() > 1,
                                                       .compress = true}));
    return std::unique_ptr<Remote>(std::make_unique<Connection>(std::move(connection)));
}

} // namespace epic::sync
