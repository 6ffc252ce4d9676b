#include "storage/sync/install.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <utility>

#include "core/model/field.hpp"
#include "core/rules/rules.hpp"
#include "embedded/central_sql.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

bool is_database_name(std::string_view name) {
    if (name.empty() || name.size() > 20 || name.front() < 'a' || name.front() > 'z') return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string definer_of(std::string_view database) {
    return "`epic_owner_" + std::string(database) + "`@`localhost`";
}

std::string replaced(std::string text, std::string_view token, std::string_view value) {
    for (std::size_t at = text.find(token); at != std::string::npos; at = text.find(token, at + value.size())) {
        text.replace(at, token.size(), value);
    }
    return text;
}

// Statements are separated by a line of two slashes: bodies of procedures hold semicolons.
std::vector<std::string> statements_of(std::string_view file) {
    std::vector<std::string> statements;
    while (!file.empty()) {
        const std::size_t end = file.find("\n//\n");
        statements.emplace_back(file.substr(0, end));
        file = end == std::string_view::npos ? std::string_view() : file.substr(end + 4);
    }
    return statements;
}

std::string_view policy_name(MergePolicy policy) {
    switch (policy) {
        case MergePolicy::newest_wins: return "newest_wins";
        case MergePolicy::ask: return "ask";
        case MergePolicy::lines: return "lines";
        case MergePolicy::immutable: break;
    }
    return "immutable";
}

std::string_view type_name(FieldType type) {
    switch (type) {
        case FieldType::text: return "text";
        case FieldType::long_text: return "long_text";
        case FieldType::email: return "email";
        case FieldType::phone: return "phone";
        case FieldType::boolean: return "boolean";
        case FieldType::integer: return "integer";
        case FieldType::amount_minor: return "amount_minor";
        case FieldType::currency: return "currency";
        case FieldType::date: return "date";
        case FieldType::instant: return "instant";
        case FieldType::zone: return "zone";
        case FieldType::reference: return "reference";
        case FieldType::department: return "department";
        case FieldType::language: break;
    }
    return "language";
}

class Installation {
public:
    Installation(Connection& admin, const InstallOptions& options)
        : admin_(admin), options_(options), definer_(definer_of(options.database)) {}

    Outcome<bool> is_there() {
        bool found = false;
        EPIC_TRY(admin_.execute("select 1 from information_schema.tables where table_schema = " +
                                    admin_.quote(options_.database) + " and table_name = 'server'",
                                [&](std::size_t, RowView) { found = true; }));
        if (!found) return false;
        found = false;
        EPIC_TRY(admin_.execute("select 1 from `" + options_.database + "`.server",
                                [&](std::size_t, RowView) { found = true; }));
        return found;
    }

    Outcome<bool> lets_anyone_in() {
        bool found = false;
        EPIC_TRY(
            admin_.execute("select 1 from mysql.user where user = ''", [&](std::size_t, RowView) { found = true; }));
        return found;
    }

    Outcome<> use() {
        EPIC_TRY(session());
        return admin_.execute("use `" + options_.database + "`");
    }

    // Whose it is, and its version.
    Outcome<std::pair<std::string, int>> standing() {
        std::pair<std::string, int> found;
        EPIC_TRY(admin_.execute("select server_id, schema_version from server", [&](std::size_t, RowView row) {
            found = {std::string(*row[0]), std::atoi(std::string(*row[1]).c_str())};
        }));
        return found;
    }

    // Dropping a procedure takes everybody's right to call it, so these are given again.
    Outcome<> renew() {
        EPIC_TRY(files());
        EPIC_TRY(grants());
        std::vector<std::string> accounts;
        EPIC_TRY(admin_.execute("select name from account where state in ('new', 'ready', 'closing')",
                                [&](std::size_t, RowView row) { accounts.emplace_back(*row[0]); }));
        for (const std::string& account : accounts) {
            for (const std::string_view procedure : granted_procedures()) {
                EPIC_TRY(admin_.execute("grant execute on procedure `" + options_.database + "`." +
                                        std::string(procedure) + " to " + admin_.quote(account) + "@'%'"));
            }
        }
        EPIC_TRY(fields());
        EPIC_TRY(rules());
        return admin_.execute("update server set schema_version = " + std::to_string(schema_version) +
                              ", schema_oldest = " + std::to_string(schema_oldest));
    }

    Outcome<> run() {
        EPIC_TRY(session());
        EPIC_TRY(database());
        EPIC_TRY(definer());
        EPIC_TRY(files());
        EPIC_TRY(grants());
        EPIC_TRY(fields());
        EPIC_TRY(rules());
        EPIC_TRY(server_row());
        return Done{};
    }

private:
    // A procedure keeps the mode it was made in: what it does with a bad value must not depend on the server.
    Outcome<> session() {
        EPIC_TRY(admin_.execute("set names utf8mb4 collate utf8mb4_bin"));
        return admin_.execute(
            "set session sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'");
    }

    Outcome<> database() {
        const std::string name = "`" + options_.database + "`";
        EPIC_TRY(
            admin_.execute("create database if not exists " + name + " character set utf8mb4 collate utf8mb4_bin"));
        return admin_.execute("use " + name);
    }

    // The owner of the procedures: nobody can sign in as it.
    Outcome<> definer() {
        EPIC_TRY(admin_.execute("create user if not exists " + definer_ + " identified by " +
                                admin_.quote("locked-" + options_.secret) + " account lock"));
        EPIC_TRY(admin_.execute("grant select, insert, update, delete, execute, create temporary tables on `" +
                                options_.database + "`.* to " + definer_));
        return admin_.execute("grant create user on *.* to " + definer_);
    }

    Outcome<> files() {
        for (const EmbeddedFile& file : embedded::central_sql()) {
            for (const std::string& statement : statements_of(file.bytes)) {
                EPIC_TRY(drop_routine_of(statement));
                EPIC_TRY(admin_.execute(replaced(statement, "{definer}", definer_)));
            }
        }
        return Done{};
    }

    // The two servers share no CREATE OR REPLACE.
    Outcome<> drop_routine_of(std::string_view statement) {
        for (const std::string_view kind : {std::string_view("procedure"), std::string_view("function")}) {
            const std::string lead = "create definer = {definer} " + std::string(kind) + " ";
            const std::size_t begin = statement.find(lead);
            if (begin == std::string_view::npos) continue;
            const std::size_t name = begin + lead.size();
            const std::string routine(statement.substr(name, statement.find('(', name) - name));
            EPIC_TRY(admin_.execute("drop " + std::string(kind) + " if exists " + routine));
        }
        return Done{};
    }

    // The definer hands on only what it holds with the grant option.
    Outcome<> grants() {
        EPIC_TRY(admin_.execute("delete from account_procedure"));
        for (const std::string_view procedure : granted_procedures()) {
            EPIC_TRY(admin_.execute("grant execute on procedure `" + options_.database + "`." + std::string(procedure) +
                                    " to " + definer_ + " with grant option"));
            EPIC_TRY(admin_.execute("insert into account_procedure (name) values (" + admin_.quote(procedure) + ")"));
        }
        return Done{};
    }

    Outcome<> fields() {
        std::string rows;
        for (std::size_t e = 0; e < entity_count; ++e) {
            int ordinal = 0;
            for (const FieldSpec& field : fields_of(static_cast<Entity>(e))) {
                rows += (rows.empty() ? "" : ",") + std::string("(") + admin_.quote(entity_name(field.entity)) + "," +
                        admin_.quote(field.name) + "," + admin_.quote(type_name(field.type)) + "," +
                        admin_.quote(policy_name(field.merge)) + "," + admin_.quote(unit_name(field)) + "," +
                        (field.required ? "1" : "0") + "," + std::to_string(field.length_max) + "," +
                        std::to_string(++ordinal) + ")";
            }
        }
        EPIC_TRY(admin_.execute("delete from field_spec"));
        EPIC_TRY(
            admin_.execute("insert into field_spec (entity, field, type, merge_policy, unit, required, length_max, "
                           "ordinal) values " +
                           rows));
        EPIC_TRY(admin_.execute("delete from entity_spec"));
        return admin_.execute(
            "insert into entity_spec (entity, needed) "
            "select s.entity, sum(s.required and s.type <> 'boolean') from field_spec s group by s.entity");
    }

    Outcome<> rules() {
        std::string rows;
        for (const Rule& rule : rule_table()) {
            for (const FieldSpec& field : fields_of(rule.entity)) {
                if (!rule.fields.test(static_cast<std::size_t>(field.field))) continue;
                rows += (rows.empty() ? "" : ",") + std::string("(") + admin_.quote(rule.id) + "," +
                        admin_.quote(department_name(rule.department)) + "," + admin_.quote(entity_name(rule.entity)) +
                        "," + admin_.quote(action_name(rule.action)) + "," + admin_.quote(field.name) + "," +
                        admin_.quote(condition_name(rule.condition)) + ")";
            }
        }
        EPIC_TRY(admin_.execute("delete from permission_rule"));
        EPIC_TRY(admin_.execute(
            "insert into permission_rule (rule_id, department, entity, action, field, condition_name) values " + rows));
        EPIC_TRY(admin_.execute("delete from permission_set"));
        return admin_.execute(
            "insert into permission_set (rule_id, department, entity, action, condition_name, fields) "
            "select r.rule_id, r.department, r.entity, r.action, r.condition_name, bit_or(1 << s.ordinal) "
            "from permission_rule r join field_spec s on s.entity = r.entity and s.field = r.field "
            "group by r.rule_id, r.department, r.entity, r.action, r.condition_name");
    }

    Outcome<> server_row() {
        EPIC_TRY(admin_.execute("insert ignore into head (number, chain) values (0, sha2(" +
                                admin_.quote("epic-events log of " + options_.server_id.hex()) + ", 256))"));
        return admin_.execute(
            "insert into server (server_id, schema_version, schema_oldest, secret, installed_at) values (" +
            admin_.quote(options_.server_id.hex()) + "," + std::to_string(schema_version) + "," +
            std::to_string(schema_oldest) + "," + admin_.quote(options_.secret) + "," +
            std::to_string(options_.now.unix_ms) + ")");
    }

    Connection& admin_;
    const InstallOptions& options_;
    std::string definer_;
};

} // namespace

