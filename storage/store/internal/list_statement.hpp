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
    bool joined = false;
};

class ListStatement {
public:
    ListStatement(const ListQuery& query, const Unicode& unicode);

    std::string counting() const;
    std::string paging() const;
    // One record by :id, with everything that a list shows of it.
    static std::string viewing(Entity entity);
    // Binds whatever of it the statement takes.
    void bind(Query& statement, const Reader& reader) const;

private:
    void add(std::string condition);
    void add_filter(Filter filter);
    void add_where(const Where& where);
    void add_text(const Where& where, const std::string& column);
    void add_word(const std::string& word);
    std::string parameter(Value value);
    std::string from_where() const;
    std::string order() const;

    const ListQuery query_;
    const Unicode& unicode_;
    std::vector<std::string> conditions_;
    std::vector<Value> values_;
};

} // namespace epic::store
