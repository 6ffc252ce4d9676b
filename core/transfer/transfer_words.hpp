// What people read about a table that is imported.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg no_such_heading{"no_such_heading", N_("There is no column “{0}”. There are: {1}.")};
inline constexpr Msg no_such_target{"no_such_target", N_("An import does not fill “{0}”. It fills: {1}.")};
inline constexpr Msg heading_twice{
    "heading_twice", N_("Two columns are called “{0}”. Rename one, or choose by number: #{1}=field and #{2}=none.")};
inline constexpr Msg mapped_twice{"mapped_twice", N_("Two columns were chosen for “{0}”: “{1}” and “{2}”.")};
inline constexpr Msg column_missing{"column_missing",
                                    N_("No column says “{0}”. Choose it by hand; the columns are: {1}.")};
inline constexpr Msg import_no_date{"import_no_date", N_("There is no date.")};
inline constexpr Msg import_no_end{"import_no_end", N_("The start has a time, but there is no end.")};
inline constexpr Msg import_not_iso{"import_not_iso", N_("“{0}” is not a date written as year, month, day.")};
inline constexpr Msg import_not_dmy{"import_not_dmy", N_("“{0}” is not a date written as day, month, year.")};
inline constexpr Msg import_not_mdy{"import_not_mdy", N_("“{0}” is not a date written as month, day, year.")};
inline constexpr Msg import_not_a_time{"import_not_a_time", N_("“{0}” is not a time of day.")};
inline constexpr Msg import_not_a_number{"import_not_a_number", N_("“{0}” is not a whole number.")};
inline constexpr Msg import_blank_required{"import_blank_required", N_("“{0}” is empty.")};

} // namespace epic::words
