// The file: statements, migrations, soundness, threads.
#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>
#include <functional>
#include <regex>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "core/base/embedded_file.hpp"
#include "storage/store/internal/connection.hpp"
#include "storage/store/internal/migrations.hpp"
#include "tests/store/office.hpp"

using namespace epic;
using namespace epic::test;

namespace {

// A connection beside the store's, with the office's people in the file.
std::unique_ptr<store::Connection> connect(const vault::Vault& vault, Office& office) {
    return must(store::Connection::open(vault, office.environment));
}

std::unique_ptr<vault::Vault> open_vault(Office& office) {
    office.store.reset();
    return must(vault::Vault::open(office.file(), {"amelie@epic.example", "secret"}));
}

std::int64_t number(store::Connection& connection, const std::string& sql) {
    return connection.sqlite().execAndGet(sql).getInt64();
}

// What an alias in a plan stands for: in the statement, or in a view that it reads.
std::string table_of(const std::string& alias, const std::string& statement, const std::string& views) {
    const std::regex named(R"((\w+|\)) AS )" + alias + R"(\b)");
    std::smatch found;
    if (std::regex_search(statement, found, named)) return found[1].str();
    if (std::regex_search(views, found, named)) return found[1].str();
    return alias;
}

} // namespace

TEST_CASE("Every statement prepares, and every table is strict") {
    Office office;
    const auto vault = open_vault(office);
    const auto connection = connect(*vault, office);
    std::size_t prepared = 0;
    for (const EmbeddedFile& file : store::statements()) {
        if (file.name.starts_with("migrations/") || file.name.starts_with("list/") ||
            file.name.find("/any_table/") != std::string_view::npos)
            continue;
        INFO(file.name);
        CHECK_NOTHROW(SQLite::Statement(connection->sqlite(), std::string(file.bytes)));
        ++prepared;
    }
    CHECK(prepared > 80);
    CHECK(number(*connection,
                 "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                 " AND strict = 0 AND name <> 'sqlite_schema'") == 0);
    CHECK(number(*connection, "PRAGMA foreign_keys") == 1);
    CHECK(number(*connection, "PRAGMA synchronous") == 2);
}

TEST_CASE("Only what is asked about everything reads a whole table") {
    // Tables that grow with the company and with its years.
    const std::set<std::string> large{"client",    "contract",        "payment",      "event",
                                      "operation", "operation_field", "field_version"};
    // Asked once in a file's life, or about all of it.
    const std::vector<std::string_view> about_everything{"salvage/",
                                                         "verify/",
                                                         "exchange/join",
                                                         "exchange/begin_history.sql",
                                                         "journal/after_number.sql",
                                                         "journal/overtaken.sql",
                                                         "bulk/client_names.sql"};
    const std::vector<std::string_view> everything_again{".again.sql", ".wrong.sql", ".ids.sql", ".clients.sql",
                                                         ".after.sql"};
    // What a partial index holds is what is asked for.
    const std::set<std::string> few{"operation_queue", "event_lasting"};
    Office office;
    const auto vault = open_vault(office);
    const auto connection = connect(*vault, office);
    const std::regex scan(R"(SCAN (\S+)(?: USING (?:COVERING )?INDEX (\S+))?.*)");
    std::string views;
    SQLite::Statement view(connection->sqlite(), "SELECT sql FROM sqlite_schema WHERE type = 'view'");
    while (view.executeStep()) views += view.getColumn(0).getString() + '\n';
    std::size_t explained = 0;
    for (const EmbeddedFile& file : store::statements()) {
        const auto begins = [&](std::string_view with) { return file.name.starts_with(with); };
        const auto ends = [&](std::string_view with) { return file.name.ends_with(with); };
        if (begins("migrations/") || begins("list/") || file.name.find("/any_table/") != std::string_view::npos)
            continue;
        if (std::any_of(about_everything.begin(), about_everything.end(), begins)) continue;
        if (std::any_of(everything_again.begin(), everything_again.end(), ends)) continue;
        SQLite::Statement plan(connection->sqlite(), "EXPLAIN QUERY PLAN " + std::string(file.bytes));
        while (plan.executeStep()) {
            const std::string step = plan.getColumn(3).getString();
            std::smatch found;
            if (!std::regex_match(step, found, scan)) continue;
            INFO(file.name << ": " << step);
            CHECK((!large.contains(table_of(found[1], std::string(file.bytes), views)) || few.contains(found[2])));
        }
        ++explained;
    }
    CHECK(explained > 80);
}

TEST_CASE("A file of a newer program is refused in words, and a strange database too") {
    Office office;
    {
        const auto vault = open_vault(office);
        const auto connection = connect(*vault, office);
        connection->run_script("PRAGMA user_version = 9999");
    }
    const auto newer = store::Store::open(office.file(), {"amelie@epic.example", "secret"}, office.environment);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == ErrorCode::newer_version);
    CHECK_FALSE(newer.error().message.empty());
    {
        const auto vault = open_vault(office);
        const auto connection = connect(*vault, office);
        connection->run_script("PRAGMA user_version = 1; PRAGMA application_id = 7");
    }
    const auto strange = store::Store::open(office.file(), {"amelie@epic.example", "secret"}, office.environment);
    REQUIRE_FALSE(strange);
    CHECK(strange.error().code == ErrorCode::not_ours);
}

TEST_CASE("A transaction that does not commit leaves nothing, and the file is sound") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Kept");
    {
        const auto vault = open_vault(office);
        const auto connection = connect(*vault, office);
        const store::WriteTransaction transaction(*connection);
        connection->run_script("DELETE FROM operation_field; DELETE FROM client");
    }
    office.reopen("bastien@epic.example", "secret-bastien");
    CHECK(office.record(Entity::client, client).text(Field::client_full_name) == "Kept");
    const auto verified = must(office->verify());
    CHECK(verified.pages > 10);
    CHECK(verified.sound());
}

