// A date as people say it: "jeudi 4 juin 2026", "Thursday, 4 June 2026". Pure function.
#pragma once

#include <string>

#include "core/base/instant.hpp"
#include "core/words/message.hpp"

namespace epic::intl {

std::string long_date(Date date, Language language);

} // namespace epic::intl
