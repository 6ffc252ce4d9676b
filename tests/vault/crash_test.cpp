// A process that is killed while it writes: what it had acknowledged is there, and nothing half done.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <unistd.h>

#include "tests/support/random.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::Random;
using epic::test::TemporaryFolder;

namespace {

// One for each transaction, on standard output, where Catch2 says things as well.
constexpr char acknowledgement = '\x06';

// Transaction n writes three rows that must stand together; every seventh transaction is large.
int commit_transaction(Connection& db, int n) {
    const std::string number = std::to_string(n);
    int rc = db.run("BEGIN IMMEDIATE");
    if (rc == SQLITE_OK) rc = add_note(db, n);
    if (rc == SQLITE_OK && n % 7 == 0) rc = db.run("UPDATE note SET text = text || '.' WHERE id > " + number + " - 50");
    if (rc == SQLITE_OK) rc = db.run("INSERT INTO pair VALUES (" + number + ", 'a'), (" + number + ", 'b')");
    return rc == SQLITE_OK ? db.run("COMMIT") : rc;
}

} // namespace

TEST_CASE("[second process] writes transactions until it is killed", "[.writes-until-killed]") {
    const auto vault = open_file(environment("EPIC_VAULT_FILE"));
    Connection db(*vault);
    // Small limits: spilled pages, overwritten frames, checkpoints and new logs come often.
    db.run("PRAGMA cache_size = 8; PRAGMA wal_autocheckpoint = 40");
    int n = std::atoi(db.ask("SELECT coalesce(max(id), 0) FROM note").c_str());
    for (;;) {
        if (commit_transaction(db, ++n) != SQLITE_OK) ::_exit(1);
        if (::write(STDOUT_FILENO, &acknowledgement, 1) != 1) ::_exit(1);
    }
}

TEST_CASE("No acknowledged transaction is lost when the program is killed, and none is half there") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        REQUIRE(db.run("CREATE TABLE pair (id INTEGER, which TEXT, PRIMARY KEY (id, which)) WITHOUT ROWID") ==
                SQLITE_OK);
    });
    int kills = 0;
    int acknowledged = 0;
    int kept_beyond = 0;
    epic::test::for_each_seed(15, [&](Random& random) {
        {
            SecondProcess writer("[.writes-until-killed]", {{"EPIC_VAULT_FILE", path.string()}});
            int mine = 0;
            const auto count = [&](const std::string& output) {
                mine += static_cast<int>(std::count(output.begin(), output.end(), acknowledgement));
            };
            count(writer.read_some());
            std::this_thread::sleep_for(std::chrono::microseconds(random.between(0, 120'000)));
            writer.kill();
            for (std::string more = writer.read_some(); !more.empty(); more = writer.read_some()) count(more);
            CHECK(writer.wait() == -1);
            acknowledged += mine;
        }
        ++kills;
        const auto vault = open_file(path);
        Connection db(*vault);
        CHECK(db.ask("PRAGMA integrity_check") == "ok");
        const int there = std::atoi(db.ask("SELECT count(*) FROM note").c_str());
        CHECK(there >= acknowledged);
        // Killed between the commit and its acknowledgement: at most one for each kill.
        CHECK(there <= acknowledged + kills);
        kept_beyond = there - acknowledged;
        CHECK(db.ask("SELECT max(id) FROM note") == std::to_string(there));
        CHECK(db.ask("SELECT count(*) FROM pair") == std::to_string(2 * there));
        CHECK(vault->findings().empty());
    });
    std::cout << "crash: " << kills << " kills, " << acknowledged << " acknowledged transactions, 0 lost, "
              << kept_beyond << " committed but not yet acknowledged were kept\n";
}
