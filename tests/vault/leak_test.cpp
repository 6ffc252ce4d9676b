// Nothing of what SQLite writes is to be found on the disk: every buffer that it hands to the vault, temporary files
// too, against every byte that the vault hands to the system and every file of the folder.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <iostream>
#include <memory>

#include "tests/support/random.hpp"
#include "tests/vault/disk.hpp"
#include "tests/vault/spy.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;

namespace {

constexpr std::size_t window_size = 8;

std::uint64_t window_at(std::string_view bytes, std::size_t at) {
    std::uint64_t window = 0;
    std::memcpy(&window, bytes.data() + at, window_size);
    return window;
}

// Windows of eight bytes, each once; open addressing, because there are millions.
class Windows {
public:
    // Those with one byte four times or more are left out: they occur everywhere, by chance and by the format.
    void add_all(std::string_view bytes) {
        if (bytes.size() < window_size) return;
        std::array<std::uint8_t, 256> count{};
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
        int frequent = 0; // bytes that occur four times or more in this window
        const auto enter = [&](std::size_t at) { frequent += ++count[byte(at)] == 4 ? 1 : 0; };
        const auto leave = [&](std::size_t at) { frequent -= count[byte(at)]-- == 4 ? 1 : 0; };
        for (std::size_t at = 0; at < window_size; ++at) enter(at);
        for (std::size_t at = 0;; ++at) {
            if (frequent == 0) add(window_at(bytes, at));
            if (at + window_size == bytes.size()) return;
            leave(at);
            enter(at + window_size);
        }
    }
    std::size_t count_in(std::string_view bytes) const {
        std::size_t found = 0;
        for (std::size_t at = 0; at + window_size <= bytes.size(); ++at) {
            found += slots_[place_of(window_at(bytes, at))] == 0 ? 0U : 1U;
        }
        return found;
    }
    std::size_t size() const { return size_; }

private:
    void add(std::uint64_t window) {
        if (2 * size_ >= slots_.size()) grow();
        std::uint64_t& slot = slots_[place_of(window)];
        if (slot == 0) ++size_;
        slot = window;
    }
    // Where it is, or where it would go. Eight zeros are never added, so 0 is an empty slot.
    std::size_t place_of(std::uint64_t window) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t place = static_cast<std::size_t>(window * 0x9e3779b97f4a7c15U >> 20) & mask;
        while (slots_[place] != 0 && slots_[place] != window) place = (place + 1) & mask;
        return place;
    }
    void grow() {
        std::vector<std::uint64_t> before(slots_.size() * 2);
        before.swap(slots_);
        for (const std::uint64_t window : before) {
            if (window != 0) slots_[place_of(window)] = window;
        }
    }

    std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(1U << 20);
    std::size_t size_ = 0;
};

// All that a day may hold: full-text search, large sorts, temporary tables, savepoints, a cache that is too small,
// a checkpoint, a vacuum.
void work_hard(Connection& db) {
    const auto number_of = [](int times) { return std::to_string(epic::test::rounds(times)); };
    const auto count_to = [&](int times) {
        return "WITH RECURSIVE count(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM count WHERE n < " + number_of(times) +
               ") ";
    };
    REQUIRE(db.run("PRAGMA cache_size = 10; PRAGMA wal_autocheckpoint = 200; PRAGMA temp_store = FILE") == SQLITE_OK);
    REQUIRE(db.run("CREATE VIRTUAL TABLE search USING fts5(body, prefix = '2 3')") == SQLITE_OK);
    for (int i = 1; i <= 200; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    REQUIRE(db.run("BEGIN; INSERT INTO search SELECT text FROM note; UPDATE note SET text = text || ' traiteur';"
                   "UPDATE note SET text = text || ' fleuriste'; DELETE FROM note WHERE id % 4 = 0; COMMIT") ==
            SQLITE_OK);
    REQUIRE(db.run(count_to(3000) + "INSERT INTO note SELECT 1000 + n, 'Contrat ' || n || ' ' || hex(randomblob(160)) "
                                    "FROM count") == SQLITE_OK);
    REQUIRE(db.run("SAVEPOINT one; UPDATE note SET text = 'annulé ' || text WHERE id > 1000; SAVEPOINT two; "
                   "DELETE FROM note WHERE id < 2000; ROLLBACK TO two; ROLLBACK TO one; RELEASE one") == SQLITE_OK);
    // A sorter that spills, a statement journal, an index on what is temporary.
    REQUIRE(db.run("CREATE TEMP TABLE sorted AS SELECT text, id FROM note ORDER BY text DESC;"
                   "CREATE INDEX temp.by_text ON sorted (text);"
                   "UPDATE sorted SET id = id + 1, text = text || '!' WHERE id % 3 = 0;"
                   "DROP TABLE sorted") == SQLITE_OK);
    REQUIRE(db.run("CREATE INDEX by_length ON note (length(text), text)") == SQLITE_OK);
    REQUIRE(db.ask("SELECT count(*) FROM search WHERE search MATCH 'mariage'") == "200");
    REQUIRE(db.run("INSERT INTO search(search) VALUES ('optimize')") == SQLITE_OK);
    REQUIRE(db.ask("PRAGMA wal_checkpoint(RESTART)").starts_with("0"));
    REQUIRE(db.run("DELETE FROM note WHERE id % 2 = 0; VACUUM") == SQLITE_OK);
}

} // namespace

TEST_CASE("No eight bytes that SQLite hands to the vault occur in what reaches the disk") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    Windows plain;
    std::size_t plain_bytes = 0;
    std::size_t temporary_bytes = 0;
    std::vector<std::string> written;
    bool lou_was_written = false;
    {
        const WatchedDisk disk([&](const DiskCall& call) {
            if (call.operation == Operation::write) written.emplace_back(call.written);
            return DiskAnswer{};
        });
        make_file(path, create_notes);
        const auto vault = open_file(path);
        const Spy spy(*vault, [&](std::string_view bytes, bool is_temporary) {
            plain_bytes += bytes.size();
            temporary_bytes += is_temporary ? bytes.size() : 0;
            lou_was_written = lou_was_written || bytes.find("Lou Bouzin") != bytes.npos;
            plain.add_all(bytes);
        });
        Connection db(*vault, nullptr, spy.name());
        work_hard(db);
        // While the log is there, and before the folder is looked at again without it.
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            written.push_back(read_file(entry.path()));
        }
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        written.push_back(read_file(entry.path()) + entry.path().filename().string());
    }
    REQUIRE(lou_was_written);
    REQUIRE(temporary_bytes > 1'000'000);
    std::size_t disk_bytes = 0;
    std::size_t found = 0;
    for (const std::string& bytes : written) {
        disk_bytes += bytes.size();
        found += plain.count_in(bytes);
    }
    REQUIRE(plain.size() > 1'000'000);
    CHECK(found == 0);
    std::cout << "leak: " << plain.size() << " different windows of " << plain_bytes << " plain bytes ("
              << temporary_bytes << " of temporary files) against " << disk_bytes << " bytes on the disk, " << found
              << " found\n";
    // The search would find what is there: the same windows in what SQLite reads.
    const auto vault = open_file(path);
    Connection db(*vault);
    CHECK(plain.count_in(db.ask("SELECT text FROM note WHERE id = 1001")) > 100);
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
