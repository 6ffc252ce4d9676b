// What SQLite does to a sealed file, learnt the hard way: one test for each lesson that has no suite of its
// own (the log's are in log_test.cpp, the nonces' in nonces_test.cpp, the locks' in lifecycle_test.cpp).

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <set>

#include "storage/vault/first_page.hpp"
#include "storage/vault/format.hpp"
#include "tests/vault/disk.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::test::write_file;

namespace {

using Page = std::array<std::uint8_t, format::page_size>;

// What SQLite itself calls: our xRead and xWrite of the open database file.
class Handle {
public:
    Handle(Connection& db, int which) {
        REQUIRE(sqlite3_file_control(db.get(), "main", which, &file_) == SQLITE_OK);
        REQUIRE(file_->pMethods != nullptr);
    }
    int read(void* to, int amount, sqlite3_int64 offset) { return file_->pMethods->xRead(file_, to, amount, offset); }
    int write(const void* from, int amount, sqlite3_int64 offset) {
        return file_->pMethods->xWrite(file_, from, amount, offset);
    }
    sqlite3_int64 size() {
        sqlite3_int64 size = -1;
        REQUIRE(file_->pMethods->xFileSize(file_, &size) == SQLITE_OK);
        return size;
    }
    int sync() { return file_->pMethods->xSync(file_, SQLITE_SYNC_NORMAL); }
    sqlite3_file* get() { return file_; }

private:
    sqlite3_file* file_ = nullptr;
};

sqlite3_int64 offset_of_page(sqlite3_int64 page) {
    return (page - 1) * sqlite3_int64{format::page_size};
}

std::string page_on_disk(const std::string& file, std::size_t page) {
    return file.substr(format::header_size + (page - 1) * format::page_size, format::page_size);
}

// The regular files that this process has open, and how.
std::set<std::string> open_regular_files() {
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        // By what it is and not by its name: the files of these tests may lie in /dev/shm, and a deleted one
        // has no name that leads to it.
        std::error_code error;
        if (!std::filesystem::is_regular_file(entry.path(), error)) continue;
        files.insert(std::filesystem::read_symlink(entry.path(), error).string());
    }
    return files;
}

} // namespace

