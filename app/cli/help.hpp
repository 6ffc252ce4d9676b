// Help, written from the grammar's table, in the reader's language.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "app/cli/grammar.hpp"

namespace epic::cli {

// All verbs.
std::string help(Language language);
// The verbs that begin with this word.
std::string help(std::string_view group, Language language);
// One verb: what it does, its options, its filters and fields, and what every call takes.
std::string help(const Verb& verb, Language language);
// The grammar for programs: {verbs: [{verb, usage, help, positionals, options, filters, fields}], options}.
Json help_json(Language language);

} // namespace epic::cli
