// What is done to a file, by name; the tables of main.cpp say which and how much. Each run opens the file, prepares
// without being timed, and returns what the timed part took.
//
// Threads: one. Failures throw.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "tests/bench/support/measure.hpp"
#include "tests/bench/vault/engine.hpp"

namespace epic::bench {

struct Task {
    Kind kind = Kind::plain;
    std::filesystem::path folder; // of this engine
    std::string workload;
    std::int64_t count = 0;  // rows, reads, transactions: as the workload says
    std::uint64_t round = 0; // what is chosen at random is chosen alike by all engines in one round
};

Sample run(const Task& task);

} // namespace epic::bench
