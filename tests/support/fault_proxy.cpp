#include "tests/support/fault_proxy.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace epic::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool send_all(int socket, const char* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t sent = ::send(socket, bytes, count, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes += sent;
        count -= static_cast<std::size_t>(sent);
    }
    return true;
}

} // namespace

// Both ends of one connection through the proxy; what is still open is closed.
struct FaultProxy::Pair {
    int client = -1;
    int server = -1;
    std::vector<char> buffer;
    bool hit = false; // its fault has happened

    ~Pair() { close(false); }
    void close(bool with_reset) {
        for (int* socket : {&client, &server}) {
            if (*socket < 0) continue;
            const linger abort{1, 0};
            if (with_reset) ::setsockopt(*socket, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
            ::close(*socket);
            *socket = -1;
        }
    }
};

FaultProxy::FaultProxy(std::uint16_t target) : target_(target) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, length) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, generic, &length) != 0 || ::pipe(wake_) != 0) {
        throw std::runtime_error("the proxy cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

FaultProxy::~FaultProxy() {
    stopping_ = true;
    const char byte = 0;
    if (::write(wake_[1], &byte, 1) != 1) ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    ::close(wake_[0]);
    ::close(wake_[1]);
}

void FaultProxy::next(const Fault& fault) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
    happened_ = false;
}

// One connection at a time: a laptop has one, and a test counts its bytes.
void FaultProxy::run() {
    while (!stopping_) {
        pollfd watched[2] = {{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
        if (::poll(watched, 2, -1) < 0 || (watched[0].revents & POLLIN) == 0) continue;
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        Fault fault;
        {
            const std::lock_guard lock(mutex_);
            std::swap(fault, fault_);
        }
        serve(client, fault);
    }
}

void FaultProxy::serve(int client, const Fault& fault) {
    Pair pair{client, ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), std::vector<char>(fault.piece_bytes), false};
    const sockaddr_in address = loopback(target_);
    up_ = 0;
    down_ = 0;
    if (::connect(pair.server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    const int yes = 1;
    ::setsockopt(pair.client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::setsockopt(pair.server, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    pair.hit = fault.kind != Fault::Kind::none && (fault.after_up == 0U || fault.after_down == 0U);
    while (!pair.hit) {
        pollfd watched[3] = {{pair.client, POLLIN, 0}, {pair.server, POLLIN, 0}, {wake_[0], POLLIN, 0}};
        if (::poll(watched, 3, -1) < 0) continue;
        if (stopping_) return;
        if ((watched[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !hand_on(pair, true, fault)) return;
        if (pair.hit) break;
        if ((watched[1].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !hand_on(pair, false, fault)) return;
    }
    happened_ = true;
    if (fault.kind == Fault::Kind::stall) {
        // Until the client gives up: a new connection of its waits behind this one.
        for (;;) {
            pollfd watched[2] = {{pair.client, POLLRDHUP, 0}, {wake_[0], POLLIN, 0}};
            if (::poll(watched, 2, -1) < 0) continue;
            if (stopping_ || (watched[0].revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0) return;
        }
    }
    pair.close(fault.kind == Fault::Kind::reset);
}

// False when one end has closed.
bool FaultProxy::hand_on(Pair& pair, bool up, const Fault& fault) {
    const int from = up ? pair.client : pair.server;
    const int to = up ? pair.server : pair.client;
    std::atomic<std::uint64_t>& total = up ? up_ : down_;
    const std::optional<std::uint64_t>& limit = up ? fault.after_up : fault.after_down;
    std::size_t wanted = pair.buffer.size();
    const bool limited = fault.kind != Fault::Kind::none && limit.has_value();
    if (limited) wanted = std::min<std::size_t>(wanted, *limit - total);
    const ssize_t count = ::recv(from, pair.buffer.data(), wanted, 0);
    if (count <= 0) return false;
    if (fault.each_piece.count() > 0) std::this_thread::sleep_for(fault.each_piece);
    if (!send_all(to, pair.buffer.data(), static_cast<std::size_t>(count))) return false;
    total += static_cast<std::uint64_t>(count);
    pair.hit = limited && total >= *limit;
    return true;
}

} // namespace epic::test
