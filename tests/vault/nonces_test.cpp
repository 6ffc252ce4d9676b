#include "storage/vault/nonces.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "tests/support/random.hpp"

using namespace epic::vault;

namespace {

std::string nonce() {
    std::array<std::uint8_t, 24> bytes;
    next_nonce(bytes.data());
    return std::string(bytes.begin(), bytes.end());
}

} // namespace

TEST_CASE("No nonce comes twice, from one thread or from several") {
    const int each = epic::test::rounds(5000);
    std::vector<std::vector<std::string>> taken(4);
    std::vector<std::thread> threads;
    for (auto& mine : taken) {
        threads.emplace_back([&mine, each] {
            for (int i = 0; i < each; ++i) mine.push_back(nonce());
        });
    }
    for (std::thread& thread : threads) thread.join();
    std::set<std::string> all;
    for (const auto& mine : taken) all.insert(mine.begin(), mine.end());
    CHECK(all.size() == static_cast<std::size_t>(4 * each));
}

TEST_CASE("A child of fork does not repeat its parent's nonces") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    nonce(); // so that the buffer is filled before the fork
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    constexpr int count = 100;
    if (child == 0) {
        for (int i = 0; i < count; ++i) {
            const std::string mine = nonce();
            if (::write(ends[1], mine.data(), mine.size()) != static_cast<ssize_t>(mine.size())) ::_exit(1);
        }
        ::_exit(0);
    }
    ::close(ends[1]);
    std::set<std::string> all;
    for (int i = 0; i < count; ++i) all.insert(nonce());
    std::array<char, 24> theirs;
    int received = 0;
    while (::read(ends[0], theirs.data(), theirs.size()) == static_cast<ssize_t>(theirs.size())) {
        all.insert(std::string(theirs.begin(), theirs.end()));
        ++received;
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(received == count);
    CHECK(all.size() == static_cast<std::size_t>(2 * count));
}
