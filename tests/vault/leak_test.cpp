// Nothing of what SQLite writes is to be found on the disk.

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <iostream>
#include <unordered_set>

#include "storage/vault/format.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;

namespace {

constexpr std::size_t window_size = 8;

std::uint64_t window_at(const std::string& bytes, std::size_t at) {
    std::uint64_t window = 0;
    std::memcpy(&window, bytes.data() + at, window_size);
    return window;
}

// Windows with one byte four times or more occur everywhere by chance of the format, not as a leak.
bool says_something(const std::string& bytes, std::size_t at) {
    std::array<int, 256> count{};
    for (std::size_t i = at; i < at + window_size; ++i) {
        if (++count[static_cast<unsigned char>(bytes[i])] >= 4) return false;
    }
    return true;
}

// All that SQLite sees of an open file, read as it reads itself.
std::string seen_by_sqlite(Connection& db) {
    std::string all;
    sqlite3_file* file = nullptr;
    REQUIRE(sqlite3_file_control(db.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK);
    sqlite3_int64 size = 0;
    REQUIRE(file->pMethods->xFileSize(file, &size) == SQLITE_OK);
    for (sqlite3_int64 at = 0; at < size; at += sqlite3_int64{format::page_size}) {
        std::string page(format::page_size, '\0');
        REQUIRE(file->pMethods->xRead(file, page.data(), format::page_size, at) == SQLITE_OK);
        all += page;
    }
    REQUIRE(sqlite3_file_control(db.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) == SQLITE_OK);
    REQUIRE(file->pMethods->xFileSize(file, &size) == SQLITE_OK);
    constexpr sqlite3_int64 frame_size = format::sqlite_frame;
    for (sqlite3_int64 at = 32; at + frame_size <= size; at += frame_size) {
        std::string frame(format::sqlite_frame, '\0');
        REQUIRE(file->pMethods->xRead(file, frame.data(), format::sqlite_frame, at) == SQLITE_OK);
        all += frame;
    }
    // Last, because SQLite's reading of the header begins a recovery.
    std::string header(format::sqlite_log_header, '\0');
    REQUIRE(file->pMethods->xRead(file, header.data(), format::sqlite_log_header, 0) == SQLITE_OK);
    return all + header;
}

} // namespace

TEST_CASE("No eight bytes of a page, a frame or a header that SQLite writes occur in any file of the folder") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= 40; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
    const auto vault = open_file(path);
    Connection db(*vault);
    db.run("PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 10");
    std::unordered_set<std::uint64_t> on_disk;
    std::size_t disk_bytes = 0;
    std::string plain;
    const auto look = [&] {
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const std::string bytes = read_file(entry.path());
            disk_bytes += bytes.size();
            for (std::size_t at = 0; at + window_size <= bytes.size(); ++at) on_disk.insert(window_at(bytes, at));
        }
    };
    for (int i = 41; i <= 60; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    // Overwrites within a transaction, which write pages and headers alone.
    REQUIRE(db.run("BEGIN; UPDATE note SET text = text || ' traiteur'; UPDATE note SET text = text || ' fleuriste'; "
                   "DELETE FROM note WHERE id % 4 = 0; COMMIT") == SQLITE_OK);
    look();
    plain += seen_by_sqlite(db);
    REQUIRE(db.ask("PRAGMA wal_checkpoint(RESTART)").starts_with("0"));
    REQUIRE(db.run("VACUUM") == SQLITE_OK);
    look();
    plain += seen_by_sqlite(db);

    std::size_t windows = 0;
    std::size_t found = 0;
    for (std::size_t at = 0; at + window_size <= plain.size(); ++at) {
        if (!says_something(plain, at)) continue;
        ++windows;
        if (on_disk.contains(window_at(plain, at))) ++found;
    }
    CHECK(plain.find("Lou Bouzin") != std::string::npos);
    REQUIRE(windows > 100'000);
    CHECK(found == 0);
    std::cout << "leak: " << windows << " windows of plaintext against " << disk_bytes << " bytes on disk, " << found
              << " found\n";
}

TEST_CASE("A known text and the credentials are not in the file, its log or the names beside it") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    for (int i = 1; i <= 10; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    std::string disk;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        disk += entry.path().filename().string() + read_file(entry.path());
    }
    for (const std::string_view text :
         {"mariage", "Bouzin", "SQLite format", "CREATE TABLE", "note_text", "alice", "correct horse"}) {
        INFO(text);
        CHECK(disk.find(text) == std::string::npos);
    }
}
