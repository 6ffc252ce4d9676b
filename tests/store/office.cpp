#include "tests/store/office.hpp"

namespace epic::test {

Office::Office() {
    store = must(store::Store::create(file(), {"Amélie Garnier", "Amelie@Epic.example", "secret"}, environment,
                                      vault::KdfLimits::minimum()));
    gestion = store->session().actor.id;
    sign_ins[gestion] = {"amelie@epic.example", "secret"};
    commercial = add_person("Bastien Roy", "bastien@epic.example", Department::commercial);
    other_commercial = add_person("Chloé Petit", "chloe@epic.example", Department::commercial);
    support = add_person("David Émond", "david@epic.example", Department::support);
    other_support = add_person("Élodie Faure", "elodie@epic.example", Department::support);
}

Office& Office::as(const Id& person) {
    if (must(store->exchange().state()).joined) {
        const store::SignIn& who = sign_ins.at(person);
        if (store->session().actor.id != person) reopen(who.email, who.password);
    } else {
        must(store->act_as(person));
    }
    return *this;
}

void Office::reopen(const std::string& email, const std::string& password) {
    store.reset();
    store = must(store::Store::open(file(), {email, password}, environment));
}

Id Office::add(Entity entity, const FieldValues& values) {
    return must(store->execute(AddRecord{entity, {}, values})).record;
}

Id Office::add_person(const std::string& name, const std::string& email, Department department) {
    const AddRecord command{Entity::collaborator,
                            {},
                            {{Field::collaborator_full_name, name},
                             {Field::collaborator_email, email},
                             {Field::collaborator_department, std::string(department_name(department))},
                             {Field::collaborator_must_change_password, std::int64_t{0}}}};
    const std::string password = "secret-" + email.substr(0, email.find('@'));
    const Id person = must(store->add_collaborator(command, password)).record;
    sign_ins[person] = {email, password};
    return person;
}

Id Office::add_client(const std::string& name, const FieldValues& more) {
    FieldValues values{{Field::client_full_name, name}};
    values.insert(values.end(), more.begin(), more.end());
    return add(Entity::client, values);
}

Id Office::add_contract(const Id& client, std::int64_t total_minor, bool is_signed) {
    const Id before = store->session().actor.id;
    as(gestion);
    const Id contract = add(Entity::contract, {{Field::contract_client, client}, {Field::contract_total, total_minor}});
    if (is_signed) must(store->execute(SignContract{contract, {}}));
    as(before);
    return contract;
}

Id Office::add_payment(const Id& contract, std::int64_t minor) {
    return add(Entity::payment, {{Field::payment_contract, contract},
                                 {Field::payment_amount, minor},
                                 {Field::payment_currency, std::string("EUR")}});
}

Id Office::add_event(const Id& contract, const std::string& title, const std::string& starts, const std::string& ends,
                     const std::string& zone) {
    const auto instant = [&](const std::string& text) {
        return Value{zones.to_instant(*parse_civil_time(text), zone).unix_ms};
    };
    return add(Entity::event, {{Field::event_title, title},
                               {Field::event_contract, contract},
                               {Field::event_starts_at, instant(starts)},
                               {Field::event_ends_at, instant(ends)},
                               {Field::event_time_zone, zone}});
}

std::vector<Id> Office::ids(const ListQuery& query) {
    std::vector<Id> found;
    for (const RecordView& view : must(store->list(query)).items) found.push_back(view.record.id);
    return found;
}

} // namespace epic::test
