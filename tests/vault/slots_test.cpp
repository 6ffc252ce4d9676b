#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "storage/vault/format.hpp"
#include "storage/vault/keys.hpp"
#include "storage/vault/recovery_key.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::test::write_file;

namespace {

Id numbered(int number) {
    return Id::make_v7(1'700'000'000'100 + number, std::array<std::uint8_t, 10>{});
}

Bytes bytes_of(std::string_view text) {
    return Bytes(text.begin(), text.end());
}

std::string table_bytes(const std::string& file, std::size_t table) {
    return file.substr(format::table_offset.at(table), format::table_size);
}

} // namespace

TEST_CASE("Each collaborator opens the file with their own password and is told apart") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    {
        const auto vault = open_file(path);
        REQUIRE(vault->add_slot(bob, bob_id));
        const auto twice = vault->add_slot({"bob2@epicevents.fr", "other"}, bob_id);
        REQUIRE_FALSE(twice);
        CHECK(twice.error().code == ErrorCode::conflict_with_state);
        CHECK_FALSE(vault->add_slot(bob, numbered(1)));
        CHECK(vault->slots().size() == 2);
    }
    CHECK(open_file(path, alice)->opened_by() == alice_id);
    CHECK(open_file(path, bob)->opened_by() == bob_id);
    CHECK_FALSE(Vault::open(path.string(), {alice.login, bob.password}));
    CHECK_FALSE(Vault::open(path.string(), {bob.login, alice.password}));
}

TEST_CASE("A file takes 48 people, says when it is full, and each of them can open it") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    std::vector<std::string> logins;
    {
        const auto vault = open_file(path);
        for (int i = 1; i < static_cast<int>(format::slot_count); ++i) {
            logins.push_back("person" + std::to_string(i) + "@epicevents.fr");
            REQUIRE(vault->add_slot({logins.back(), "password of " + logins.back()}, numbered(i)));
        }
        const auto full = vault->add_slot({"late@epicevents.fr", "late"}, numbered(99));
        REQUIRE_FALSE(full);
        CHECK(full.error().code == ErrorCode::conflict_with_state);
        CHECK(full.error().message.in(Language::english).find("48") != std::string::npos);
        REQUIRE(vault->remove_slot(numbered(7)));
        REQUIRE(vault->add_slot({"late@epicevents.fr", "late"}, numbered(99)));
    }
    for (int i = 1; i < static_cast<int>(format::slot_count); ++i) {
        const std::string& login = logins.at(static_cast<std::size_t>(i - 1));
        const std::string password = "password of " + login;
        const auto opened = Vault::open(path.string(), {login, password});
        CHECK(opened.has_value() == (i != 7));
        if (opened) CHECK((*opened)->opened_by() == numbered(i));
    }
}

TEST_CASE("After a change of password neither copy of the slots opens with the old one") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const std::string before = read_file(path);
    {
        const auto vault = open_file(path);
        const auto wrong = vault->change_credential({alice.login, "not hers"}, {alice.login, "new"});
        REQUIRE_FALSE(wrong);
        CHECK(wrong.error().code == ErrorCode::sign_in_refused);
        REQUIRE(vault->change_credential(alice, {"alice.new@epicevents.fr", "new password"}));
    }
    const std::string after = read_file(path);
    CHECK(table_bytes(after, 0) == table_bytes(after, 1));
    CHECK(table_bytes(after, 0) != table_bytes(before, 0));
    CHECK_FALSE(Vault::open(path.string(), alice));
    CHECK(open_file(path, {"alice.new@epicevents.fr", "new password"})->opened_by() == alice_id);

    // A crash between the two writes leaves the old table as the second copy: it must not admit the old
    // password, and the next opening overwrites it.
    for (const std::size_t stale : {std::size_t{0}, std::size_t{1}}) {
        std::string torn = after;
        torn.replace(format::table_offset.at(stale), format::table_size, table_bytes(before, stale));
        write_file(path, torn);
        const auto old_password = Vault::open(path.string(), alice);
        REQUIRE_FALSE(old_password);
        CHECK(old_password.error().code == ErrorCode::sign_in_refused);
        CHECK(open_file(path, {"alice.new@epicevents.fr", "new password"}));
        CHECK(table_bytes(read_file(path), stale) == table_bytes(after, stale));
    }
}

