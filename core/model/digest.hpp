// What others changed while a person was away, record by record. Screens, the command line and the store share it.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/record.hpp"

namespace epic {

// One field, from what the person knew to what others made of it; several changes of it are one line. What the person
// has written over since is left out.
struct DigestField {
    Field field{};
    Value before{};          // as it was when the first of the changes arrived
    Value after{};           // as the last of them left it
    std::string before_name; // of references
    std::string after_name;
    Id by{}; // of the last
    std::string by_name;
    Instant at{};
};

struct DigestItem {
    Entity entity{};
    Id record{};
    std::string name;
    bool created = false; // it did not exist before
    bool own = false;     // the reader's client, contract, payment or event, or their own account
    Id by{};              // of the last change
    std::string by_name;
    Instant at{};
    std::vector<DigestField> fields; // in the order of the form; at least one
};

struct Digest {
    Instant since{};               // when the person last said to have seen it
    std::int64_t until = 0;        // the point in the journal up to which this goes: what mark_digest_seen takes
    std::int64_t total = 0;        // records that others touched; more than `items` when there was a limit
    std::vector<DigestItem> items; // the reader's own first, then the latest first
};

} // namespace epic
