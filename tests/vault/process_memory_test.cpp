// Keys leave memory by no core dump. Each case runs in a process of its own, because the guard cannot be undone.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "storage/vault/keys.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;

namespace {

// The flags that the kernel has for the memory at `address` (proc(5), smaps, VmFlags).
std::string flags_of_memory(const void* address) {
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    std::ifstream maps("/proc/self/smaps");
    bool inside = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx ", &from, &to) == 2) inside = from <= wanted && wanted < to;
        if (inside && line.starts_with("VmFlags:")) return line.substr(8) + " ";
    }
    return {};
}

// Runs `body` in a child and gives what waitpid() says of its end.
template <typename Body>
int status_of_child(const std::filesystem::path& folder, Body&& body) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const struct rlimit unlimited { RLIM_INFINITY, RLIM_INFINITY };
        if (::chdir(folder.c_str()) != 0 || ::setrlimit(RLIMIT_CORE, &unlimited) != 0) ::_exit(77);
        // Catch2 would take the signal for a failed test.
        ::signal(SIGABRT, SIG_DFL);
        body();
        ::_exit(78);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return status;
}

} // namespace

TEST_CASE("The memory of keys is locked, left out of core dumps, and between pages that nobody may touch") {
    const Secret<Key> key;
    const std::string flags = flags_of_memory(&*key);
    INFO("VmFlags:" << flags);
    CHECK(flags.find(" dd ") != std::string::npos);
#if !defined(__SANITIZE_ADDRESS__) // which turns mlock into nothing
    CHECK(flags.find(" lo ") != std::string::npos);
#endif
    const char ordinary[64] = {};
    CHECK(flags_of_memory(&ordinary[0]).find(" dd ") == std::string::npos);
}

TEST_CASE("A secret is zeros at first and leaves zeros, also where more are held than the common memory has room for") {
    std::vector<Secret<Key>> held(100);
    for (Secret<Key>& secret : held) {
        CHECK(sodium_is_zero(secret->data(), secret->size()) == 1);
        secret->fill(0xa5);
    }
    for (const Secret<Key>& secret : held) {
        CHECK(std::all_of(secret->begin(), secret->end(), [](std::uint8_t byte) { return byte == 0xa5; }));
    }
    const std::uint8_t* const first = held.front()->data();
    held.erase(held.begin());
    CHECK(sodium_is_zero(first, sizeof(Key)) == 1); // its memory is kept for the next
    const Secret<std::array<std::uint8_t, 5000>> large;
    CHECK(sodium_is_zero(large->data(), large->size()) == 1);
}

TEST_CASE("Writing beyond a secret ends the program") {
    const TemporaryFolder folder;
    const int status = status_of_child(folder.path(), [] {
        const struct rlimit none { 0, 0 };
        ::setrlimit(RLIMIT_CORE, &none);
        Secret<Key> secret;
        std::uint8_t* volatile end = secret->data();
        end[250] = static_cast<std::uint8_t>(end[250] ^ 1);
    });
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGABRT);
}

TEST_CASE("A guarded process has no core limit left to raise and cannot be read by other programs") {
    const TemporaryFolder folder;
    const int status = status_of_child(folder.path(), [] {
        guard_process_memory();
        struct rlimit limit {};
        const bool limited = ::getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 && limit.rlim_max == 0;
        ::_exit(limited && ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 1);
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

// The sanitizers catch the signal and have memory of their own that no disk could hold.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
namespace {

// Bytes that are nowhere in the program's own image: made at run time.
std::string marker(std::uint8_t seed) {
    std::string bytes;
    for (std::uint8_t i = 0; i < 32; ++i) bytes += static_cast<char>(seed + i * 37 + (i * i) % 11);
    return bytes;
}

} // namespace

TEST_CASE("A guarded process that crashes with an open file leaves no core; an unguarded one's core has no key") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto crash = [&](bool guarded) {
        return status_of_child(folder.path(), [&] {
            if (guarded) guard_process_memory();
            const auto vault = Vault::open(path.string(), alice);
            if (!vault) ::_exit(79);
            Secret<Key> secret;
            std::memcpy(secret->data(), marker(1).data(), secret->size());
            std::string ordinary = marker(2) + std::string(100, '.');
            asm volatile("" : : "r"(ordinary.data()) : "memory");
            std::abort();
        });
    };
    const int guarded = crash(true);
    REQUIRE(WIFSIGNALED(guarded));
    CHECK(WTERMSIG(guarded) == SIGABRT);
    CHECK_FALSE(WCOREDUMP(guarded));
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        if (entry.path().filename().string().starts_with("core")) ++files;
    }
    CHECK(files == 0);

    const int unguarded = crash(false);
    REQUIRE(WIFSIGNALED(unguarded));
    std::string core;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        if (entry.path().filename().string().starts_with("core")) core = read_file(entry.path());
    }
    if (core.empty()) {
        std::cout << "core: this system writes no core file here; only the guard was tried\n";
        return;
    }
    // The core is one, since it holds ordinary memory; and the key is not in it.
    CHECK(core.find(marker(2)) != std::string::npos);
    CHECK(core.find(marker(1)) == std::string::npos);
    std::cout << "core: " << core.size() << " bytes of an unguarded crash hold no key\n";
}
#endif
