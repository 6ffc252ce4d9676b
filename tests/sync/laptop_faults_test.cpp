// What can happen to a laptop while it exchanges, on the real server: nothing is lost and nothing is done twice.
#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <filesystem>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>

#include "storage/sync/invitation.hpp"
#include "storage/sync/plain_words.hpp"
#include "storage/sync/runner.hpp"
#include "storage/sync/sync_words.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;
using sync::Step;
using sync::SyncState;

namespace {

// How many bytes SQLite may still write in this process before the disk is full; below zero: as many as it likes.
std::atomic<std::int64_t> bytes_left{-1};

bool is_full(std::size_t count) {
    if (bytes_left < 0) return false;
    const std::int64_t before = bytes_left;
    if (before < static_cast<std::int64_t>(count)) {
        bytes_left = 0;
        return true;
    }
    bytes_left = before - static_cast<std::int64_t>(count);
    return false;
}

constexpr const char* anne_email = "anne@example.org";
constexpr const char* own_password = "a password of anne@example.org";

std::unique_ptr<store::Store> open_as(const std::string& path, const std::string& email,
                                      const std::string& password = own_password) {
    return must(store::Store::open(path, {email, password}, world()));
}

std::int64_t clients_of(store::Store& store) {
    return must(store.list({.entity = Entity::client})).total;
}

// How a process of its own ended that does `work`: its exit code.
template <typename Work>
int in_a_process(Work&& work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(work());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

void copy_file_with_log(const std::string& from, const std::string& to) {
    constexpr auto over = std::filesystem::copy_options::overwrite_existing;
    std::filesystem::copy_file(from, to, over);
    std::filesystem::remove(to + "-wal");
    if (std::filesystem::exists(from + "-wal")) std::filesystem::copy_file(from + "-wal", to + "-wal", over);
}

// The steps of an exchange up to and with the `steps`th; true when it came to its end before.
bool exchange_steps(store::Store& store, const sync::Credential& credential, int steps) {
    auto invitation = sync::read_invitation(store.exchange().state()->invitation);
    if (!invitation) return false;
    sync::Runner runner(store, world(), credential, *invitation);
    sync::Engine engine({.hosts = 1}, 1);
    sync::Action action = engine.on(sync::Woken{}, world().clock.now());
    for (int i = 0; i < steps; ++i) {
        if (action.step == Step::rest) return true;
        action = engine.on(runner.perform(action), world().clock.now());
    }
    return action.step == Step::rest;
}

} // namespace

// Takes the place of the C library's for everything in this executable.
extern "C" ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t offset) {
    if (is_full(count)) {
        errno = ENOSPC;
        return -1;
    }
    return static_cast<ssize_t>(::syscall(SYS_pwrite64, file, bytes, count, offset));
}

extern "C" ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
    return pwrite64(file, bytes, count, offset);
}

TEST_CASE("a laptop that is killed at any step of an exchange loses nothing and does nothing twice") {
    Company company;
    company.found();
    Desk anne = company.join(anne_email);
    anne.store.reset();
    const std::string path = company.path(anne_email);
    int killed = 0;
    for (bool whole = false; !whole;) {
        const int steps = ++killed;
        REQUIRE(steps < 40);
        // Others work too, so that every exchange has something to fetch.
        company.gestion.run(EditRecord{Entity::collaborator,
                                       company.chloe,
                                       {{Field::collaborator_phone, "05 61 00 00 " + std::to_string(10 + steps)}}});
        company.gestion.exchange();
        const int ended = in_a_process([&] {
            auto store = store::Store::open(path, {anne_email, own_password}, world());
            if (!store) return 3;
            if (!(*store)->execute(client_named("Client " + std::to_string(steps)))) return 4;
            return exchange_steps(**store, anne.credential, steps) ? 0 : 1; // _exit: nothing is closed or flushed
        });
        REQUIRE(ended <= 1);
        whole = ended == 0;
    }
    CHECK(killed >= 8);
    anne.store = open_as(path, anne_email);
    const auto report = anne.exchange();
    CHECK(report.pending == 0);
    CHECK(report.returned == 0);
    company.gestion.exchange();
    CHECK(clients_of(*anne.store) == killed);
    CHECK(clients_of(*company.gestion.store) == killed);
    CHECK(company.cell("select count(*) from client") == std::to_string(killed));
    CHECK(company.cell("select count(distinct full_name) from client") == std::to_string(killed));
    CHECK(anne.record(Entity::collaborator, company.chloe).text(Field::collaborator_phone) ==
          "05 61 00 00 " + std::to_string(10 + killed));
    CHECK(must(anne.store->verify()).sound());
}

