// One file in another's place, the old one kept under another name with its log.
//
// Threads: any; nobody of this process may have either file open.
#pragma once

#include <string>

#include "core/base/result.hpp"

namespace epic::vault {

// `fresh` (whole and durable, without a log) becomes `path`; what was there becomes `kept`, with the log that belongs
// to it. Whoever looks at `path` at any moment, also after a kill or a loss of power, finds the old file with its log
// or the new one. in_use: someone has the old file open. read_only, disk_full: `path` is as it was, and `fresh` too.
// When there is nothing at `path`, `kept` is not used.
Result<> replace_file(const std::string& fresh, const std::string& path, const std::string& kept);

} // namespace epic::vault
