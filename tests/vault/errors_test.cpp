// What people are told, and that nothing is lost in any of it. (A disk that fails is in fault_test.cpp, damage with
// its place in tamper_test.cpp, rights and a second process in lifecycle_test.cpp.)

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cerrno>
#include <optional>
#include <sys/mount.h>

#include "storage/vault/format.hpp"
#include "storage/vault/vault_words.hpp"
#include "tests/vault/disk.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::test::write_file;
namespace fs = std::filesystem;

namespace {

std::string english(const Error& error) {
    return error.message.in(Language::english);
}

Error error_of_opening(const fs::path& path, const Credential& credential = alice) {
    const auto vault = Vault::open(path.string(), credential);
    REQUIRE_FALSE(vault);
    return vault.error();
}

// A folder on a disk with room for a few pages: a real one where it is wanted and mounting is allowed, otherwise a
// disk that says it is full.
class SmallDisk {
public:
    SmallDisk(const fs::path& folder, bool real) : folder_(folder) {
        fs::create_directory(folder_);
        mounted_ = real && ::mount("none", folder_.c_str(), "tmpfs", 0, "size=400k,mode=0700") == 0;
        if (mounted_) return;
        disk_.emplace([this](const DiskCall& call) {
            const bool grows = call.operation == Operation::write && call.is_log && call.offset >= room_;
            return DiskAnswer{.rc = grows ? SQLITE_FULL : SQLITE_OK};
        });
    }
    ~SmallDisk() {
        if (mounted_) ::umount(folder_.c_str());
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    void make_room() {
        room_ *= 100;
        if (mounted_) REQUIRE(::mount("none", folder_.c_str(), "tmpfs", MS_REMOUNT, "size=40m") == 0);
    }

private:
    fs::path folder_;
    bool mounted_ = false;
    std::size_t room_ = 200'000;
    std::optional<WatchedDisk> disk_;
};

} // namespace

TEST_CASE("Each reason why a file does not open has its own words, and the file stays as it is") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const std::string bytes = read_file(path);
    const auto with = [&](std::size_t at, const std::string& put) {
        std::string changed = bytes;
        for (const std::size_t table : format::table_offset) changed.replace(table + at, put.size(), put);
        return changed;
    };
    const struct {
        const char* what;
        std::string bytes;
        ErrorCode code;
        const Msg& message;
    } cases[] = {
        {"empty", "", ErrorCode::not_ours, words::not_ours},
        {"a letter", std::string(100'000, 'x'), ErrorCode::not_ours, words::not_ours},
        {"a plain SQLite file", "SQLite format 3" + std::string(100'000, '\0'), ErrorCode::not_ours, words::not_ours},
        {"of a newer version", with(format::table::version, "\x02"), ErrorCode::newer_version, words::newer_version},
        {"of another page size", with(format::table::page_size + 1, "\x20"), ErrorCode::damaged, words::header_damaged},
        {"cut within the header", bytes.substr(0, 5000), ErrorCode::damaged, words::header_damaged},
        {"with slots that rotted", with(format::table::slots + 70, "rot"), ErrorCode::damaged, words::header_damaged},
    };
    for (const auto& one : cases) {
        INFO(one.what);
        write_file(path, one.bytes);
        const Error error = error_of_opening(path);
        CHECK(error.code == one.code);
        CHECK(english(error) == Message(one.message).in(Language::english));
        CHECK(read_file(path) == one.bytes);
    }
    write_file(path, bytes);
    CHECK(english(error_of_opening(path, {alice.login, "wrong"})) ==
          Message(words::wrong_credential).in(Language::english));
    CHECK(read_file(path) == bytes);
    CHECK(english(error_of_opening(folder / "none.epic")).find((folder / "none.epic").string()) != std::string::npos);
    const Error is_folder = error_of_opening(folder.path());
    CHECK(is_folder.code == ErrorCode::not_found);
    CHECK(english(is_folder) == "This is a folder, not a file: " + folder.path().string());
    CHECK(english(peek(folder.path().string()).error()) == english(is_folder));
    CHECK_FALSE(look_at(path).starts_with("error"));
}

TEST_CASE("A disk without room for the log says so, keeps what was acknowledged, and goes on when there is room") {
    const bool real = GENERATE(true, false);
    const TemporaryFolder folder;
    SmallDisk disk(folder / "disk", real);
    const auto path = folder / "disk" / "file.epic";
    make_file(path, create_notes);
    {
        const auto vault = open_file(path);
        Connection db(*vault);
        db.run("PRAGMA wal_autocheckpoint = 0");
        int kept = 0;
        while (kept < 1000 && add_note(db, kept + 1) == SQLITE_OK) ++kept;
        REQUIRE(kept > 2);
        REQUIRE(kept < 1000);
        const Error error = vault->explain(sqlite3_extended_errcode(db.get()));
        CHECK(error.code == ErrorCode::disk_full);
        CHECK(english(error) == Message(words::disk_full).in(Language::english));
        CHECK(db.ask("SELECT count(*) FROM note") == std::to_string(kept));
        CHECK(add_note(db, kept + 1) != SQLITE_OK);
        CHECK_FALSE(read_everything(db).starts_with("error"));
        disk.make_room();
        for (int i = kept + 1; i <= kept + 50; ++i) CHECK(add_note(db, i) == SQLITE_OK);
        CHECK(db.ask("SELECT count(*) FROM note") == std::to_string(kept + 50));
        CHECK(vault->findings().empty());
    }
    std::vector<Finding> findings;
    CHECK_FALSE(look_at(path, &findings).starts_with("error"));
    CHECK(findings.empty());
}

TEST_CASE("A file that was taken away while the program works is missing in words, and what is open goes on") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(add_note(db, 1) == SQLITE_OK);
    fs::rename(path, folder / "elsewhere.epic");
    int opened = SQLITE_OK;
    const Connection late(*vault, &opened);
    CHECK(opened == SQLITE_CANTOPEN);
    CHECK(vault->explain(opened).code == ErrorCode::not_found);
    CHECK(english(vault->explain(opened)).find(path.string()) != std::string::npos);
    // Nor is another file that stands in its place by now taken for it.
    make_file(folder / "other.epic", create_notes);
    fs::rename(folder / "other.epic", path);
    const Connection later(*vault, &opened);
    CHECK(opened == SQLITE_CANTOPEN);
    CHECK(db.ask("SELECT count(*) FROM note") == "1");
}

TEST_CASE("What is planted in the log's place is neither followed nor written to") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const auto log = fs::path(path.string() + "-wal");
    make_file(path, create_notes);
    write_file(folder / "precious", "somebody's letter");
    const auto fails = [&] {
        const auto vault = open_file(path);
        int opened = SQLITE_OK;
        Connection db(*vault, &opened);
        const int rc = opened != SQLITE_OK ? opened : db.run("SELECT count(*) FROM note");
        CHECK(rc != SQLITE_OK);
        CHECK_FALSE(vault->explain(rc).message.empty());
        CHECK(add_note(db, 1) != SQLITE_OK);
    };
    fs::create_symlink(folder / "precious", log);
    fails();
    CHECK(read_file(folder / "precious") == "somebody's letter");
    fs::remove(log);
    fs::create_directory(log);
    fails();
    fs::remove(log);
    const auto vault = open_file(path);
    Connection db(*vault);
    CHECK(add_note(db, 1) == SQLITE_OK);
}
