// The text of a list's statement, composed of the fragments below sql/list/, and its values.
//
// A person's text never becomes part of it: filters, sorts and conditions choose among fragments and field names of
// core/model; values are bound. Threads: plain values.
#pragma once

#include <string>
#include <vector>

#include "core/base/seams.hpp"
#include "core/model/query.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

// What the filters compare with.
struct Reader {
    Id me{};
    Instant now{};
    Instant today_begins{};
    Instant today_ends{};
    Date not_contacted_since{};
    bool joined = false;
};

// What else than a row itself decides whether it is in a list, and where.
struct Leaning {
    bool on_clients = false;
    bool on_contracts = false;
    bool on_names_of_people = false;
    bool on_each_other = false;
    bool on_now = false;
};

class ListStatement {
public:
    ListStatement(const ListQuery& query, const Unicode& unicode);

    std::string counting() const;
    std::string paging() const;
    // The numbers of all rows in ascending order, whatever the direction asked for: those with a value to sort by, or
    // those without one.
    enum class Part : unsigned char { filled, empty };
    std::string ordering(Part part) const;
    // The same in the direction asked for and no more than :limit, which is bound by the caller: walks in that order
    // until it has them, instead of looking up all that fit.
    std::string first(Part part) const;
    // Whether an index gives them without looking at the rows, part by part. Else `ordering_at_once` reads the whole
    // table once and sorts: the number of the row, and whether it is of the empty part.
    bool is_ordered_by_index() const;
    std::string ordering_at_once() const;
    // Of the row :row, what it is sorted by and its id; nothing when the list leaves it out.
    std::string locating() const;
    // The same of a row that is known to be in the list.
    std::string sorting() const;
    const Leaning& leaning() const { return leaning_; }
    // Whether what is sorted by may be empty.
    bool has_empty_part() const { return sort_.may_be_empty; }
    bool descending() const { return sort_.descending; }
    // Nothing is left out but what is withdrawn, so that the total is known.
    bool is_plain() const { return is_plain_; }
    // That, in an order that an index gives: a window near the beginning costs nothing.
    bool walks_an_index() const { return is_plain_ && sort_.has_index; }
    // One record by :id or :row, with everything that a list shows of it.
    static std::string viewing(Entity entity);
    static std::string viewing_row(Entity entity);
    // Binds whatever of it the statement takes.
    void bind(Query& statement, const Reader& reader) const;
    // Tells questions apart that bind differently, but for the time.
    std::string bound(const Reader& reader) const;

private:
    void add(std::string condition) { add(condition, condition); }
    void add(const std::string& condition, const std::string& of_row);
    void add_filter(Filter filter);
    void add_where(const Where& where);
    void add_text(const Where& where, const std::string& column);
    void add_term(std::string expression);
    std::string parameter(Value value);
    std::string from_where() const;
    // Without the tables that nothing in `text` names.
    std::string from_for(const std::string& text) const;
    std::string where() const;
    std::string rows_in_order(Part part, std::vector<std::string> conditions, bool descending) const;
    std::string alone(const std::vector<std::string>& conditions) const;
    void lean_on_sort();

    struct SortKey {
        std::string column;
        bool may_be_empty = false;
        bool has_index = false;
        bool descending = false;
    };
    static SortKey sort_key(const ListQuery& query);
    // Ascending or not; then by id.
    std::string order(bool descending) const;

    const ListQuery query_;
    const Unicode& unicode_;
    const SortKey sort_;
    bool is_plain_ = false;
    std::vector<std::string> conditions_;
    std::vector<std::string> row_conditions_;   // the same, quick for one row
    std::vector<std::string> first_conditions_; // the same, for who walks in order
    Leaning leaning_;
    std::vector<Value> values_;
};

} // namespace epic::store
