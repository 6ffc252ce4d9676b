#include "storage/sync/network_watch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace epic::sync {
namespace {

class NetlinkWatch final : public NetworkWatch {
public:
    NetlinkWatch(int messages, int stop, std::function<void()> returned)
        : messages_(messages), stop_(stop), returned_(std::move(returned)) {
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        thread_ = std::thread([this] { run(); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
    ~NetlinkWatch() override {
        const std::uint64_t one = 1;
        // Of an eventfd that is open a write of one number does not fail.
        [[maybe_unused]] const auto written = ::write(stop_, &one, sizeof one);
        thread_.join();
        ::close(messages_);
        ::close(stop_);
    }
    NetlinkWatch(const NetlinkWatch&) = delete;
    NetlinkWatch& operator=(const NetlinkWatch&) = delete;

private:
    void run() {
        alignas(nlmsghdr) std::array<std::byte, 16'384> buffer{};
        for (;;) {
            std::array<pollfd, 2> wait{{{messages_, POLLIN, 0}, {stop_, POLLIN, 0}}};
            if (::poll(wait.data(), wait.size(), -1) < 0) return;
            if (wait[1].revents != 0) return;
            const ssize_t length = ::recv(messages_, buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (length <= 0) {
                // More was told than could be kept: something has changed.
                if (length < 0 && errno == ENOBUFS) returned_();
                if (length < 0 && errno != ENOBUFS && errno != EAGAIN && errno != EINTR) return;
                continue;
            }
            if (speaks_of_network(std::span(buffer).first(static_cast<std::size_t>(length)))) returned_();
        }
    }

    const int messages_;
    const int stop_;
    const std::function<void()> returned_;
    std::thread thread_;
};

} // namespace

std::unique_ptr<NetworkWatch> watch_network(std::function<void()> returned) {
    const int messages = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (messages < 0) return nullptr;
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    const int stop = ::eventfd(0, EFD_CLOEXEC);
    if (stop < 0 || ::bind(messages, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(messages);
        if (stop >= 0) ::close(stop);
        return nullptr;
    }
    return std::make_unique<NetlinkWatch>(messages, stop, std::move(returned));
}

bool speaks_of_network(std::span<const std::byte> messages) {
    while (messages.size() >= sizeof(nlmsghdr)) {
        nlmsghdr header{};
        std::memcpy(&header, messages.data(), sizeof header);
        if (header.nlmsg_len < sizeof header || header.nlmsg_len > messages.size()) return false;
        if (header.nlmsg_type == RTM_NEWADDR || header.nlmsg_type == RTM_NEWROUTE) return true;
        const std::size_t whole = NLMSG_ALIGN(header.nlmsg_len);
        messages = messages.subspan(std::min(whole, messages.size()));
    }
    return false;
}

} // namespace epic::sync
