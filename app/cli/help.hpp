// The help texts: of the whole program, and of one verb.
#pragma once

#include <string>

#include "app/cli/grammar.hpp"

namespace epic::cli {

std::string help(Language language);
std::string help(const Verb& verb, Language language);

} // namespace epic::cli
