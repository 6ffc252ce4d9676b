// What a list asks for and what comes back. Screens, the command line and the store share these types.
//
// Filters, conditions and text are all ANDed. Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/record.hpp"

namespace epic {

// The named filters of PRODUCT.md. The names are those of the command line.
enum class Filter : std::uint8_t {
    client_mine,
    contract_not_signed,
    contract_not_fully_paid, // something remains to be paid
    contract_my_clients,
    event_without_support,
    event_mine,     // assigned to me; for a commercial: of my clients
    event_upcoming, // ends after now
    event_today,    // shares a moment with today in the reader's zone
    event_double_booked,
    event_cancelled,
    collaborator_active,
    collaborator_inactive,
    client_not_contacted, // nobody spoke with the client for not_contacted_days
};

inline constexpr int not_contacted_days = 90;

struct FilterSpec {
    Filter filter;
    Entity entity;
    std::string_view name; // "not-signed"
    Msg label;
};
const FilterSpec& spec(Filter filter);
std::vector<Filter> filters_of(Entity entity);
std::optional<Filter> parse_filter(Entity entity, std::string_view name);

enum class Comparison : std::uint8_t { equal, not_equal, less, less_or_equal, greater, greater_or_equal, contains };
// "=", "!=", "<", "<=", ">", ">=", "~"
std::optional<Comparison> parse_comparison(std::string_view text);
std::string_view comparison_text(Comparison comparison);

struct Where {
    Field field{};
    Comparison comparison = Comparison::equal;
    Value value{}; // null compares with "empty"
};

struct Sort {
    // Nothing: the entity's natural order (names from A, contracts newest first, events by start).
    std::optional<Field> field{};
    // Derived columns that are no field.
    enum class Derived : std::uint8_t { none, amount_paid, remaining } derived = Derived::none;
    bool descending = false;
};

// "" for the natural order, else a field or a derived column, "-" before it for descending; as --sort takes it.
std::string sort_text(const Sort& sort);
// Nothing for what is neither; "" is the natural order.
std::optional<Sort> parse_sort(Entity entity, std::string_view text);

struct ListQuery {
    Entity entity = Entity::client;
    std::vector<Filter> filters{};
    std::vector<Where> where{};
    std::string text{}; // every word must occur, accents and case aside
    Sort sort{};
    bool withdrawn = false; // also the withdrawn ones
    std::int64_t limit = 50;
    std::int64_t offset = 0;
    bool operator==(const ListQuery&) const;
};

// A list under a name, of the person who saved it.
struct SavedView {
    std::string name;                   // unique among a person's views of the entity, case and accents aside
    ListQuery query;                    // without limit and offset
    std::vector<std::string> columns{}; // in order, by the names of the screens; empty: the usual ones
};

// A record as it is shown: with the names of what it refers to, and what is derived.
struct RecordView {
    Record record;
    std::map<Field, std::string> names; // of references: the person, the client, the contract's number
    bool pending = false;               // something of it has not reached the server (false on a file without one)

    // Contracts.
    Money paid{};
    Money remaining{};  // negative: the client has a credit
    std::string number; // the number to show, provisional or final
    bool number_provisional = false;
    // Contracts, payments and events: through the contract.
    std::optional<Id> client{};
    std::string client_name;
    std::optional<Id> commercial{};
    std::string commercial_name;
    bool contract_signed = false;
    // Payments.
    bool reversed = false;
    // Events.
    bool double_booked = false;
};

struct Page {
    std::int64_t total = 0;
    std::int64_t limit = 0;
    std::int64_t offset = 0;
    std::vector<RecordView> items;
};

// One line of a record's history: one field of one operation.
struct HistoryItem {
    Instant at{};
    Id by{};
    std::string by_name;
    Id device{};
    Id operation{};
    std::string command;
    Field field{};
    Value before{};
    Value after{};
    std::string before_name; // of references
    std::string after_name;
    // "local" (no server), "pending", "confirmed", "merged", "conflict", "refused"
    std::string state;
};

} // namespace epic
