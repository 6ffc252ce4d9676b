#include "tests/bench/office/many_records.hpp"

namespace epic::bench {
namespace {

// Replaces {name} everywhere.
std::string with(std::string text, const std::string& name, const std::string& value) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) {
        text.replace(at, name.size(), value);
    }
    return text;
}

// As UUIDv7: of the time in front, random behind, and with no two alike.
std::string id_of(const std::string& entity, const std::string& number) {
    return "concat(lpad(lower(hex(1600000000000 + (" + number + ") * 190000)), 12, '0'), '7', left(sha2(concat('" +
           entity + "', " + number + "), 256), 19))";
}

constexpr const char* first_names =
    "elt(1 + n % 24, 'Camille', 'Léa', 'Manon', 'Chloé', 'Emma', 'Jade', 'Louise', 'Alice', 'Zoé', 'Inès', 'Anaïs', "
    "'Éloïse', 'Lucas', 'Hugo', 'Louis', 'Arthur', 'Jules', 'Gabriel', 'Raphaël', 'Théo', 'Maël', 'Noé', 'Étienne', "
    "'François')";
constexpr const char* last_names =
    "elt(1 + (n * 7919) % 36, 'Martin', 'Bernard', 'Dubois', 'Thomas', 'Robert', 'Richard', 'Petit', 'Durand', "
    "'Leroy', 'Moreau', 'Simon', 'Laurent', 'Lefèbvre', 'Michel', 'Garcia', 'David', 'Bertrand', 'Roux', 'Vincent', "
    "'Fournier', 'Morel', 'Girard', 'André', 'Lefèvre', 'Mercier', 'Dupont', 'Lambert', 'Bonnet', 'François', "
    "'Martinez', 'Legrand', 'Garnier', 'Faure', 'Rousseau', 'Blanc', 'Guérin')";
constexpr const char* places =
    "elt(1 + (n * 104729) % 12, 'Château de Gombert', 'Salle des fêtes de Lavaur', 'Halle aux grains', "
    "'Domaine de Montjoie', 'Palais des congrès', 'Orangerie de Rochemontès', 'Manoir du Prince', 'Ferme de Bouconne', "
    "'Théâtre Garonne', 'Abbaye de Belleperche', 'Moulin de Nartaud', 'Hôtel-Dieu Saint-Jacques')";

} // namespace

