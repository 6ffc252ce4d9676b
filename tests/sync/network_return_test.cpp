// The exporter, its laptop and its server in a network of their own, which goes away and comes back.
#include <arpa/inet.h>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <thread>
#include <tuple>
#include <unistd.h>

#include "storage/sync/exporter.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;

namespace {

void set_loopback(bool up) {
    const int any = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    const bool known = ::ioctl(any, SIOCGIFFLAGS, &request) == 0;
    request.ifr_flags = static_cast<short>(up ? request.ifr_flags | IFF_UP : request.ifr_flags & ~IFF_UP);
    const bool set = known && ::ioctl(any, SIOCSIFFLAGS, &request) == 0;
    ::close(any);
    if (!set) throw std::runtime_error("the loopback interface cannot be switched");
}

// What `body` starts, threads and programs, has a network of its own as well. Where the system allows nobody that, it
// is told so with `own` = false.
void in_own_network(const std::function<void(bool own)>& body) {
    std::exception_ptr failure;
    std::thread([&] {
        try {
            const bool own = ::unshare(CLONE_NEWNET) == 0;
            if (own) set_loopback(true);
            body(own);
        } catch (...) {
            failure = std::current_exception();
        }
    }).join();
    if (failure) std::rethrow_exception(failure);
}

Instant now() {
    return world().clock.now();
}

template <typename Condition>
bool until(Instant end, const Condition& condition) {
    while (!condition()) {
        if (now() >= end) return condition();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

constexpr Instant never{std::int64_t{1} << 50};

} // namespace

TEST_CASE("when the network comes back the exchange begins at once, long before its next try") {
    in_own_network([](bool own) {
        CentralServer server;
        Company company(
            {{{server.host(), server.port()}}, server.ca_pem(), server.admin_user(), server.admin_password()});
        company.found();
        Desk anne = company.join("anne@example.org");
        sync::Exporter exporter(*anne.store, world(), anne.credential);
        std::ignore = must(exporter.start());
        const auto is = [&](sync::SyncState state) { return exporter.status().state == state; };
        REQUIRE(until(never, [&] { return is(sync::SyncState::up_to_date); }));

        own ? set_loopback(false) : server.stop();
        anne.run(client_named("Sans réseau"));
        REQUIRE(until(never, [&] { return is(sync::SyncState::offline); }));
        CHECK(exporter.status().problem.value().code == ErrorCode::unreachable);
        // After some failures the next try is far away.
        while (exporter.status().next_try.value_or(Instant{}).unix_ms < now().unix_ms + 25'000) {
            const std::uint64_t tries = exporter.exchanges();
            exporter.sync_now();
            REQUIRE(until(never, [&] { return exporter.exchanges() > tries && is(sync::SyncState::offline); }));
        }
        const Instant next_try = exporter.status().next_try.value();
        CHECK(anne.pending() == 1);
        if (own) {
            set_loopback(true); // and nobody tells the exporter: the kernel does
        } else {
            std::printf("no network of one's own on this system: the exporter is told by hand\n");
            server.start();
            exporter.network_returned();
        }
        CHECK(until(next_try, [&] { return is(sync::SyncState::up_to_date); }));
        CHECK(now() < next_try);
        CHECK(anne.pending() == 0);
        exporter.stop();
        CHECK(company.cell("select count(*) from client") == "1");
    });
}
