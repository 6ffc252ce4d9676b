// What a value must be, whoever wrote it: a form, the command line, an import, the server.
//
// `parse_input` reads what a person typed; `validate` judges a typed value; `validate_record` judges a
// whole record (required fields, the end after the start). Every failure is `invalid_value` with the
// field and a sentence. Threads: pure functions.
#pragma once

#include <string_view>

#include "core/base/seams.hpp"
#include "core/model/record.hpp"

namespace epic {

inline constexpr std::int64_t attendees_max = 10'000'000;

struct InputContext {
    const TimeZones& zones;
    const Unicode& unicode;
    std::string_view zone;    // in which a civil time without an offset is read
    Currency currency = euro; // of an amount without one
};

// Reads the text of a field of `type` as typed, in French or English. An empty text is null. An amount
// fills its currency field too, so one text may give two values.
// References are ids here; the caller resolves e-mails and contract numbers first.
Result<FieldValues> parse_input(Field field, std::string_view text, const InputContext& context);
// "2026-11-23", "23/11/2026" or "23.11.2026" (day first: French order).
std::optional<Date> parse_typed_date(std::string_view text);

// `zones` tells whether a zone exists.
Result<> validate(Field field, const Value& value, const TimeZones& zones);
Result<> validate_record(const Record& record, const TimeZones& zones);

// Number of code points; ill-formed bytes count one each.
std::size_t length_in_code_points(std::string_view text);

} // namespace epic