TEST_CASE("A removed slot opens nothing, and the last one stays") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    {
        const auto vault = open_file(path);
        REQUIRE_FALSE(vault->remove_slot(alice_id));
        REQUIRE(vault->add_slot(bob, bob_id));
        REQUIRE(vault->remove_slot(alice_id));
        const auto missing = vault->remove_slot(alice_id);
        REQUIRE_FALSE(missing);
        CHECK(missing.error().code == ErrorCode::not_found);
    }
    CHECK_FALSE(Vault::open(path.string(), alice));
    CHECK(open_file(path, bob));
}

TEST_CASE("What is sealed for a person opens with their password only, and survives its change") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const Bytes secret = bytes_of("the password of the central account");
    Bytes for_bob;
    {
        const auto vault = open_file(path);
        REQUIRE(vault->add_slot(bob, bob_id));
        for_bob = *vault->seal_for(bob_id, secret);
        CHECK(std::search(for_bob.begin(), for_bob.end(), secret.begin(), secret.end()) == for_bob.end());
        const auto as_alice = vault->open_sealed(for_bob);
        REQUIRE_FALSE(as_alice);
        CHECK(as_alice.error().code == ErrorCode::sign_in_refused);
        CHECK(vault->seal_for(numbered(5), secret).error().code == ErrorCode::not_found);
        CHECK(*vault->open_sealed(*vault->seal_for(alice_id, secret)) == secret);
        CHECK_FALSE(vault->open_sealed(Bytes(3)));
    }
    {
        const auto vault = open_file(path, bob);
        CHECK(*vault->open_sealed(for_bob) == secret);
        REQUIRE(vault->change_credential(bob, {bob.login, "changed"}));
        CHECK(*vault->open_sealed(for_bob) == secret);
        CHECK(*vault->open_sealed(*vault->seal_for(bob_id, secret)) == secret);
        Bytes flipped = for_bob;
        flipped.back() = static_cast<std::uint8_t>(flipped.back() ^ 1);
        CHECK_FALSE(vault->open_sealed(flipped));
    }
    CHECK(*open_file(path, {bob.login, "changed"})->open_sealed(for_bob) == secret);
    REQUIRE(open_file(path)->reset_slot({bob.login, "by gestion"}, bob_id));
    CHECK_FALSE(Vault::open(path.string(), {bob.login, "changed"}));
    CHECK_FALSE(open_file(path, {bob.login, "by gestion"})->open_sealed(for_bob));
}

TEST_CASE("Logins, names and the places in use are not to be read from the header") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    REQUIRE(open_file(path)->add_slot(bob, bob_id));
    const std::string bytes = read_file(path);
    CHECK(bytes.find("epicevents.fr") == std::string::npos);
    for (const Id& id : {alice_id, bob_id}) {
        CHECK(bytes.find(std::string(id.bytes.begin(), id.bytes.end())) == std::string::npos);
        CHECK(bytes.find(id.text()) == std::string::npos);
    }
    // The public key of a sealed box is a point of the curve, below 2^255: in used and unused slots alike.
    for (std::size_t slot = 0; slot < format::slot_count; ++slot) {
        const std::size_t at = format::table::slots + slot * format::slot_size + format::slot::sealed;
        CHECK((static_cast<unsigned char>(bytes.at(at + 31)) & 0x80) == 0);
    }
}

TEST_CASE("A change of password rewrites one slot and no other") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    REQUIRE(open_file(path)->add_slot(bob, bob_id));
    const std::string before = read_file(path);
    REQUIRE(open_file(path, bob)->change_credential(bob, {bob.login, "changed"}));
    const std::string after = read_file(path);
    for (const std::size_t table : format::table_offset) {
        for (std::size_t slot = 0; slot < format::slot_count; ++slot) {
            const std::size_t at = table + format::table::slots + slot * format::slot_size;
            CHECK((after.compare(at, format::slot_size, before, at, format::slot_size) == 0) == (slot != 1));
        }
    }
    // Pages and log are as they were.
    CHECK(after.substr(format::header_size) == before.substr(format::header_size));
}