std::string_view unit_name(const FieldSpec& field) {
    switch (field.unit) {
        case MergeUnit::total: return "total";
        case MergeUnit::period: return "period";
        case MergeUnit::payment_amount: return "amount";
        case MergeUnit::alone: break;
    }
    return field.name;
}

std::vector<std::string_view> granted_procedures() {
    return {"sync_hello",      "sync_push",        "sync_pull",        "sync_page",      "sync_hand_over",
            "sync_farewell",   "sync_handed_over", "account_put",      "account_close",  "account_password",
            "central_devices", "central_report",   "central_retire",   "central_upkeep", "sync_checksums",
            "sync_digests",    "sync_rows",        "central_restored", "sync_common",    "sync_return"};
}

Result<> install(Connection& admin, const InstallOptions& options) {
    if (!is_database_name(options.database)) {
        return Error{.code = ErrorCode::invalid_value, .message = words::database_name, .field = "database"};
    }
    Installation installation(admin, options);
    auto there = installation.is_there();
    if (!there) return to_error(there.error());
    if (*there) {
        return Error{.code = ErrorCode::conflict_with_state, .message = words::server_has_one};
    }
    auto anonymous = installation.lets_anyone_in();
    if (!anonymous) return to_error(anonymous.error());
    if (*anonymous) return Error{.code = ErrorCode::conflict_with_state, .message = words::server_anonymous};
    if (const auto done = installation.run(); !done) return to_error(done.error());
    return Done{};
}

