#include "tests/support/mariadb_server.hpp"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <pwd.h>
#include <random>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/support/places.hpp"

namespace epic::test {
namespace {

namespace fs = std::filesystem;

// Whom the server runs as when the test is root: the account that the server's package made.
const passwd* unprivileged() {
    if (::geteuid() != 0) return nullptr;
    const passwd* entry = ::getpwnam("mysql");
    if (entry == nullptr) throw std::runtime_error("there is no account `mysql`: is mariadb-server installed?");
    return entry;
}

pid_t launch(const std::vector<std::string>& command, const fs::path& log) {
    const passwd* user = unprivileged();
    std::vector<char*> arguments;
    for (const std::string& text : command) arguments.push_back(const_cast<char*>(text.c_str()));
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) throw std::runtime_error("fork failed");
    if (pid > 0) return pid;
    const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, 0);
    ::dup2(output, 1);
    ::dup2(output, 2);
    if (user != nullptr && (::initgroups(user->pw_name, user->pw_gid) != 0 || ::setgid(user->pw_gid) != 0 ||
                            ::setuid(user->pw_uid) != 0)) {
        ::_exit(126);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::setpgid(0, 0); // a Ctrl+C for the test is not one for the server: the destructor stops it
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

void run(const std::vector<std::string>& command, const fs::path& log) {
    const pid_t pid = launch(command, log);
    int status = 0;
    if (::waitpid(pid, &status, 0) != pid || status != 0) {
        throw std::runtime_error(command[0] + " failed:\n" + read_file(log));
    }
}

std::uint16_t free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    const bool found = ::bind(probe, generic, length) == 0 && ::getsockname(probe, generic, &length) == 0;
    ::close(probe);
    if (!found) throw std::runtime_error("no free port on loopback");
    return ntohs(address.sin_port);
}

std::string random_text() {
    std::random_device device;
    std::ostringstream text;
    for (int i = 0; i < 4; ++i) text << std::hex << device();
    return text.str();
}

} // namespace

MariadbServer::MariadbServer(MariadbOptions options)
    : options_(std::move(options)), admin_password_("admin-" + random_text()) {
    std::string name = (fs::temp_directory_path() / "epic-mariadb-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder for the server");
    folder_ = name;
    try {
        if (const passwd* user = unprivileged()) {
            if (::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("chown failed");
        }
        make_certificates();
        make_data();
        start();
    } catch (...) {
        stop();
        fs::remove_all(folder_);
        throw;
    }
}

MariadbServer::~MariadbServer() {
    stop();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

fs::path MariadbServer::ca_file() const {
    return folder_ / "ca.pem";
}

void MariadbServer::make_certificates() {
    const fs::path log = folder_ / "openssl.log";
    const auto file = [&](const char* name) { return (folder_ / name).string(); };
    run({"openssl",
         "req",
         "-x509",
         "-newkey",
         "ec",
         "-pkeyopt",
         "ec_paramgen_curve:P-256",
         "-nodes",
         "-days",
         "30",
         "-keyout",
         file("ca.key"),
         "-out",
         file("ca.pem"),
         "-subj",
         "/CN=epic-events test CA",
         "-addext",
         "basicConstraints=critical,CA:TRUE",
         "-addext",
         "keyUsage=critical,keyCertSign,cRLSign"},
        log);
    run({"openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
         file("server.key"), "-out", file("server.csr"), "-subj", "/CN=epic-events test server"},
        log);
    std::ofstream(folder_ / "extensions.cnf") << "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n"
                                              << "subjectAltName=" << options_.certificate_names << "\n";
    run({"openssl", "x509", "-req", "-in", file("server.csr"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"),
         "-CAcreateserial", "-days", "30", "-out", file("server.pem"), "-extfile", file("extensions.cnf")},
        log);
    ca_pem_ = read_file(folder_ / "ca.pem");
}

void MariadbServer::make_data() {
    fs::create_directory(folder_ / "tmp");
    if (const passwd* user = unprivileged()) {
        if (::chown((folder_ / "tmp").c_str(), user->pw_uid, user->pw_gid) != 0)
            throw std::runtime_error("chown failed");
    }
    run({"mariadb-install-db", "--no-defaults", "--datadir=" + (folder_ / "data").string(),
         "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve", "--cross-bootstrap"},
        folder_ / "install.log");
    std::ofstream(folder_ / "init.sql") << "create user if not exists 'epic_admin'@'%' identified by '"
                                        << admin_password_ << "' require ssl;\n"
                                        << "grant all privileges on *.* to 'epic_admin'@'%' with grant option;\n";
}

void MariadbServer::start() {
    if (pid_ != 0) return;
    // Another process may take the port between the probe and the start: then the next one.
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (port_ == 0) port_ = free_port();
        const auto file = [&](const char* name) { return (folder_ / name).string(); };
        std::vector<std::string> command{
            "mariadbd", "--no-defaults", "--datadir=" + file("data"),
            "--tmpdir=" + file("tmp"), // a starting server deletes temporary tables there
            "--socket=" + file("socket"), "--pid-file=" + file("pid"), "--init-file=" + file("init.sql"),
            "--bind-address=127.0.0.1", "--port=" + std::to_string(port_), "--skip-name-resolve",
            "--ssl-ca=" + file("ca.pem"), "--ssl-cert=" + file("server.pem"), "--ssl-key=" + file("server.key"),
            "--tls-version=TLSv1.2,TLSv1.3", "--innodb-buffer-pool-size=64M", "--max-allowed-packet=16M",
            // Tests kill servers, not machines: the kernel's cache survives that.
            "--innodb-flush-method=nosync", "--performance-schema=OFF"};
        command.insert(command.end(), options_.arguments.begin(), options_.arguments.end());
        pid_ = launch(command, folder_ / "server.log");
        try {
            wait_until_it_answers();
            return;
        } catch (const std::runtime_error&) {
            stop();
            if (attempt == 4) throw;
            port_ = 0;
        }
    }
}

void MariadbServer::wait_until_it_answers() {
    for (int i = 0; i < 1200; ++i) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = 0;
            throw std::runtime_error("mariadbd died:\n" + read_file(folder_ / "server.log"));
        }
        const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port_);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        char greeting = 0;
        // It listens before init-file has run, but greets only afterwards.
        const bool answers = ::connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0 &&
                             ::recv(probe, &greeting, 1, 0) == 1;
        ::close(probe);
        if (answers) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    throw std::runtime_error("mariadbd does not answer:\n" + read_file(folder_ / "server.log"));
}

void MariadbServer::stop() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGCONT);
    ::kill(pid_, SIGTERM);
    for (int i = 0; i < 1200; ++i) {
        if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
            pid_ = 0;
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    kill_hard();
}

void MariadbServer::kill_hard() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
}

void MariadbServer::pause() {
    ::kill(pid_, SIGSTOP);
    // The signal reaches its threads one after the other: one of them may still answer until all have stopped.
    ::waitpid(pid_, nullptr, WUNTRACED);
}

void MariadbServer::resume() {
    ::kill(pid_, SIGCONT);
}

} // namespace epic::test
