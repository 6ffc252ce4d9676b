#include "storage/store/internal/migrations.hpp"

#include <cassert>
#include <charconv>
#include <string>
#include <vector>

#include "core/base/embedded_file.hpp"
#include "embedded/store_sql.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

constexpr std::string_view folder = "migrations/";

// In order, since the embedded files are sorted by name; the first is number 1.
std::vector<std::string_view> migrations() {
    std::vector<std::string_view> found;
    for (const EmbeddedFile& file : embedded::store_sql()) {
        if (!file.name.starts_with(folder)) continue;
        int number = 0;
        const std::string_view digits = file.name.substr(folder.size(), 4);
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        found.push_back(file.bytes);
        assert(number == static_cast<int>(found.size()) && "migrations are numbered without a gap");
    }
    return found;
}

int pragma(Connection& connection, const std::string& name) {
    return connection.sqlite().execAndGet("PRAGMA " + name).getInt();
}

} // namespace

int newest_version() {
    return static_cast<int>(migrations().size());
}

Result<> migrate(Connection& connection) {
    return migrate_to(connection, newest_version());
}

Result<> migrate_to(Connection& connection, int version) {
    return guarded(connection, [&]() -> Result<> {
        const int present = pragma(connection, "user_version");
        if (present > newest_version()) {
            return Error{.code = ErrorCode::newer_version,
                         .message = words::file_newer,
                         .details = "schema " + std::to_string(present)};
        }
        const int owner = pragma(connection, "application_id");
        if (owner != (present == 0 ? 0 : application_id)) {
            return Error{.code = ErrorCode::not_ours, .message = words::file_not_events};
        }
        const auto all = migrations();
        for (int next = present + 1; next <= version; ++next) {
            WriteTransaction transaction(connection);
            connection.run_script(all[static_cast<std::size_t>(next - 1)]);
            connection.run_script("PRAGMA user_version = " + std::to_string(next));
            if (next == 1) connection.run_script("PRAGMA application_id = " + std::to_string(application_id));
            transaction.commit();
        }
        return Done{};
    });
}

void run_migrations(SQLite::Database& database, int version) {
    const auto all = migrations();
    for (int next = 1; next <= version; ++next) database.exec(std::string(all[static_cast<std::size_t>(next - 1)]));
}

} // namespace epic::store
