// Which program this is, as it notes it beside what it could not read.
#pragma once

#include <string>

namespace epic::sync {

const std::string& program_version();

} // namespace epic::sync
