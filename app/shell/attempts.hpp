// The pause before the next sign-in after wrong passwords: it grows, is never long, and outlives the program.
//
// It slows down someone who types at this computer. It does not slow down someone who copies the file and tries
// there: what stands in their way is the key derivation alone.
// Kept in the state folder, by file id: how many failures in a row, and when the last was. A folder that cannot be
// written is not an error: nothing is remembered then. Threads: one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/instant.hpp"

namespace epic::shell {

// None for the first three (a person mistypes), then 1 s, 2 s, 4 s … up to half a minute.
std::int64_t pause_after_failures_ms(std::int64_t failures);

class Attempts {
public:
    explicit Attempts(std::filesystem::path state_folder) : folder_(std::move(state_folder)) {}

    // How long to wait before the next attempt. A clock that was set back does not make it longer than the whole
    // pause, and a day without attempts forgets them.
    std::int64_t pause_ms(const Id& file, Instant now) const;
    void note_failure(const Id& file, Instant now);
    void forget(const Id& file);

private:
    struct Entry {
        Id file{};
        std::int64_t failures = 0;
        Instant last{};
    };
    std::vector<Entry> read() const;
    void write(const std::vector<Entry>& entries) const;
    std::filesystem::path folder_;
};

} // namespace epic::shell
