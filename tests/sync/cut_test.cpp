// An exchange of five operations, cut after every so many bytes in either direction: nothing lost, nothing twice.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <map>

#include "tests/support/fault_proxy.hpp"
#include "tests/support/random.hpp"
#include "tests/sync/company.hpp"
#include "tests/sync/office.hpp"

using namespace epic;
using namespace epic::test;

namespace {

constexpr int operations = 5;

// A laptop whose connection passes through the proxy, and what it has written so far.
struct Traveller {
    Company& company;
    FaultProxy& proxy;
    Desk desk;
    int written = 0;

    void write() {
        for (int i = 0; i < operations; ++i) desk.run(client_named("Cut " + std::to_string(written++)));
    }
    std::string on_the_server() const { return company.cell("select count(*) from client"); }
};

// How far an exchange had come when it was cut.
std::string phase(const Traveller& traveller, const sync::ExchangeReport& report) {
    if (report.pending == 0) {
        return report.state == sync::SyncState::up_to_date ? "after the last answer" : "acknowledged, while receiving";
    }
    if (traveller.on_the_server() == std::to_string(traveller.written)) return "taken by the server, the answer lost";
    return report.head == 0 ? "before hello was answered" : "while sending";
}

void cut_everywhere(Traveller& traveller, Fault::Kind kind, bool up, std::uint64_t bytes, std::uint64_t step,
                    std::map<std::string, int>& phases) {
    for (std::uint64_t at = 0; at <= bytes; at += step) {
        INFO("cut after byte " << at << (up ? " up" : " down"));
        traveller.write();
        Fault fault{.kind = kind};
        (up ? fault.after_up : fault.after_down) = at;
        traveller.proxy.next(fault);
        const auto report = must(sync::exchange_once(*traveller.desk.store, world(), traveller.desk.credential));
        if (report.state != sync::SyncState::up_to_date) {
            REQUIRE(report.problem); // never silent, and never blamed on a certificate or a password
            INFO(report.problem->details);
            REQUIRE(report.problem->code == ErrorCode::unreachable);
        }
        ++phases[phase(traveller, report)];
        traveller.proxy.next({});
        REQUIRE(traveller.desk.exchange().pending == 0);
        REQUIRE(traveller.on_the_server() == std::to_string(traveller.written));
    }
}

} // namespace

TEST_CASE("an exchange cut at any byte loses nothing and does nothing twice") {
    Company company;
    company.found();
    FaultProxy proxy(company.servers.hosts[0].port);
    Traveller traveller{company, proxy, company.join_through({{"127.0.0.1", proxy.port()}}, "anne@example.org")};
    traveller.desk.exchange();
    traveller.write();
    traveller.desk.exchange();
    const FaultProxy::Counts whole = proxy.counts();
    REQUIRE(whole.up > 1'500); // compressed
    REQUIRE(whole.down > 2'000);

    const std::uint64_t step = rounds(1) >= 20 ? 1 : 53;
    std::map<std::string, int> phases;
    cut_everywhere(traveller, Fault::Kind::close, true, whole.up, step, phases);
    cut_everywhere(traveller, Fault::Kind::close, false, whole.down, step, phases);
    cut_everywhere(traveller, Fault::Kind::reset, true, whole.up, step * 5, phases);
    cut_everywhere(traveller, Fault::Kind::reset, false, whole.down, step * 5, phases);

    CHECK(company.cell("select count(*) - count(distinct operation) from operation_log") == "0");
    CHECK(company.cell("select max(number) - count(*) from operation_log") == "0");
    CHECK(company.cell("select count(distinct full_name) from client") == std::to_string(traveller.written));
    company.gestion.exchange();
    CHECK(must(company.gestion.store->list({.entity = Entity::client})).total == traveller.written);
    CHECK(must(traveller.desk.store->list({.entity = Entity::client})).total == traveller.written);
    CHECK(must(traveller.desk.store->pending_counts()).returned == 0);
    CHECK(must(traveller.desk.store->pending_counts()).conflicts == 0);
    // A cut is not a copy: the laptop is still the device it was.
    CHECK(company.cell("select count(*) from device") == "2");
    std::printf("%s: an exchange of %llu bytes up and %llu down, cut at every %llu; %d operations\n",
                std::string(server_kind_name(server_kind())).c_str(), static_cast<unsigned long long>(whole.up),
                static_cast<unsigned long long>(whole.down), static_cast<unsigned long long>(step), traveller.written);
    int cuts = 0;
    for (const auto& [name, count] : phases) {
        std::printf("    %4d %s\n", count, name.c_str());
        cuts += count;
    }
    std::printf("    %4d in all; nothing lost, nothing twice\n", cuts);
    CHECK(phases["taken by the server, the answer lost"] > 0);
    CHECK(phases["while sending"] > 0);
    CHECK(phases["acknowledged, while receiving"] > 0);
}

TEST_CASE("a connection that stalls is given up at its deadline, wherever it stalls") {
    FaultProxy proxy(shared_server().port());
    const sync::ConnectionSettings settings{.host = "127.0.0.1",
                                            .port = proxy.port(),
                                            .account = shared_server().admin_user(),
                                            .password = shared_server().admin_password(),
                                            .ca_pem = shared_server().ca_pem(),
                                            .connect_timeout = std::chrono::milliseconds(400),
                                            .call_timeout = std::chrono::milliseconds(400)};
    std::map<sync::RemoteFault, int> faults;
    for (std::uint64_t at = 0; at < 5'000; at += 499) {
        for (const bool up : {true, false}) {
            INFO("stalls after byte " << at << (up ? " up" : " down"));
            Fault fault{.kind = Fault::Kind::stall};
            (up ? fault.after_up : fault.after_down) = at;
            proxy.next(fault);
            const auto begin = std::chrono::steady_clock::now();
            auto opened = sync::Connection::open(settings);
            sync::RemoteFailure failure;
            if (!opened) {
                failure = opened.error();
            } else {
                const auto asked = opened->execute("select repeat('x', 6000)");
                if (!asked) failure = asked.error();
                if (asked) failure.fault = sync::RemoteFault::retry; // it stalls later than this
            }
            CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
            INFO(failure.number << " " << failure.details);
            const bool expected = failure.fault == sync::RemoteFault::unreachable ||
                                  failure.fault == sync::RemoteFault::lost || failure.fault == sync::RemoteFault::retry;
            CHECK(expected);
            ++faults[failure.fault];
        }
    }
    CHECK(faults[sync::RemoteFault::unreachable] > 0);
    CHECK(faults[sync::RemoteFault::lost] > 0);
}

TEST_CASE("a line that hands on a few bytes at a time is slow, and nothing else") {
    Company company;
    company.found();
    FaultProxy proxy(company.servers.hosts[0].port);
    Traveller traveller{company, proxy, company.join_through({{"127.0.0.1", proxy.port()}}, "anne@example.org")};
    traveller.write();
    proxy.next({.each_piece = std::chrono::microseconds(300), .piece_bytes = 7});
    CHECK(traveller.desk.exchange().pending == 0);
    CHECK(traveller.on_the_server() == std::to_string(traveller.written));
}
