#include "app/cli/input.hpp"

#include <algorithm>
#include <charconv>

#include "app/cli/cli_words.hpp"
#include "core/model/validation.hpp"
#include "core/model/validation_words.hpp"
#include "core/text/csv.hpp"

namespace epic::cli {
namespace {

constexpr std::string_view default_zone = "Europe/Paris"; // of a new event, as the planner has it

struct Typed {
    Field field{};
    std::string text;
};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Result<Field> read_field(Entity entity, std::string_view name) {
    const auto field = find_field(entity, name);
    if (!field) return usage_error(Message(words::unknown_field, {name, names_of_fields(entity)}));
    return *field;
}

Result<Typed> split_set(Entity entity, const std::string& set) {
    const std::size_t sign = set.find('=');
    if (sign == std::string::npos || sign == 0) return usage_error(Message(words::not_a_set, {set}));
    Typed typed;
    typed.field = EPIC_TRY(read_field(entity, trimmed(std::string_view(set).substr(0, sign))));
    typed.text = set.substr(sign + 1);
    if (!typed.text.starts_with('@')) return typed;
    const std::string path = typed.text.substr(1);
    if (path.empty()) return usage_error(Message(words::cannot_read, {set}));
    typed.text = EPIC_TRY(read_text_file(path));
    constexpr std::string_view byte_order_mark = "\ufeff";
    if (typed.text.starts_with(byte_order_mark)) typed.text.erase(0, byte_order_mark.size());
    if (!is_utf8(typed.text)) {
        return Error{.code = ErrorCode::invalid_value,
                     .message = Message(words::not_utf8, {path}),
                     .field = spec(typed.field).name};
    }
    return typed;
}

Result<Id> resolve(const Context& context, Field field, std::string_view typed) {
    auto id = context.store->resolve(*spec(field).target, trimmed(typed));
    if (!id) id.error().field = spec(field).name;
    return id;
}

Result<FieldValues> read_value(const Context& context, Field field, std::string_view text, std::string_view zone,
                               Currency currency) {
    if (spec(field).type == FieldType::reference && !trimmed(text).empty()) {
        return FieldValues{{field, EPIC_TRY(resolve(context, field, text))}};
    }
    const InputContext input{context.environment.zones, context.environment.unicode, zone, currency};
    return parse_input(field, text, input);
}

// A payment is in its contract's currency unless it says otherwise.
Result<Currency> currency_of(const Context& context, Entity entity, const std::vector<Typed>& sets,
                             const RecordView* present) {
    for (const Typed& set : sets) {
        if (spec(set.field).type != FieldType::currency) continue;
        if (const auto currency = Currency::parse(trimmed(set.text))) return *currency;
    }
    if (present != nullptr && (entity == Entity::contract || entity == Entity::payment))
        return money_of(present->record).currency;
    for (const Typed& set : sets) {
        if (set.field != Field::payment_contract || trimmed(set.text).empty()) continue;
        const Id contract = EPIC_TRY(resolve(context, set.field, set.text));
        return money_of(EPIC_TRY(context.store->find(Entity::contract, contract)).record).currency;
    }
    return euro;
}

// What has no order is not compared by it, what is no text contains none, and nothing is above what is empty.
bool applies(Comparison comparison, FieldType type, bool empty) {
    if (comparison == Comparison::equal || comparison == Comparison::not_equal) return true;
    if (empty || type == FieldType::boolean || type == FieldType::reference) return false;
    const bool text = type != FieldType::integer && type != FieldType::amount_minor && type != FieldType::instant;
    return text || comparison != Comparison::contains;
}

bool names_a_currency(std::string_view text) {
    return std::ranges::any_of(text,
                               [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '$'; }) ||
           text.find("€") != std::string_view::npos || text.find("£") != std::string_view::npos;
}

} // namespace

std::string names_of_fields(Entity entity) {
    std::string names;
    for (const FieldSpec& field : fields_of(entity)) names += (names.empty() ? "" : ", ") + std::string(field.name);
    return names;
}

std::string names_of_filters(Entity entity) {
    std::string names;
    for (const Filter filter : filters_of(entity))
        names += (names.empty() ? "" : ", ") + std::string(spec(filter).name);
    return names;
}

Result<FieldValues> read_sets(const Context& context, Entity entity, const std::vector<std::string>& sets,
                              const RecordView* present) {
    std::vector<Typed> typed;
    for (const std::string& set : sets) typed.push_back(EPIC_TRY(split_set(entity, set)));
    // A zone that was set counts for every time of the call, in whatever order they come.
    std::string zone = present != nullptr && entity == Entity::event ? present->record.text(Field::event_time_zone)
                                                                     : std::string(default_zone);
    for (const Typed& set : typed) {
        if (spec(set.field).type == FieldType::zone && !trimmed(set.text).empty()) zone = trimmed(set.text);
    }
    if (entity == Entity::event && !context.environment.zones.knows(zone)) {
        return Error{.code = ErrorCode::invalid_value,
                     .message = Message(epic::words::not_a_zone, {zone}),
                     .field = spec(Field::event_time_zone).name};
    }
    const Currency currency = EPIC_TRY(currency_of(context, entity, typed, present));
    FieldValues values;
    for (const Typed& set : typed) {
        for (auto& value : EPIC_TRY(read_value(context, set.field, set.text, zone, currency)))
            values.push_back(std::move(value));
    }
    return values;
}

Result<Id> read_id(const Context& context, Entity entity, const std::string& typed) {
    return context.store->resolve(entity, trimmed(typed));
}

Result<Date> read_date(const std::string& typed) {
    const auto date = parse_typed_date(trimmed(typed));
    if (!date) return Error{.code = ErrorCode::invalid_value, .message = Message(epic::words::not_a_date, {typed})};
    return *date;
}

Result<std::vector<Where>> read_where(const Context& context, Entity entity, const std::string& typed) {
    const std::size_t sign = typed.find_first_of("=!<>~");
    if (sign == std::string::npos) return usage_error(Message(words::not_a_where, {typed}));
    const std::size_t length =
        typed.compare(sign, 2, "!=") == 0 || typed.compare(sign, 2, "<=") == 0 || typed.compare(sign, 2, ">=") == 0 ? 2
                                                                                                                    : 1;
    const auto comparison = parse_comparison(std::string_view(typed).substr(sign, length));
    const std::string_view name = trimmed(std::string_view(typed).substr(0, sign));
    if (!comparison || name.empty()) return usage_error(Message(words::not_a_where, {typed}));
    const Field field = EPIC_TRY(read_field(entity, name));
    std::string text(trimmed(std::string_view(typed).substr(sign + length)));
    if (spec(field).type == FieldType::instant) {
        // A day means its first moment.
        if (const auto date = parse_typed_date(text)) text = iso_text(*date) + "T00:00";
    }
    if (!applies(*comparison, spec(field).type, text.empty()))
        return usage_error(Message(words::not_comparable_so, {typed.substr(sign, length), name}));
    std::vector<Where> conditions;
    if (*comparison == Comparison::contains) {
        conditions.push_back({field, *comparison, text.empty() ? Value() : Value(text)});
        return conditions;
    }
    const std::string zone = context.environment.zones.local_zone();
    for (auto& [each, value] : EPIC_TRY(read_value(context, field, text, zone, euro))) {
        if (each == field) {
            conditions.push_back({field, *comparison, std::move(value)});
        } else if (names_a_currency(text)) {
            conditions.push_back({each, Comparison::equal, std::move(value)});
        }
    }
    return conditions;
}

Result<Filter> read_filter(Entity entity, const std::string& typed) {
    const auto filter = parse_filter(entity, trimmed(typed));
    if (filter) return *filter;
    const std::string names = names_of_filters(entity);
    Message message(words::unknown_filter, {typed});
    if (names.empty()) {
        message.with(words::no_filters);
    } else {
        message.arguments.push_back({names, false});
    }
    return usage_error(std::move(message));
}

Result<Sort> read_sort(Entity entity, const std::string& typed) {
    const std::string_view text = trimmed(typed);
    if (const auto sort = parse_sort(entity, text); sort && !text.empty()) return *sort;
    return read_field(entity, text.starts_with('-') ? text.substr(1) : text).error();
}

Result<std::int64_t> read_count(const std::string& typed) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), count);
    if (error != std::errc() || end != typed.data() + typed.size() || count < 0) {
        return usage_error(Message(words::not_a_count, {typed}));
    }
    return count;
}

} // namespace epic::cli