TEST_CASE("a file that is copied while a batch is on its way is two laptops, and the batch is done once") {
    Company company;
    company.found();
    Desk anne = company.join(anne_email);
    anne.exchange();
    anne.run(client_named("En route"));
    const Id device = must(anne.store->exchange().state()).device;
    exchange_steps(*anne.store, anne.credential, 4); // sent; the answer is not stored
    CHECK(company.cell("select count(*) from client") == "1");
    anne.store.reset();
    const std::string original = company.path(anne_email);
    const std::string copied = company.path("copy");
    copy_file_with_log(original, copied);
    anne.store = open_as(original, anne_email);
    Desk copy{copied, own_password, open_as(copied, anne_email), anne.credential};
    anne.run(client_named("Sur l’original"));
    copy.run(client_named("Sur la copie"));
    anne.exchange();
    copy.exchange();
    anne.exchange();
    CHECK(must(anne.store->exchange().state()).device == device);
    CHECK(must(copy.store->exchange().state()).device != device);
    for (Desk* desk : {&anne, &copy}) {
        CHECK(clients_of(*desk->store) == 3);
        CHECK(must(desk->store->pending_counts()).operations == 0);
    }
    CHECK(company.cell("select count(*) from client") == "3");
}

TEST_CASE("a file put back from a copy of yesterday finds what it had sent, and sends what it had not") {
    Company company;
    company.found();
    Desk anne = company.join(anne_email);
    anne.exchange();
    const Id waiting = anne.run(client_named("N’était pas parti")).record;
    anne.store.reset();
    const std::string path = company.path(anne_email);
    const std::string yesterday = company.path("yesterday");
    copy_file_with_log(path, yesterday);
    anne.store = open_as(path, anne_email);
    for (int day = 0; day < 3; ++day) {
        anne.run(EditRecord{Entity::client, waiting, {{Field::client_company, "Version " + std::to_string(day)}}});
        anne.run(client_named("Jour " + std::to_string(day)));
        anne.exchange();
    }
    anne.store.reset();
    copy_file_with_log(yesterday, path);
    anne.store = open_as(path, anne_email);
    CHECK(clients_of(*anne.store) == 1);
    anne.run(client_named("Après"));
    const auto report = anne.exchange();
    CHECK(report.pending == 0);
    CHECK(report.returned == 0);
    CHECK(report.conflicts == 0);
    CHECK(clients_of(*anne.store) == 5);
    CHECK(anne.record(Entity::client, waiting).text(Field::client_company) == "Version 2");
    CHECK(company.cell("select count(*) from client") == "5");
    CHECK(company.cell("select count(*) from operation_log where command = 'client.add'") == "5");
}

