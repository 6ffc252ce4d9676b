#include "storage/store/salvage.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/model/contact.hpp"
#include "storage/store/internal/connection.hpp"
#include "storage/store/internal/file_map.hpp"
#include "storage/store/internal/journal.hpp"
#include "storage/store/internal/migrations.hpp"
#include "storage/store/internal/new_device.hpp"
#include "storage/store/internal/records.hpp"

namespace epic::store {
namespace {

// Rows of these come and go. What an older state of a page holds of them may have been removed on purpose.
constexpr std::array<std::string_view, 5> passing_tables = {"batch", "draft", "field_version", "kept_batch", "shadow"};

// The statement that puts `columns` of a tree's record, and its row number where that is a column, into its table.
std::string insert_into(const Tree& tree, std::size_t columns) {
    std::string names;
    std::string values;
    for (std::size_t i = 0; i < columns; ++i) {
        if (i > 0) names += ", ";
        if (i > 0) values += ", ";
        names += tree.columns[i].name;
        values += ":v" + std::to_string(i);
    }
    const std::string sql = for_table("salvage/any_table/insert.sql", tree.table);
    return replaced(replaced(sql, "{columns}", names), "{values}", values);
}

void bind_value(Query& query, const std::string& name, const SqlValue& value) {
    struct Visitor {
        Query& query;
        const char* name;
        void operator()(std::monostate) const { query.bind_null(name); }
        void operator()(std::int64_t number) const { query.bind(name, number); }
        // No column of ours holds a fraction: the strict table refuses what is bound here.
        void operator()(double) const { query.bind(name, std::string("fraction")); }
        void operator()(const std::string& text) const { query.bind(name, text); }
        void operator()(const Blob& blob) const { query.bind_blob(name, blob.bytes); }
    };
    std::visit(Visitor{query, name.c_str()}, value);
}

class Salvaging {
public:
    Salvaging(const Salvage& request, FileMap& map, Connection& connection, Salvaged result)
        : request_(request), map_(map), connection_(connection), result_(std::move(result)) {}

    Result<Salvaged> run() {
        for (const Tree& tree : map_.trees()) {
            if (!tree.derived) found_[tree.table].name = tree.table;
        }
        EPIC_TRY(migrate_to(connection_, map_.version()));
        EPIC_TRY(guarded(connection_, [&] { return take_rows(); }));
        EPIC_TRY(migrate(connection_));
        for (const auto& [tree, rows] : map_.broken_rows()) found_[tree->table].unreadable += rows;
        for (const auto& [tree, pages] : map_.lost_pages()) {
            if (!tree->derived) found_[tree->table].lost_pages += pages;
        }
        EPIC_TRY(guarded(connection_, [&] { return mend(); }));
        for (auto& [name, table] : found_) result_.tables.push_back(table);
        return result_;
    }

private:
    Result<> take_rows() {
        WriteTransaction transaction(connection_);
        EPIC_TRY(map_.for_each_row([&](const FileMap::Row& row) { return take_row(row); }, request_.progress));
        transaction.commit();
        return Done{};
    }

    Result<> take_row(const FileMap::Row& row) {
        const Tree& tree = row.tree;
        const bool older = row.standing == FileMap::Standing::older;
        if (older && std::ranges::find(passing_tables, tree.table) != passing_tables.end()) return Done{};
        std::string& sql = inserts_[{&tree, row.values.size()}];
        if (sql.empty()) sql = insert_into(tree, row.values.size());
        Query query = Query::composed(connection_, sql);
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            const bool is_rowid = static_cast<int>(i) == tree.rowid_column;
            bind_value(query, ":v" + std::to_string(i), is_rowid ? SqlValue{row.rowid} : row.values[i]);
        }
        Salvaged::Table& table = found_[tree.table];
        try {
            if (query.run() == 0) return Done{}; // there already, in a newer version
        } catch (const SQLite::Exception& exception) {
            // A row that the schema refuses was never written by us.
            if (exception.getErrorCode() != constraint_failed) throw;
            ++table.unreadable;
            return Done{};
        }
        ++table.recovered;
        if (older) ++table.older;
        return Done{};
    }

