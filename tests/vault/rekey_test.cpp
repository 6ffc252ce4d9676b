// Vault::rekey: what it keeps, what it makes unreadable, and that a kill at any write costs nothing.
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstring>
#include <iostream>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/vault/base_file.hpp"
#include "storage/vault/format.hpp"
#include "storage/vault/sealed_copy.hpp"
#include "storage/vault/unlock.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::test::write_file;

namespace {

constexpr std::uint64_t pages_between_saves = 2048; // as in rekey.cpp

std::string growing(const std::filesystem::path& path) {
    return path.string() + ".rekeying";
}

std::string before(const std::filesystem::path& path) {
    return path.string() + ".before-rekey";
}

Result<RekeyOutcome> rekey(const std::filesystem::path& path, const Credential& credential = alice) {
    return Vault::rekey(path.string(), credential, {}, {});
}

void make_notes(const std::filesystem::path& path, int count) {
    make_file(path, [&](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= count; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
}

// Enough for one save and some pages more.
void make_large(const std::filesystem::path& path) {
    make_notes(path, 1);
    const auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(db.run("CREATE TABLE ballast (bytes BLOB NOT NULL) STRICT;"
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)"
                   "INSERT INTO ballast SELECT randomblob(1000000) FROM n") == SQLITE_OK);
}

bool only_the_file_is_left(const std::filesystem::path& path) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path.parent_path())) {
        static_cast<void>(entry);
        ++files;
    }
    return files == 1 && std::filesystem::exists(path);
}

// --- a process that is killed at its nth write, truncation or sync ---------------------------------------

struct DyingFile {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<DyingFile*>(file)->real;
}

std::size_t steps_left = 0;

void step() {
    if (steps_left-- == 0) ::_exit(9);
}

sqlite3_vfs* real_vfs = nullptr;
sqlite3_io_methods dying_methods{};

// Never returns: replaces the VFS below the vault, rekeys, and ends with 9 where it was killed, 0 when it was done.
[[noreturn]] void rekey_and_die(const std::filesystem::path& path, std::size_t steps) {
    steps_left = steps;
    real_vfs = base_vfs();
    static sqlite3_vfs vfs = *real_vfs;
    vfs.szOsFile = static_cast<int>(sizeof(DyingFile)) + real_vfs->szOsFile;
    vfs.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
        auto* const dying = reinterpret_cast<DyingFile*>(file);
        dying->base.pMethods = nullptr;
        dying->real = reinterpret_cast<sqlite3_file*>(dying + 1);
        const int rc = real_vfs->xOpen(real_vfs, name, dying->real, flags, flags_out);
        if (rc != SQLITE_OK) return rc;
        dying_methods = *dying->real->pMethods;
        dying_methods.iVersion = 1;
        dying_methods.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
        dying_methods.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
            return real(f)->pMethods->xRead(real(f), to, n, at);
        };
        dying_methods.xWrite = [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
            step();
            return real(f)->pMethods->xWrite(real(f), from, n, at);
        };
        dying_methods.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
            step();
            return real(f)->pMethods->xTruncate(real(f), size);
        };
        dying_methods.xSync = [](sqlite3_file* f, int sync_flags) {
            step();
            return real(f)->pMethods->xSync(real(f), sync_flags);
        };
        dying_methods.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
            return real(f)->pMethods->xFileSize(real(f), size);
        };
        dying_methods.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
        dying_methods.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
        dying->base.pMethods = &dying_methods;
        return rc;
    };
    replace_base_vfs(&vfs);
    const auto outcome = rekey(path);
    ::_exit(outcome && *outcome == RekeyOutcome::done ? 0 : 1);
}

// 9: killed; 0: done.
int rekey_in_a_child(const std::filesystem::path& path, std::size_t steps) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) rekey_and_die(path, steps);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

} // namespace

