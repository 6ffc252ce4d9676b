// The records that every engine gets: clients, contracts and events of a company as large as VAULT's bars assume, the
// same ones for the same number. Not the product's schema: what is compared is the file below it.
//
// Threads: one. Failures throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <cstdint>

namespace epic::bench {

void create_tables(SQLite::Database& database);

// `clients` clients with two contracts and two events each, searchable, in transactions of 1000 clients.
void load_records(SQLite::Database& database, std::int64_t clients);

// One more event, found by its words. Its id is `id`.
class EventWriter {
public:
    explicit EventWriter(SQLite::Database& database);
    void add(std::int64_t id, std::int64_t contract);

private:
    SQLite::Statement event_;
    SQLite::Statement search_;
};

} // namespace epic::bench
