// What people read when a value will not do.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg malformed_value{"malformed_value", N_("The value of “{0}” is not well formed.")};
inline constexpr Msg value_required{"value_required", N_("“{0}” is required.")};
inline constexpr Msg value_too_long{"value_too_long", N_("“{0}” is longer than {1} characters.")};
inline constexpr Msg not_an_email{"not_an_email",
                                  N_("“{0}” is not an e-mail address: it needs a name, an @ and a domain.")};
inline constexpr Msg not_a_phone{"not_a_phone", N_("“{0}” is not a phone number: digits, spaces and + only.")};
inline constexpr Msg not_a_date{"not_a_date", N_("“{0}” is not a date: write it like 2026-11-23 or 23/11/2026.")};
inline constexpr Msg not_a_time{"not_a_time", N_("“{0}” is not a date and time: write it like 2026-11-23 14:30.")};
inline constexpr Msg not_an_amount{"not_an_amount", N_("“{0}” is not an amount: write it like 1500.00 EUR.")};
inline constexpr Msg not_a_currency{"not_a_currency",
                                    N_("“{0}” is not a currency: write its three letters, like EUR.")};
inline constexpr Msg not_a_number{"not_a_number", N_("“{0}” is not a whole number from 0 up.")};
inline constexpr Msg not_a_zone{"not_a_zone", N_("“{0}” is not a time zone: write it like Europe/Paris.")};
inline constexpr Msg not_a_department{"not_a_department",
                                      N_("“{0}” is not a department: gestion, commercial or support.")};
inline constexpr Msg not_a_language{"not_a_language", N_("“{0}” is not a language: fr or en.")};
inline constexpr Msg not_a_boolean{"not_a_boolean", N_("“{0}” is neither yes nor no.")};
inline constexpr Msg one_line_only{"one_line_only", N_("“{0}” takes one line only.")};
inline constexpr Msg control_character{"control_character", N_("“{0}” holds a character that cannot be shown.")};
inline constexpr Msg amount_negative{"amount_negative", N_("The amount must be more than zero.")};
inline constexpr Msg total_negative{"total_negative", N_("The total cannot be negative.")};
inline constexpr Msg ends_before_start{"ends_before_start", N_("The end is not after the start.")};
inline constexpr Msg too_many_attendees{"too_many_attendees",
                                        N_("More than 10,000,000 attendees is surely a typing error.")};

} // namespace epic::words
