// What a refusal by the server means, in words for the returned tray.
//
// `code` and `rule` are the server's: code is one of core's error codes or "group", rule one of core's stable
// rule names. An unknown rule gets its code's sentence. Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "core/words/message.hpp"
#include "storage/store/exchange.hpp"

namespace epic::sync {

Message refusal_message(std::string_view code, std::string_view rule, std::string_view field);

// Why an edit is in the tray. It is kept as the exchange said it, in the language of whoever was signed in then; a
// sentence of ours is said again in `language`, any other stays as it is. Never empty.
std::string refusal_text(const store::ReturnedItem& item, Language language);

} // namespace epic::sync
