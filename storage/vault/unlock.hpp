// From the bytes of both slot tables and a credential to the keys: which table counts, and whether it admits
// whoever asks. The rules are in storage/vault/README.md, "Opening". No I/O; derives a key, which takes its time.
//
// Fails with newer_version, damaged, not_ours, sign_in_refused. Threads: a pure function.
#pragma once

#include <array>
#include <optional>

#include "storage/vault/header.hpp"

namespace epic::vault {

struct Unlocked {
    SlotTable table;               // the newest authentic one
    std::size_t newest = 0;        // which of the two it is
    std::array<bool, 2> authentic; // under the data key
    Secret<SlotSecrets> secrets;
};
Result<Unlocked> unlock_tables(const std::array<TableBytes, 2>& bytes, const Credential& credential);

// Which of the two generation records counts; 0 when there is none.
std::size_t newest_generation(const std::array<std::optional<GenerationRecord>, 2>& records);

} // namespace epic::vault
