// The verbs that carry data between the file and others: import, export.
#pragma once

#include <vector>

#include "app/cli/context.hpp"

namespace epic::cli {

void add_transfer_verbs(std::vector<Verb>& table);

} // namespace epic::cli
