// A private MariaDB for one test: real, on loopback, with its own data, certificates and temporary folder.
//
// The constructor returns when the server answers; the destructor stops it by its own pid and removes
// everything. It runs unprivileged even when the test is root, and dies with the test.
// Nothing here fails as a value: a test without its server cannot run, so these throw std::runtime_error
// (a missing program included: it is never a skip). Threads: one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace epic::test {

struct MariadbOptions {
    std::string certificate_names = "IP:127.0.0.1,DNS:localhost"; // as subjectAltName
    std::vector<std::string> arguments{};                         // further ones for mariadbd
};

class MariadbServer {
public:
    explicit MariadbServer(MariadbOptions options = {});
    ~MariadbServer();
    MariadbServer(const MariadbServer&) = delete;
    MariadbServer& operator=(const MariadbServer&) = delete;

    std::string host() const { return "127.0.0.1"; }
    std::uint16_t port() const { return port_; }
    const std::string& ca_pem() const { return ca_pem_; }
    std::filesystem::path ca_file() const;
    // May do everything on this server.
    std::string admin_user() const { return "epic_admin"; }
    const std::string& admin_password() const { return admin_password_; }

    void stop();      // in good order; nothing when it does not run
    void start();     // with the same data and the same port
    void kill_hard(); // SIGKILL
    void pause();     // SIGSTOP: the network looks alive, nobody answers
    void resume();

private:
    void make_certificates();
    void make_data();
    void wait_until_it_answers();

    MariadbOptions options_;
    std::filesystem::path folder_;
    std::uint16_t port_ = 0;
    std::string ca_pem_;
    std::string admin_password_;
    pid_t pid_ = 0;
};

} // namespace epic::test