TEST_CASE("Lesson 1: every page keeps 40 bytes for nonce and tag, and page 1 is refused without them") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    int reserved = -1;
    REQUIRE(sqlite3_file_control(db.get(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved) == SQLITE_OK);
    CHECK(reserved == int{format::page_reserve});
    for (int i = 1; i <= 50; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    const std::string content = read_everything(db);
    REQUIRE(db.run("VACUUM") == SQLITE_OK);
    REQUIRE(sqlite3_file_control(db.get(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved) == SQLITE_OK);
    CHECK(reserved == int{format::page_reserve});
    CHECK(read_everything(db) == content);

    REQUIRE(db.ask("PRAGMA wal_checkpoint(TRUNCATE)").starts_with("0"));
    Handle file(db, SQLITE_FCNTL_FILE_POINTER);
    Page page{};
    REQUIRE(file.read(page.data(), format::page_size, 0) == SQLITE_OK);
    CHECK(page[20] == format::page_reserve);
    const std::string before = read_file(path);
    // Byte 20, the two version bytes, the page size, the root that auto_vacuum would keep.
    for (const std::size_t byte : {20u, 18u, 19u, 16u, 17u, 55u}) {
        Page changed = page;
        changed[byte] = static_cast<std::uint8_t>(changed[byte] + 1);
        CHECK(file.write(changed.data(), format::page_size, 0) == SQLITE_IOERR_WRITE);
    }
    CHECK(read_file(path) == before);
    CHECK(file.write(page.data(), format::page_size, 0) == SQLITE_OK);
    CHECK(read_everything(db) == content);
}

TEST_CASE("Lesson 2: the reserved bytes are zeros for SQLite, and a page that uses them is refused") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= 30; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
    const auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(add_note(db, 31) == SQLITE_OK);
    Handle file(db, SQLITE_FCNTL_FILE_POINTER);
    Handle log(db, SQLITE_FCNTL_JOURNAL_POINTER);
    Page page{};
    const Page zeros{};
    for (sqlite3_int64 number = 1; offset_of_page(number) < file.size(); ++number) {
        page.fill(0xff);
        REQUIRE(file.read(page.data(), format::page_size, offset_of_page(number)) == SQLITE_OK);
        CHECK(std::memcmp(page.data() + format::page_plain, zeros.data(), format::page_reserve) == 0);
    }
    page.fill(0xff);
    REQUIRE(log.read(page.data(), format::page_size, 32 + 24) == SQLITE_OK);
    CHECK(std::memcmp(page.data() + format::page_plain, zeros.data(), format::page_reserve) == 0);
    for (std::size_t byte = format::page_plain; byte < format::page_size; ++byte) {
        Page used{};
        used[byte] = 1;
        CHECK(file.write(used.data(), format::page_size, offset_of_page(2)) == SQLITE_IOERR_WRITE);
        CHECK(log.write(used.data(), format::page_size, 32 + 24) == SQLITE_IOERR_WRITE);
    }
    CHECK(has_finding(vault->findings(), Finding::Kind::page_refused));
    CHECK_FALSE(read_everything(db).starts_with("error"));
}

TEST_CASE("Lesson 3: a frame's header waits for its page, and both go out in one write") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    std::vector<std::size_t> written;
    const WatchedDisk disk([&](const DiskCall& call) {
        if (call.operation == Operation::write && call.is_log) written.push_back(call.amount);
        return DiskAnswer{};
    });
    const auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(add_note(db, 1) == SQLITE_OK);
    REQUIRE(written.size() > 1);
    CHECK(written.front() == format::log_header_size);
    CHECK(std::count(written.begin(), written.end(), format::frame_size) ==
          static_cast<std::ptrdiff_t>(written.size() - 1));

    Handle log(db, SQLITE_FCNTL_JOURNAL_POINTER);
    const sqlite3_int64 end = log.size();
    std::array<std::uint8_t, format::sqlite_frame_header> header{};
    header[3] = 2; // page 2
    const Page page{};
    written.clear();
    REQUIRE(log.write(header.data(), format::sqlite_frame_header, end) == SQLITE_OK);
    CHECK(written.empty());
    REQUIRE(log.write(page.data(), format::page_size, end + sqlite3_int64{format::sqlite_frame_header}) == SQLITE_OK);
    CHECK(written == std::vector<std::size_t>{format::frame_size});
}

TEST_CASE("Lesson 4: a header written alone is sealed anew for its page, and is on the disk after a sync") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(add_note(db, 1) == SQLITE_OK);
    Handle log(db, SQLITE_FCNTL_JOURNAL_POINTER);
    std::array<std::uint8_t, format::sqlite_frame> frame;
    REQUIRE(log.read(frame.data(), format::sqlite_frame, 32) == SQLITE_OK);
    const auto header_on_disk = [&] {
        return read_file(path.string() + "-wal").substr(format::log_header_size, format::frame_header_size);
    };
    const std::string before = header_on_disk();
    // After the whole frame was read no page follows, and it is written at once.
    REQUIRE(log.write(frame.data(), format::sqlite_frame_header, 32) == SQLITE_OK);
    const std::string at_once = header_on_disk();
    CHECK(at_once != before);
    // Otherwise a page may follow; a sync does not wait for it.
    REQUIRE(log.write(frame.data(), format::sqlite_frame_header, 32) == SQLITE_OK);
    CHECK(header_on_disk() == at_once);
    REQUIRE(log.sync() == SQLITE_OK);
    CHECK(header_on_disk() != at_once);
    std::array<std::uint8_t, format::sqlite_frame> again;
    REQUIRE(log.read(again.data(), format::sqlite_frame, 32) == SQLITE_OK);
    CHECK(again == frame);
}

