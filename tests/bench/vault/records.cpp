#include "tests/bench/vault/records.hpp"

#include <array>
#include <string>

namespace epic::bench {
namespace {

constexpr std::int64_t clients_per_transaction = 1000;

constexpr std::array words = {"mariage",  "séminaire", "gala",    "jardin",     "terrasse",  "orchestre",
                              "traiteur", "invités",   "accueil", "fleurs",     "salle",     "lumières",
                              "concert",  "vaisselle", "parking", "navette",    "château",   "assemblée",
                              "buffet",   "sécurité",  "estrade", "projecteur", "vestiaire", "pluie"};
constexpr std::array names = {"Martin", "Bernard", "Dubois", "Thomas",  "Robert",   "Richard", "Petit",  "Durand",
                              "Leroy",  "Moreau",  "Simon",  "Laurent", "Lefebvre", "Michel",  "Garcia", "Bertrand"};

// A number that looks random and is the same on every run (the finaliser of SplitMix64).
std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

std::string sentence(std::uint64_t seed, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        seed = mixed(seed);
        if (i > 0) text += ' ';
        text += words[seed % words.size()];
        // So that the search index grows as it does with names of people and places.
        if (i % 4 == 3) text += std::to_string(seed % 9973);
    }
    return text;
}

std::string full_name(std::int64_t client) {
    const std::uint64_t seed = mixed(static_cast<std::uint64_t>(client));
    return std::string(names[seed % names.size()]) + " " + names[(seed >> 8) % names.size()] + " " +
           std::to_string(client);
}

template <typename... Values>
void execute(SQLite::Statement& statement, const Values&... values) {
    int index = 0;
    (statement.bind(++index, values), ...);
    statement.exec();
    statement.reset();
}

} // namespace

void create_tables(SQLite::Database& database) {
    database.exec(R"(
        CREATE TABLE clients(id INTEGER PRIMARY KEY, full_name TEXT, email TEXT, phone TEXT, company TEXT,
                             commercial INTEGER, created_ms INTEGER, notes TEXT) STRICT;
        CREATE TABLE contracts(id INTEGER PRIMARY KEY, client INTEGER, total_cents INTEGER, due_cents INTEGER,
                               signed INTEGER, created_ms INTEGER) STRICT;
        CREATE TABLE events(id INTEGER PRIMARY KEY, contract INTEGER, title TEXT, begins_ms INTEGER, ends_ms INTEGER,
                            place TEXT, attendees INTEGER, notes TEXT) STRICT;
        CREATE INDEX clients_by_name ON clients(full_name);
        CREATE INDEX contracts_by_client ON contracts(client);
        CREATE INDEX events_by_contract ON events(contract);
        CREATE INDEX events_by_begin ON events(begins_ms);
        CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');
    )");
}

EventWriter::EventWriter(SQLite::Database& database)
    : event_(database, "INSERT INTO events VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
      search_(database, "INSERT INTO search(rowid, words) VALUES(?, ?)") {}

void EventWriter::add(std::int64_t id, std::int64_t contract) {
    const std::uint64_t seed = mixed(static_cast<std::uint64_t>(id) + (std::uint64_t{1} << 40));
    const std::string title = sentence(seed, 4);
    const std::string place = sentence(seed >> 3, 5);
    const auto begins = static_cast<std::int64_t>(1'700'000'000'000 + seed % 100'000'000'000);
    execute(event_, id, contract, title, begins, begins + 7'200'000, place, static_cast<std::int64_t>(seed % 500),
            sentence(seed >> 5, 14));
    execute(search_, id, title + " " + place);
}

void load_records(SQLite::Database& database, std::int64_t clients) {
    SQLite::Statement client(database, "INSERT INTO clients VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    SQLite::Statement contract(database, "INSERT INTO contracts VALUES(?, ?, ?, ?, ?, ?)");
    SQLite::Statement search(database, "INSERT INTO search(rowid, words) VALUES(?, ?)");
    EventWriter events(database);
    for (std::int64_t first = 1; first <= clients; first += clients_per_transaction) {
        SQLite::Transaction transaction(database);
        for (std::int64_t id = first; id < first + clients_per_transaction && id <= clients; ++id) {
            const std::uint64_t seed = mixed(static_cast<std::uint64_t>(id));
            const std::string name = full_name(id);
            execute(client, id, name, "client" + std::to_string(id) + "@example.org",
                    "+33 6 " + std::to_string(10'000'000 + seed % 90'000'000), sentence(seed, 2),
                    static_cast<std::int64_t>(seed % 40), std::int64_t{1'600'000'000'000} + id, sentence(seed >> 7, 8));
            execute(search, -id, name);
            for (const std::int64_t own : {2 * id - 1, 2 * id}) {
                const auto total = static_cast<std::int64_t>(mixed(static_cast<std::uint64_t>(own)) % 5'000'000);
                execute(contract, own, id, total, total / 2, std::int64_t{1}, std::int64_t{1'600'000'000'000} + own);
                events.add(own, own);
            }
        }
        transaction.commit();
    }
}

} // namespace epic::bench
