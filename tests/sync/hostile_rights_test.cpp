// A client with stolen rights: whatever core's rule table forbids, the server refuses, whoever asks and however.
#include <catch2/catch_test_macros.hpp>

#include "storage/sync/install.hpp"
#include "tests/sync/hostile.hpp"

using namespace epic;
using namespace epic::test;
using nlohmann::json;

namespace {

std::string entity_of(Entity entity) {
    return std::string(entity_name(entity));
}

FieldSet set_of(std::initializer_list<const FieldSpec*> fields) {
    FieldSet set;
    for (const FieldSpec* field : fields) set.set(static_cast<std::size_t>(field->field));
    return set;
}

json change(Laptop& laptop, const BusyOffice& office, const KnownRecord& record,
            std::initializer_list<const FieldSpec*> fields) {
    json values = json::array();
    for (const FieldSpec* field : fields) values.push_back({field->name, value_for(*field, office), "0"});
    return laptop.operation(entity_of(record.entity) + ".edit", entity_of(record.entity), record.id, "change", values);
}

// Pushes what is forbidden, in batches, and notes what was not refused.
void try_all(Laptop& laptop, const std::vector<std::pair<std::string, json>>& forbidden, Attempts& attempts) {
    for (std::size_t begin = 0; begin < forbidden.size(); begin += 400) {
        json batch = json::array();
        const std::size_t end = std::min(forbidden.size(), begin + 400);
        for (std::size_t i = begin; i < end; ++i) batch.push_back(forbidden[i].second);
        const json answer = laptop.push_array(batch);
        REQUIRE(answer.contains("operations"));
        for (std::size_t i = begin; i < end; ++i) {
            const json& one = answer["operations"][i - begin];
            attempts.note(one.at("state") != "refused", forbidden[i].first + " " + one.dump());
        }
    }
}

// What would make a record of this entity, pointing at someone's client.
json creation(Laptop& laptop, const BusyOffice& office, Entity entity, const Person& commercial) {
    const std::string contract = office.signed_contract_of(commercial);
    json fields;
    switch (entity) {
        case Entity::collaborator:
            fields = {{"full_name", "Mallory", "0"},
                      {"email", "mallory@x.example", "0"},
                      {"department", "gestion", "0"},
                      {"active", "1", "0"},
                      {"language", "fr", "0"}};
            break;
        case Entity::client:
            fields = {
                {"full_name", "x", "0"}, {"first_contact", "2026-11-01", "0"}, {"commercial", commercial.id, "0"}};
            break;
        case Entity::contract:
            fields = {{"client", office.client_of(commercial), "0"},
                      {"total", "1", "0"},
                      {"currency", "EUR", "0"},
                      {"created_on", "2026-11-01", "0"}};
            break;
        case Entity::payment:
            fields = {{"contract", contract, "0"},
                      {"amount", "1", "0"},
                      {"currency", "EUR", "0"},
                      {"received_on", "2026-11-01", "0"}};
            break;
        case Entity::event:
            fields = {{"title", "x", "0"},
                      {"contract", contract, "0"},
                      {"starts_at", "1780570800000", "0"},
                      {"ends_at", "1780617600000", "0"},
                      {"time_zone", "Europe/Paris", "0"}};
            break;
    }
    return laptop.operation(entity_of(entity) + ".add", entity_of(entity), next_id(), "create", fields);
}

} // namespace

