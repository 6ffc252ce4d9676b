// A recovery key on paper: one A4 page to be printed, or to be saved where people can print it.
//
// Threads: any. What comes back holds the secret: write it nowhere but where the person said.
#pragma once

#include <string>
#include <string_view>

#include "core/base/instant.hpp"
#include "core/base/result.hpp"
#include "core/words/message.hpp"

namespace epic::transfer {

// The bytes of a PDF. `key` in groups parted by hyphens; `file_name` without its folder. unexpected: it cannot be
// drawn.
Result<std::string> recovery_sheet(std::string_view key, std::string_view file_name, Date made_on, Language language);
// Into a new file at `path`, readable by its owner only, whole or not at all. usage: there is one already, or it
// cannot be written.
Result<> save_recovery_sheet(const std::string& path, std::string_view bytes);

} // namespace epic::transfer