TEST_CASE("Lesson 5: no wal-index is ever on disk") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection one(*vault);
    Connection two(*vault);
    REQUIRE(add_note(one, 1) == SQLITE_OK);
    CHECK(two.ask("SELECT count(*) FROM note") == "1");
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) names.insert(entry.path().filename());
    CHECK(names == std::set<std::string>{"file.epic", "file.epic-wal"});
}

TEST_CASE("Lesson 8: a checkpoint copies sealed pages as they are") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    db.run("PRAGMA wal_autocheckpoint = 0");
    for (int i = 1; i <= 30; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    Handle log(db, SQLITE_FCNTL_JOURNAL_POINTER);
    // The last version of each page in the log.
    std::map<std::uint32_t, std::size_t> frame_of_page;
    const std::size_t frames = static_cast<std::size_t>(log.size() - 32) / format::sqlite_frame;
    for (std::size_t frame = 1; frame <= frames; ++frame) {
        std::array<std::uint8_t, format::sqlite_frame> bytes;
        const auto offset = static_cast<sqlite3_int64>(32 + (frame - 1) * format::sqlite_frame);
        REQUIRE(log.read(bytes.data(), format::sqlite_frame, offset) == SQLITE_OK);
        frame_of_page[format::get_u32_be(bytes.data())] = frame;
    }
    const std::string sealed_log = read_file(path.string() + "-wal");
    const std::string content = read_everything(db);
    REQUIRE(db.ask("PRAGMA wal_checkpoint(PASSIVE)").starts_with("0"));
    const std::string file = read_file(path);
    REQUIRE(frame_of_page.size() > 3);
    for (const auto& [page, frame] : frame_of_page) {
        const std::size_t at = format::log_header_size + (frame - 1) * format::frame_size + format::frame_header_size;
        CHECK(page_on_disk(file, page) == sealed_log.substr(at, format::page_size));
    }
    CHECK(read_everything(db) == content);
}

TEST_CASE("Lesson 9: a torn page 1 is mended from the log, and told where the log does not have it") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const auto copy = folder / "copy.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    const auto tear = [](Snapshot snapshot) {
        snapshot.file.replace(format::header_size + 512, 3000, std::string(3000, '\0'));
        return snapshot;
    };
    REQUIRE(db.run("CREATE TABLE other (id INTEGER PRIMARY KEY)") == SQLITE_OK); // changes page 1
    REQUIRE(add_note(db, 1) == SQLITE_OK);
    tear(Snapshot::of(path)).put(copy);
    CHECK(look_at(copy) == read_everything(db));
    CHECK(look_at(copy) == read_everything(db)); // mended by then

    REQUIRE(db.ask("PRAGMA wal_checkpoint(TRUNCATE)").starts_with("0"));
    tear(Snapshot::of(path)).put(copy);
    std::vector<Finding> findings;
    CHECK(look_at(copy, &findings).starts_with("error"));
    CHECK(findings == std::vector<Finding>{{Finding::Kind::page_damaged, 1}});
    CHECK(db.run("PRAGMA auto_vacuum = FULL") == SQLITE_ERROR);
    CHECK(db.ask("PRAGMA auto_vacuum") == "0");
}

TEST_CASE("Lesson 10: a planted journal does not exist, and no other journal mode is taken") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        REQUIRE(add_note(db, 1) == SQLITE_OK);
    });
    const std::string content = look_at(path);
    // A hot journal that would put zeros back for page 1.
    std::string journal("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8);
    journal += std::string("\0\0\0\x01\0\0\0\0\0\0\0\x02\0\0\x02\0\0\0\x10\0", 20);
    journal.resize(512);
    journal += std::string("\0\0\0\x01", 4) + std::string(4096 + 4, '\0');
    const std::string journal_path = path.string() + "-journal";
    write_file(journal_path, journal);
    CHECK(look_at(path) == content);
    {
        const auto vault = open_file(path);
        Connection db(*vault);
        for (const std::string mode : {"DELETE", "TRUNCATE", "PERSIST", "MEMORY", "OFF"}) {
            CHECK(db.run("PRAGMA journal_mode = " + mode) == SQLITE_ERROR);
            CHECK(db.run("PRAGMA main.journal_mode = '" + mode + "'") == SQLITE_ERROR);
            CHECK(db.ask("PRAGMA journal_mode") == "wal");
        }
        CHECK(db.ask("PRAGMA journal_mode = wal") == "wal");
        REQUIRE(add_note(db, 2) == SQLITE_OK);
        CHECK(db.run("ATTACH '" + (folder / "other.db").string() + "' AS other") == SQLITE_CANTOPEN);
        CHECK(db.run("VACUUM INTO '" + (folder / "other.db").string() + "'") != SQLITE_OK);
        CHECK(db.run("ATTACH ':memory:' AS scratch; CREATE TABLE scratch.t (a); DETACH scratch") == SQLITE_OK);
    }
    CHECK(read_file(journal_path) == journal);
    CHECK_FALSE(std::filesystem::exists(folder / "other.db"));
}