TEST_CASE("The old slot beside new ones opens nothing, whichever copy of the table it is put back into") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    REQUIRE(open_file(path)->add_slot(bob, bob_id));
    const std::string before = read_file(path);
    const auto forget_bob = GENERATE(0, 1, 2);
    {
        const auto vault = open_file(path);
        if (forget_bob == 0) REQUIRE(vault->change_credential(bob, {bob.login, "changed"}));
        if (forget_bob == 1) REQUIRE(vault->reset_slot({bob.login, "reset"}, bob_id));
        if (forget_bob == 2) REQUIRE(vault->remove_slot(bob_id));
    }
    const std::string after = read_file(path);
    // The slot alone, with a digest that is right (anyone can compute it): the table is not authentic.
    for (const std::size_t table : {std::size_t{0}, std::size_t{1}}) {
        std::string planted = after;
        const std::size_t at = format::table_offset.at(table) + format::table::slots + format::slot_size;
        planted.replace(at, format::slot_size, before, at, format::slot_size);
        renew_digest(planted, table);
        write_file(path, planted);
        CHECK_FALSE(Vault::open(path.string(), bob));
        CHECK(open_file(path)->opened_by() == alice_id);
        CHECK_FALSE(Vault::open(path.string(), bob));
    }
    // One whole table of before: the newer wins, and the older is gone after the next opening.
    for (const std::size_t table : {std::size_t{0}, std::size_t{1}}) {
        std::string planted = after;
        planted.replace(format::table_offset.at(table), format::table_size, table_bytes(before, table));
        write_file(path, planted);
        CHECK_FALSE(Vault::open(path.string(), bob));
        CHECK(open_file(path)->opened_by() == alice_id);
        CHECK(table_bytes(read_file(path), table) == table_bytes(after, table));
    }
}

TEST_CASE("A full table refuses a recovery key as well, and keeps the one it has replaceable") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    for (int i = 1; i < static_cast<int>(format::slot_count) - 1; ++i) {
        REQUIRE(vault->add_slot({"person" + std::to_string(i), "x"}, numbered(i)));
    }
    REQUIRE(vault->renew_recovery_key());
    CHECK(vault->renew_recovery_key());
    CHECK(vault->add_slot(bob, bob_id).error().code == ErrorCode::conflict_with_state);
    REQUIRE(vault->remove_slot(numbered(1)));
    REQUIRE(vault->add_slot(bob, bob_id));
    // The recovery key does not count as someone who can sign in: the last person stays.
    for (int i = 2; i < static_cast<int>(format::slot_count) - 1; ++i) REQUIRE(vault->remove_slot(numbered(i)));
    REQUIRE(vault->remove_slot(bob_id));
    CHECK(vault->remove_slot(alice_id).error().code == ErrorCode::conflict_with_state);
}

TEST_CASE("Limits of key derivation that no file of ours has are taken for damage, not obeyed") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    std::string bytes = read_file(path);
    for (const std::size_t table : {std::size_t{0}, std::size_t{1}}) {
        // 64 TiB, with a digest that is right: anyone can compute that.
        auto* const begin = reinterpret_cast<std::uint8_t*>(bytes.data() + format::table_offset.at(table));
        format::put_u64(begin + format::table::kdf_memory, std::uint64_t{1} << 46);
        renew_digest(bytes, table);
    }
    write_file(path, bytes);
    CHECK(look_at(path) == "refused: damaged");
    CHECK_FALSE(limits_are_sane({0, 1 << 20}));
    CHECK_FALSE(limits_are_sane({1'000'000, 1 << 20}));
    CHECK_FALSE(limits_are_sane({1, 1024}));
    CHECK(limits_are_sane(KdfLimits::minimum()));
}
