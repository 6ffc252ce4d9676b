// A private MariaDB or MySQL for one test: real, on loopback, with its own data, certificates and temporary folder.
//
// The constructor returns when the server answers; the destructor stops it by its own pid and removes
// everything. It runs unprivileged even when the test is root, and dies with the test.
// MariaDB is the system's; MySQL is the one that third_party/mysql.sh unpacked, run with its own dynamic loader.
// Nothing here fails as a value: a test without its server cannot run, so these throw std::runtime_error
// (a missing program included: it is never a skip). Threads: one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "tests/support/certificates.hpp"

namespace epic::test {

enum class ServerKind : std::uint8_t { mariadb, mysql };
std::string_view server_kind_name(ServerKind kind); // "MariaDB", "MySQL"

// Of this run: EPIC_TEST_SERVER in the environment, `mariadb` (also when unset) or `mysql`. A test executable made
// with `epic_add_tests(… BOTH_SERVERS)` runs itself once with each.
ServerKind server_kind();

struct ServerOptions {
    ServerKind kind = server_kind();
    CertificateOptions certificate{};
    bool tls = true;
    std::vector<std::string> arguments{}; // further ones for the server
    // For the members of a cluster: one authority, which must outlive the server; one password; and a member whose data
    // comes from another starts with nothing of its own to run.
    const Authority* authority = nullptr;
    std::string admin_password{};
    bool makes_admin = true;
};

class CentralServer {
public:
    explicit CentralServer(ServerOptions options = {});
    ~CentralServer();
    CentralServer(const CentralServer&) = delete;
    CentralServer& operator=(const CentralServer&) = delete;

    ServerKind kind() const { return options_.kind; }
    std::string host() const { return "127.0.0.1"; }
    std::uint16_t port() const { return port_; }
    const Authority& authority() const { return options_.authority != nullptr ? *options_.authority : own_authority_; }
    const std::string& ca_pem() const { return authority().pem(); }
    std::filesystem::path ca_file() const { return folder_ / "ca.pem"; }
    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path log_file() const { return folder_ / "server.log"; }
    // May do everything on this server.
    std::string admin_user() const { return "epic_admin"; }
    const std::string& admin_password() const { return admin_password_; }

    void stop();                                         // in good order; nothing when it does not run
    void start();                                        // with the same data and the same port
    void start_with(std::vector<std::string> arguments); // instead of those of the options
    void kill_hard();                                    // SIGKILL
    void pause();                                        // SIGSTOP: the network looks alive, nobody answers
    void resume();

private:
    void make_certificates();
    void make_data();
    std::vector<std::string> command() const;
    void wait_until_it_answers();

    ServerOptions options_;
    Authority own_authority_;
    std::filesystem::path folder_;
    std::uint16_t port_ = 0;
    std::string admin_password_;
    pid_t pid_ = 0;
};

} // namespace epic::test
