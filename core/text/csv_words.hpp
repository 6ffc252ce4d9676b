// What is wrong with a line of a CSV file.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg csv_quote_not_closed{"csv_quote_not_closed",
                                          N_("A quotation mark is opened here and never closed.")};
inline constexpr Msg csv_text_after_quote{
    "csv_text_after_quote", N_("There is text between the closing quotation mark and the next separator.")};
inline constexpr Msg csv_row_too_long{"csv_row_too_long", N_("The row is longer than any row of a table.")};
inline constexpr Msg csv_too_many_cells{"csv_too_many_cells", N_("The row has more cells than any table.")};
inline constexpr Msg csv_not_utf8{"csv_not_utf8", N_("This cell is not UTF-8 text.")};

} // namespace epic::words
