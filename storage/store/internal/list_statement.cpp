#include "storage/store/internal/list_statement.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "core/base/embedded_file.hpp"
#include "embedded/store_sql.hpp"
#include "storage/store/internal/words.hpp"

namespace epic::store {
namespace {

std::string fragment(const std::string& name) {
    std::string text(embedded::store_sql("list/" + name + ".sql"));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

// As it is asked in one way of reading, where that is said otherwise.
std::string variant(const std::string& name, const std::string& way) {
    const std::span<const EmbeddedFile> files = embedded::store_sql();
    const std::string wanted = "list/" + name + "." + way + ".sql";
    const bool there = std::ranges::binary_search(files, wanted, {}, &EmbeddedFile::name);
    return fragment(there ? name + "." + way : name);
}

std::string row_fragment(const std::string& name) {
    return variant(name, "row");
}

std::string fragment(Entity entity, std::string_view part) {
    return fragment(std::string(entity_name(entity)) + "." + std::string(part));
}

std::string_view alias(Entity entity) {
    constexpr std::array<std::string_view, entity_count> aliases{"p", "c", "k", "y", "e"};
    return aliases[static_cast<std::size_t>(entity)];
}

bool is_text(FieldType type) {
    switch (type) {
        case FieldType::text:
        case FieldType::long_text:
        case FieldType::email:
        case FieldType::phone:
        case FieldType::currency:
        case FieldType::zone:
        case FieldType::department:
        case FieldType::language: return true;
        default: return false;
    }
}

std::string column_of(Field field) {
    const FieldSpec& found = spec(field);
    // People know a contract by the number they see.
    const std::string_view name = field == Field::contract_number ? "shown_number" : found.name;
    return std::string(alias(found.entity)) + "." + std::string(name);
}

std::string_view sign(Comparison comparison) {
    switch (comparison) {
        case Comparison::equal: return " IS ";
        case Comparison::not_equal: return " IS NOT ";
        case Comparison::less: return " < ";
        case Comparison::less_or_equal: return " <= ";
        case Comparison::greater: return " > ";
        case Comparison::greater_or_equal: return " >= ";
        case Comparison::contains: break;
    }
    return " IS ";
}

std::string sort_column(Field field) {
    switch (field) {
        case Field::collaborator_full_name: return "p.full_name_key";
        case Field::client_full_name: return "c.full_name_key";
        case Field::client_company: return "c.company_key";
        case Field::client_commercial: return "commercial.full_name_key";
        case Field::contract_client: return "c.full_name_key";
        case Field::payment_contract:
        case Field::event_contract: return "k.shown_number";
        case Field::event_title: return "e.title_key";
        case Field::event_venue_name: return "e.venue_name_key";
        case Field::event_support: return "assigned.full_name_key";
        default: break;
    }
    const FieldType type = spec(field).type;
    const bool as_read = type == FieldType::text || type == FieldType::long_text;
    const std::string column = column_of(field);
    return as_read && field != Field::contract_number ? "french_key(" + column + ")" : column;
}

// The order of an entity that nobody chose another for.
std::string natural_column(Entity entity) {
    switch (entity) {
        case Entity::collaborator: return "p.full_name_key";
        case Entity::client: return "c.full_name_key";
        case Entity::contract: return "k.created_on";
        case Entity::payment: return "y.received_on";
        case Entity::event: return "e.starts_at";
    }
    return "p.full_name_key";
}

bool newest_first(Entity entity) {
    return entity == Entity::contract || entity == Entity::payment;
}

std::string all_of(const std::vector<std::string>& conditions) {
    std::string text;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        text += (i == 0 ? "\nWHERE " : "\n    AND ") + conditions[i];
    }
    return text;
}

} // namespace

ListStatement::ListStatement(const ListQuery& query, const Unicode& unicode)
    : query_(query), unicode_(unicode), sort_(sort_key(query)) {
    if (!query.withdrawn && find_field(query.entity, "withdrawn")) add(fragment(query.entity, "standing"));
    for (const Filter filter : query.filters) add_filter(filter);
    for (const Where& where : query.where) add_where(where);
    const std::string folded = unicode.fold(query.text);
    const std::vector<Term> terms = terms_of(folded);
    for (const Term& term : terms) add_term(term_expression(term, false));
    // A text without any letter or digit occurs nowhere.
    if (terms.empty() && folded.find_first_not_of(" \t\n") != std::string::npos) add("0");
    const bool all_there = !query.withdrawn || !find_field(query.entity, "withdrawn");
    is_plain_ = all_there && query.filters.empty() && query.where.empty() &&
                folded.find_first_not_of(" \t\n") == std::string::npos;
    lean_on_sort();
}

void ListStatement::lean_on_sort() {
    if (!query_.sort.field || spec(*query_.sort.field).entity != query_.entity) return;
    switch (*query_.sort.field) {
        case Field::client_commercial:
        case Field::event_support: leaning_.on_names_of_people = true; break;
        case Field::contract_client: leaning_.on_clients = true; break;
        case Field::payment_contract:
        case Field::event_contract: leaning_.on_contracts = true; break;
        default: break;
    }
}

std::string ListStatement::counting() const {
    const std::string conditions = where();
    return "SELECT count(*)\n" + from_for(conditions) + conditions;
}

std::string ListStatement::paging() const {
    return fragment(query_.entity, "columns") + "\n" + from_where() + "\nORDER BY " + order(sort_.descending) +
           "\nLIMIT :limit OFFSET :offset";
}

std::string ListStatement::ordering(Part part) const {
    return rows_in_order(part, conditions_, false);
}

std::string ListStatement::first(Part part) const {
    return rows_in_order(part, first_conditions_, sort_.descending) + "\nLIMIT :limit";
}

std::string ListStatement::rows_in_order(Part part, std::vector<std::string> conditions, bool descending) const {
    const std::string name(alias(query_.entity));
    if (sort_.may_be_empty) conditions.push_back(sort_.column + (part == Part::filled ? " IS NOT NULL" : " IS NULL"));
    const std::string direction = descending ? " DESC" : "";
    const std::string text = all_of(conditions) + "\nORDER BY " +
                             (part == Part::filled ? sort_.column + direction + ", " : "") + name + ".id" + direction;
    return "SELECT " + name + ".row\n" + from_for(text) + text;
}

bool ListStatement::is_ordered_by_index() const {
    const bool by_time = std::any_of(query_.filters.begin(), query_.filters.end(), [](Filter filter) {
        return filter == Filter::event_upcoming || filter == Filter::event_today;
    });
    return (sort_.has_index || sort_.column == "c.company_key") && !by_time;
}

// "+" keeps SQLite from walking an index that needs a look at each row, which is somewhere else every time.
std::string ListStatement::ordering_at_once() const {
    const std::string name(alias(query_.entity));
    std::string text = where();
    if (find_field(query_.entity, "withdrawn")) {
        const std::string standing = fragment(query_.entity, "standing");
        text = replaced(std::move(text), standing, "+" + standing);
    }
    const std::string is_empty = sort_.may_be_empty ? sort_.column + " IS NULL" : "0";
    text += "\nORDER BY " + (sort_.may_be_empty ? is_empty + ", " : "") + "+" + sort_.column + ", +" + name + ".id";
    return "SELECT " + name + ".row, " + is_empty + "\n" + from_for(text) + text;
}

std::string ListStatement::from_for(const std::string& text) const {
    const auto names = [](const std::string& where, const std::string& table) {
        const auto is_name = [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); };
        for (std::size_t at = where.find(table + "."); at != std::string::npos; at = where.find(table + ".", at + 1)) {
            if (at == 0 || !is_name(where[at - 1])) return true;
        }
        return false;
    };
    std::vector<std::string> lines;
    const std::string whole = fragment(query_.entity, "from");
    for (std::size_t begin = 0; begin < whole.size();) {
        const std::size_t end = std::min(whole.find('\n', begin), whole.size());
        lines.push_back(whole.substr(begin, end - begin));
        begin = end + 1;
    }
    // A table is joined behind those that it hangs on: "LEFT JOIN client AS c ON c.id = k.client".
    std::string kept;
    for (std::size_t i = lines.size(); i-- > 1;) {
        constexpr std::string_view as = " AS ";
        const std::size_t at = lines[i].find(as) + as.size();
        const std::string table = lines[i].substr(at, lines[i].find(' ', at) - at);
        if (names(text, table) || names(kept, table)) kept = "\n" + lines[i] + kept;
    }
    return lines.front() + kept;
}

