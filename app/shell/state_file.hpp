// One small text file of the state folder.
//
// Threads: one at a time per file.
#pragma once

#include <filesystem>
#include <string>

namespace epic::shell {

// Empty when there is none.
std::string read_state(const std::filesystem::path& folder, const std::string& name);
// Written beside and renamed, so that a crash leaves the old text or the new one. A failure is not told.
void write_state(const std::filesystem::path& folder, const std::string& name, const std::string& text);

} // namespace epic::shell
