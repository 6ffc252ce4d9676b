#include "storage/store/internal/file_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <map>

#include "core/base/embedded_file.hpp"
#include "embedded/store_sql.hpp"
#include "storage/store/internal/migrations.hpp"

namespace epic::store {
namespace {

SQLite::Statement statement(SQLite::Database& database, std::string_view file) {
    return SQLite::Statement(database, std::string(embedded::store_sql(file)));
}

TreeColumn::Type column_type(const std::string& declared) {
    if (declared == "INTEGER") return TreeColumn::Type::integer;
    if (declared == "TEXT") return TreeColumn::Type::text;
    if (declared == "BLOB") return TreeColumn::Type::blob;
    return TreeColumn::Type::any;
}

struct Declared {
    TreeColumn column;
    int key = 0; // its place in the primary key, from 1
};

std::vector<Declared> declared_columns(SQLite::Database& database, const std::string& table) {
    std::vector<Declared> columns;
    SQLite::Statement query = statement(database, "salvage/columns.sql");
    query.bind(":table", table);
    while (query.executeStep()) {
        columns.push_back({{query.getColumn(0).getString(), column_type(query.getColumn(1).getString()),
                            query.getColumn(2).getInt() != 0},
                           query.getColumn(3).getInt()});
    }
    return columns;
}

Tree table_tree(const std::vector<Declared>& declared, bool without_rowid) {
    Tree tree;
    tree.holds_rows = true;
    tree.has_rowid = !without_rowid;
    std::vector<Declared> ordered = declared;
    if (without_rowid) {
        // The primary key comes first (file format, section 2.4).
        std::stable_sort(ordered.begin(), ordered.end(), [](const Declared& a, const Declared& b) {
            return (a.key == 0 ? 1000 : a.key) < (b.key == 0 ? 1000 : b.key);
        });
    }
    for (const Declared& column : ordered) {
        const bool is_rowid = !without_rowid && column.key == 1 && column.column.type == TreeColumn::Type::integer;
        if (is_rowid) tree.rowid_column = static_cast<int>(tree.columns.size());
        tree.columns.push_back(column.column);
    }
    return tree;
}

bool type_fits(const TreeColumn& column, const SqlValue& value) {
    if (std::holds_alternative<std::monostate>(value)) return !column.not_null;
    switch (column.type) {
        case TreeColumn::Type::any: return true;
        case TreeColumn::Type::integer: return std::holds_alternative<std::int64_t>(value);
        case TreeColumn::Type::text: return std::holds_alternative<std::string>(value);
        case TreeColumn::Type::blob: return std::holds_alternative<Blob>(value);
    }
    return false;
}

} // namespace

std::vector<Tree> trees_of_version(int version) {
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    run_migrations(database, version);
    std::vector<Tree> trees;
    std::map<std::string, std::map<std::string, TreeColumn>> columns_of;
    SQLite::Statement tables = statement(database, "salvage/tables.sql");
    while (tables.executeStep()) {
        const std::string name = tables.getColumn(0).getString();
        const auto declared = declared_columns(database, name);
        for (const Declared& column : declared) columns_of[name][column.column.name] = column.column;
        Tree tree = table_tree(declared, tables.getColumn(2).getInt() != 0);
        tree.name = name;
        tree.table = name;
        // The word index's tables, the figures that are kept, and the words for mistyped ones: made again from the
        // rows.
        tree.derived = tables.getColumn(1).getInt() != 0 || name.starts_with("tally_") || name == "vocabulary";
        tree.root = tables.getColumn(3).getUInt();
        trees.push_back(std::move(tree));
    }
    SQLite::Statement indexes = statement(database, "salvage/indexes.sql");
    while (indexes.executeStep()) {
        Tree tree;
        tree.name = indexes.getColumn(0).getString();
        tree.table = indexes.getColumn(1).getString();
        tree.root = indexes.getColumn(2).getUInt();
        tree.derived = true;
        SQLite::Statement columns = statement(database, "salvage/index_columns.sql");
        columns.bind(":index", tree.name);
        while (columns.executeStep()) {
            const bool is_rowid = columns.getColumn(0).getInt() < 0;
            const auto& known = columns_of[tree.table];
            const auto found = known.find(columns.getColumn(1).getString());
            tree.columns.push_back(is_rowid || found == known.end() ? TreeColumn{"", TreeColumn::Type::integer, true}
                                                                    : found->second);
        }
        trees.push_back(std::move(tree));
    }
    return trees;
}

bool fits(const Tree& tree, const SqlRow& row) {
    if (row.empty() || row.size() > tree.columns.size()) return false;
    for (std::size_t i = 0; i < row.size(); ++i) {
        // The row's number stands beside the record.
        if (static_cast<int>(i) == tree.rowid_column) {
            if (!std::holds_alternative<std::monostate>(row[i])) return false;
        } else if (!type_fits(tree.columns[i], row[i])) {
            return false;
        }
    }
    return true;
}

} // namespace epic::store
