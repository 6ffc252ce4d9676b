// What wakes the exchange, and how much it does at a time.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <vector>

#include "storage/sync/first_pages.hpp"
#include "storage/sync/network_watch.hpp"
#include "storage/sync/pace.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::sync;

namespace {

std::vector<std::byte> message(std::uint16_t type, std::size_t payload = 20) {
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(NLMSG_LENGTH(payload));
    header.nlmsg_type = type;
    std::vector<std::byte> bytes(NLMSG_ALIGN(header.nlmsg_len));
    std::memcpy(bytes.data(), &header, sizeof header);
    return bytes;
}

std::vector<std::byte> together(const std::vector<std::byte>& a, const std::vector<std::byte>& b) {
    std::vector<std::byte> all = a;
    all.insert(all.end(), b.begin(), b.end());
    return all;
}

} // namespace

TEST_CASE("an address or a route that comes is the network, one that goes is not") {
    CHECK(speaks_of_network(message(RTM_NEWADDR)));
    CHECK(speaks_of_network(message(RTM_NEWROUTE)));
    CHECK_FALSE(speaks_of_network(message(RTM_DELADDR)));
    CHECK_FALSE(speaks_of_network(message(RTM_DELROUTE)));
    CHECK(speaks_of_network(together(message(RTM_DELADDR, 13), message(RTM_NEWADDR))));
    CHECK_FALSE(speaks_of_network({}));
    std::vector<std::byte> lying = message(RTM_DELADDR);
    const std::uint32_t length = 100'000;
    std::memcpy(lying.data(), &length, sizeof length);
    CHECK_FALSE(speaks_of_network(lying));
    std::memset(lying.data(), 0, sizeof length); // a length of nothing must not be read for ever
    CHECK_FALSE(speaks_of_network(lying));
}

TEST_CASE("any bytes can be read as messages of the kernel") {
    test::for_each_seed(200, [](test::Random& random) {
        std::vector<std::byte> bytes(static_cast<std::size_t>(random.between(0, 200)));
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(random.between(0, 255));
        static_cast<void>(speaks_of_network(bytes));
    });
}

TEST_CASE("the system lets us watch the network, and the watch ends when it is asked to") {
    auto watch = watch_network([] {});
    REQUIRE(watch);
    watch.reset();
}

TEST_CASE("a slice holds what takes four milliseconds while somebody writes, else a second") {
    Pace pace;
    CHECK_FALSE(pace.gives_way());
    const auto took = [&](int times, std::int64_t each_us) {
        for (int i = 0; i < times; ++i) pace.took(pace.slice(), static_cast<std::int64_t>(pace.slice()) * each_us);
    };
    took(20, 20);
    CHECK(pace.slice() == 8'000);
    CHECK(pace.gives_way());
    took(20, 200);
    CHECK(pace.slice() == 5'000);
    pace.gave_way();
    CHECK(pace.slice() == 20);
    CHECK_FALSE(pace.gives_way());
    took(16, 20);
    CHECK(pace.slice() == 200);
    CHECK_FALSE(pace.gives_way());
    took(9, 20);
    CHECK(pace.slice() == 8'000);
    CHECK(pace.gives_way());
    pace.took(1, 1'000'000); // one that took a second
    CHECK(pace.slice() == 8);
    const std::size_t before = pace.slice();
    pace.took(8, 0);
    CHECK(pace.slice() == before * 2);
}

TEST_CASE("pages of a first synchronisation grow while the network brings them soon") {
    PageLength page;
    CHECK(page.records() == 1'000);
    page.took(999, 10); // the last of a table tells nothing
    CHECK(page.records() == 1'000);
    page.took(1'000, 10);
    CHECK(page.records() == 2'000);
    page.took(2'000, 1'500);
    CHECK(page.records() == 2'000);
    for (int i = 0; i < 10; ++i) page.took(page.records(), -3'600'000); // the clock was set back
    CHECK(page.records() == 8'000);
    page.took(8'000, 4'001);
    CHECK(page.records() == 4'000);
    for (int i = 0; i < 10; ++i) page.took(page.records(), 60'000);
    CHECK(page.records() == 250);
}

TEST_CASE("the place of a first synchronisation is read as it was written, and nothing else is") {
    PlaceInPages place{.head = 12'345, .chain = "abc", .stage = 0, .after = {}, .done = 3, .total = 9};
    int stages = 0;
    for (; !place.finished(); place.next_stage(), ++stages) {
        place.after = "0190";
        const auto read = read_place(write_place(place));
        REQUIRE(read);
        CHECK(read->stage == place.stage);
        CHECK(read->after == place.after);
        CHECK(read->head == 12'345);
        CHECK(read->useful() == place.useful());
    }
    CHECK(stages == 10);
    CHECK(read_place(write_place(place))->finished());
    CHECK_FALSE(read_place(""));
    CHECK_FALSE(read_place("{}"));
    CHECK_FALSE(read_place(R"({"head":"1","done":"1","total":"1","part":"near","entity":"invoice"})"));
}