TEST_CASE("Lesson 11: temporary files are memory, whatever temp_store says") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    const std::set<std::string> before = open_regular_files();
    static std::set<std::string> seen;
    seen.clear();
    const auto spy = [](sqlite3_context* context, int, sqlite3_value**) {
        static int calls = 0;
        if (++calls % 500 == 0) seen.merge(open_regular_files());
        sqlite3_result_int(context, 0);
    };
    REQUIRE(sqlite3_create_function(db.get(), "spy", 0, SQLITE_UTF8, nullptr, spy, nullptr, nullptr) == SQLITE_OK);
    for (const std::string store : {"DEFAULT", "FILE", "MEMORY"}) {
        REQUIRE(db.run("PRAGMA temp_store = " + store + "; PRAGMA cache_size = 10") == SQLITE_OK);
        REQUIRE(db.run("CREATE TEMP TABLE big (n INTEGER, t TEXT);"
                       "WITH RECURSIVE count(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM count WHERE n < 20000)"
                       " INSERT INTO big SELECT n, hex(randomblob(40)) FROM count") == SQLITE_OK);
        // A sorter of megabytes, with a statement journal and a savepoint besides.
        REQUIRE(db.run("SELECT max(spy()) FROM (SELECT t FROM big ORDER BY t) WHERE rowid IS NULL OR 1 LIMIT 1") ==
                SQLITE_OK);
        CHECK(db.ask("SELECT count(*) FROM (SELECT t, spy() AS s FROM big ORDER BY t LIMIT 300)") == "300");
        REQUIRE(db.run("SAVEPOINT a; UPDATE big SET t = t || 'x'; ROLLBACK TO a; RELEASE a; DROP TABLE big") ==
                SQLITE_OK);
    }
    REQUIRE_FALSE(seen.empty());
    for (const std::string& name : seen) {
        const bool ours = before.contains(name) || name == path.string() || name == path.string() + "-wal";
        INFO(name);
        CHECK(ours);
    }
}

