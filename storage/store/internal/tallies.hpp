// Figures that are kept in the transaction of each row instead of being counted when they are asked for.
//
// What one record adds to them is said by the views counted_… of the schema and nowhere else: a row is taken out of
// the tallies before it is written and put in again afterwards, whoever writes it.
// Throws SQLite::Exception. Threads: those of the Connection; writing needs a transaction that is open.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/model/record.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

struct Tallied {
    std::array<std::int64_t, entity_count> standing{}; // not withdrawn
    Revisions revisions{};
};
Tallied read_tallied(Connection& connection);

// Around the writing, or the removing, of one row:
//
//     const Tallying tallying(connection, Entity::client, id);
//     … the row is written …
//     tallying.finish();
//
// A client takes its contracts along when its commercial changes, since they count for that person.
class Tallying {
public:
    // `commercial` is the one that a client is about to have.
    Tallying(Connection& connection, Entity entity, const Id& id, std::optional<Id> commercial = {});
    void finish() const;

private:
    void count(int sign) const;

    Connection& connection_;
    const Entity entity_;
    const Id id_;
    bool moves_contracts_ = false;
};

// Whether what a record adds to the figures may differ between the two: false only where no view counted_… looks at
// what differs.
bool counts_otherwise(const Record& before, const Record& after);

// Rows of one entity that were not there before, by their numbers; nothing else is in between.
void count_new_rows(Connection& connection, Entity entity, std::int64_t first, std::int64_t last);
// The parts of Tallying, for who does it for several rows: a contract leaves its figures (-1) and comes back (1); so do
// all contracts of a client. Then the revision of contracts has to grow.
void count_contract(Connection& connection, const Id& contract, int sign);
void count_contracts_of(Connection& connection, const Id& client, int sign);
void grow_revision(Connection& connection, Entity entity);

// Makes all of them again from the rows.
void count_again(Connection& connection);
// For `verify`: what a recount finds to be otherwise; empty when they are right. Reads every row.
std::vector<std::string> wrong_tallies(Connection& connection);

} // namespace epic::store
