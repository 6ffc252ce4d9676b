// A company of many years on the server, written by SQL as the procedures would have left it: records with their
// numbers, and a log that retention has shortened to nothing.
//
// Throws std::runtime_error. Threads: one.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "tests/bench/office/office.hpp"

namespace epic::bench {

// Of all records, 35 % are clients, 25 % contracts, 25 % events and 15 % payments, over six years and one to come.
void write_many_records(const Office& office, std::size_t records, const std::function<void(std::string)>& progress);

} // namespace epic::bench
