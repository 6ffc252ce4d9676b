// A disk that fails: full, or with an error, at every single thing that is asked of it. Each time the program says
// so in words, has lost nothing that it had acknowledged, and goes on when the disk is well again; and whoever finds
// the file as it was left at that moment finds the same.

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <iostream>
#include <optional>

#include "tests/vault/disk.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::TemporaryFolder;

namespace {

constexpr Credential changed_bob{"bob@epicevents.fr", "another password of Bob's"};

// Fails at the nth operation of one kind; once, or from then on until it is mended.
struct Fault {
    Operation operation = Operation::write;
    DiskAnswer answer{};
    bool lasting = false;
    std::size_t at = 0; // from 1; 0 is never
    std::size_t seen = 0;

    WatchedDisk::Watch watch() {
        return [this](const DiskCall& call) {
            if (call.operation != operation) return DiskAnswer{};
            ++seen;
            const bool fails = at != 0 && (seen == at || (lasting && seen > at));
            return fails ? answer : DiskAnswer{};
        };
    }
    bool struck() const { return at != 0 && seen >= at; }
    void mend() { at = 0; }
};

// A day with everything that writes in it. A step that fails may be tried again.
class Day {
public:
    explicit Day(std::filesystem::path path) : path_(std::move(path)) {}

    static constexpr std::array names = {
        "opens the file",        "connects",          "adds a note",         "changes much with a small cache",
        "begins the log again",  "adds another note", "admits Bob",          "changes Bob's password",
        "copies the log",        "adds a third note", "deletes and vacuums", "empties the log",
        "closes and opens again"};

    std::optional<Error> step(std::size_t which) {
        switch (which) {
            case 0: return open();
            case 1: return connect();
            case 2: return sql({note(50)});
            case 3:
                return sql({"BEGIN", "UPDATE note SET text = text || ' fleuriste'", note(51),
                            "UPDATE note SET text = text || ' traiteur' WHERE id % 2 = 0", "SAVEPOINT s",
                            "DELETE FROM note WHERE id < 10", "ROLLBACK TO s", "COMMIT"});
            case 4: return sql({"PRAGMA wal_checkpoint(RESTART)"});
            case 5: return sql({note(52)});
            case 6: return error_of(vault_->add_slot(bob, bob_id));
            case 7: return error_of(vault_->change_credential(bob, changed_bob));
            case 8: return sql({"PRAGMA wal_checkpoint(PASSIVE)"});
            case 9: return sql({note(53)});
            case 10: return sql({"DELETE FROM note WHERE id < 10", "VACUUM"});
            case 11: return sql({"PRAGMA wal_checkpoint(TRUNCATE)"});
            default:
                close();
                if (auto error = open()) return error;
                return connect();
        }
    }
    void close() {
        db_.reset();
        vault_.reset();
    }
    // Opens what the failing step left closed.
    std::string content() {
        if (!vault_) REQUIRE_FALSE(open());
        if (!db_) REQUIRE_FALSE(connect());
        return read_everything(*db_);
    }
    bool is_open() const { return vault_ != nullptr; }

private:
    std::optional<Error> open() {
        db_.reset();
        vault_.reset();
        auto opened = Vault::open(path_.string(), alice);
        if (!opened) return opened.error();
        vault_ = std::move(*opened);
        return std::nullopt;
    }
    std::optional<Error> connect() {
        int opened = SQLITE_OK;
        db_ = std::make_unique<Connection>(*vault_, &opened);
        if (opened != SQLITE_OK) {
            db_.reset();
            return vault_->explain(opened);
        }
        return sql({"PRAGMA cache_size = 5", "PRAGMA wal_autocheckpoint = 0", "SELECT count(*) FROM note"});
    }
    std::optional<Error> sql(const std::vector<std::string>& statements) {
        for (const std::string& statement : statements) {
            if (db_->run(statement) == SQLITE_OK) continue;
            Error error = vault_->explain(sqlite3_extended_errcode(db_->get()));
            db_->run("ROLLBACK");
            return error;
        }
        return std::nullopt;
    }
    static std::string note(int number) {
        return "INSERT INTO note VALUES (" + std::to_string(number) + ", '" + note_text(number) + "')";
    }
    static std::optional<Error> error_of(const Result<>& result) {
        if (result) return std::nullopt;
        return result.error();
    }