Result<int> upgrade(Connection& admin, const std::string& database, std::string_view server_id) {
    if (!is_database_name(database)) {
        return Error{.code = ErrorCode::invalid_value, .message = words::database_name, .field = "database"};
    }
    const InstallOptions options{.database = database, .server_id = {}, .secret = {}, .now = {}};
    Installation installation(admin, options);
    if (const auto done = installation.use(); !done) return to_error(done.error());
    auto standing = installation.standing();
    if (!standing) return to_error(standing.error());
    const auto& [found, version] = *standing;
    if (found != server_id) return Error{.code = ErrorCode::conflict_with_state, .message = words::other_server};
    if (version > schema_version) {
        return Error{.code = ErrorCode::conflict_with_state, .message = words::server_newer};
    }
    if (const auto done = installation.renew(); !done) return to_error(done.error());
    return version;
}

Outcome<> make_account(Connection& admin, std::string_view account, const Id& collaborator, std::string_view password,
                       bool one_time) {
    EPIC_TRY(admin.call("account_record", {account, collaborator.hex()}, {}));
    EPIC_TRY(admin.call("account_apply", {account, password}, {}));
    return admin.execute("update account set state = 'ready', one_time_password = " +
                         std::string(one_time ? "1" : "0") + " where name = " + admin.quote(account));
}

} // namespace epic::sync
