// Files of older programs: what they hold arrives whole in the present form.
//
// golden/version_N.epic was written by the program of its time (the case tagged [.make-golden]), sealed with the least
// key derivation; it is never written again.
#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/store/internal/migrations.hpp"
#include "tests/store/laptop.hpp"

using namespace epic;
using namespace epic::test;

namespace {

std::filesystem::path golden(const std::string& name) {
    return source_dir() / "tests" / "store" / "golden" / name;
}

// A copy of a golden file, and the effects to open it with.
struct OldFile {
    explicit OldFile(const std::string& name) { std::filesystem::copy_file(golden(name), path); }

    std::unique_ptr<store::Store> open() {
        return must(store::Store::open(path, {"bastien@epic.example", "secret-bastien"}, environment));
    }
    std::int64_t number(const std::string& sql) {
        const auto vault = must(vault::Vault::open(path, {"bastien@epic.example", "secret-bastien"}));
        const auto connection = must(store::Connection::open(*vault, environment));
        return connection->sqlite().execAndGet(sql).getInt64();
    }

    TemporaryFolder folder;
    std::string path = (folder / "old.epic").string();
    FixedClock clock;
    ParisZones zones;
    intl::IcuUnicode unicode;
    intl::RandomIds ids{clock};
    intl::Environment environment{clock, zones, unicode, ids};
};

int kill_self(void*) {
    return ::raise(SIGKILL);
}

} // namespace

