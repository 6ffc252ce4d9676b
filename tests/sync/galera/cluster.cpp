#include "tests/sync/galera/cluster.hpp"

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "tests/support/child_process.hpp"

namespace epic::test {
namespace {

std::string provider() {
    for (const char* path : {"/usr/lib/galera/libgalera_smm.so", "/usr/lib/libgalera_smm.so"}) {
        if (std::filesystem::exists(path)) return path;
    }
    throw std::runtime_error("Galera is not there: is galera-4 installed?");
}

std::string local(std::uint16_t port) {
    return "127.0.0.1:" + std::to_string(port);
}

} // namespace

GaleraCluster::GaleraCluster() : password_("admin-" + random_text()) {
    for (std::size_t i = 0; i < nodes; ++i) ports_.push_back({free_port(), free_port(), free_port()});
    for (std::size_t i = 0; i < nodes; ++i) {
        servers_.push_back(std::make_unique<CentralServer>(ServerOptions{.kind = ServerKind::mariadb,
                                                                         .arguments = arguments(i, i == 0),
                                                                         .authority = &authority_,
                                                                         .admin_password = password_,
                                                                         .makes_admin = i == 0}));
        wait_until_synchronised(i);
    }
}

std::vector<std::string> GaleraCluster::arguments(std::size_t i, bool first) const {
    std::string all = "gcomm://";
    for (std::size_t n = 0; n < nodes && !first; ++n) all += (n == 0 ? "" : ",") + local(ports_[n].group);
    std::vector<std::string> words{
        "--wsrep-on=ON",
        "--wsrep-provider=" + provider(),
        "--wsrep-cluster-name=epic",
        "--wsrep-cluster-address=" + all,
        "--wsrep-node-name=node" + std::to_string(i),
        "--wsrep-node-address=" + local(ports_[i].group),
        "--wsrep-sst-receive-address=" + local(ports_[i].snapshot),
        "--wsrep-sst-method=rsync",
        "--wsrep-provider-options=base_port=" + std::to_string(ports_[i].group) + ";gmcast.listen_addr=tcp://" +
            local(ports_[i].group) + ";ist.recv_addr=" + local(ports_[i].increment) +
            ";gcache.size=64M;evs.suspect_timeout=PT2S;evs.inactive_timeout=PT5S;evs.keepalive_period=PT0.5S",
        "--binlog-format=ROW",
        "--innodb-autoinc-lock-mode=2",
        "--wsrep-slave-threads=1"};
    if (first) words.emplace_back("--wsrep-new-cluster");
    return words;
}

void GaleraCluster::restart(std::size_t i) {
    servers_[i]->start_with(arguments(i, false));
    wait_until_synchronised(i);
}

void GaleraCluster::wait_until_synchronised(std::size_t i) const {
    std::string last = "no connection";
    for (int attempt = 0; attempt < 600; ++attempt) {
        auto admin = sync::Connection::open({.host = servers_[i]->host(),
                                             .port = servers_[i]->port(),
                                             .account = servers_[i]->admin_user(),
                                             .password = password_,
                                             .ca_pem = authority_.pem()});
        if (admin) {
            const auto asked = admin->execute("show status like 'wsrep_local_state_comment'",
                                              [&](std::size_t, sync::RowView row) { last = row[1].value_or(""); });
            if (asked && last == "Synced") return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    throw std::runtime_error("node " + std::to_string(i) + " of the cluster is not synchronised: " + last + "\n" +
                             read_file(servers_[i]->log_file()));
}

CompanyServers GaleraCluster::servers() const {
    CompanyServers named{{}, authority_.pem(), servers_[0]->admin_user(), password_};
    for (const auto& server : servers_) named.hosts.push_back({server->host(), server->port()});
    return named;
}

} // namespace epic::test