    // What the rows say together is made right again.
    Result<> mend() {
        WriteTransaction transaction(connection_);
        for (std::size_t i = 0; i < entity_count; ++i) {
            const std::string table(entity_name(static_cast<Entity>(i)));
            Query refused = Query::composed(connection_, for_table("salvage/any_table/remove_refused.sql", table));
            found_[table].recovered -= refused.run();
        }
        rebuild_from_history();
        for (std::size_t i = 0; i < entity_count; ++i) {
            const std::string table(entity_name(static_cast<Entity>(i)));
            // The new file's word index is empty: every row is indexed when it is derived again.
            Query::composed(connection_, for_table("salvage/any_table/forget_words.sql", table)).run();
        }
        derive_again(connection_);
        Query(connection_, "salvage/restore_versions.sql").run();
        const bool knew_device = found_["device"].recovered > 0;
        if (!knew_device) {
            Query(connection_, "session/insert_device.sql")
                .bind(":device", connection_.environment().ids.next())
                .bind(":unicode_version", intl::IcuUnicode::version())
                .run();
            result_.must_join_again = Query(connection_, "salvage/mark_joined.sql").run() > 0;
        }
        Query(connection_, "session/set_unicode_version.sql").bind(":version", intl::IcuUnicode::version()).run();
        Query(connection_, "salvage/thaw_everything.sql").run();
        become_new_device(connection_, connection_.environment().ids.next());
        if (!complete(result_)) Query(connection_, "salvage/fetch_again.sql").run();
        transaction.commit();
        return Done{};
    }

    bool complete(Salvaged so_far) const {
        for (const auto& [name, table] : found_) so_far.tables.push_back(table);
        return so_far.complete();
    }

    // The journal tells every record's creation and every change since.
    void rebuild_from_history() {
        struct Lost {
            Entity entity;
            Record record;
            std::optional<std::uint64_t> number;
        };
        std::vector<Lost> all;
        {
            Query query(connection_, "salvage/records_without_row.sql");
            while (query.step()) {
                const auto entity = parse_entity(query.text(0));
                if (!entity) continue;
                Lost lost{*entity, Record(*entity, query.id(1)), std::nullopt};
                lost.record.created_by = query.id(2);
                if (!query.is_null(3)) lost.number = query.number(3);
                all.push_back(std::move(lost));
            }
        }
        for (Lost& lost : all) {
            Query values(connection_, "salvage/values_of_record.sql");
            values.bind(":record", lost.record.id);
            while (values.step()) {
                const auto field = find_field(lost.entity, values.text(0));
                if (!field) continue;
                if (auto value = value_from_wire(*field, values.optional_text(1))) {
                    lost.record.set(*field, std::move(*value));
                }
            }
            const auto fields = fields_of(lost.entity);
            const bool whole = std::ranges::all_of(fields, [&](const FieldSpec& field) {
                return !field.required || !is_null(lost.record.get(field.field));
            });
            Salvaged::Table& table = found_[std::string(entity_name(lost.entity))];
            if (!whole || !put(Stored{lost.record, lost.number})) {
                ++result_.records_lost;
                continue;
            }
            ++table.recovered;
            ++table.rebuilt;
        }
    }

    bool put(const Stored& stored) {
        try {
            put_record(connection_, stored);
            return true;
        } catch (const SQLite::Exception& exception) {
            if (exception.getErrorCode() != constraint_failed) throw;
            return false;
        }
    }

    static constexpr int constraint_failed = 19; // SQLITE_CONSTRAINT

    const Salvage& request_;
    FileMap& map_;
    Connection& connection_;
    Salvaged result_;
    std::map<std::string, Salvaged::Table> found_;
    std::map<std::pair<const Tree*, std::size_t>, std::string> inserts_;
};

} // namespace

bool Salvaged::complete() const {
    if (damaged_pages > 0 || records_lost > 0 || must_join_again) return false;
    return std::ranges::all_of(tables, [](const Table& table) {
        return table.older == 0 && table.unreadable == 0 && table.lost_pages == 0 && table.rebuilt == 0;
    });
}

Result<Salvaged> salvage(const Salvage& request, const intl::Environment& environment) {
    const std::string login = normalised_email(request.who.email);
    const std::string password = environment.unicode.nfc(request.who.password);
    auto reader = EPIC_TRY(vault::SealedReader::open(request.path, {login, password}, request.header));
    const auto examined = EPIC_TRY(reader->examine(request.progress));
    FileMap map = EPIC_TRY(FileMap::make(*reader, request.progress));
    auto vault = EPIC_TRY(vault::Vault::create_copy(request.to, *reader));
    Salvaged salvaged;
    salvaged.file_id = vault->file_id();
    salvaged.pages = examined.pages;
    salvaged.damaged_pages = examined.damaged_pages.size();
    salvaged.form_assumed = !map.version_is_known();
    {
        auto connection = EPIC_TRY(Connection::open(*vault, environment));
        // What a row refers to may be lost; such a row is worth having, and verify names it.
        connection->run_script("PRAGMA foreign_keys = OFF");
        salvaged = EPIC_TRY(Salvaging(request, map, *connection, salvaged).run());
    }
    EPIC_TRY(vault->finish());
    return salvaged;
}

} // namespace epic::store
