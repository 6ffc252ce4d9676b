// Reads what --set, --where, --sort and the like say, with references resolved and files read.
//
// Fails with `usage` where the form or a name is wrong, with `invalid_value` or `not_found` (and the field)
// where the value is. Threads: one call at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/context.hpp"
#include "core/model/query.hpp"

namespace epic::cli {

// `present` is the record that is edited: its currency and its time zone complete what was typed. A zone or a
// currency among the sets comes first.
Result<FieldValues> read_sets(const Context& context, Entity entity, const std::vector<std::string>& sets,
                              const RecordView* present);
// The record that an ID names.
Result<Id> read_id(const Context& context, Entity entity, const std::string& typed);
Result<Date> read_date(const std::string& typed);

// "field op value"; an amount with a currency asks for both.
Result<std::vector<Where>> read_where(const Context& context, Entity entity, const std::string& typed);
Result<Filter> read_filter(Entity entity, const std::string& typed);
Result<Sort> read_sort(Entity entity, const std::string& typed);
// What --limit and --offset take.
Result<std::int64_t> read_count(const std::string& typed);

std::string names_of_fields(Entity entity);
std::string names_of_filters(Entity entity);

} // namespace epic::cli
