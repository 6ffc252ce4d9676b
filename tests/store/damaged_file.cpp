#include "tests/store/damaged_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>

namespace epic::test {
namespace {

struct Opened {
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<store::Connection> connection;

    Opened(const std::string& file, const intl::Environment& environment, const std::string& email,
           const std::string& password)
        : vault(must(vault::Vault::open(file, {email, password}))),
          connection(must(store::Connection::open(*vault, environment))) {}
    SQLite::Database& database() { return connection->sqlite(); }
};

std::vector<std::string> tables_of(SQLite::Database& database) {
    std::vector<std::string> names;
    SQLite::Statement tables(database,
                             "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                             " AND name NOT LIKE 'sqlite%' ORDER BY name");
    while (tables.executeStep()) names.push_back(tables.getColumn(0).getString());
    return names;
}

} // namespace

Contents contents_of(const std::string& file, const intl::Environment& environment, const std::string& email,
                     const std::string& password) {
    Opened opened(file, environment, email, password);
    Contents contents;
    for (const std::string& table : tables_of(opened.database())) {
        // Made anew, or counted anew from what is there.
        if (table == "device" || table == "batch" || table == "contract_counter") continue;
        if (table.starts_with("tally_") || table == "vocabulary") continue;
        std::string columns;
        SQLite::Statement names(opened.database(), "SELECT name FROM pragma_table_info(?)");
        names.bind(1, table);
        while (names.executeStep()) {
            const std::string name = names.getColumn(0).getString();
            if (name == "row" || name == "paid_minor") continue;
            columns += (columns.empty() ? "quote(" : " || ',' || quote(") + name + ")";
        }
        SQLite::Statement rows(opened.database(), "SELECT " + columns + " FROM " + table);
        auto& found = contents[table];
        while (rows.executeStep()) found.insert(rows.getColumn(0).getString());
    }
    return contents;
}

RowsOnPages rows_on_pages(const std::string& file, const intl::Environment& environment) {
    Opened opened(file, environment, "amelie@epic.example", "secret");
    RowsOnPages rows;
    SQLite::Statement without_rowid(opened.database(), "SELECT name FROM pragma_table_list WHERE wr = 1");
    std::set<std::string> keyed;
    while (without_rowid.executeStep()) keyed.insert(without_rowid.getColumn(0).getString());
    SQLite::Statement pages(opened.database(), "SELECT name, pageno, pagetype, ncell FROM dbstat");
    const auto tables = tables_of(opened.database());
    while (pages.executeStep()) {
        std::string name = pages.getColumn(0).getString();
        const std::string type = pages.getColumn(2).getString();
        // The tree of a table without row numbers bears the name of its key's index in some versions of SQLite.
        constexpr std::string_view prefix = "sqlite_autoindex_";
        if (name.starts_with(prefix)) {
            const std::string table = name.substr(prefix.size(), name.rfind('_') - prefix.size());
            if (keyed.contains(table)) name = table;
        }
        if (std::find(tables.begin(), tables.end(), name) == tables.end()) continue;
        const bool holds = type == "leaf" || type == "overflow" || (type == "internal" && keyed.contains(name));
        const std::int64_t count = type == "overflow" ? 1 : pages.getColumn(3).getInt64();
        rows[name][pages.getColumn(1).getInt64()] = holds ? count : 0;
    }
    return rows;
}

void fill_and_close(Office& office, int clients) {
    office.as(office.commercial);
    for (int i = 0; i < clients; ++i) {
        std::string notes = "Note " + std::to_string(i);
        while (notes.size() < (i % 5 == 0 ? 12'000U : 40U)) notes += " du mariage numéro " + std::to_string(i);
        const Id client = office.add_client("Client " + std::to_string(i), {{Field::client_notes, notes}});
        const Id contract = office.add_contract(client, 1000'00 + i);
        if (i % 2 == 0) office.add_payment(contract, 100'00 + i);
        if (i % 3 == 0) office.add_event(contract, "Fête " + std::to_string(i), "2026-12-01T10:00", "2026-12-01T12:00");
        if (i % 4 == 0) {
            must(office->execute(
                EditRecord{Entity::client, client, {{Field::client_company, "Maison " + std::to_string(i)}}}));
        }
    }
    must(office->save_draft("client.add", "un brouillon"));
    office.store.reset();
}

void destroy_pages(const std::string& file, const std::set<std::int64_t>& pages) {
    std::string bytes = read_file(file);
    for (const std::int64_t page : pages) {
        const std::size_t at =
            vault::format::header_size + static_cast<std::size_t>(page - 1) * vault::format::page_size;
        bytes.at(at + 700) = static_cast<char>(bytes.at(at + 700) ^ 4);
    }
    write_file(file, bytes);
}

std::int64_t pages_in(const std::string& file) {
    return (static_cast<std::int64_t>(std::filesystem::file_size(file)) -
            static_cast<std::int64_t>(vault::format::header_size)) /
           static_cast<std::int64_t>(vault::format::page_size);
}

} // namespace epic::test