TEST_CASE("A rekeyed file says the same to the same people, under another file id and other bytes") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_notes(path, 40);
    Bytes for_bob;
    const Bytes secret{'c', 'e', 'n', 't', 'r', 'a', 'l'};
    Id old_id;
    {
        const auto vault = open_file(path);
        old_id = vault->file_id();
        REQUIRE(vault->add_slot(bob, bob_id));
        for_bob = *vault->seal_for(bob_id, secret);
    }
    const std::string content = look_at(path);
    const std::string old_bytes = read_file(path);

    std::vector<RekeyProgress> seen;
    const auto outcome = Vault::rekey(path.string(), alice, {}, [&](const RekeyProgress& progress) {
        seen.push_back(progress);
        return true;
    });
    REQUIRE(outcome);
    CHECK(*outcome == RekeyOutcome::done);
    REQUIRE_FALSE(seen.empty());
    const auto last_sealed = std::find_if(seen.rbegin(), seen.rend(), [](const RekeyProgress& progress) {
        return progress.phase == RekeyProgress::Phase::sealing;
    });
    REQUIRE(last_sealed != seen.rend());
    CHECK(last_sealed->done == last_sealed->total);

    CHECK(only_the_file_is_left(path));
    CHECK(look_at(path) == content);
    const auto as_bob = open_file(path, bob);
    CHECK(as_bob->opened_by() == bob_id);
    CHECK(as_bob->file_id() != old_id);
    CHECK(*as_bob->open_sealed(for_bob) == secret);

    const std::string new_bytes = read_file(path);
    REQUIRE(new_bytes.size() == old_bytes.size());
    for (std::size_t at = format::header_size; at < new_bytes.size(); at += format::page_size) {
        CHECK(new_bytes.compare(at, format::page_size, old_bytes, at, format::page_size) != 0);
    }
}

TEST_CASE("Neither the header nor a page of before counts for anything in a rekeyed file") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_notes(path, 40);
    const std::string old_bytes = read_file(path);
    const std::string content = look_at(path);
    REQUIRE(rekey(path));
    const std::string new_bytes = read_file(path);

    std::string mixed = new_bytes;
    mixed.replace(format::header_size + 2 * format::page_size, format::page_size, old_bytes,
                  format::header_size + 2 * format::page_size, format::page_size);
    write_file(path, mixed);
    CHECK(look_at(path).starts_with("error"));

    // The old header opens, and gives the old data key, which opens no page of now.
    mixed = new_bytes;
    mixed.replace(0, format::header_size, old_bytes, 0, format::header_size);
    write_file(path, mixed);
    CHECK(look_at(path).starts_with("error"));

    // One old table beside the new one: a password opens both, and the newer wins.
    for (const std::size_t offset : format::table_offset) {
        mixed = new_bytes;
        mixed.replace(offset, format::table_size, old_bytes, offset, format::table_size);
        write_file(path, mixed);
        const std::string seen = look_at(path);
        INFO("old table at " << offset << ": " << seen.substr(0, 40));
        CHECK((seen == content || seen.starts_with("refused")));
    }
}

TEST_CASE("Those who are not to be kept have no slot afterwards; whoever rekeys keeps theirs") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_notes(path, 3);
    REQUIRE(open_file(path)->add_slot(bob, bob_id));
    REQUIRE(Vault::rekey(path.string(), alice, [](const Id&) { return false; }, {}));
    CHECK_FALSE(Vault::open(path.string(), bob));
    CHECK(open_file(path)->slots().size() == 1);
}

TEST_CASE("What the log holds goes into the rekeyed file") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    Snapshot crashed;
    std::string content;
    {
        const auto vault = open_file(path);
        Connection db(*vault);
        for (int i = 1; i <= 20; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
        content = read_everything(db);
        crashed = Snapshot::of(path);
    }
    crashed.put(path);
    REQUIRE(crashed.log.size() > format::frame_size);
    REQUIRE(rekey(path));
    CHECK(only_the_file_is_left(path));
    CHECK(look_at(path) == content);
}