void write_many_records(const Office& office, std::size_t records, const std::function<void(std::string)>& progress) {
    sync::Connection admin = office.admin();
    const std::size_t clients = records * 35 / 100;
    const std::size_t contracts = records * 25 / 100;
    const std::size_t events = records * 25 / 100;
    const std::size_t payments = records * 15 / 100;
    const auto run = [&](std::string statement) {
        for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
                 {"{first}", first_names},
                 {"{last}", last_names},
                 {"{place}", places},
                 {"{client}", id_of("client", "n")},
                 {"{contract}", id_of("contract", "n")},
                 {"{event}", id_of("event", "n")},
                 {"{payment}", id_of("payment", "n")},
                 {"{its client}", id_of("client", "(n * 31) % " + std::to_string(clients))},
                 {"{its contract}", id_of("contract", "(n * 17) % " + std::to_string(contracts))},
                 // One in forty is hers.
                 {"{commercial}",
                  "if(n % 40 = 0, '" + office.commercial.hex() + "', '" + office.other_commercial.hex() + "')"},
                 {"{chloe}", "'" + office.support.hex() + "'"}}) {
            statement = with(statement, name, value);
        }
        must(admin.execute(statement));
    };
    const auto below = [](std::size_t count) { return " from counted where n < " + std::to_string(count); };

    progress("numbers");
    run("create table counted (n int not null primary key)");
    run("insert into counted values (0)");
    for (std::size_t count = 1; count < clients; count *= 2) {
        run("insert into counted select n + " + std::to_string(count) + " from counted");
    }
    progress("clients");
    run("insert into client (id, full_name, email, phone, company, first_contact, last_contact, commercial, notes) "
        "select {client}, concat({first}, ' ', {last}), concat('contact.', n, '@agence', n % 500, '.example'), "
        "concat('06 ', lpad(n % 100, 2, '0'), ' ', lpad(n div 100 % 100, 2, '0'), ' ', lpad(n div 10000, 2, '0'), ' "
        "10'), "
        "if(n % 10 < 7, concat({last}, ' & ', {first}), null), date_add('2020-10-01', interval n % 2190 day), "
        "if(n % 5 > 0, date_add('2020-10-01', interval n % 2190 + 30 day), null), {commercial}, "
        "if(n % 10 < 3, concat('Rencontre au salon, demande une salle pour ', n % 400, ' personnes à ', {place}), "
        "null)" +
        below(clients));
    progress("contracts");
    run("insert into contract (id, number, client, total, currency, created_on, signed_on, notes) "
        "select {contract}, concat(2020 + n % 7, '-', lpad(n, 6, '0')), {its client}, 30000 + (n * 7919) % 3000000, "
        "'EUR', "
        "date_add('2020-10-01', interval n % 2190 day), if(n % 20 < 17, date_add('2020-10-01', interval n % 2190 + 20 "
        "day), null), "
        "if(n % 10 = 0, 'Acompte de trente pour cent à la signature', null)" +
        below(contracts));
    progress("events");
    run("insert into event (id, title, contract, contact_name, contact_phone, starts_at, ends_at, time_zone, support, "
        "venue_name, venue_address, attendees, notes) "
        "select {event}, concat(elt(1 + n % 5, 'Mariage ', 'Séminaire ', 'Gala ', 'Anniversaire ', 'Congrès '), "
        "{last}), "
        "{its contract}, concat({first}, ' ', {last}), '05 61 22 33 44', x.starts, x.starts + 14400000, "
        "'Europe/Paris', "
        "if(n % 40 = 0, {chloe}, null), {place}, concat(n % 90, ' rue de la République, 31000 Toulouse'), n % 500, "
        "if(n % 2 = 0, 'Traiteur et sonorisation à confirmer, accès par la cour', null) "
        "from (select n, (unix_timestamp() - 2190 * 86400 + (n * 104729) % (2555 * 86400)) * 1000 as starts from "
        "counted "
        "where n < " +
        std::to_string(events) + ") x");
    progress("payments");
    run("insert into payment (id, contract, amount, currency, received_on, method) "
        "select {payment}, {its contract}, 10000 + n % 900000, 'EUR', date_add('2020-12-01', interval n % 2190 day), "
        "if(n % 5 < 3, 'virement', 'chèque')" +
        below(payments));
    progress("who made them");
    std::size_t number = std::stoull(office.cell("select number from head"));
    for (const auto& [entity, count] : {std::pair{std::string("client"), clients},
                                        {"contract", contracts},
                                        {"event", events},
                                        {"payment", payments}}) {
        run("insert into record (id, entity, created_number, created_operation, created_by, created_stamp) "
            "select {" +
            entity + "}, '" + entity + "', " + std::to_string(number + 1) +
            " + n, left(sha2(concat('operation', n), 256), 32), {commercial}, "
            "105000000000000000 + n" +
            below(count));
        number += count;
    }
    // One record in ten was changed since.
    run("insert into field_version (record, unit, number, operation, stamp) "
        "select {client}, 'phone', " +
        std::to_string(number) + ", left(sha2(concat('change', n), 256), 32), 106000000000000000 + n" + below(clients) +
        " and n % 10 = 0");
    run("update head set number = " + std::to_string(number));
    run("update retention set compacted_number = " + std::to_string(number));
    run("delete from operation_log");
    run("drop table counted");
    run("analyze table client, contract, event, payment, record, field_version");
}

} // namespace epic::bench
