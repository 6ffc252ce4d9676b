#include "tests/transfer/desk.hpp"

#include <catch2/catch_test_macros.hpp>

#include "assets/catalogue.hpp"

namespace epic::test {

Desk::Desk() {
    static const bool spoken = (assets::install_catalogues(), true);
    REQUIRE(spoken);
    store = must(store::Store::create(file("office.epic"), {"Amélie Garnier", "amelie@epic.example", "secret"},
                                      environment, vault::KdfLimits::minimum()));
    gestion = store->session().actor.id;
    commercial = person("Bastien Roy", Department::commercial);
    other_commercial = person("Chloé Petit", Department::commercial);
    support = person("David Émond", Department::support);
    as(commercial);
}

Id Desk::person(const std::string& name, Department department) {
    const AddRecord command{
        Entity::collaborator,
        {},
        {{Field::collaborator_full_name, name},
         {Field::collaborator_email, unicode.fold(name.substr(0, name.find(' '))) + "@epic.example"},
         {Field::collaborator_department, std::string(department_name(department))},
         {Field::collaborator_must_change_password, std::int64_t{0}}}};
    return must(store->add_collaborator(command, "secret")).record;
}

Desk& Desk::as(const Id& person) {
    must(store->act_as(person));
    return *this;
}

Id Desk::add(Entity entity, const FieldValues& values) {
    return must(store->execute(AddRecord{entity, {}, values})).record;
}

Id Desk::signed_contract() {
    as(commercial);
    const Id client = add(Entity::client, {{Field::client_full_name, std::string("Lou Bouzin")}});
    as(gestion);
    const Id contract = add(Entity::contract, {{Field::contract_client, client},
                                               {Field::contract_total, std::int64_t{150'000}},
                                               {Field::contract_signed_on, Date{2026, 1, 5}}});
    as(commercial);
    return contract;
}

std::string Desk::write(std::string_view name, std::string_view text) const {
    write_file(folder / name, text);
    return file(name);
}

Result<transfer::ImportPlan> Desk::analyse(const std::string& path, const transfer::ImportOptions& options) const {
    transfer::ImportOptions used = options;
    if (used.zone.empty()) used.zone = "Europe/Paris";
    return transfer::analyse(path, used, environment);
}

transfer::ImportReport Desk::import(const std::string& path, const transfer::ImportOptions& options) {
    return must(transfer::run(*store, must(analyse(path, options)), environment));
}

std::vector<Record> Desk::all(Entity entity) {
    std::vector<Record> records;
    must(store->for_each({.entity = entity}, [&](const RecordView& view) -> Result<> {
        records.push_back(view.record);
        return Done{};
    }));
    return records;
}

std::int64_t Desk::count(Entity entity) {
    return must(store->list({.entity = entity, .limit = 0})).total;
}

} // namespace epic::test
