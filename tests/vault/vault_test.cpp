#include <sqlite3.h>

#include <catch2/catch_test_macros.hpp>

#include "storage/vault/vault.hpp"
#include "tests/support/places.hpp"

using namespace epic;
using namespace epic::vault;

TEST_CASE("smoke") {
    test::TemporaryFolder folder;
    const std::string path = (folder / "a.epic").string();
    {
        auto made = Vault::create(path, {"a@b.fr", "secret"}, Id{{1}}, KdfLimits::minimum());
        REQUIRE(made);
        sqlite3* db = nullptr;
        REQUIRE(sqlite3_open_v2((*made)->path().c_str(), &db, SQLITE_OPEN_READWRITE, (*made)->vfs_name().c_str()) == 0);
        REQUIRE((*made)->configure(db));
        char* err = nullptr;
        int rc = sqlite3_exec(db, "CREATE TABLE t(a,b); INSERT INTO t VALUES(1,'hello'),(2,'x'); PRAGMA integrity_check; VACUUM;", nullptr, nullptr, &err);
        INFO((err ? err : ""));
        REQUIRE(rc == 0);
        REQUIRE(sqlite3_close(db) == 0);
        REQUIRE((*made)->finish());
    }
    auto wrong = Vault::open(path, {"a@b.fr", "secrex"});
    REQUIRE(!wrong);
    auto opened = Vault::open(path, {"a@b.fr", "secret"});
    REQUIRE(opened);
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open_v2((*opened)->path().c_str(), &db, SQLITE_OPEN_READWRITE, (*opened)->vfs_name().c_str()) == 0);
    REQUIRE(sqlite3_exec(db, "INSERT INTO t VALUES(3,'y')", nullptr, nullptr, nullptr) == 0);
    (*opened)->lock();
    CHECK(sqlite3_exec(db, "INSERT INTO t VALUES(3,'y')", nullptr, nullptr, nullptr) != 0);
    sqlite3_close(db);
}
