// The connection: what it trusts, how long it waits, what it carries.
#include "storage/sync/connection.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "tests/support/central_server.hpp"
#include "tests/sync/office.hpp"

using namespace std::chrono_literals;
using epic::sync::Connection;
using epic::sync::ConnectionSettings;
using epic::sync::RemoteFault;
using epic::test::CentralServer;
using epic::test::shared_server;

namespace {

ConnectionSettings admin_of(const CentralServer& server) {
    return {.host = server.host(),
            .port = server.port(),
            .account = server.admin_user(),
            .password = server.admin_password(),
            .ca_pem = server.ca_pem()};
}

} // namespace

TEST_CASE("a server is believed only with a certificate of the office's CA and its own name") {
    const ConnectionSettings good = admin_of(shared_server());
    REQUIRE(Connection::open(good));

    ConnectionSettings no_ca = good;
    no_ca.ca_pem.clear();
    CHECK(Connection::open(no_ca).error().fault == RemoteFault::certificate);

    CentralServer other({.certificate = {.names = "DNS:elsewhere.test"}});
    ConnectionSettings other_ca = admin_of(other);
    other_ca.ca_pem = shared_server().ca_pem();
    CHECK(Connection::open(other_ca).error().fault == RemoteFault::certificate);
    CHECK(Connection::open(admin_of(other)).error().fault == RemoteFault::certificate); // right CA, wrong name
    CHECK(Connection::open(good));
}

TEST_CASE("a server without TLS hears nothing, not even the account") {
    CentralServer plain({.tls = false});
    auto opened = Connection::open(admin_of(plain));
    REQUIRE_FALSE(opened);
    CHECK(opened.error().fault == RemoteFault::certificate);
}

TEST_CASE("a wrong password is told from a server that is not there") {
    ConnectionSettings wrong = admin_of(shared_server());
    wrong.password = "wrong";
    CHECK(Connection::open(wrong).error().fault == RemoteFault::account_refused);
    ConnectionSettings nowhere = admin_of(shared_server());
    nowhere.port = 1;
    CHECK(Connection::open(nowhere).error().fault == RemoteFault::unreachable);
}

TEST_CASE("a call ends at its deadline, and at an interruption, though the server says nothing") {
    CentralServer server;
    ConnectionSettings settings = admin_of(server);
    settings.call_timeout = 700ms;
    auto connection = Connection::open(settings);
    REQUIRE(connection);
    const auto begin = std::chrono::steady_clock::now();
    const auto slept = connection->execute("select sleep(30)");
    REQUIRE_FALSE(slept);
    CHECK(slept.error().fault == RemoteFault::lost);
    CHECK(std::chrono::steady_clock::now() - begin < 10s);

    settings.call_timeout = 60s;
    auto patient = Connection::open(settings);
    REQUIRE(patient);
    server.pause();
    std::thread other([&] {
        std::this_thread::sleep_for(200ms);
        patient->interrupt();
    });
    const auto interrupted = patient->execute("select 1");
    other.join();
    server.resume();
    REQUIRE_FALSE(interrupted);
    CHECK(interrupted.error().fault == RemoteFault::interrupted);
}

TEST_CASE("texts of any length and any character arrive as they left, compressed or not") {
    for (const bool compress : {false, true}) {
        ConnectionSettings settings = admin_of(shared_server());
        settings.compress = compress;
        auto connection = Connection::open(settings);
        REQUIRE(connection);
        REQUIRE(connection->execute("create database if not exists echo character set utf8mb4"));
        REQUIRE(connection->execute("use echo"));
        REQUIRE(connection->execute("drop procedure if exists echo_back"));
        REQUIRE(
            connection->execute("create procedure echo_back(in p_text longtext character set utf8mb4) "
                                "select 1 as n, p_text as text union all select 2, null "
                                "union all select 3, concat(p_text, p_text)"));
        for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{256}, std::size_t{300'000}}) {
            const std::string text = std::string(length, 'x') + "é😀'\"\\\n";
            std::vector<std::optional<std::string>> cells;
            const auto done = connection->call("echo_back", {text}, [&](std::size_t, epic::sync::RowView row) {
                REQUIRE(row.size() == 2);
                cells.push_back(row[1] ? std::optional(std::string(*row[1])) : std::nullopt);
            });
            REQUIRE(done);
            REQUIRE(cells.size() == 3);
            CHECK(cells[0] == text);
            CHECK_FALSE(cells[1]);
            CHECK(cells[2] == text + text);
        }
    }
}
