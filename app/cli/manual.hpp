// The manual page, written from the grammar's table, for man: man(7) macros in UTF-8.
//
// Threads: pure functions.
#pragma once

#include <string>

#include "core/words/message.hpp"

namespace epic::cli {

std::string manual(Language language);

} // namespace epic::cli
