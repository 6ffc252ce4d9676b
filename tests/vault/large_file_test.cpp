// A file over one GiB, of which only the two ends exist: what SQLite does at the page where it locks.

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "storage/vault/format.hpp"
#include "storage/vault/page_cipher.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::TemporaryFolder;

namespace {

// SQLite's "lock-byte page": the one that holds byte 2^30 as SQLite counts. It is never used.
constexpr std::uint32_t lock_page = (1U << 30) / format::page_size + 1;

sqlite3_file* database_file(Connection& db) {
    sqlite3_file* file = nullptr;
    REQUIRE(sqlite3_file_control(db.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK);
    return file;
}

// Makes SQLite believe that so many pages are in use; those that were not there stay a hole.
void pretend_pages(const std::filesystem::path& path, std::uint32_t pages) {
    const auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(db.ask("SELECT count(*) FROM note") == "0");
    sqlite3_file* const file = database_file(db);
    std::array<std::uint8_t, format::page_size> first;
    REQUIRE(file->pMethods->xRead(file, first.data(), format::page_size, 0) == SQLITE_OK);
    for (std::size_t i = 0; i < 4; ++i) first.at(28 + i) = static_cast<std::uint8_t>(pages >> (24 - 8 * i));
    REQUIRE(file->pMethods->xWrite(file, first.data(), format::page_size, 0) == SQLITE_OK);
    std::filesystem::resize_file(path, format::header_size + std::uint64_t{pages} * format::page_size);
}

} // namespace

TEST_CASE("A file grows over one GiB: the page that SQLite leaves out there is sealed zeros, and all is read again") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    pretend_pages(path, lock_page - 8);
    const auto pages_of = [](Connection& db) { return std::stoul(db.ask("PRAGMA page_count")); };
    std::string content;
    {
        const auto vault = open_file(path);
        Connection db(*vault);
        REQUIRE(pages_of(db) == lock_page - 8);
        for (int i = 1; i <= 60; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
        REQUIRE(pages_of(db) > lock_page + 20);
        REQUIRE(db.ask("PRAGMA wal_checkpoint(TRUNCATE)").starts_with("0"));
        content = db.ask("SELECT id || text FROM note ORDER BY id");
        CHECK(vault->findings().empty());
    }
    const auto vault = open_file(path);
    Connection db(*vault);
    CHECK(db.ask("SELECT id || text FROM note ORDER BY id") == content);
    CHECK(db.ask("SELECT count(*) FROM note WHERE text >= ''") == "60"); // by the index
    CHECK(vault->findings().empty());
    sqlite3_file* const file = database_file(db);
    std::array<std::uint8_t, format::page_size> page;
    page.fill(1);
    const auto offset = static_cast<sqlite3_int64>(lock_page - 1) * sqlite3_int64{format::page_size};
    CHECK(file->pMethods->xRead(file, page.data(), format::page_size, offset) == SQLITE_OK);
    CHECK(page == std::array<std::uint8_t, format::page_size>{});
}
