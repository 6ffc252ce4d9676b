// One event on paper: when, where, who, and the notes, on as many A4 pages as they take.
//
// Failures: not_found, usage (the path; never over an existing file), disk_full, and those of the store; then no file
// is left. Threads: any; blocks.
#pragma once

#include <functional>
#include <string>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"

namespace epic::transfer {

// `go_on` is asked for each page; once it says no nothing is left of the file (`cancelled`).
Result<> export_event_sheet(const store::Store& store, const Id& event, const std::string& path, Language language,
                            const intl::Environment& environment, const std::function<bool()>& go_on = {});

} // namespace epic::transfer