TEST_CASE("every field of every record that the rule table forbids is refused to every role") {
    BusyOffice office;
    const std::string before = checksums(office);
    Attempts changes;
    Attempts creations;
    for (const Role& role : roles(office)) {
        Laptop laptop = office.laptop(role.person);
        laptop.hello();
        std::vector<std::pair<std::string, json>> forbidden;
        for (const KnownRecord& record : office.records) {
            const auto fields = fields_of(record.entity);
            for (const FieldSpec& field : fields) {
                const std::string what =
                    std::string(role.name) + " " + entity_of(record.entity) + "." + std::string(field.name);
                if (refuses(role.actor, record.entity, Action::change, set_of({&field}), record.facts)) {
                    forbidden.emplace_back(what, change(laptop, office, record, {&field}));
                }
                // What is allowed alone does not carry what is not.
                for (const FieldSpec& other : fields) {
                    if (other.field <= field.field ||
                        (static_cast<int>(other.field) + static_cast<int>(field.field)) % 3 != 0)
                        continue;
                    if (!refuses(role.actor, record.entity, Action::change, set_of({&field, &other}), record.facts))
                        continue;
                    forbidden.emplace_back(what + "+" + std::string(other.name),
                                           change(laptop, office, record, {&field, &other}));
                }
            }
        }
        try_all(laptop, forbidden, changes);

        forbidden.clear();
        for (std::size_t e = 0; e < entity_count; ++e) {
            for (const Person* commercial : {&office.anne, &office.bruno}) {
                const auto entity = static_cast<Entity>(e);
                const json made = creation(laptop, office, entity, *commercial);
                FieldSet fields;
                for (const FieldSpec& field : fields_of(entity)) {
                    for (const json& named : made["f"]) {
                        const bool off = field.type == FieldType::boolean && named[1] == "0";
                        if (named[0] == field.name && !off) fields.set(static_cast<std::size_t>(field.field));
                    }
                }
                const RuleFacts facts{.record = *Id::parse(made["r"].get<std::string>()),
                                      .created_by = role.actor.id,
                                      .client_commercial = *Id::parse(commercial->id),
                                      .contract_signed = true};
                if (!refuses(role.actor, entity, Action::create, fields, facts)) continue;
                forbidden.emplace_back(std::string(role.name) + " creates " + entity_of(entity), made);
            }
        }
        try_all(laptop, forbidden, creations);
    }
    CHECK(checksums(office) == before);
    changes.print("forbidden changes, every role and record");
    creations.print("forbidden creations");
    CHECK(changes.made > 500);
    CHECK(creations.made > 15);
    CHECK(changes.through.empty());
    CHECK(creations.through.empty());
}

TEST_CASE("a forged author is not believed") {
    BusyOffice office;
    Attempts attempts;
    Laptop chloe = office.laptop(office.chloe);
    chloe.hello();
    const std::string before = checksums(office);
    for (const char* member : {"a", "author", "A", "created_by"}) {
        for (const Person* victim : {&office.gestion, &office.anne, &office.bruno}) {
            json forged = creation(chloe, office, Entity::client, office.anne);
            forged[member] = victim->id;
            const json answer = chloe.push({forged});
            attempts.note(answer.at("operations").at(0).at("state") != "refused", answer.dump());
        }
    }
    CHECK(checksums(office) == before);
    // What she may do is hers, whatever she calls herself.
    for (const KnownRecord& record : office.records) {
        if (record.entity != Entity::event || record.facts.support != Id::parse(office.chloe.id)) continue;
        json own = chloe.operation("event.edit", "event", record.id, "change", {{"attendees", "80", "0"}});
        own["a"] = office.gestion.id;
        const json answer = chloe.push({own});
        REQUIRE(answer.at("operations").at(0).at("state") == "applied");
        const std::string author =
            office.number("select author from operation_log where operation = '" + own["id"].get<std::string>() + "'");
        attempts.note(author != office.chloe.id, "author " + author);
    }
    attempts.print("forged authors");
    CHECK(attempts.through.empty());
}

