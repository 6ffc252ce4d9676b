// What a refusal by the server means, in words for the returned tray.
//
// `code` and `rule` are the server's: code is one of core's error codes or "group", rule one of core's stable
// rule names. An unknown rule gets its code's sentence. Threads: pure functions.
#pragma once

#include <string_view>

#include "core/words/message.hpp"

namespace epic::sync {

Message refusal_message(std::string_view code, std::string_view rule, std::string_view field);

} // namespace epic::sync