TEST_CASE("A rekeying that is stopped, or finds damage, leaves the old file and nothing else") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_notes(path, 40);
    const std::string bytes = read_file(path);
    const auto stopped = Vault::rekey(path.string(), alice, {}, [](const RekeyProgress&) { return false; });
    REQUIRE(stopped);
    CHECK(*stopped == RekeyOutcome::stopped);
    CHECK(only_the_file_is_left(path));
    CHECK(read_file(path) == bytes);

    CHECK(rekey(path, bob).error().code == ErrorCode::sign_in_refused);
    {
        const auto open = open_file(path);
        CHECK(rekey(path).error().code == ErrorCode::in_use);
    }

    std::string damaged = read_file(path);
    damaged.at(format::header_size + 3 * format::page_size + 100) ^= 1;
    write_file(path, damaged);
    const auto refused = rekey(path);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::damaged);
    CHECK(refused.error().message.in(Language::english).find("page 4") != std::string::npos);
    CHECK(only_the_file_is_left(path));
    CHECK(read_file(path) == damaged);
}

TEST_CASE("Killed at any write, truncation or sync, the file says what it said, and the next call ends the work") {
    const TemporaryFolder folder;
    const TemporaryFolder origin_folder;
    const auto path = folder / "file.epic";
    const auto origin = origin_folder / "file.epic";
    make_notes(origin, 12);
    const std::string content = look_at(origin);
    const std::string bytes = read_file(origin);
    std::size_t kills = 0;
    for (std::size_t steps = 0;; ++steps) {
        for (const auto& entry : std::filesystem::directory_iterator(path.parent_path())) {
            std::filesystem::remove(entry.path());
        }
        write_file(path, bytes);
        const int ended = rekey_in_a_child(path, steps);
        if (ended == 0) break;
        REQUIRE(ended == 9);
        ++kills;
        INFO("killed after " << steps << " writes and syncs");
        CHECK(look_at(path) == content);
        // Killed once more on the way, and then not.
        const int again = rekey_in_a_child(path, steps / 2);
        CHECK((again == 9 || again == 0));
        CHECK(look_at(path) == content);
        REQUIRE(rekey(path));
        CHECK(only_the_file_is_left(path));
        CHECK(look_at(path) == content);
        const std::string now = read_file(path);
        CHECK(now.compare(0, format::header_size, bytes, 0, format::header_size) != 0);
    }
    CHECK(kills > 12);
    std::cout << "rekey: killed at " << kills << " places, nothing lost\n";
}

TEST_CASE("A killed rekeying goes on where it was last saved, unless the file has changed since") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_large(path);
    const std::string ballast = "SELECT count(*) || ' ' || sum(length(bytes)) FROM ballast";
    const auto first_page_of = [&] {
        std::uint64_t first = 0;
        const auto outcome = Vault::rekey(path.string(), alice, {}, [&](const RekeyProgress& progress) {
            if (first == 0) first = progress.done;
            return true;
        });
        REQUIRE(outcome);
        CHECK(only_the_file_is_left(path));
        const auto vault = open_file(path);
        Connection db(*vault);
        CHECK(db.ask(ballast) == "9 9000000");
        CHECK(db.ask("PRAGMA integrity_check") == "ok");
        return first;
    };
    SECTION("it goes on") {
        REQUIRE(rekey_in_a_child(path, pages_between_saves + 100) == 9);
        REQUIRE(std::filesystem::exists(growing(path)));
        CHECK_FALSE(Vault::open(growing(path), alice));
        // Merely looking at the file changes nothing.
        CHECK(look_at(path).starts_with("1:"));
        CHECK(first_page_of() > pages_between_saves);
    }
    SECTION("the file has changed") {
        REQUIRE(rekey_in_a_child(path, pages_between_saves + 100) == 9);
        {
            const auto vault = open_file(path);
            Connection db(*vault);
            REQUIRE(db.run("UPDATE note SET text = 'changed'") == SQLITE_OK);
        }
        CHECK(first_page_of() < pages_between_saves);
    }
    SECTION("what was saved is damaged") {
        REQUIRE(rekey_in_a_child(path, pages_between_saves + 100) == 9);
        std::string bytes = read_file(growing(path));
        bytes.at(format::header_size + 700 * format::page_size + 9) ^= 4;
        write_file(growing(path), bytes);
        CHECK(first_page_of() < pages_between_saves);
    }
    SECTION("another's slot began it") {
        REQUIRE(rekey_in_a_child(path, pages_between_saves + 100) == 9);
        REQUIRE(open_file(path)->reset_slot({alice.login, "reset"}, alice_id));
        REQUIRE(open_file(path, {alice.login, "reset"})->reset_slot(alice, alice_id));
        CHECK(first_page_of() < pages_between_saves);
    }
}

