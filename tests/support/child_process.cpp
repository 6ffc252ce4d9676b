#include "tests/support/child_process.hpp"

#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <random>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/places.hpp"

namespace epic::test {
namespace {

namespace fs = std::filesystem;

// Whom a server runs as when the test is root: the account that the server's package made.
const passwd* unprivileged() {
    if (::geteuid() != 0) return nullptr;
    const passwd* entry = ::getpwnam("mysql");
    if (entry == nullptr) throw std::runtime_error("there is no account `mysql`: is mariadb-server installed?");
    return entry;
}

} // namespace

pid_t launch(const Words& command, const fs::path& log) {
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

void run_to_end(const Words& command, const fs::path& log) {
    const pid_t pid = launch(command, log);
    int status = 0;
    if (::waitpid(pid, &status, 0) != pid || status != 0) {
        throw std::runtime_error(command[0] + " failed:\n" + read_file(log));
    }
}

void give_away(const fs::path& path) {
    const passwd* user = unprivileged();
    if (user == nullptr) return;
    if (::lchown(path.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("chown " + path.string());
    if (!fs::is_directory(path)) return;
    for (const auto& entry : fs::directory_iterator(path)) give_away(entry.path());
}

bool can_be_reached(const fs::path& path) {
    if (unprivileged() == nullptr) return true;
    for (fs::path folder = fs::canonical(path);; folder = folder.parent_path()) {
        struct stat found {};
        if (::stat(folder.c_str(), &found) != 0 || (found.st_mode & S_IXOTH) == 0) return false;
        if (folder == folder.root_path()) return true;
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

} // namespace epic::test
