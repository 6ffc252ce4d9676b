// An office whose file has founded a central server, and laptops that join it.
#pragma once

#include "tests/cli/office.hpp"
#include "tests/support/central_server.hpp"

namespace epic::test {

struct JoinedOffice {
    Office office;
    CentralServer server;
    std::string once; // e-mail, tab, one-time password

    explicit JoinedOffice(ServerKind kind);

    // The file with someone's one-time password of the server.
    std::filesystem::path handed_over(const std::string& name) const;
    // A laptop of one's own, with a password of one's own.
    Person join(const std::string& name) const;
};

} // namespace epic::test
