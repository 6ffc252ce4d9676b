// What can stand between a laptop and its server, and what the person at the laptop reads then.
#include <arpa/inet.h>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <functional>
#include <set>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "core/merge/hybrid_clock.hpp"
#include "storage/sync/sync_words.hpp"
#include "tests/sync/company.hpp"
#include "tests/sync/office.hpp"

using namespace std::chrono_literals;
using namespace epic;
using namespace epic::test;
using sync::Connection;
using sync::ConnectionSettings;
using sync::RemoteFault;

namespace {

ConnectionSettings admin_of(const CentralServer& server) {
    return {.host = server.host(),
            .port = server.port(),
            .account = server.admin_user(),
            .password = server.admin_password(),
            .ca_pem = server.ca_pem(),
            .connect_timeout = 700ms};
}

sync::RemoteFailure failure_of(const ConnectionSettings& settings) {
    auto opened = Connection::open(settings);
    REQUIRE_FALSE(opened);
    return opened.error();
}

std::string english(const Msg& message) {
    return Message(message).in(Language::english);
}

// Something at an address that is not a server: what it does with whoever connects is given to it.
class Stranger {
public:
    explicit Stranger(std::function<void(int, const std::atomic<bool>&)> greet) : greet_(std::move(greet)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(::bind(listener_, generic, length) == 0);
        REQUIRE(::listen(listener_, 8) == 0);
        REQUIRE(::getsockname(listener_, generic, &length) == 0);
        port = ntohs(address.sin_port);
        thread_ = std::thread([this] {
            while (!stopping_) {
                const int client = ::accept(listener_, nullptr, nullptr);
                if (client < 0) continue;
                greet_(client, stopping_);
                ::close(client);
            }
        });
    }
    ~Stranger() {
        stopping_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    Stranger(const Stranger&) = delete;
    Stranger& operator=(const Stranger&) = delete;

    std::uint16_t port = 0;

private:
    std::function<void(int, const std::atomic<bool>&)> greet_;
    int listener_ = -1;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

void say(int client, std::string_view text) {
    std::ignore = ::send(client, text.data(), text.size(), MSG_NOSIGNAL);
}

// Until the other side gives up.
void wait_for_end(int client) {
    char byte = 0;
    while (::recv(client, &byte, 1, 0) > 0) {
    }
}

class OtherClock final : public Clock {
public:
    explicit OtherClock(std::chrono::milliseconds off) : off_(off) {}
    Instant now() const override { return Instant{world().clock.now().unix_ms + off_.count()}; }

private:
    std::chrono::milliseconds off_;
};

} // namespace

TEST_CASE("whatever stands in place of the server has a sentence of its own") {
    const ConnectionSettings good = admin_of(shared_server());
    std::set<std::string> sentences;
    const auto reads = [&](const ConnectionSettings& settings, RemoteFault fault, const Msg& message) {
        const auto begin = std::chrono::steady_clock::now();
        const sync::RemoteFailure failure = failure_of(settings);
        CHECK(std::chrono::steady_clock::now() - begin < 5s); // far beyond the deadline of 0.7 s
        INFO(failure.number << " " << failure.details);
        CHECK(failure.fault == fault);
        CHECK(to_error(failure).message.in(Language::english) == english(message));
        sentences.insert(to_error(failure).message.in(Language::english));
    };
    {
        CentralServer other;
        ConnectionSettings settings = admin_of(other);
        settings.ca_pem = shared_server().ca_pem();
        reads(settings, RemoteFault::certificate, sync::words::wrong_certificate);
    }
    {
        CentralServer elsewhere({.certificate = {.names = "DNS:elsewhere.test"}});
        reads(admin_of(elsewhere), RemoteFault::certificate, sync::words::certificate_name);
    }
    {
        CentralServer expired({.certificate = {.valid_from = -72h, .valid_until = -24h}});
        reads(admin_of(expired), RemoteFault::certificate, sync::words::certificate_expired);
    }
    {
        CentralServer early({.certificate = {.valid_from = 24h}});
        reads(admin_of(early), RemoteFault::certificate, sync::words::certificate_expired);
    }
    {
        CentralServer plain({.tls = false});
        reads(admin_of(plain), RemoteFault::certificate, sync::words::no_encryption);
    }
    ConnectionSettings wrong = good;
    wrong.password = "wrong";
    reads(wrong, RemoteFault::account_refused, sync::words::account_refused);
    ConnectionSettings at = good;
    at.port = 1;
    reads(at, RemoteFault::unreachable, sync::words::server_unreachable);

    // A page to sign in at, which does not wait to be asked, and one that does.
    const std::string page = "HTTP/1.1 302 Found\r\nLocation: /sign-in\r\nContent-Length: 0\r\n\r\n";
    Stranger portal([&](int client, const auto&) { say(client, page); });
    at.port = portal.port;
    reads(at, RemoteFault::unreachable, sync::words::not_a_server);
    Stranger other_service([](int client, const auto&) {
        say(client, "SSH-2.0-OpenSSH_9.2\r\n");
        wait_for_end(client);
    });
    at.port = other_service.port;
    reads(at, RemoteFault::unreachable, sync::words::not_a_server);
    Stranger patient_portal([&](int client, const auto&) {
        char byte = 0;
        if (::recv(client, &byte, 1, 0) > 0) say(client, page);
    });
    at.port = patient_portal.port;
    reads(at, RemoteFault::unreachable, sync::words::server_silent);
    Stranger silent([](int client, const auto&) { wait_for_end(client); });
    at.port = silent.port;
    reads(at, RemoteFault::unreachable, sync::words::server_silent);
    // Each byte within the library's timeout, and never an end of it.
    Stranger dribbling([](int client, const std::atomic<bool>& stopping) {
        const std::string greeting = std::string("\x60\0\0\0\x0a", 5) + "8.0.33" + std::string(85, '\0');
        for (const char byte : greeting) {
            if (stopping || ::send(client, &byte, 1, MSG_NOSIGNAL) != 1) return;
            std::this_thread::sleep_for(100ms);
        }
    });
    at.port = dribbling.port;
    reads(at, RemoteFault::unreachable, sync::words::server_silent);
    shared_server().pause();
    reads(good, RemoteFault::unreachable, sync::words::server_silent);
    shared_server().resume();
    CHECK(sentences.size() == 8);
    CHECK(Connection::open(good));
}

TEST_CASE("a clock that is a day off is said, and the server’s time is used") {
    for (const std::chrono::hours off : {24h, -24h}) {
        Company company;
        company.found();
        const OtherClock clock(off);
        const intl::Environment wrong{clock, world().zones, world().unicode, world().ids};
        Desk anne = company.join_through(company.servers.hosts, "anne@example.org", wrong);
        // Written before the laptop has heard the server's time since it was opened, and after.
        for (int i = 0; i < 2; ++i) {
            anne.run(client_named("Client " + std::to_string(i)));
            const auto report = must(sync::exchange_once(*anne.store, wrong, anne.credential));
            CHECK(report.state == sync::SyncState::up_to_date);
            REQUIRE(report.problem);
            const Msg& message = off > 0h ? sync::words::clock_ahead : sync::words::clock_behind;
            CHECK(report.problem->message.in(Language::english) == Message(message, {"24 h"}).in(Language::english));
            CHECK(report.pending == 0);
        }
        CHECK(company.cell("select count(*) from client") == "2");
        CHECK(company.cell("select max(stamp div 65536 > at + 120000) from operation_log") == "0");
        CHECK(company.cell("select max(abs(cast(stamp div 65536 as signed) - at) < 300000) from operation_log where "
                           "entity = 'client' and number = (select number from head)") == "1");
    }
}

TEST_CASE("a server that takes less at a time gets less at a time") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const auto with_notes = [](const std::string& name, std::size_t characters) {
        AddRecord client = client_named(name);
        std::string notes;
        for (std::size_t i = 0; i < characters; ++i) notes += "é";
        for (auto& [field, value] : client.values) {
            if (field == Field::client_notes) value = notes;
        }
        return client;
    };
    const std::string usual = company.cell("select @@global.max_allowed_packet");
    sync::Connection root = company.admin();
    REQUIRE(root.execute("set global max_allowed_packet = 32768"));
    for (int i = 0; i < 40; ++i) anne.run(with_notes("Client " + std::to_string(i), 2'000));
    const auto report = anne.exchange();
    CHECK(report.pending == 0);
    CHECK(report.pushed >= 40);
    CHECK(company.cell("select count(*) >= 5 from batch where account <> 'central'") == "1");
    // One change alone that is too long: set aside with its text, never taken for a lost network, and the rest goes on.
    anne.run(with_notes("Too long", 18'000));
    anne.run(client_named("After it"));
    const auto aside = anne.exchange();
    CHECK(aside.pending == 0);
    CHECK(aside.returned == 1);
    REQUIRE(company.admin().execute("set global max_allowed_packet = " + usual));
    CHECK(company.cell("select count(*) from client") == "41");
}
