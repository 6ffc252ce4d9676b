#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/vault/format.hpp"
#include "storage/vault/vault_words.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::test::write_file;

TEST_CASE("A file is created, opened again with its password, and keeps what was written") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= 40; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
    CHECK_FALSE(std::filesystem::exists(path.string() + "-wal"));
    const auto vault = open_file(path);
    CHECK(vault->opened_by() == alice_id);
    CHECK(vault->findings().empty());
    Connection db(*vault);
    CHECK(db.ask("SELECT count(*) FROM note") == "40");
    CHECK(db.ask("SELECT text FROM note WHERE id = 7") == note_text(7));
    CHECK(db.ask("PRAGMA journal_mode") == "wal");
    CHECK(db.ask("PRAGMA integrity_check") == "ok");
    CHECK(db.ask("PRAGMA synchronous") == "2");
}

TEST_CASE("A file is found by a relative path and through a linked folder") {
    const TemporaryFolder folder;
    const auto before = std::filesystem::current_path();
    std::filesystem::create_directory(folder / "real");
    std::filesystem::create_directory_symlink(folder / "real", folder / "linked");
    std::filesystem::current_path(folder / "linked");
    for (const std::string path : {"relative.epic", "./dotted.epic", "../linked/linked.epic"}) {
        auto vault = Vault::create(path, alice, alice_id, KdfLimits::minimum());
        REQUIRE(vault);
        {
            Connection db(**vault);
            create_notes(db);
        }
        REQUIRE((*vault)->finish());
        {
            Connection db(**vault);
            REQUIRE(add_note(db, 1) == SQLITE_OK);
        }
        vault->reset();
        const auto again = open_file(path);
        Connection db(*again);
        CHECK(db.ask("SELECT count(*) FROM note") == "1");
    }
    std::filesystem::current_path(before);
    const auto missing_folder =
        Vault::create((folder / "none" / "file.epic").string(), alice, alice_id, KdfLimits::minimum());
    REQUIRE_FALSE(missing_folder);
    CHECK(missing_folder.error().code == ErrorCode::not_found);
    const auto is_folder = Vault::open((folder / "real").string(), alice);
    REQUIRE_FALSE(is_folder);
    CHECK(is_folder.error().code == ErrorCode::not_found);
}

TEST_CASE("A wrong password and an unknown login are refused in the same words") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto wrong_password = Vault::open(path.string(), {alice.login, "correct horse battery stapler"});
    REQUIRE_FALSE(wrong_password);
    CHECK(wrong_password.error().code == ErrorCode::sign_in_refused);
    const auto unknown_login = Vault::open(path.string(), {"nobody@epicevents.fr", alice.password});
    REQUIRE_FALSE(unknown_login);
    CHECK(unknown_login.error().message.in(Language::english) == wrong_password.error().message.in(Language::english));
}

TEST_CASE("Only its owner may read a new file and its log") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(add_note(db, 1) == SQLITE_OK);
    for (const std::string& name : {path.string(), path.string() + "-wal"}) {
        struct stat info {};
        REQUIRE(::stat(name.c_str(), &info) == 0);
        CHECK((info.st_mode & 0777) == 0600);
    }
}

TEST_CASE("A file whose creation was not finished leaves nothing behind, and never replaces another") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    {
        const auto vault = Vault::create(path.string(), alice, alice_id, KdfLimits::minimum());
        REQUIRE(vault);
        Connection db(**vault);
        create_notes(db);
        CHECK_FALSE(std::filesystem::exists(path));
        const auto too_early = (*vault)->finish();
        REQUIRE_FALSE(too_early);
        CHECK(too_early.error().code == ErrorCode::conflict_with_state);
    }
    CHECK(std::filesystem::is_empty(folder.path()));

    const auto vault = Vault::create(path.string(), alice, alice_id, KdfLimits::minimum());
    REQUIRE(vault);
    write_file(path, "someone else's");
    const auto finished = (*vault)->finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().code == ErrorCode::conflict_with_state);
    CHECK(read_file(path) == "someone else's");
    const auto again = Vault::create(path.string(), alice, alice_id, KdfLimits::minimum());
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::conflict_with_state);
}

TEST_CASE("A locked file gives nothing to connections that are still open, and what was committed is there later") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    {
        const auto vault = open_file(path);
        Connection db(*vault);
        for (int i = 1; i <= 60; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
        REQUIRE(db.run("BEGIN; INSERT INTO note VALUES (1000, 'not committed')") == SQLITE_OK);
        CHECK_FALSE(vault->locked());
        vault->lock();
        CHECK(vault->locked());
        CHECK(db.run("COMMIT") == SQLITE_IOERR_AUTH);
        sqlite3_db_release_memory(db.get());
        CHECK(db.run("SELECT sum(length(text)) FROM note") == SQLITE_IOERR_AUTH);
        CHECK(vault->explain(SQLITE_IOERR_AUTH).code == ErrorCode::sign_in_refused);
        sqlite3* late = nullptr;
        CHECK(sqlite3_open_v2(vault->path().c_str(), &late, SQLITE_OPEN_READWRITE, vault->vfs_name().c_str()) ==
              SQLITE_IOERR);
        sqlite3_close(late);
        CHECK_FALSE(vault->add_slot(bob, bob_id));
        CHECK_FALSE(vault->open_sealed(Bytes(64)));
    }
    const auto vault = open_file(path);
    Connection db(*vault);
    CHECK(db.ask("SELECT count(*) FROM note") == "60");
}

