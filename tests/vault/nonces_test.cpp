#include "storage/vault/nonces.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <fstream>
#include <latch>
#include <set>
#include <sstream>
#include <string>
#include <sys/mman.h>
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

TEST_CASE("No nonce comes twice, from one thread or from several", "[threads]") {
    // Long enough, and begun together, so that they are at it at the same time even where much else runs.
    const int each = epic::test::rounds(100'000);
    std::vector<std::vector<std::array<std::uint8_t, 24>>> taken(4);
    std::latch ready(static_cast<std::ptrdiff_t>(taken.size()));
    std::vector<std::thread> threads;
    for (auto& mine : taken) {
        mine.resize(static_cast<std::size_t>(each));
        threads.emplace_back([&mine, &ready] {
            ready.arrive_and_wait();
            for (auto& one : mine) next_nonce(one.data());
        });
    }
    for (std::thread& thread : threads) thread.join();
    std::vector<std::array<std::uint8_t, 24>> all;
    for (const auto& mine : taken) all.insert(all.end(), mine.begin(), mine.end());
    std::ranges::sort(all);
    CHECK(std::ranges::adjacent_find(all) == all.end());
}

namespace {

// How many of this process's next nonces a child made by `fork_now` takes too.
int nonces_in_common(pid_t (*fork_now)()) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    nonce(); // so that the buffer is filled before the fork
    const pid_t child = fork_now();
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
    int in_common = 0;
    while (::read(ends[0], theirs.data(), theirs.size()) == static_cast<ssize_t>(theirs.size())) {
        in_common += all.insert(std::string(theirs.begin(), theirs.end())).second ? 0 : 1;
        ++received;
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(received == count);
    return in_common;
}

// Takes from the kernel the order to empty memory in a child, for every mapping that has it; how many had.
int keep_memory_on_fork() {
    std::ifstream maps("/proc/self/smaps");
    std::string line;
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
    int found = 0;
    while (std::getline(maps, line)) {
        std::istringstream words(line);
        char dash = 0;
        if (std::uintptr_t low = 0, high = 0; words >> std::hex >> low >> dash >> high && dash == '-') {
            from = low;
            to = high;
        }
        if (!line.starts_with("VmFlags:") || line.find(" wf") == line.npos) continue;
        REQUIRE(::madvise(reinterpret_cast<void*>(from), to - from, MADV_KEEPONFORK) == 0);
        ++found;
    }
    return found;
}

} // namespace

TEST_CASE("A child of fork does not repeat its parent's nonces") {
    CHECK(nonces_in_common(::fork) == 0);
}

// Two guards, either of which is enough: each alone.

TEST_CASE("A child made behind the C library's back does not repeat its parent's nonces") {
    CHECK(nonces_in_common(::_Fork) == 0);
}

TEST_CASE("A child of fork does not repeat its parent's nonces on a kernel that cannot empty memory") {
    nonce();
    REQUIRE(keep_memory_on_fork() >= 1);
    CHECK(nonces_in_common(::fork) == 0);
}