TEST_CASE("A program killed while it writes loses no command that returned, and half of none") {
    Office office;
    office.store.reset();
    int pipe_ends[2] = {};
    REQUIRE(::pipe(pipe_ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        // No Catch2 in here: the child only writes, and says so byte by byte, until it is killed.
        auto opened = store::Store::open(office.file(), {"bastien@epic.example", "secret-bastien"}, office.environment);
        while (opened) {
            const AddRecord command{Entity::client, {}, {{Field::client_full_name, std::string("Client")}}};
            const bool written = (*opened)->execute(command).has_value();
            if (!written || ::write(pipe_ends[1], "w", 1) != 1) break;
        }
        ::_exit(1);
    }
    ::close(pipe_ends[1]);
    std::int64_t returned = 0;
    char byte = 0;
    while (returned < 25 && ::read(pipe_ends[0], &byte, 1) == 1) ++returned;
    ::kill(child, SIGKILL);
    while (::read(pipe_ends[0], &byte, 1) == 1) ++returned;
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(pipe_ends[0]);
    REQUIRE(WIFSIGNALED(status));

    office.reopen("bastien@epic.example", "secret-bastien");
    const Page page = must(office->list({.entity = Entity::client, .limit = 10'000}));
    CHECK(page.total >= returned);
    CHECK(page.total <= returned + 1);
    for (const RecordView& view : page.items) {
        CHECK_FALSE(must(office->history(Entity::client, view.record.id)).empty());
    }
    CHECK(must(office->verify()).sound());
    {
        office.store.reset();
        const auto vault = must(vault::Vault::open(office.file(), {"amelie@epic.example", "secret"}));
        const auto connection = connect(*vault, office);
        CHECK(number(*connection, "SELECT count(*) FROM operation WHERE entity = 'client'") == page.total);
    }
}

TEST_CASE("The log is copied back while others write, stays short, and every edit is there") {
    Office office;
    office.as(office.commercial);
    const std::array<Id, 2> clients{office.add_client("Lou Bouzin"), office.add_client("Zoé Élan")};
    constexpr int edits = 250;
    const auto notes = [](int edit) { return std::to_string(edit) + std::string(4'000, 'x'); };
    std::atomic<int> refused{0};
    std::uintmax_t longest = 0;
    const auto edit = [&](const Id& client, const std::function<void()>& then) {
        for (int i = 1; i <= edits; ++i) {
            if (!office->execute(EditRecord{Entity::client, client, {{Field::client_notes, notes(i)}}})) ++refused;
            then();
        }
    };
    std::thread beside([&] { edit(clients[0], [] {}); });
    edit(clients[1], [&] { longest = std::max(longest, std::filesystem::file_size(office.file() + "-wal")); });
    beside.join();
    CHECK(refused == 0);
    INFO(longest << " bytes of log");
    CHECK(longest > 4'000'000); // it was long enough to be copied
    CHECK(longest < 16'000'000);
    CHECK(std::filesystem::file_size(office.file()) > 1'000'000);
    office.reopen("bastien@epic.example", "secret-bastien");
    for (const Id& client : clients) {
        CHECK(office.record(Entity::client, client).text(Field::client_notes) == notes(edits));
        const auto history = must(office->history(Entity::client, client));
        CHECK(std::count_if(history.begin(), history.end(),
                            [](const HistoryItem& item) { return item.field == Field::client_notes; }) == edits);
    }
    CHECK(must(office->verify()).sound());
}

TEST_CASE("verify finds a paid amount that is wrong and a reference that leads nowhere") {
    Office office;
    office.as(office.commercial);
    office.add_contract(office.add_client("Lou Bouzin"), 100);
    {
        const auto vault = open_vault(office);
        const auto connection = connect(*vault, office);
        connection->run_script(
            "PRAGMA foreign_keys = OFF; UPDATE contract SET paid_minor = 1;"
            "UPDATE client SET commercial = zeroblob(16)");
    }
    office.reopen("amelie@epic.example");
    // What counts for the client's commercial is no longer what was counted either.
    std::size_t of_rows = 0;
    for (const store::Flaw& flaw : must(office->verify()).invariants) {
        if (flaw.code != "tally") ++of_rows;
    }
    CHECK(of_rows == 3);
}

TEST_CASE("New Unicode tables make the keys and the word index again") {
    Office office;
    office.as(office.commercial);
    office.add_client("Zoé");
    office.add_client("Élan");
    {
        const auto vault = open_vault(office);
        const auto connection = connect(*vault, office);
        connection->run_script("UPDATE client SET full_name_key = x'00'; UPDATE device SET unicode_version = 'old'");
    }
    office.reopen("bastien@epic.example", "secret-bastien");
    const Page page = must(office->list({.entity = Entity::client}));
    CHECK(page.items.at(0).record.text(Field::client_full_name) == "Élan");
}

TEST_CASE("Lists are read on other threads while commands are written, each on one committed state") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1'000'000);
    std::atomic<bool> done{false};
    std::atomic<int> wrong{0};
    std::atomic<int> told{0};
    const auto subscription = office->subscribe([&](const store::Changed&) { ++told; });
    const auto read_on = [&] {
        while (!done) {
            const auto view = office->find(Entity::contract, contract);
            const auto page = office->list({.entity = Entity::payment, .limit = 1000});
            if (!view || !page || static_cast<std::int64_t>(page->items.size()) != page->total) ++wrong;
            if (view && view->paid.minor % 100 != 0) ++wrong;
        }
    };
    std::thread first(read_on);
    std::thread second(read_on);
    for (int i = 0; i < 40; ++i) office.add_payment(contract, 100);
    done = true;
    first.join();
    second.join();
    CHECK(wrong == 0);
    CHECK(told == 40);
    CHECK(must(office->find(Entity::contract, contract)).paid.minor == 4000);
}
