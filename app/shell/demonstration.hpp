// The demonstration that the start page offers: a file of its own with invented people, and their passwords beside it.
//
// Made once, in `folder`, with the cheapest key derivation there is: its passwords lie beside it and nothing in it is
// real. Blocks for a second or two when it has to be made. Threads: one caller at a time.
#pragma once

#include <filesystem>

#include "app/state/first_run.hpp"
#include "core/base/result.hpp"
#include "storage/intl/intl.hpp"

namespace epic::shell {

// The one that is there, or a new one: when there is none, when its passwords are lost, or when `afresh` is asked for.
// in_use: it is to be made again while a program has it open. Else the failures of demo::make.
Result<app::Demonstration> find_demonstration(const std::filesystem::path& folder, bool afresh,
                                              const intl::Environment& environment);

} // namespace epic::shell
