// Threads of one process on one file, for the thread sanitizer above all: tests/long.sh and .ci/run.

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <thread>

#include "tests/support/random.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::TemporaryFolder;

TEST_CASE("Two writers and two readers of one process work on one file", "[threads]") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    vault->remember_pages(GENERATE(0U, 20U));
    const int notes_each = epic::test::rounds(60);
    std::vector<int> failures(5, 0);
    // Catch2's checks belong to this thread: connections are made here, and used there.
    std::vector<std::unique_ptr<Connection>> connections;
    for (int i = 0; i < 4; ++i) connections.push_back(std::make_unique<Connection>(*vault));
    std::atomic<bool> writing = true;
    std::vector<std::thread> threads;
    for (std::size_t writer = 0; writer < 2; ++writer) {
        threads.emplace_back([&, writer] {
            Connection& db = *connections[writer];
            db.run("PRAGMA cache_size = 10; PRAGMA wal_autocheckpoint = 30");
            for (int i = 1; i <= notes_each; ++i) {
                int rc = SQLITE_BUSY;
                // The other one, who begins the log again, keeps the writer's place as long as somebody reads: five
                // seconds, which is as long as this one waits.
                while (rc == SQLITE_BUSY) rc = add_note(db, static_cast<int>(writer) * 1'000'000 + i);
                if (rc != SQLITE_OK) ++failures[writer];
                // The log is begun again while the others read, copied while the other one writes.
                if (i % 20 == 0)
                    db.run(i % 40 == 0 ? "PRAGMA wal_checkpoint(RESTART)" : "PRAGMA wal_checkpoint(PASSIVE)");
            }
        });
    }
    for (std::size_t reader = 2; reader < 4; ++reader) {
        threads.emplace_back([&, reader] {
            Connection& db = *connections[reader];
            db.run("PRAGMA cache_size = 10");
            while (writing) {
                if (read_everything(db).starts_with("error")) ++failures[reader];
            }
        });
    }
    // Someone who looks at the vault itself, and changes who may open it.
    threads.emplace_back([&] {
        while (writing) {
            if (!vault->add_slot(bob, bob_id) || !vault->remove_slot(bob_id)) ++failures[4];
            if (vault->locked() || vault->generation().counter == 0 || !vault->findings().empty()) ++failures[4];
        }
    });
    threads[0].join();
    threads[1].join();
    writing = false;
    for (std::size_t i = 2; i < threads.size(); ++i) threads[i].join();
    CHECK(failures == std::vector<int>(5, 0));
    Connection db(*vault);
    CHECK(db.ask("SELECT count(*) FROM note") == std::to_string(2 * notes_each));
    CHECK(db.ask("PRAGMA integrity_check") == "ok");
    CHECK(vault->findings().empty());
}

TEST_CASE("A file is locked while it is written and read, and has lost nothing that was acknowledged", "[threads]") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    for (int round = 0; round < epic::test::rounds(5); ++round) {
        std::atomic<int> acknowledged = 0;
        const int first = round * 100'000;
        std::string before;
        {
            const auto vault = open_file(path);
            Connection writer(*vault);
            Connection reader(*vault);
            before = writer.ask("SELECT count(*) FROM note");
            writer.run("PRAGMA cache_size = 5; PRAGMA wal_autocheckpoint = 10");
            reader.run("PRAGMA cache_size = 5");
            std::thread writing([&] {
                while (add_note(writer, first + acknowledged + 1) == SQLITE_OK) ++acknowledged;
            });
            std::thread reading([&] {
                while (!reader.ask("SELECT sum(length(text)) FROM note").starts_with("error")) {
                }
            });
            while (acknowledged < 10 * (round + 1)) std::this_thread::yield();
            vault->lock();
            writing.join();
            reading.join();
            CHECK(vault->locked());
        }
        const auto vault = open_file(path);
        Connection db(*vault);
        const int there = std::stoi(db.ask("SELECT count(*) FROM note")) - std::stoi(before);
        // The one that was being written may be there.
        CHECK((there == acknowledged || there == acknowledged + 1));
        CHECK(db.ask("PRAGMA integrity_check") == "ok");
    }
}
