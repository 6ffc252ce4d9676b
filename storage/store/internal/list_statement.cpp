#include "storage/store/internal/list_statement.hpp"

#include <array>
#include <cassert>
#include <utility>

#include "core/base/embedded_file.hpp"
#include "embedded/store_sql.hpp"

namespace epic::store {
namespace {

std::string fragment(const std::string& name) {
    std::string text(embedded::store_sql("list/" + name + ".sql"));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
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

// The code point that begins at `at`, and how many bytes it has. The text is well formed: fold made it.
std::pair<char32_t, std::size_t> code_point(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
    if (length == 1 || at + length > text.size()) return {byte(0), 1};
    char32_t letter = byte(0) & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) letter = letter << 6 | (byte(i) & 0x3fU);
    return {letter, length};
}

// What stands between words: ASCII but letters and digits, and the blocks of punctuation, signs and pictures. What is
// left over, the index cuts by itself.
bool separates(char32_t letter) {
    if (letter < 0x80) return !((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'));
    return letter < 0xc0 || letter == 0xd7 || letter == 0xf7 || (letter >= 0x2000 && letter < 0x2c00) ||
           (letter >= 0x2e00 && letter < 0x2e80) || (letter >= 0x3000 && letter < 0x3040) ||
           (letter >= 0xfe00 && letter < 0xfe70) || letter == 0xfffd || (letter >= 0x1f000 && letter < 0x20000);
}

std::vector<std::string> words_of(std::string_view folded) {
    std::vector<std::string> words;
    std::string word;
    for (std::size_t at = 0; at < folded.size();) {
        const auto [letter, length] = code_point(folded, at);
        if (!separates(letter)) {
            word += folded.substr(at, length);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
        at += length;
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
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
    return column_of(field) + (as_read && field != Field::contract_number ? " COLLATE french" : "");
}

std::string natural_order(Entity entity, bool descending) {
    switch (entity) {
        case Entity::collaborator:
        case Entity::client: break;
        case Entity::contract: return descending ? "k.created_on, k.id" : "k.created_on DESC, k.id DESC";
        case Entity::payment: return descending ? "y.received_on, y.id" : "y.received_on DESC, y.id DESC";
        case Entity::event: return descending ? "e.starts_at DESC, e.id DESC" : "e.starts_at, e.id";
    }
    const std::string name = std::string(alias(entity));
    const std::string direction = descending ? " DESC" : "";
    return name + ".full_name_key" + direction + ", " + name + ".id" + direction;
}

} // namespace

ListStatement::ListStatement(const ListQuery& query, const Unicode& unicode) : query_(query), unicode_(unicode) {
    if (!query.withdrawn && find_field(query.entity, "withdrawn")) add(fragment(query.entity, "standing"));
    for (const Filter filter : query.filters) add_filter(filter);
    for (const Where& where : query.where) add_where(where);
    const std::string folded = unicode.fold(query.text);
    const std::vector<std::string> words = words_of(folded);
    for (const std::string& word : words) add_word(word);
    // A text without any letter or digit occurs nowhere.
    if (words.empty() && folded.find_first_not_of(" \t\n") != std::string::npos) add("0");
}

std::string ListStatement::counting() const {
    return "SELECT count(*)\n" + from_where();
}

std::string ListStatement::paging() const {
    return fragment(query_.entity, "columns") + "\n" + from_where() + "\nORDER BY " + order() +
           "\nLIMIT :limit OFFSET :offset";
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
    if (statement.takes(":limit")) statement.bind(":limit", query_.limit).bind(":offset", query_.offset);
}

void ListStatement::add(std::string condition) {
    conditions_.push_back(std::move(condition));
}

std::string ListStatement::parameter(Value value) {
    values_.push_back(std::move(value));
    return ":value" + std::to_string(values_.size() - 1);
}

void ListStatement::add_filter(Filter filter) {
    const FilterSpec& found = spec(filter);
    assert(found.entity == query_.entity && "a filter belongs to its entity");
    add(fragment("filter/" + std::string(entity_name(found.entity)) + "." + std::string(found.name)));
}

void ListStatement::add_word(const std::string& word) {
    constexpr std::string_view placeholder = ":word";
    std::string condition = fragment(query_.entity, "word");
    const std::string name = parameter("\"" + word + "\"*");
    for (std::size_t at = condition.find(placeholder); at != std::string::npos;
         at = condition.find(placeholder, at + name.size())) {
        condition.replace(at, placeholder.size(), name);
    }
    add(std::move(condition));
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
    std::string text = fragment(query_.entity, "from");
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
        text += (i == 0 ? "\nWHERE " : "\n    AND ") + conditions_[i];
    }
    return text;
}

std::string ListStatement::order() const {
    const std::string direction = query_.sort.descending ? " DESC" : "";
    const std::string tie = ", " + std::string(alias(query_.entity)) + ".id" + direction;
    if (query_.entity == Entity::contract && query_.sort.derived != Sort::Derived::none) {
        const bool paid = query_.sort.derived == Sort::Derived::amount_paid;
        return (paid ? "k.paid_minor" : "k.total - k.paid_minor") + direction + tie;
    }
    if (!query_.sort.field || spec(*query_.sort.field).entity != query_.entity) {
        return natural_order(query_.entity, query_.sort.descending);
    }
    const std::string column = sort_column(*query_.sort.field);
    // What is empty comes last, whatever the direction.
    const std::string empty_last = spec(*query_.sort.field).required ? "" : column + " IS NULL, ";
    return empty_last + column + direction + tie;
}

} // namespace epic::store