TEST_CASE("a disk that is full while changes arrive stops the exchange with a reason, and it goes on afterwards") {
    Company company;
    company.found();
    Desk anne = company.join(anne_email);
    anne.exchange();
    Desk bruno = company.join("bruno@example.org");
    for (int i = 0; i < 60; ++i) {
        AddRecord client = client_named("Client " + std::to_string(i));
        client.values.emplace_back(Field::client_company, std::string(180, 'x'));
        bruno.run(client);
    }
    bruno.exchange();
    const std::uint64_t before = must(anne.store->exchange().state()).cursor;
    anne.store.reset();
    const std::string path = company.path(anne_email);
    const int ended = in_a_process([&] {
        auto store = store::Store::open(path, {anne_email, own_password}, world());
        if (!store) return 3;
        bytes_left = 20'000;
        const auto report = sync::exchange_once(**store, world(), anne.credential);
        if (!report) return report.error().code == ErrorCode::disk_full ? 0 : 5;
        if (!report->problem) return 6;
        return report->problem->code == ErrorCode::disk_full && report->state == SyncState::needs_you ? 0 : 7;
    });
    CHECK(ended == 0);
    anne.store = open_as(path, anne_email);
    CHECK(must(anne.store->exchange().state()).cursor >= before);
    anne.exchange();
    CHECK(clients_of(*anne.store) == 60);
    CHECK(must(anne.store->verify()).sound());
}

TEST_CASE(
    "a change that the server cannot take is found among the others, set aside with its text, and they are sent") {
    Company company;
    company.found();
    Desk anne = company.join(anne_email);
    anne.exchange();
    sync::Connection admin = company.admin();
    REQUIRE(
        admin.execute("create trigger poison before insert on client for each row "
                      "begin if new.full_name = 'Poison' then signal sqlstate '22001' "
                      "set mysql_errno = 1406, message_text = 'data too long'; end if; end"));
    for (int i = 0; i < 20; ++i) anne.run(client_named(i == 13 ? "Poison" : "Client " + std::to_string(i)));
    const auto report = anne.exchange();
    CHECK(report.pending == 0);
    CHECK(report.pushed == 19);
    CHECK(report.returned == 1);
    const auto returned = must(anne.store->exchange().returned(company.anne));
    REQUIRE(returned.size() == 1);
    CHECK(returned[0].text == Message(sync::words::change_set_aside).in(anne.store->session().language));
    CHECK(company.cell("select count(*) from client") == "19");
    // Once the server can take it, it is sent again with all its text.
    REQUIRE(admin.execute("drop trigger poison"));
    std::ignore = must(anne.store->resend(returned[0].id));
    CHECK(anne.exchange().pending == 0);
    CHECK(company.cell("select count(*) from client where full_name = 'Poison'") == "1");
}

TEST_CASE("lines of the log that cannot be are set aside with a reason, and the rest is taken") {
    Company company;
    company.found();
    Desk anne = company.join(anne_email);
    Desk bruno = company.join("bruno@example.org");
    bruno.exchange();
    anne.exchange();
    for (const char* name : {"Un", "Orphelin", "Illisible", "Deux"}) anne.run(client_named(name));
    anne.exchange();
    sync::Connection admin = company.admin();
    // One without what a client must have, one with a value that no program wrote.
    REQUIRE(admin.execute("update operation_log set fields = '[[\"company\",\"x\"]]' where fields like '%Orphelin%'"));
    REQUIRE(admin.execute(
        "update operation_log set fields = '[[\"withdrawn\",\"perhaps\"]]' where fields like '%Illisible%'"));
    bruno.run(client_named("De Bruno"));
    const auto report = bruno.exchange();
    CHECK(report.pending == 0);
    CHECK(clients_of(*bruno.store) == 3);
    CHECK(must(bruno.store->exchange().lines_set_aside()) == 2);
    REQUIRE(report.problem);
    CHECK(std::string_view(report.problem->message.msg.id) == "lines_set_aside");
    CHECK(company.cell("select number from head") == std::to_string(must(bruno.store->exchange().state()).cursor));
}

