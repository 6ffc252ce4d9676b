// E-mail addresses and phone numbers, compared as people mean them. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace epic {

// Trimmed, ASCII letters lowered: the form that is unique, that signs in and that salts are made of.
std::string normalised_email(std::string_view typed);
// A local part, one @, a domain with a dot; no spaces; at most 254 bytes (RFC 5321, 4.5.3.1.3).
bool is_email(std::string_view text);

// Digits with the punctuation people use, an optional + and an optional extension ("x123"); 3 to 20 digits.
bool is_phone(std::string_view typed);
// "+33561222324" for "05 61 22 23 24" (French national numbers have no country prefix), "0033…", "+33 (0)5…";
// nothing when the number has no E.164 form (ITU-T E.164: at most 15 digits).
std::optional<std::string> phone_e164(std::string_view typed);

} // namespace epic