TEST_CASE("Lesson 12: zero pages are sealed where the file grows by more than a page, and never accepted") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= 30; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
    const std::string closed = read_file(path);
    const auto pages = (closed.size() - format::header_size) / format::page_size;
    for (std::size_t page = 1; page <= pages; ++page) {
        std::string zeroed = closed;
        zeroed.replace(format::header_size + (page - 1) * format::page_size, format::page_size,
                       std::string(format::page_size, '\0'));
        write_file(path, zeroed);
        CHECK(look_at(path).starts_with("error"));
    }
    write_file(path, closed);
    const auto vault = open_file(path);
    Connection db(*vault);
    const std::string content = read_everything(db);
    Handle file(db, SQLITE_FCNTL_FILE_POINTER);
    CHECK(file.get()->pMethods->iVersion == 2); // no xFetch: SQLite cannot map the file
    int chunk = 1 << 20;
    CHECK(sqlite3_file_control(db.get(), "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk) == SQLITE_OK);
    sqlite3_int64 hint = sqlite3_int64{8} << 20;
    CHECK(sqlite3_file_control(db.get(), "main", SQLITE_FCNTL_SIZE_HINT, &hint) == SQLITE_OK);
    const auto count = static_cast<sqlite3_int64>(pages);
    CHECK(file.size() == offset_of_page(count + 1));

    Page page{};
    page[0] = 7;
    REQUIRE(file.write(page.data(), format::page_size, offset_of_page(count + 6)) == SQLITE_OK);
    for (sqlite3_int64 number = count + 1; number <= count + 6; ++number) {
        Page got;
        REQUIRE(file.read(got.data(), format::page_size, offset_of_page(number)) == SQLITE_OK);
        CHECK(got == (number == count + 6 ? page : Page{}));
    }
    REQUIRE(file.get()->pMethods->xTruncate(file.get(), offset_of_page(count + 10)) == SQLITE_OK);
    Page got;
    CHECK(file.read(got.data(), format::page_size, offset_of_page(count + 9)) == SQLITE_OK);
    // Beyond the end is a cut file, not an empty page.
    CHECK(file.read(got.data(), format::page_size, offset_of_page(count + 10)) == SQLITE_IOERR_DATA);
    CHECK(file.get()->pMethods->xTruncate(file.get(), offset_of_page(count + 1)) == SQLITE_OK);
    CHECK(read_everything(db) == content);
    CHECK(db.ask("PRAGMA mmap_size = 268435456").find("268435456") == std::string::npos);
}

TEST_CASE("Lesson 13: writes of odd sizes are errors, and powersafe overwrite is always reported") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    REQUIRE(add_note(db, 1) == SQLITE_OK);
    Handle file(db, SQLITE_FCNTL_FILE_POINTER);
    Handle log(db, SQLITE_FCNTL_JOURNAL_POINTER);
    CHECK(file.get()->pMethods->xDeviceCharacteristics(file.get()) == SQLITE_IOCAP_POWERSAFE_OVERWRITE);
    CHECK(log.get()->pMethods->xDeviceCharacteristics(log.get()) == SQLITE_IOCAP_POWERSAFE_OVERWRITE);
    int off = 0;
    sqlite3_file_control(db.get(), "main", SQLITE_FCNTL_POWERSAFE_OVERWRITE, &off);
    CHECK(file.get()->pMethods->xDeviceCharacteristics(file.get()) == SQLITE_IOCAP_POWERSAFE_OVERWRITE);

    const Snapshot before = Snapshot::of(path);
    const std::vector<std::uint8_t> bytes(8192, 'x');
    for (const int size : {1, 16, 100, 1024, 4095, 4097, 8192}) {
        CHECK(file.write(bytes.data(), size, 4096) == SQLITE_IOERR_WRITE);
    }
    CHECK(file.write(bytes.data(), 4096, 4096 + 512) == SQLITE_IOERR_WRITE);
    for (const int size : {1, 8, 23, 25, 4095, 4097, 4120}) {
        CHECK(log.write(bytes.data(), size, 32) == SQLITE_IOERR_WRITE);
        CHECK(log.write(bytes.data(), size, 32 + 24) == SQLITE_IOERR_WRITE);
    }
    for (const int size : {1, 24, 31, 33, 4096}) CHECK(log.write(bytes.data(), size, 0) == SQLITE_IOERR_WRITE);
    CHECK(Snapshot::of(path).file == before.file);
    CHECK(Snapshot::of(path).log == before.log);
}

TEST_CASE("Lesson 15: the generation grows with each log, so that a file which goes back in time can be told") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const std::string old_copy = read_file(path);
    std::uint64_t last = 0;
    for (int session = 0; session < 3; ++session) {
        const auto vault = open_file(path);
        CHECK(vault->generation().counter > last);
        last = vault->generation().counter;
        Connection db(*vault);
        REQUIRE(add_note(db, session + 1) == SQLITE_OK);
        CHECK(vault->generation().counter > last);
        last = vault->generation().counter;
    }
    // An older copy of everything opens without a word: only the remembered generation can tell.
    write_file(path, old_copy);
    CHECK(open_file(path)->generation().counter < last);
}
