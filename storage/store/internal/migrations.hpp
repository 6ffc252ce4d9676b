// The form of the file, from nothing to the present one. Migrations are numbered .sql files; each runs with its
// version number in one transaction, on new files too.
//
// Failures: newer_version when a newer program wrote the file, not_ours when the database is something else.
// Threads: nobody else uses the file yet.
#pragma once

#include "core/base/result.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

// In the database's header (SQLite file format, section 1.3.14): "EpEv".
inline constexpr int application_id = 0x45704576;

// The number of the last migration.
int newest_version();
Result<> migrate(Connection& connection);
// Up to and with `version`: tests make older files with it.
Result<> migrate_to(Connection& connection, int version);
// The same on an empty database that is no file of ours. Throws SQLite::Exception.
void run_migrations(SQLite::Database& database, int version);

} // namespace epic::store
