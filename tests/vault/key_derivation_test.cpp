// Argon2id's limits: chosen for the computer, and never believed because a file says so.
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "storage/vault/format.hpp"
#include "storage/vault/keys.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::test::write_file;

namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;

// A computer on which one pass over 256 MiB takes `seconds`; time goes with passes and memory, as Argon2id's does.
KdfLimits on_a_computer_of(double seconds) {
    return calibrate_by([&](const KdfLimits& limits) {
        return seconds * limits.operations * static_cast<double>(limits.memory_bytes) / (256.0 * mebibyte);
    });
}

double seconds_of(const KdfLimits& limits, double seconds) {
    return seconds * limits.operations * static_cast<double>(limits.memory_bytes) / (256.0 * mebibyte);
}

} // namespace

TEST_CASE("On any computer that can, one sign-in takes 0.3 to 0.7 seconds and as much memory as that allows") {
    for (double speed = 0.02; speed < 2.8; speed *= 1.01) {
        const KdfLimits limits = on_a_computer_of(speed);
        INFO("one pass over 256 MiB takes " << speed << " s");
        CHECK(limits_are_sane(limits));
        CHECK(seconds_of(limits, speed) >= 0.3);
        CHECK(seconds_of(limits, speed) <= 0.7);
        CHECK((limits.memory_bytes == 256 * mebibyte) == (speed <= 0.7));
        // Memory is what an attacker pays for: it is given up only when one pass is too much already.
        if (limits.memory_bytes < 256 * mebibyte) CHECK(limits.operations == 1);
    }
}

TEST_CASE("A computer that is very slow, very fast or short of memory still gets limits that protect") {
    CHECK(on_a_computer_of(60) == KdfLimits{1, 64 * mebibyte});
    CHECK(on_a_computer_of(1e-9) == KdfLimits{64, 256 * mebibyte});
    CHECK(calibrate_by([](const KdfLimits& limits) {
              return limits.memory_bytes > 64 * mebibyte ? std::numeric_limits<double>::infinity() : 0.1;
          }) == KdfLimits{5, 64 * mebibyte});
    CHECK(calibrate_by([](const KdfLimits&) { return std::numeric_limits<double>::infinity(); }) ==
          KdfLimits{1, 64 * mebibyte});
}

TEST_CASE("Limits in a hostile header are refused before they cost time or memory") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const std::string whole = read_file(path);
    struct Hostile {
        std::uint32_t operations;
        std::uint64_t memory_bytes;
    };
    for (const Hostile& hostile :
         {Hostile{0, 64 * mebibyte}, Hostile{65, 64 * mebibyte}, Hostile{0xffffffff, 8192}, Hostile{1, 0},
          Hostile{1, 8191}, Hostile{1, 1024 * mebibyte + 1}, Hostile{1, std::uint64_t{1} << 46},
          Hostile{1, std::numeric_limits<std::uint64_t>::max()}}) {
        std::string bytes = whole;
        for (const std::size_t table : {std::size_t{0}, std::size_t{1}}) {
            auto* const begin = reinterpret_cast<std::uint8_t*>(bytes.data() + format::table_offset.at(table));
            format::put_u32(begin + format::table::kdf_operations, hostile.operations);
            format::put_u64(begin + format::table::kdf_memory, hostile.memory_bytes);
            renew_digest(bytes, table);
        }
        write_file(path, bytes);
        INFO(hostile.operations << " passes, " << hostile.memory_bytes << " bytes");
        CHECK(look_at(path) == "refused: damaged");
        CHECK(peek(path.string()).error().code == ErrorCode::damaged);
        CHECK(Vault::rekey(path.string(), alice, {}, {}).error().code == ErrorCode::damaged);
    }
    // In one copy only, the other counts, and mends it.
    std::string bytes = whole;
    auto* const begin = reinterpret_cast<std::uint8_t*>(bytes.data());
    format::put_u64(begin + format::table::kdf_memory, std::uint64_t{1} << 46);
    renew_digest(bytes, 0);
    write_file(path, bytes);
    CHECK(look_at(path).empty());
    CHECK(read_file(path).substr(0, format::table_size) == whole.substr(0, format::table_size));
}

TEST_CASE("Limits made smaller in the header do not make guessing cheaper: the file then opens for nobody") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    {
        auto vault = Vault::create(path.string(), alice, alice_id, {2, 16384});
        REQUIRE(vault);
        REQUIRE((*vault)->finish());
    }
    std::string bytes = read_file(path);
    for (const std::size_t table : {std::size_t{0}, std::size_t{1}}) {
        auto* const begin = reinterpret_cast<std::uint8_t*>(bytes.data() + format::table_offset.at(table));
        format::put_u32(begin + format::table::kdf_operations, 1);
        renew_digest(bytes, table);
    }
    write_file(path, bytes);
    CHECK(Vault::open(path.string(), alice).error().code == ErrorCode::sign_in_refused);
}
