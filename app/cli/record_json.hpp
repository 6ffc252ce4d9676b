// Records, history and writes as JSON: the forms of the command line, which never change.
//
// A record: its id, its fields by name, references as {id, name}, money as {minor, currency}, instants in UTC,
// dates YYYY-MM-DD, booleans, null when empty, `pending`, and what is derived. Threads: pure functions.
#pragma once

#include <span>

#include "app/cli/answer.hpp"
#include "core/model/query.hpp"

namespace epic::cli {

Json money_json(Money money);
// {id, name}; null without an id.
Json reference_json(const std::optional<Id>& id, const std::string& name);
// A value on its own, as history shows it. `currency` is that of an amount.
Json value_json(Field field, const Value& value, const std::string& name, Currency currency);
Json record_json(const RecordView& view);
Json history_json(const HistoryItem& item, Currency currency);
// {total, limit, offset, items}
Json page_json(const Page& page);

} // namespace epic::cli
