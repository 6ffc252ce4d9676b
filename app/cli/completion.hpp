// What bash needs to complete verbs, options, names of fields and filters, and files; written from the grammar's
// table. It opens no file of ours: names of records are not completed.
//
// Threads: pure functions.
#pragma once

#include <string>

namespace epic::cli {

std::string bash_completion();

} // namespace epic::cli