namespace {

// Bruno's laptop has set aside a new client and a change of another that Anne made, and the server can be read again.
class SetAside : public Company {
public:
    SetAside() {
        found();
        anne_desk = join(anne_email);
        known = anne_desk.run(client_named("Connue")).record;
        anne_desk.exchange();
        bruno_desk = join("bruno@example.org");
        unknown = anne_desk.run(client_named("Nouvelle")).record;
        anne_desk.exchange();
        anne_desk.run(EditRecord{Entity::client, unknown, {{Field::client_phone, std::string("05 61 00 00 00")}}});
        anne_desk.run(EditRecord{Entity::client, known, {{Field::client_company, std::string("Bel & fils")}}});
        anne_desk.exchange();
        execute(
            "create table intact select number, fields from operation_log where fields like '%Nouvelle%' or "
            "fields like '%Bel%fils%'");
        execute(
            "update operation_log l join intact i on i.number = l.number "
            "set l.fields = '[[\"withdrawn\",\"perhaps\"]]'");
        const auto exchanged = bruno_desk.exchange();
        CHECK(std::string_view(exchanged.problem.value().message.msg.id) == "lines_set_aside");
        CHECK(lines() == 2);
        CHECK_FALSE(bruno_desk.store->find(Entity::client, unknown));
    }
    void mend_server() {
        execute("update operation_log l join intact i on i.number = l.number set l.fields = i.fields");
    }
    // As if another program had noted them.
    void note_as(const std::string& program) {
        const auto state = must(bruno_desk.store->exchange().state());
        store::Pulled pulled{.cursor = state.cursor, .chain_hash = state.chain_hash, .program = program};
        for (const char* which : {"min", "max"}) {
            pulled.set_aside.push_back(
                {std::stoull(cell("select " + std::string(which) + "(number) from intact")), "not understood"});
        }
        std::ignore = must(bruno_desk.store->exchange().apply(pulled));
    }
    std::int64_t lines() { return must(bruno_desk.store->exchange().lines_set_aside()); }
    void check_that_all_is_there() {
        const Record record = bruno_desk.record(Entity::client, unknown);
        CHECK(record.text(Field::client_full_name) == "Nouvelle");
        CHECK(record.text(Field::client_phone) == "05 61 00 00 00"); // said by a line that came after it
        CHECK(bruno_desk.record(Entity::client, known).text(Field::client_company) == "Bel & fils");
        CHECK(must(bruno_desk.store->verify()).sound());
    }

    Desk anne_desk, bruno_desk;
    Id known, unknown;
};

} // namespace

TEST_CASE("lines that an older program set aside are taken up again after its update, once") {
    SetAside company;
    company.mend_server();
    company.bruno_desk.exchange();
    CHECK(company.lines() == 2); // by this very program: asking again would change nothing
    company.note_as("0.0.1");
    const auto before = must(company.bruno_desk.store->exchange().state());
    const auto report = company.bruno_desk.exchange();
    CHECK_FALSE(report.problem);
    CHECK(company.lines() == 0);
    CHECK(must(company.bruno_desk.store->exchange().state()).cursor == before.cursor);
    company.check_that_all_is_there();
    const auto history = must(company.bruno_desk.store->history(Entity::client, company.unknown));
    CHECK(std::any_of(history.begin(), history.end(),
                      [](const HistoryItem& item) { return item.command == "client.add"; }));
}

TEST_CASE("a line that the new program does not understand either stays set aside, with the reason") {
    SetAside company;
    company.note_as("0.0.1");
    const auto report = company.bruno_desk.exchange();
    CHECK(report.problem);
    CHECK(company.lines() == 2);
    company.mend_server();
    company.bruno_desk.exchange();
    CHECK(company.lines() == 2); // it was tried
}

TEST_CASE("what was set aside and is gone from the log comes with the pages") {
    SetAside company;
    company.note_as("0.0.1");
    company.execute("insert into operation_known (operation, number) select operation, number from operation_log");
    company.execute("delete from operation_log");
    company.execute("update retention set compacted_number = (select number from head)");
    std::ignore = company.bruno_desk.try_exchange();
    CHECK_FALSE(company.bruno_desk.exchange().problem);
    CHECK(company.lines() == 0);
    company.check_that_all_is_there();
}
