// The servers that an invitation names, reached over TLS as one person.
#pragma once

#include "storage/sync/credential.hpp"
#include "storage/sync/invitation.hpp"
#include "storage/sync/remote.hpp"

namespace epic::sync {

class OfficeServers final : public Servers {
public:
    OfficeServers(Credential credential, Invitation invitation);
    std::size_t count() const override { return invitation_.servers.size(); }
    Outcome<std::unique_ptr<Remote>> open(std::size_t host) override;

private:
    Credential credential_;
    Invitation invitation_;
};

} // namespace epic::sync
