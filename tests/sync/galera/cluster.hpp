// Three MariaDB nodes on loopback, in one Galera cluster: what is committed on one is on all.
//
// The constructor returns when all three are synchronised (about ten seconds). Failures throw std::runtime_error.
// Threads: one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/central_server.hpp"
#include "tests/sync/company.hpp"

namespace epic::test {

class GaleraCluster {
public:
    GaleraCluster();

    static constexpr std::size_t nodes = 3;
    CompanyServers servers() const; // in the order in which every laptop tries them
    CentralServer& node(std::size_t i) { return *servers_[i]; }
    void kill(std::size_t i) { servers_[i]->kill_hard(); }
    // Brings a node that was killed back, with what the others have done meanwhile.
    void restart(std::size_t i);

private:
    struct Ports {
        std::uint16_t group, increment, snapshot;
    };
    std::vector<std::string> arguments(std::size_t i, bool first) const;
    void wait_until_synchronised(std::size_t i) const;

    Authority authority_;
    std::string password_;
    std::vector<Ports> ports_;
    std::vector<std::unique_ptr<CentralServer>> servers_;
};

} // namespace epic::test
