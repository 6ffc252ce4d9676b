#include "tests/support/central_server.hpp"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/support/child_process.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

namespace fs = std::filesystem;

// In memory where there is enough of it: a test pays for what the server does, not for a disk.
fs::path new_folder(std::string_view name) {
    const fs::path memory = "/dev/shm";
    std::error_code failed;
    const auto space = fs::space(memory, failed);
    const bool enough = !failed && space.available > (std::uintmax_t{3} << 30U);
    std::string pattern = ((enough ? memory : fs::temp_directory_path()) / std::string(name)).string() + "-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder for the server");
    return pattern;
}

// Removed at the end of the process.
struct KeptFolder {
    explicit KeptFolder(std::string_view name) : path(new_folder(name)) {}
    ~KeptFolder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    KeptFolder(const KeptFolder&) = delete;
    KeptFolder& operator=(const KeptFolder&) = delete;
    const fs::path path;
};

// As third_party/mysql.sh unpacked it; a copy where the unprivileged account cannot go, below root's home above all.
const fs::path& mysql_tree() {
    static const fs::path tree = [] {
        fs::path unpacked = third_party_dir() / "mysql";
        if (!fs::exists(unpacked / "usr/sbin/mysqld")) {
            throw std::runtime_error("MySQL is not in " + unpacked.string() +
                                     ": run `sh third_party/setup.sh`, which fetches it. Every server test needs it.");
        }
        if (can_be_reached(unpacked / "usr/sbin/mysqld")) return unpacked;
        static const KeptFolder copy("epic-mysql-program");
        fs::permissions(copy.path, fs::perms{0755});
        fs::copy(unpacked / "usr", copy.path / "usr", fs::copy_options::recursive | fs::copy_options::copy_symlinks);
        return copy.path;
    }();
    return tree;
}

Words mysqld(const fs::path& folder) {
    const fs::path usr = mysql_tree() / "usr";
    fs::path loader;
    for (const auto& libraries : fs::directory_iterator(usr / "lib")) {
        if (!libraries.is_directory()) continue;
        for (const auto& file : fs::directory_iterator(libraries)) {
            if (file.path().filename().string().starts_with("ld-linux")) loader = file.path();
        }
    }
    if (loader.empty()) throw std::runtime_error("MySQL came without its dynamic loader");
    return {"env",
            "LC_ALL=C",
            loader,
            "--library-path",
            loader.parent_path(),
            usr / "sbin/mysqld",
            "--no-defaults",
            "--basedir=" + usr.string(),
            "--plugin-dir=" + (usr / "lib/mysql/plugin").string(),
            "--lc-messages-dir=" + (usr / "share/mysql").string(),
            "--character-sets-dir=" + (usr / "share/mysql/charsets").string(),
            "--secure-file-priv=NULL",
            "--tmpdir=" + (folder / "tmp").string(),
            "--innodb-redo-log-capacity=32M"};
}

// A data folder as the server's own installer makes it, once in a process: the servers get copies.
const fs::path& fresh_data(ServerKind kind) {
    static const auto make = [](ServerKind wanted) {
        static std::vector<std::unique_ptr<KeptFolder>> kept;
        const KeptFolder& folder = *kept.emplace_back(std::make_unique<KeptFolder>("epic-server-data"));
        fs::create_directory(folder.path / "tmp");
        give_away(folder.path);
        const std::string data = "--datadir=" + (folder.path / "data").string();
        if (wanted == ServerKind::mariadb) {
            run_to_end({"mariadb-install-db", "--no-defaults", data, "--auth-root-authentication-method=normal",
                        "--skip-test-db", "--skip-name-resolve", "--cross-bootstrap", "--innodb-log-file-size=32M"},
                       folder.path / "log");
        } else {
            Words command = mysqld(folder.path);
            command.insert(command.end(), {"--initialize-insecure", data});
            run_to_end(command, folder.path / "log");
        }
        return folder.path / "data";
    };
    if (kind == ServerKind::mysql) {
        static const fs::path mysql = make(ServerKind::mysql);
        return mysql;
    }
    static const fs::path mariadb = make(ServerKind::mariadb);
    return mariadb;
}

} // namespace

std::string_view server_kind_name(ServerKind kind) {
    return kind == ServerKind::mysql ? "MySQL" : "MariaDB";
}