TEST_CASE("A file of version 1 is brought up to date with everything in it") {
    OldFile file("version_1.epic");
    REQUIRE(file.number("PRAGMA user_version") == 1);
    const std::int64_t operations = file.number("SELECT count(*) FROM operation");
    const std::int64_t fields = file.number("SELECT count(*) FROM operation_field");
    {
        const auto store = file.open();
        const Id me = store->session().actor.id;
        CHECK(store->session().full_name == "Bastien Roy");
        const Record client = must(store->list({.entity = Entity::client})).items.at(0).record;
        CHECK(client.text(Field::client_full_name) == "Lou Bouzin");
        CHECK(client.text(Field::client_company) == "Bouzin & Fils");
        CHECK(client.text(Field::client_notes) == "Été\nNoël");
        const RecordView contract = must(store->list({.entity = Entity::contract})).items.at(0);
        CHECK(contract.paid.minor == 400'00);
        CHECK(must(store->list({.entity = Entity::event})).items.at(0).names.at(Field::event_support) == "David Émond");
        CHECK(must(store->load_draft("client.add"))->text == "à moitié écrit");
        const auto returned = must(store->exchange().returned(me));
        REQUIRE(returned.size() == 1);
        CHECK(returned[0].text == "Client réattribué entre-temps");
        CHECK(must(store->exchange().conflicts()).size() == 1);
        CHECK(must(store->exchange().pending(me, 100)).size() == 1);
        CHECK_FALSE(must(store->history(Entity::client, client.id)).empty());
        CHECK(must(store->verify()).damaged.empty());
        // What was done with the old program can be undone with this one.
        must(store->undo());
        CHECK(must(store->find(Entity::client, client.id)).record.text(Field::client_notes).empty());
    }
    CHECK(file.number("PRAGMA user_version") == store::newest_version());
    CHECK(file.number("SELECT count(*) FROM operation") == operations + 1);
    CHECK(file.number("SELECT count(*) FROM operation_field") == fields + 1);
    CHECK(file.number("SELECT count(*) FROM pragma_foreign_key_check") == 0);
}

TEST_CASE("Every migration leaves what a new file would have") {
    OldFile file("version_1.epic");
    (void)file.open();
    Office office;
    office.store.reset();
    const auto schema_of = [&](const std::string& path, const std::string& email) {
        const auto vault =
            must(vault::Vault::open(path, {email, "secret" + std::string(email[0] == 'a' ? "" : "-bastien")}));
        const auto connection = must(store::Connection::open(*vault, office.environment));
        std::string all;
        SQLite::Statement statement(connection->sqlite(), "SELECT sql FROM sqlite_schema ORDER BY name");
        while (statement.executeStep()) all += statement.getColumn(0).getString() + "\n";
        return all;
    };
    CHECK(schema_of(file.path, "bastien@epic.example") == schema_of(office.file(), "amelie@epic.example"));
}

TEST_CASE("A migration that is cut off leaves the old file, and the next start does it whole") {
    int killed = 0;
    for (int steps = 20;; steps += 150) {
        OldFile file("version_1.epic");
        const pid_t child = ::fork();
        if (child == 0) {
            // No Catch2 in here: the child dies after so many steps of SQLite's machine.
            const auto vault = vault::Vault::open(file.path, {"bastien@epic.example", "secret-bastien"});
            if (!vault) ::_exit(2);
            const auto connection = store::Connection::open(**vault, file.environment);
            if (!connection) ::_exit(2);
            sqlite3_progress_handler((*connection)->sqlite().getHandle(), steps, kill_self, nullptr);
            ::_exit(store::migrate(**connection) ? 0 : 2);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        INFO("after " << steps << " steps");
        if (WIFEXITED(status)) {
            REQUIRE(WEXITSTATUS(status) == 0);
            break;
        }
        ++killed;
        const std::int64_t version = file.number("PRAGMA user_version");
        CHECK(version >= 1);
        CHECK(file.number("SELECT count(*) FROM sqlite_schema WHERE name = 'action'") == (version >= 2 ? 1 : 0));
        const auto store = file.open();
        CHECK(must(store->list({.entity = Entity::client})).total == 1);
        CHECK(must(store->verify()).damaged.empty());
    }
    CHECK(killed > 5);
}

TEST_CASE("[by hand] writes the golden file of this version", "[.make-golden]") {
    Laptop laptop;
    const Id event = laptop.add_event(laptop.contract, "Mariage", "2027-06-04T13:00", "2027-06-05T02:00");
    laptop.add_payment(laptop.contract, 400'00);
    laptop.confirm_all();
    laptop.as(laptop.gestion);
    must(laptop->execute(AssignSupport{event, laptop.support}));
    laptop.as(laptop.commercial);

    // One edit that came back, one question, one that is on its way, one that waits.
    const Id refused = laptop.edit(Field::client_phone, text("05 61 22 23 24"));
    const Id asked = laptop.edit(Field::client_company, text("Bouzin et Cie"));
    store::Acknowledgement answer = laptop.freeze();
    store::Outcome returned{refused, store::Verdict::refused};
    returned.code = "not_allowed";
    returned.rule = "client.change.own";
    returned.text = "Client réattribué entre-temps";
    store::Outcome conflict{asked, store::Verdict::conflict, ++laptop.head};
    conflict.results.push_back({Field::client_company, text("Bouzin & Fils"), laptop.head});
    conflict.conflicts.push_back({.id = laptop.ids_source.next(),
                                  .entity = Entity::client,
                                  .record = laptop.client,
                                  .field = Field::client_company,
                                  .operation = asked,
                                  .author = laptop.commercial,
                                  .base = text("Bouzin SA"),
                                  .mine = text("Bouzin et Cie"),
                                  .theirs = text("Bouzin & Fils"),
                                  .theirs_author = laptop.gestion,
                                  .number = laptop.head});
    answer.outcomes = {returned, conflict};
    must(laptop.exchange().apply(answer));
    must(laptop->execute(EditRecord{Entity::client, laptop.client, {{Field::client_notes, text("Été\nNoël")}}}));
    must(laptop->save_draft("client.add", "à moitié écrit"));
    const std::string path = laptop.file();
    laptop.store.reset();
    std::filesystem::copy_file(path, golden("version_1.epic"));
    REQUIRE_FALSE(std::filesystem::exists(path + "-wal"));
}
