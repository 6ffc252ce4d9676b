// Retention: the log is shortened once every device has it, and operations are known for ever.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <tuple>

#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;

namespace {

// Everything that was done so far was done long ago.
void age(Company& company) {
    company.execute("update batch set at = at - 86400000 * 500");
    company.execute("update retention set last_upkeep_at = 0");
}

} // namespace

TEST_CASE("the log is shortened up to what every device has, once its days are over") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    Desk bruno = company.join("bruno@example.org");
    bruno.exchange();
    const std::string slowest = company.cell("select min(cursor_number) from device where state = 'active'");
    const Id client = anne.run(client_named("Client")).record;
    anne.exchange();
    std::ignore = anne.run(EditRecord{Entity::client, client, {{Field::client_withdrawn, std::int64_t{1}}}});
    anne.exchange();
    anne.exchange();
    const std::string lines = company.cell("select count(*) from operation_log");

    // Once a day, and only by gestion.
    company.gestion.exchange();
    CHECK(company.cell("select count(*) from operation_log") == lines);
    age(company);
    anne.exchange();
    CHECK(company.cell("select last_upkeep_at from retention") == "0");
    company.gestion.exchange();
    CHECK(company.cell("select last_upkeep_at > 0 from retention") == "1");
    // Bruno has not fetched Anne's work: it stays for him.
    CHECK(company.cell("select compacted_number >= " + slowest + " from retention") == "1");
    CHECK(company.cell("select count(*) from operation_log l join retention r where l.number <= r.compacted_number") ==
          "0");
    CHECK(company.cell("select count(*) > 0 from operation_log where record = '" + client.hex() + "'") == "1");
    bruno.exchange();
    CHECK(bruno.record(Entity::client, client).flag(Field::client_withdrawn));

    // Then it goes as well, and its operations are known all the same; the tombstone stays in its row.
    bruno.exchange();
    anne.exchange();
    company.gestion.exchange();
    age(company);
    company.gestion.exchange();
    CHECK(company.cell("select count(*) from operation_log where record = '" + client.hex() + "'") == "0");
    CHECK(company.cell("select withdrawn from client where id = '" + client.hex() + "'") == "1");
    CHECK(company.cell("select count(*) from operation_known") ==
          company.cell("select compacted_number from retention"));
    // Everyone goes on as before.
    std::ignore = anne.run(client_named("Après"));
    for (Desk* desk : {&anne, &bruno, &company.gestion}) CHECK(desk->exchange().pending == 0);
}

TEST_CASE("a device that stays away is retired, and does not hold the log for ever") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    Desk bruno = company.join("bruno@example.org");
    anne.exchange();
    const Id device = must(anne.store->exchange().state()).device;
    std::ignore = bruno.run(client_named("Sans Anne"));
    bruno.exchange();
    bruno.exchange();
    company.gestion.exchange();
    company.execute("update device set last_seen_at = last_seen_at - 86400000 * 200 where id = '" + device.hex() + "'");
    age(company);
    company.gestion.exchange();
    CHECK(company.cell("select state from device where id = '" + device.hex() + "'") == "retired");
    CHECK(company.cell("select compacted_number > (select cursor_number from device where id = '" + device.hex() +
                       "') from retention") == "1");
}

// The copy asked the log for what it had met, for ever: it does not hold it any more.
TEST_CASE("what an old copy of a file sends once more, after its line is gone from the log, is settled") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const Id client = anne.run(client_named("Client")).record;
    const auto phone = [&](std::string number) {
        anne.run(EditRecord{Entity::client, client, {{Field::client_phone, std::move(number)}}});
    };
    anne.exchange();
    phone("0561");
    anne.store.reset();
    const std::string copied = company.path("copy");
    std::filesystem::copy_file(anne.path, copied);
    if (std::filesystem::exists(anne.path + "-wal")) std::filesystem::copy_file(anne.path + "-wal", copied + "-wal");
    anne.store = must(store::Store::open(anne.path, {"anne@example.org", anne.password}, world()));
    anne.exchange();
    phone("0600");
    anne.exchange();
    company.execute("insert into operation_known (operation, number) select operation, number from operation_log");
    company.execute("delete from operation_log");
    company.execute("update retention set compacted_number = (select number from head)");
    company.execute(
        "delete from batch where last_number < (select number from head) "
        "and not exists (select 1 from device d where d.last_batch = batch.id)");

    Desk copy{copied, anne.password, must(store::Store::open(copied, {"anne@example.org", anne.password}, world())),
              anne.credential};
    const std::string behind =
        "select count(*) from device where state = 'active' and cursor_number < "
        "(select compacted_number from retention)";
    const std::string before = company.cell(behind);
    CHECK(copy.pending() == 1);
    CHECK(copy.exchange().pending == 0);
    // It began anew at once, and left no device behind that others would have to wait for.
    CHECK(company.cell(behind) == before);
    CHECK(copy.record(Entity::client, client).text(Field::client_phone) == "0600");
    CHECK(must(copy.store->exchange().conflicts()).empty());
    CHECK(company.cell("select count(*) from operation_log") == "0");
    CHECK(company.cell("select phone from client") == "0600");
    CHECK(must(copy.store->verify()).sound());
}