TEST_CASE("A connection that outlives its vault finds the file locked, not memory that is gone") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(add_note(db, 1) == SQLITE_OK);
    vault.reset();
    sqlite3_db_release_memory(db.get());
    CHECK(db.run("SELECT text FROM note") == SQLITE_IOERR_AUTH);
}

TEST_CASE("[second process] opens a file that is in use", "[.in-use]") {
    const auto vault = Vault::open(environment("EPIC_VAULT_FILE"), alice);
    REQUIRE_FALSE(vault);
    CHECK(vault.error().code == ErrorCode::in_use);
    CHECK(peek(environment("EPIC_VAULT_FILE")));
}

TEST_CASE("A second process, and a second vault of this one, are told that the file is in use") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    {
        const auto vault = open_file(path);
        const auto again = Vault::open(path.string(), alice);
        REQUIRE_FALSE(again);
        CHECK(again.error().code == ErrorCode::in_use);
        CHECK(peek(path.string()));
        // Before, between and after connections: the lock is the vault's own, and looking drops it nowhere.
        CHECK(SecondProcess("[.in-use]", {{"EPIC_VAULT_FILE", path.string()}}).wait() == 0);
        {
            Connection db(*vault);
            REQUIRE(add_note(db, 1) == SQLITE_OK);
            REQUIRE(vault->add_slot(bob, bob_id));
            CHECK(SecondProcess("[.in-use]", {{"EPIC_VAULT_FILE", path.string()}}).wait() == 0);
        }
        CHECK(SecondProcess("[.in-use]", {{"EPIC_VAULT_FILE", path.string()}}).wait() == 0);
        vault->lock();
        CHECK(SecondProcess("[.in-use]", {{"EPIC_VAULT_FILE", path.string()}}).wait() == 0);
    }
    CHECK(open_file(path));
}

TEST_CASE("What is known before unlocking: that it is ours, its version, its id") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto seen = peek(path.string());
    REQUIRE(seen);
    CHECK(seen->version == format::version);
    CHECK(seen->limits == KdfLimits::minimum());
    CHECK(seen->file_id == open_file(path)->file_id());
}

TEST_CASE("Other files, files of a newer version and missing ones are told apart in words") {
    const TemporaryFolder folder;
    const auto expect = [&](const std::filesystem::path& path, ErrorCode code) {
        const auto seen = peek(path.string());
        REQUIRE_FALSE(seen);
        CHECK(seen.error().code == code);
        CHECK_FALSE(seen.error().message.empty());
        const auto opened = Vault::open(path.string(), alice);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == code);
    };
    expect(folder / "missing.epic", ErrorCode::not_found);
    write_file(folder / "empty.epic", "");
    expect(folder / "empty.epic", ErrorCode::not_ours);
    write_file(folder / "text.epic", std::string(200'000, 'x'));
    expect(folder / "text.epic", ErrorCode::not_ours);

    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const std::string bytes = read_file(path);
    const auto put_version = [](std::string changed, std::size_t table, char version) {
        changed.replace(format::table_offset.at(table) + format::table::version, 1, 1, version);
        return changed;
    };
    write_file(path, put_version(put_version(bytes, 0, 2), 1, 2));
    expect(path, ErrorCode::newer_version);
    write_file(path, bytes.substr(0, 100));
    expect(path, ErrorCode::damaged);
    write_file(path, put_version(bytes, 0, 2));
    CHECK_FALSE(look_at(path).starts_with("refused"));
}

TEST_CASE("[second process] opens a file without the right to write", "[.read-only]") {
    // Root may write everywhere.
    if (::geteuid() == 0) REQUIRE(::setuid(65534) == 0);
    const auto vault = Vault::open(environment("EPIC_VAULT_FILE"), alice);
    REQUIRE_FALSE(vault);
    CHECK(vault.error().code == ErrorCode::read_only);
    CHECK(peek(environment("EPIC_VAULT_FILE")));
}

TEST_CASE("A file, and a folder, that may not be written to are refused before anything else happens") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto allow = [](const std::filesystem::path& what, unsigned mode) {
        std::filesystem::permissions(what, static_cast<std::filesystem::perms>(mode));
    };
    allow(folder.path(), 0555);
    allow(path, 0666);
    CHECK(SecondProcess("[.read-only]", {{"EPIC_VAULT_FILE", path.string()}}).wait() == 0);
    allow(folder.path(), 0777);
    allow(path, 0444);
    CHECK(SecondProcess("[.read-only]", {{"EPIC_VAULT_FILE", path.string()}}).wait() == 0);
    allow(folder.path(), 0700);
}
