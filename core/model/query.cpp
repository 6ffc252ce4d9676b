#include "core/model/query.hpp"

#include <array>

#include "core/model/query_words.hpp"

namespace epic {
namespace {

constexpr std::array<FilterSpec, 13> filter_specs{{
    {Filter::client_mine, Entity::client, "mine", words::filter_client_mine},
    {Filter::contract_not_signed, Entity::contract, "not-signed", words::filter_not_signed},
    {Filter::contract_not_fully_paid, Entity::contract, "not-fully-paid", words::filter_not_fully_paid},
    {Filter::contract_my_clients, Entity::contract, "my-clients", words::filter_my_clients},
    {Filter::event_without_support, Entity::event, "without-support", words::filter_without_support},
    {Filter::event_mine, Entity::event, "mine", words::filter_event_mine},
    {Filter::event_upcoming, Entity::event, "upcoming", words::filter_upcoming},
    {Filter::event_today, Entity::event, "today", words::filter_today},
    {Filter::event_double_booked, Entity::event, "double-booked", words::filter_double_booked},
    {Filter::event_cancelled, Entity::event, "cancelled", words::filter_cancelled},
    {Filter::collaborator_active, Entity::collaborator, "active", words::filter_active},
    {Filter::collaborator_inactive, Entity::collaborator, "inactive", words::filter_inactive},
    {Filter::client_not_contacted, Entity::client, "not-contacted", words::filter_not_contacted},
}};

constexpr std::array<std::string_view, 7> signs{"=", "!=", "<", "<=", ">", ">=", "~"};

bool same(const Where& a, const Where& b) {
    return a.field == b.field && a.comparison == b.comparison && a.value == b.value;
}

} // namespace

const FilterSpec& spec(Filter filter) {
    return filter_specs[static_cast<std::size_t>(filter)];
}

std::vector<Filter> filters_of(Entity entity) {
    std::vector<Filter> found;
    for (const FilterSpec& candidate : filter_specs) {
        if (candidate.entity == entity) found.push_back(candidate.filter);
    }
    return found;
}

std::optional<Filter> parse_filter(Entity entity, std::string_view name) {
    for (const FilterSpec& candidate : filter_specs) {
        if (candidate.entity == entity && candidate.name == name) return candidate.filter;
    }
    return std::nullopt;
}

std::optional<Comparison> parse_comparison(std::string_view text) {
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (signs[i] == text) return static_cast<Comparison>(i);
    }
    return std::nullopt;
}

std::string_view comparison_text(Comparison comparison) {
    return signs[static_cast<std::size_t>(comparison)];
}

std::string sort_text(const Sort& sort) {
    std::string text;
    if (sort.field) text = spec(*sort.field).name;
    if (sort.derived == Sort::Derived::amount_paid) text = "amount_paid";
    if (sort.derived == Sort::Derived::remaining) text = "remaining";
    return !text.empty() && sort.descending ? "-" + text : text;
}

std::optional<Sort> parse_sort(Entity entity, std::string_view text) {
    Sort sort;
    if (text.empty()) return sort;
    sort.descending = text.starts_with('-');
    if (sort.descending) text.remove_prefix(1);
    if (entity == Entity::contract && text == "amount_paid") {
        sort.derived = Sort::Derived::amount_paid;
    } else if (entity == Entity::contract && text == "remaining") {
        sort.derived = Sort::Derived::remaining;
    } else if (const auto field = find_field(entity, text)) {
        sort.field = *field;
    } else {
        return std::nullopt;
    }
    return sort;
}

bool ListQuery::operator==(const ListQuery& other) const {
    if (where.size() != other.where.size()) return false;
    for (std::size_t i = 0; i < where.size(); ++i) {
        if (!same(where[i], other.where[i])) return false;
    }
    return entity == other.entity && filters == other.filters && text == other.text && sort.field == other.sort.field &&
           sort.derived == other.sort.derived && sort.descending == other.sort.descending &&
           withdrawn == other.withdrawn && limit == other.limit && offset == other.offset;
}

} // namespace epic
