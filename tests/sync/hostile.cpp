#include "tests/sync/hostile.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdio>

namespace epic::test {
namespace {

using nlohmann::json;

json must_apply(const json& answer) {
    INFO(answer.dump());
    for (const json& one : answer.at("operations")) REQUIRE(one.at("state") == "applied");
    return answer;
}

Id id_of(const std::string& hex) {
    return *Id::parse(hex);
}

} // namespace

BusyOffice::BusyOffice() {
    Laptop gestion_laptop = laptop(gestion);
    gestion_laptop.hello();
    denis = next_id();
    must_apply(gestion_laptop.push({gestion_laptop.operation("collaborator.add", "collaborator", denis, "create",
                                                             {{"full_name", "denis", "0"},
                                                              {"email", "denis@" + database, "0"},
                                                              {"department", "support", "0"},
                                                              {"active", "1", "0"},
                                                              {"language", "fr", "0"}})}));
    for (const std::string& id : {gestion.id, anne.id, bruno.id, chloe.id, denis}) {
        records.push_back({Entity::collaborator, id, {.record = id_of(id), .created_by = id_of(gestion.id)}});
    }
    fill(anne);
    fill(bruno);
}

void BusyOffice::fill(const Person& commercial) {
    Laptop gestion_laptop = laptop(gestion);
    Laptop own = laptop(commercial);
    gestion_laptop.hello();
    own.hello();
    const std::string client = add_client(own, commercial, "Client of " + commercial.account);
    const auto known = [&](Entity entity, const std::string& id, const Person& creator, bool is_signed,
                           const std::string& support) {
        RuleFacts facts{.record = id_of(id),
                        .created_by = id_of(creator.id),
                        .client_commercial = id_of(commercial.id),
                        .contract_signed = is_signed};
        if (!support.empty()) facts.support = id_of(support);
        records.push_back({entity, id, facts});
    };
    known(Entity::client, client, commercial, false, "");
    for (const bool is_signed : {true, false}) {
        const std::string contract = next_id();
        must_apply(gestion_laptop.push({gestion_laptop.operation("contract.add", "contract", contract, "create",
                                                                 {{"client", client, "0"},
                                                                  {"total", "100000", "0"},
                                                                  {"currency", "EUR", "0"},
                                                                  {"created_on", "2026-11-02", "0"}})}));
        known(Entity::contract, contract, gestion, is_signed, "");
        if (!is_signed) continue;
        must_apply(own.push(
            {own.operation("contract.sign", "contract", contract, "change", {{"signed_on", "2026-11-03", "0"}})}));
        const std::string payment = next_id();
        must_apply(gestion_laptop.push({gestion_laptop.operation("payment.add", "payment", payment, "create",
                                                                 {{"contract", contract, "0"},
                                                                  {"amount", "5000", "0"},
                                                                  {"currency", "EUR", "0"},
                                                                  {"received_on", "2026-11-04", "0"}})}));
        known(Entity::payment, payment, gestion, true, "");
        for (const std::string& support : {std::string(), chloe.id, denis}) {
            const std::string event = next_id();
            must_apply(own.push({own.operation("event.add", "event", event, "create",
                                               {{"title", "Mariage", "0"},
                                                {"contract", contract, "0"},
                                                {"starts_at", "1780570800000", "0"},
                                                {"ends_at", "1780617600000", "0"},
                                                {"time_zone", "Europe/Paris", "0"}})}));
            known(Entity::event, event, commercial, true, support);
            if (support.empty()) continue;
            must_apply(gestion_laptop.push(
                {gestion_laptop.operation("event.assign", "event", event, "change", {{"support", support, "0"}})}));
        }
    }
}

std::string BusyOffice::client_of(const Person& commercial) const {
    for (const KnownRecord& record : records) {
        if (record.entity == Entity::client && record.facts.client_commercial == id_of(commercial.id)) return record.id;
    }
    return {};
}

std::string BusyOffice::signed_contract_of(const Person& commercial) const {
    for (const KnownRecord& record : records) {
        if (record.entity == Entity::contract && record.facts.contract_signed &&
            record.facts.client_commercial == id_of(commercial.id)) {
            return record.id;
        }
    }
    return {};
}

std::vector<Role> roles(const Office& office) {
    const auto role = [](std::string_view name, const Person& person, Department department) {
        return Role{name, person, Actor{.id = id_of(person.id), .department = department, .active = true}};
    };
    return {role("gestion", office.gestion, Department::gestion),
            role("commercial", office.anne, Department::commercial),
            role("another commercial", office.bruno, Department::commercial),
            role("support", office.chloe, Department::support)};
}

std::string value_for(const FieldSpec& field, const BusyOffice& office) {
    switch (field.type) {
        case FieldType::text:
        case FieldType::long_text: return "taken over";
        case FieldType::phone: return "0666666666";
        case FieldType::email: return "taken@over.example";
        case FieldType::boolean: return field.name == "active" ? "0" : "1";
        case FieldType::integer: return "666";
        case FieldType::amount_minor: return "66600";
        case FieldType::currency: return "USD";
        case FieldType::date: return "2026-06-06";
        case FieldType::instant: return field.name == "ends_at" ? "1790000000000" : "1780000000000";
        case FieldType::zone: return "Europe/Rome";
        case FieldType::department: return "gestion";
        case FieldType::language: return "en";
        case FieldType::reference: break;
    }
    if (field.name == "client") return office.client_of(office.anne);
    if (field.name == "contract") return office.signed_contract_of(office.anne);
    if (field.name == "commercial") return office.bruno.id;
    if (field.name == "support") return office.denis;
    return next_id();
}

std::string checksums(Office& office) {
    sync::Connection root = office.admin();
    std::string lines;
    for (const char* query :
         {"checksum table server, head, account, account_procedure, permission_rule, field_spec, collaborator, client, "
          "contract, payment, event, contract_counter, operation_log, record, field_version, agreement, conflict",
          "select count(*), max(user), sum(crc32(concat(user, host, coalesce(authentication_string, '')))) from "
          "mysql.user",
          "select count(*), sum(crc32(concat_ws(' ', user, routine_name, proc_priv))) from mysql.procs_priv",
          "select count(*), sum(crc32(coalesce(routine_definition, ''))) from information_schema.routines "
          "where routine_schema = database()"}) {
        const auto done = root.execute(query, [&](std::size_t, sync::RowView row) {
            for (const auto& cell : row) lines += std::string(cell.value_or("null")) + " ";
            lines += "\n";
        });
        INFO(query);
        REQUIRE(done);
    }
    return lines;
}

void Attempts::print(std::string_view what) const {
    std::printf("%s, %s: %d tried, %zu got through\n", std::string(server_kind_name(server_kind())).c_str(),
                std::string(what).c_str(), made, through.size());
    for (std::size_t i = 0; i < through.size() && i < 20; ++i) std::printf("    %s\n", through[i].c_str());
}

} // namespace epic::test