// It was asked for ever: the pages bring what is open, and nothing told of what had been closed.
TEST_CASE("a device that was retired does not ask what has been answered while it was away") {
    Company company;
    company.found();
    Desk anne = company.join("anne@example.org");
    const auto contract = [&] {
        const Id client = anne.run(client_named("Client")).record;
        anne.exchange();
        company.gestion.exchange();
        const AddRecord made{
            Entity::contract, {}, {{Field::contract_client, client}, {Field::contract_total, std::int64_t{100}}}};
        const Id id = company.gestion.run(made).record;
        company.gestion.exchange();
        anne.exchange();
        const auto total = [&](Desk& desk, std::int64_t minor) {
            desk.run(EditRecord{Entity::contract, id, {{Field::contract_total, minor}}});
            desk.exchange();
        };
        anne.run(EditRecord{Entity::contract, id, {{Field::contract_total, std::int64_t{300}}}});
        total(company.gestion, 200);
        anne.exchange();
        return id;
    };
    const Id answered = contract();
    const Id open = contract();
    company.gestion.exchange();
    for (const auto& question : must(company.gestion.store->exchange().conflicts())) {
        if (question.entry.record != answered) continue;
        std::ignore = must(company.gestion.store->settle(question.entry.id, store::Keep::mine));
    }
    company.gestion.exchange();
    CHECK(must(anne.store->exchange().conflicts()).size() == 2);
    company.execute("update device set state = 'retired' where id = '" +
                    must(anne.store->exchange().state()).device.hex() + "'");
    anne.exchange();
    const auto asked = must(anne.store->exchange().conflicts());
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].entry.record == open);
    CHECK(anne.record(Entity::contract, answered).integer(Field::contract_total) == 300);
}

TEST_CASE("an operation whose line is gone from the log is known when it comes again") {
    Office office;
    Laptop anne = office.laptop(office.anne);
    anne.hello();
    const std::string record = next_id();
    const auto create = anne.operation("client.add", "client", record, "create",
                                       {{"full_name", "Client", "0"},
                                        {"first_contact", "2026-11-01", "0"},
                                        {"commercial", office.anne.id, "0"},
                                        {"withdrawn", "0", "0"}});
    REQUIRE(anne.push({create}).at("operations").at(0).at("state") == "applied");
    const auto edit = anne.operation("client.edit", "client", record, "change", {{"phone", "0561", create.at("id")}});
    REQUIRE(anne.push({edit}).at("operations").at(0).at("state") == "applied");
    {
        sync::Connection root = office.admin();
        REQUIRE(root.execute(
            "insert into operation_known (operation, number) select operation, number from operation_log"));
        REQUIRE(root.execute("delete from operation_log"));
        REQUIRE(root.execute("update retention set compacted_number = (select number from head)"));
    }
    const auto again = anne.push({edit});
    CHECK(again.at("operations").at(0).at("state") == "known");
    CHECK(again.at("operations").at(0).at("number") == "6");
    // A further edit of one's own operation still finds it.
    const auto further = anne.operation("client.edit", "client", record, "change", {{"phone", "0562", edit.at("id")}});
    CHECK(anne.push({further}).at("operations").at(0).at("state") == "applied");
    // Who has less than the log begins with is told to fetch the pages.
    Laptop fresh = office.laptop(office.bruno);
    fresh.hello();
    auto refused = fresh.connection.call_for_text("sync_pull", {nlohmann::json{{"protocol", "1"},
                                                                               {"schema", "1"},
                                                                               {"server_id", office.server_id},
                                                                               {"device", fresh.device},
                                                                               {"after", "0"},
                                                                               {"operations_max", "10"}}
                                                                    .dump()});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().number == 31'015);
}