TEST_CASE("no role calls a procedure that is not theirs, nor reaches a table by any statement") {
    BusyOffice office;
    Attempts attempts;
    std::vector<std::array<std::string, 3>> routines; // name, kind, number of parameters
    std::vector<std::string> tables;
    {
        sync::Connection root = office.admin();
        REQUIRE(
            root.execute("select r.routine_name, r.routine_type, (select count(*) from information_schema.parameters p "
                         "where p.specific_schema = r.routine_schema and p.specific_name = r.routine_name "
                         "and p.parameter_mode is not null) from information_schema.routines r "
                         "where r.routine_schema = database()",
                         [&](std::size_t, sync::RowView row) {
                             routines.push_back({std::string(*row[0]), std::string(*row[1]), std::string(*row[2])});
                         }));
        REQUIRE(root.execute("select table_name from information_schema.tables where table_schema = database()",
                             [&](std::size_t, sync::RowView row) { tables.emplace_back(*row[0]); }));
    }
    REQUIRE(routines.size() > 30);
    REQUIRE(tables.size() > 12);
    std::vector<std::string> statements;
    for (const std::string& table : tables) {
        for (const char* form :
             {"select * from {}", "select count(*) from {} for update", "insert into {} select * from {}",
              "delete from {}", "update {} set id = id", "truncate table {}", "drop table {}",
              "alter table {} add column x int", "lock tables {} write", "create index x on {} (id)",
              "rename table {} to x", "analyze table {}", "create view x as select * from {}", "handler {} open",
              "load data local infile '/etc/hostname' into table {}",
              "select * from {} into outfile '/tmp/epic-events-test'", "show create table {}", "describe {}",
              "create trigger x before insert on {} for each row set @x = 1"}) {
            std::string statement = form;
            for (std::size_t at = statement.find("{}"); at != std::string::npos; at = statement.find("{}")) {
                statement.replace(at, 2, table);
            }
            statements.push_back(std::move(statement));
        }
    }
    for (const char* statement : {"create temporary table stage_operation (n int)",
                                  "create table x (n int)",
                                  "create database x",
                                  "create procedure x() select 1",
                                  "create function x() returns int deterministic return 1",
                                  "create event x on schedule every 1 second do set @x = 1",
                                  "create user mallory identified by 'x'",
                                  "drop user root@localhost",
                                  "grant all on *.* to current_user()",
                                  "set password for root@localhost = 'x'",
                                  "alter user root@localhost identified by 'x'",
                                  "set global max_connections = 1",
                                  "flush tables",
                                  "flush logs",
                                  "select authentication_string from mysql.user",
                                  "select * from mysql.procs_priv",
                                  "shutdown",

                                  "install soname 'x'",
                                  "install plugin x soname 'x'",
                                  "change master to master_host = 'x'",
                                  "show grants for root@localhost",
                                  "show binary logs",
                                  "set role all; select 1",
                                  "drop procedure sync_push",
                                  "alter procedure sync_push sql security invoker",
                                  "use mysql",
                                  "set session sql_log_bin = 0",
                                  "prepare s from 'select * from client'"}) {
        statements.emplace_back(statement);
    }
    const std::string before = checksums(office);
    for (const Role& role : roles(office)) {
        Laptop laptop = office.laptop(role.person);
        const bool gestion = role.name == "gestion";
        for (const auto& [name, kind, parameters] : routines) {
            std::string arguments;
            for (int i = 0; i < std::stoi(parameters); ++i) arguments += i == 0 ? "@a" : ", @a";
            const bool granted = std::ranges::count(sync::granted_procedures(), name) > 0;
            if (granted && gestion) continue; // each has tests of its own
            const auto done =
                laptop.connection.execute((kind == "FUNCTION" ? "select " : "call ") + name + "(" + arguments + ")");
            attempts.note(bool(done), std::string(role.name) + " " + name);
        }
        for (const std::string& statement : statements) {
            const auto done = laptop.connection.execute(statement);
            attempts.note(bool(done), std::string(role.name) + ": " + statement);
        }
        for (const Person* victim : {&office.gestion, &office.bruno, &office.chloe}) {
            if (gestion) break;
            const std::string password = "e1-0123456789012345678901234567";
            attempts.note(bool(laptop.connection.call_for_text("account_put", {victim->account, victim->id, password})),
                          std::string(role.name) + " account_put");
            attempts.note(bool(laptop.connection.call_for_text("account_close", {victim->id})),
                          std::string(role.name) + " account_close");
        }
    }
    CHECK(checksums(office) == before);
    attempts.print("routines and statements, every role");
    CHECK(attempts.made > 1'000);
    CHECK(attempts.through.empty());
}