ServerKind server_kind() {
    const char* wanted = std::getenv("EPIC_TEST_SERVER");
    if (wanted == nullptr || std::string_view(wanted) == "mariadb") return ServerKind::mariadb;
    if (std::string_view(wanted) == "mysql") return ServerKind::mysql;
    throw std::runtime_error("EPIC_TEST_SERVER is `mariadb` or `mysql`");
}

CentralServer::CentralServer(ServerOptions options)
    : options_(std::move(options)),
      admin_password_(options_.admin_password.empty() ? "admin-" + random_text() : options_.admin_password) {
    const fs::path& data = fresh_data(options_.kind);
    folder_ = new_folder("epic-server");
    try {
        fs::create_directory(folder_ / "tmp");
        fs::copy(data, folder_ / "data", fs::copy_options::recursive);
        fs::remove(folder_ / "data/auto.cnf"); // MySQL's name for this very server
        make_certificates();
        make_data();
        give_away(folder_);
        start();
    } catch (...) {
        stop();
        fs::remove_all(folder_);
        throw;
    }
}

CentralServer::~CentralServer() {
    stop();
    if (std::getenv("EPIC_TEST_KEEP") != nullptr) {
        std::fprintf(stderr, "kept %s\n", folder_.c_str());
        return;
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void CentralServer::make_certificates() {
    const Certificate own = authority().issue(options_.certificate);
    write_file(folder_ / "ca.pem", authority().pem());
    write_file(folder_ / "server.pem", own.pem);
    write_file(folder_ / "server.key", own.key_pem);
    fs::permissions(folder_ / "server.key", fs::perms{0600});
}

void CentralServer::make_data() {
    write_file(folder_ / "init.sql", "create user if not exists 'epic_admin'@'%' identified by '" + admin_password_ +
                                         "';\ngrant all privileges on *.* to 'epic_admin'@'%' with grant option;\n");
}

std::vector<std::string> CentralServer::command() const {
    const auto file = [&](const char* name) { return (folder_ / name).string(); };
    Words words;
    if (options_.kind == ServerKind::mariadb) {
        words = {"mariadbd", "--no-defaults",
                 "--tmpdir=" + file("tmp"), // a starting server deletes temporary tables there
                 // Tests kill servers, not machines: the kernel's cache survives that.
                 "--innodb-flush-method=nosync", "--innodb-log-file-size=32M"};
        if (!options_.tls) words.emplace_back("--skip-ssl");
    } else {
        words = mysqld(folder_);
        words.insert(words.end(), {"--mysqlx=0", "--innodb-flush-method=nosync", "--sync-binlog=0"});
        if (!options_.tls) words.emplace_back("--tls-version=");
    }
    words.insert(words.end(),
                 {"--datadir=" + file("data"), "--socket=" + file("socket"), "--pid-file=" + file("pid"),
                  "--bind-address=127.0.0.1", "--port=" + std::to_string(port_), "--skip-name-resolve",
                  "--innodb-buffer-pool-size=64M", "--max-allowed-packet=16M", "--performance-schema=OFF"});
    if (options_.makes_admin) words.push_back("--init-file=" + file("init.sql"));
    if (options_.tls) {
        words.insert(words.end(), {"--ssl-ca=" + file("ca.pem"), "--ssl-cert=" + file("server.pem"),
                                   "--ssl-key=" + file("server.key"), "--tls-version=TLSv1.2,TLSv1.3"});
    }
    words.insert(words.end(), options_.arguments.begin(), options_.arguments.end());
    return words;
}

void CentralServer::start_with(std::vector<std::string> arguments) {
    options_.arguments = std::move(arguments);
    start();
}

void CentralServer::start() {
    if (pid_ != 0) return;
    // Another process may take the port between the probe and the start: then the next one.
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (port_ == 0) port_ = free_port();
        pid_ = launch(command(), log_file());
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

void CentralServer::wait_until_it_answers() {
    for (int i = 0; i < 1200; ++i) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = 0;
            throw std::runtime_error(std::string(server_kind_name(kind())) + " died:\n" + read_file(log_file()));
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
    throw std::runtime_error(std::string(server_kind_name(kind())) + " does not answer:\n" + read_file(log_file()));
}

void CentralServer::stop() {
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

void CentralServer::kill_hard() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
}

void CentralServer::pause() {
    ::kill(pid_, SIGSTOP);
    // The signal reaches its threads one after the other: one of them may still answer until all have stopped.
    ::waitpid(pid_, nullptr, WUNTRACED);
}

void CentralServer::resume() {
    ::kill(pid_, SIGCONT);
}

} // namespace epic::test
