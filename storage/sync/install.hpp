// `central install`: makes the central server in a database of a MySQL or MariaDB.
//
// Everything is done over one connection of an administrator. The SQL is in sql/, one file per group of
// tables or procedures, run in the order of its names; the permission rules and the fields come from core's
// tables. Definition statements commit by themselves, so an installation that was cut short is begun again
// from its start: every step may be repeated until the row of `server` is written, which is the last one.
// Failures: conflict_with_state when the database already holds a server; those of the connection.
// Threads: those of the connection.
#pragma once

#include <string>
#include <string_view>

#include "core/base/id.hpp"
#include "core/base/instant.hpp"
#include "core/model/field.hpp"
#include "storage/sync/connection.hpp"

namespace epic::sync {

inline constexpr int schema_version = 4;
inline constexpr int schema_oldest = 1;

struct InstallOptions {
    std::string database; // [a-z][a-z0-9_]{0,19}
    Id server_id{};
    std::string secret; // 64 hexadecimal digits, random; seals what the server acknowledges
    Instant now{};
};

// `admin` has no database selected.
Result<> install(Connection& admin, const InstallOptions& options);

// Makes everything but the data anew in the database of an installed server, for this program's version. May be
// repeated. Gives the version it had. conflict_with_state: another server's database, or a newer server.
Result<int> upgrade(Connection& admin, const std::string& database, std::string_view server_id);

// Makes the account of a collaborator who is on the server, or resets it. `password` is derived.
Outcome<> make_account(Connection& admin, std::string_view account, const Id& collaborator, std::string_view password,
                       bool one_time);

// The server's name of what a field merges with: the field's own, or that of its unit.
std::string_view unit_name(const FieldSpec& field);

// The procedures that every account may call.
std::vector<std::string_view> granted_procedures();

} // namespace epic::sync