TEST_CASE("A killed rekeying is not taken up for other people than it was begun for") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_large(path);
    REQUIRE(open_file(path)->add_slot(bob, bob_id));
    // Bob is to be kept, and it is killed; then he is not.
    REQUIRE(rekey_in_a_child(path, pages_between_saves + 100) == 9);
    REQUIRE(std::filesystem::exists(growing(path)));
    const auto outcome = Vault::rekey(path.string(), alice, [](const Id& id) { return id == alice_id; }, {});
    REQUIRE(outcome);
    REQUIRE(*outcome == RekeyOutcome::done);
    CHECK(Vault::open(path.string(), alice));
    CHECK_FALSE(Vault::open(path.string(), bob));
}

TEST_CASE("A rekeying that somebody else with a slot has planted is not taken up") {
    // Bob knows everyone's public half, and could hand everyone a data key that he keeps.
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_notes(path, 5);
    REQUIRE(open_file(path)->add_slot(bob, bob_id));
    const auto table_of = [&] {
        TableBytes bytes;
        std::memcpy(bytes.data(), epic::test::read_file(path).data(), bytes.size());
        return bytes;
    };
    auto bobs = unlock_tables({table_of(), table_of()}, bob);
    REQUIRE(bobs);
    Key known;
    known.fill(7);
    FileId file;
    file.fill(8);
    const SlotTable table = succeed_table(bobs->table, file, known, [](const DirectoryEntry&) { return true; });
    {
        auto planted = SealedCopy::begin(growing(path), table, known, bobs->table.file, bobs->secrets->secret);
        REQUIRE(planted);
        std::array<std::uint8_t, 32> of_nothing;
        crypto_generichash(of_nothing.data(), of_nothing.size(), nullptr, 0, nullptr, 0);
        REQUIRE((*planted)->save(of_nothing));
    }
    REQUIRE(rekey(path));
    Key table_key;
    derive_subkey(known, format::Subkey::table, table_key);
    SlotTable now;
    CHECK_FALSE(open_directory(table_key, table_of(), now));
    CHECK(Vault::open(path.string(), alice));
}

TEST_CASE("The old file is overwritten, but for a copy that somebody keeps under another name") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_notes(path, 40);
    const std::string bytes = read_file(path);
    SECTION("killed while it is erased: the next call ends that and does not rekey once more") {
        std::filesystem::path old;
        for (std::size_t steps = 0; !std::filesystem::exists(before(path)); ++steps) {
            REQUIRE(rekey_in_a_child(path, steps) == 9);
        }
        const std::string successor = read_file(path);
        REQUIRE(rekey(path));
        CHECK(read_file(path).substr(format::header_size) == successor.substr(format::header_size));
        CHECK(only_the_file_is_left(path));
    }
    SECTION("its bytes are gone, as a process sees it that has it open") {
        std::FILE* const old = std::fopen(path.c_str(), "rb");
        REQUIRE(rekey(path));
        std::string left(bytes.size(), 'x');
        CHECK(std::fread(left.data(), 1, left.size(), old) == left.size());
        std::fclose(old);
        CHECK(left == std::string(bytes.size(), '\0'));
    }
    SECTION("another name keeps the file of before") {
        const TemporaryFolder kept;
        std::filesystem::create_hard_link(path, kept / "kept.epic");
        REQUIRE(rekey(path));
        CHECK(only_the_file_is_left(path));
        CHECK(read_file(kept / "kept.epic") == bytes);
    }
    SECTION("killed between the second name and the exchange") {
        std::filesystem::create_hard_link(path, before(path));
        REQUIRE(rekey(path));
        CHECK(only_the_file_is_left(path));
        CHECK(look_at(path).starts_with("1:"));
    }
    SECTION("something else of that name is not touched") {
        write_file(before(path), "somebody's");
        const auto refused = rekey(path);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::conflict_with_state);
        CHECK(read_file(before(path)) == "somebody's");
        CHECK(read_file(path) == bytes);
    }
}