std::string ListStatement::sorting() const {
    return alone({});
}

std::string ListStatement::locating() const {
    return alone(row_conditions_);
}

std::string ListStatement::alone(const std::vector<std::string>& conditions) const {
    const std::string name(alias(query_.entity));
    const std::string columns = "SELECT " + sort_.column + ", " + name + ".id\n";
    std::string text = "\nWHERE " + name + ".row = :row";
    for (const std::string& condition : conditions) text += "\n    AND " + condition;
    return columns + from_for(columns + text) + text;
}

std::string ListStatement::viewing_row(Entity entity) {
    return fragment(entity, "columns") + "\n" + fragment(entity, "from") + "\nWHERE " + std::string(alias(entity)) +
           ".row = :row";
}

std::string ListStatement::bound(const Reader& reader) const {
    std::string text = reader.me.hex() + " " + std::to_string(reader.today_begins.unix_ms);
    for (const Value& value : values_) {
        const std::string wire = wire_text(value).value_or("");
        text += " " + std::to_string(wire.size()) + ":" + wire;
    }
    return text;
}

std::string ListStatement::viewing(Entity entity) {
    return fragment(entity, "columns") + "\n" + fragment(entity, "from") + "\nWHERE " + std::string(alias(entity)) +
           ".id = :id";
}