    std::filesystem::path path_;
    std::unique_ptr<Vault> vault_;
    std::unique_ptr<Connection> db_;
};

int bobs_password(const std::filesystem::path& path) {
    if (Vault::open(path.string(), changed_bob)) return 2;
    return Vault::open(path.string(), bob) ? 1 : 0;
}

struct Kind {
    const char* name;
    Operation operation;
    DiskAnswer answer;
    bool lasting;
};

const std::array kinds = {
    Kind{"the disk is full", Operation::write, {.rc = SQLITE_FULL}, true},
    Kind{"the disk is full within a page", Operation::write, {.rc = SQLITE_FULL, .done = 700}, true},
    Kind{"one write fails", Operation::write, {.rc = SQLITE_IOERR_WRITE, .done = 70}, false},
    Kind{"no write works any more", Operation::write, {.rc = SQLITE_IOERR_WRITE}, true},
    Kind{"one read fails", Operation::read, {.rc = SQLITE_IOERR_READ}, false},
    Kind{"no read works any more", Operation::read, {.rc = SQLITE_IOERR_READ}, true},
    Kind{"one sync fails", Operation::sync, {.rc = SQLITE_IOERR_FSYNC}, false},
    Kind{"one sync fails after it was done", Operation::sync, {.rc = SQLITE_IOERR_FSYNC, .done_anyway = true}, false},
    Kind{"no sync works any more", Operation::sync, {.rc = SQLITE_IOERR_FSYNC}, true},
    Kind{"a truncation fails", Operation::truncate, {.rc = SQLITE_IOERR_TRUNCATE}, false},
    Kind{"the size is not told", Operation::size, {.rc = SQLITE_IOERR_FSTAT}, false},
    Kind{"a file cannot be opened", Operation::open, {.rc = SQLITE_CANTOPEN}, false},
    Kind{"a file cannot be removed", Operation::remove, {.rc = SQLITE_IOERR_DELETE}, false},
};

} // namespace

TEST_CASE("A disk that is full or fails at any moment loses nothing, is told in words, and the work goes on") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const auto copy = folder / "copy.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= 20; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
    const Snapshot start = Snapshot::of(path);
    // What is right: contents after each step of a day without faults.
    std::vector<std::string> contents;
    {
        Day day(path);
        for (std::size_t i = 0; i < Day::names.size(); ++i) {
            REQUIRE_FALSE(day.step(i));
            contents.push_back(i == 0 ? std::string() : day.content());
            REQUIRE_FALSE(contents.back().starts_with("error"));
        }
        contents[0] = contents[1];
    }
    std::size_t faults = 0;
    std::size_t told = 0;
    std::size_t lost = 0;
    for (const Kind& kind : kinds) {
        for (std::size_t at = 1;; ++at) {
            start.put(path);
            Fault fault{kind.operation, kind.answer, kind.lasting, at};
            const WatchedDisk disk(fault.watch());
            Day day(path);
            std::size_t step = 0;
            std::optional<Error> error;
            for (; step < Day::names.size() && !error; ++step) error = day.step(step);
            if (!fault.struck()) break;
            ++faults;
            fault.mend();
            std::string seen = day.content();
            INFO(kind.name << ", number " << at << ": " << (error ? Day::names[step - 1] : "nothing noticed"));
            if (!error) {
                lost += seen == contents.back() ? 0U : 1U;
                CHECK(seen == contents.back());
                continue;
            }
            ++told;
            --step;
            const bool full = kind.answer.rc == SQLITE_FULL;
            CHECK(error->code == (full                                ? ErrorCode::disk_full
                                  : kind.operation == Operation::open ? ErrorCode::read_only
                                                                      : ErrorCode::unexpected));
            CHECK_FALSE(error->message.empty());
            // Someone who finds the file as it is now, the program having been killed.
            const Snapshot left = Snapshot::of(path);
            left.put(copy);
            const std::string& before = contents[step == 0 ? 0 : step - 1];
            const auto is_right = [&](const std::string& content) {
                return content == before || content == contents[step];
            };
            const std::string found = look_at(copy);
            INFO("seen " << seen.substr(0, 40) << ", found " << found.substr(0, 40));
            lost += is_right(seen) && is_right(found) ? 0U : 1U;
            CHECK(is_right(seen));
            // As with SQLite itself: what was written before the failure may be found whole after a kill.
            CHECK(is_right(found));
            if (step == 6 || step == 7) {
                // A change of the slots that failed has not happened.
                left.put(copy);
                CHECK(bobs_password(copy) == static_cast<int>(step) - 6);
            }
            // The disk is well again, and the day goes on where it stopped.
            if (seen == before) {
                const auto again = day.step(step);
                if (again) INFO(again->details);
                CHECK_FALSE(again);
            }
            for (++step; step < Day::names.size(); ++step) {
                const auto later = day.step(step);
                INFO(Day::names[step] << ": " << (later ? later->details : ""));
                CHECK_FALSE(later);
            }
            CHECK(day.content() == contents.back());
            day.close();
            CHECK(bobs_password(path) == 2);
        }
    }
    std::cout << "faults: " << faults << " of " << kinds.size() << " kinds, " << told << " told, " << lost << " lost\n";
}