void ListStatement::bind(Query& statement, const Reader& reader) const {
    for (std::size_t i = 0; i < values_.size(); ++i) {
        statement.bind_value((":value" + std::to_string(i)).c_str(), values_[i]);
    }
    if (statement.takes(":me")) statement.bind(":me", reader.me);
    if (statement.takes(":now")) statement.bind(":now", reader.now.unix_ms);
    if (statement.takes(":today_begins")) statement.bind(":today_begins", reader.today_begins.unix_ms);
    if (statement.takes(":today_ends")) statement.bind(":today_ends", reader.today_ends.unix_ms);
    if (statement.takes(":not_contacted_since")) {
        statement.bind(":not_contacted_since", iso_text(reader.not_contacted_since));
    }
    if (statement.takes(":limit")) statement.bind(":limit", query_.limit);
    if (statement.takes(":offset")) statement.bind(":offset", query_.offset);
}

void ListStatement::add(const std::string& condition, const std::string& of_row) {
    conditions_.push_back(condition);
    first_conditions_.push_back(condition);
    row_conditions_.push_back(of_row);
}

std::string ListStatement::parameter(Value value) {
    values_.push_back(std::move(value));
    return ":value" + std::to_string(values_.size() - 1);
}

void ListStatement::add_filter(Filter filter) {
    const FilterSpec& found = spec(filter);
    assert(found.entity == query_.entity && "a filter belongs to its entity");
    const std::string name = "filter/" + std::string(entity_name(found.entity)) + "." + std::string(found.name);
    add(fragment(name), row_fragment(name));
    first_conditions_.back() = variant(name, "first");
    switch (filter) {
        case Filter::contract_my_clients: leaning_.on_clients = true; break;
        case Filter::event_mine: leaning_.on_clients = leaning_.on_contracts = true; break;
        case Filter::event_double_booked: leaning_.on_each_other = true; break;
        case Filter::event_upcoming: leaning_.on_now = true; break;
        default: break;
    }
}

void ListStatement::add_term(std::string expression) {
    constexpr std::string_view placeholder = ":word";
    const std::string name = parameter(std::move(expression));
    const std::string file = std::string(entity_name(query_.entity)) + ".word";
    add(replaced(fragment(file), placeholder, name), replaced(row_fragment(file), placeholder, name));
    const bool finds_clients = query_.entity != Entity::client && query_.entity != Entity::collaborator;
    leaning_.on_clients = leaning_.on_clients || finds_clients;
    leaning_.on_contracts = leaning_.on_contracts || (finds_clients && query_.entity != Entity::contract);
}

void ListStatement::add_where(const Where& where) {
    assert(spec(where.field).entity == query_.entity && "a condition is on a field of the list's entity");
    const std::string column = column_of(where.field);
    if (is_null(where.value)) {
        const bool empty = where.comparison == Comparison::equal;
        const bool filled = where.comparison == Comparison::not_equal;
        add(empty ? column + " IS NULL" : filled ? column + " IS NOT NULL" : "0");
    } else if (is_text(spec(where.field).type) || where.comparison == Comparison::contains) {
        add_text(where, column);
    } else {
        add(column + std::string(sign(where.comparison)) + parameter(where.value));
    }
}

// Texts are equal and contain as people mean it, case and accents aside.
void ListStatement::add_text(const Where& where, const std::string& column) {
    const std::string text = wire_text(where.value).value_or("");
    switch (where.comparison) {
        case Comparison::equal:
        case Comparison::not_equal:
            add("fold(" + column + ")" + std::string(sign(where.comparison)) + parameter(unicode_.fold(text)));
            break;
        case Comparison::contains:
            add("instr(fold(" + column + "), " + parameter(unicode_.fold(text)) + ") > 0");
            break;
        case Comparison::less:
        case Comparison::less_or_equal:
        case Comparison::greater:
        case Comparison::greater_or_equal:
            add(column + std::string(sign(where.comparison)) + parameter(text) + " COLLATE french");
            break;
    }
}

std::string ListStatement::from_where() const {
    return fragment(query_.entity, "from") + where();
}

std::string ListStatement::where() const {
    return all_of(conditions_);
}

ListStatement::SortKey ListStatement::sort_key(const ListQuery& query) {
    const bool descending = query.sort.descending;
    if (query.entity == Entity::contract && query.sort.derived != Sort::Derived::none) {
        const bool paid = query.sort.derived == Sort::Derived::amount_paid;
        return {paid ? "k.paid_minor" : "k.total - k.paid_minor", false, false, descending};
    }
    const std::string natural = natural_column(query.entity);
    if (!query.sort.field || spec(*query.sort.field).entity != query.entity) {
        return {natural, false, true, descending != newest_first(query.entity)};
    }
    const std::string column = sort_column(*query.sort.field);
    const bool has_index = column == natural || column == "e.title_key";
    return {column, !spec(*query.sort.field).required, has_index, descending};
}

std::string ListStatement::order(bool descending) const {
    const std::string direction = descending ? " DESC" : "";
    // What is empty comes last, whatever the direction.
    const std::string empty_last = sort_.may_be_empty ? sort_.column + " IS NULL, " : "";
    return empty_last + sort_.column + direction + ", " + std::string(alias(query_.entity)) + ".id" + direction;
}

} // namespace epic::store
