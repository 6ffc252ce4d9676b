// Whether a file is sound, and in words what is not.
//
// What it sees: every page, frame and copy of the header that is not what this program wrote; what SQLite finds
// wrong with its trees and indexes; rows that contradict each other, the word index or the history. A single page put
// back as it once was is seen by these contradictions: as a rule, since nearly every change touches several pages
// (a row, its indexes, the history), but not surely. A whole older file is seen by its generation alone
// (app/shell/seen_files.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/words/message.hpp"
#include "storage/intl/intl.hpp"
#include "storage/vault/sealed_reader.hpp"

namespace epic::store {

struct SignIn;

struct Flaw {
    std::string code;       // "page_damaged"; never changes
    std::string table{};    // whose rows or orders; empty when it is none's
    std::int64_t place = 0; // page, part of the log, or how many
    Message message;
};

struct Verification {
    std::int64_t pages = 0;
    std::vector<Flaw> damaged;    // the file is not what was written
    std::vector<Flaw> invariants; // what was written contradicts itself
    bool sound() const { return damaged.empty() && invariants.empty(); }
};

// A file that nobody has open, every byte of it; writes nothing. Whether the records agree with each other is then for
// Store::verify, on a file in which nothing is damaged. Failures: those of SealedReader::open.
Result<Verification> examine_file(const std::string& path, const SignIn& who, const intl::Environment& environment,
                                  const vault::ReadProgress& progress = {});

// "clients", "history": what a table is for.
const Msg& area_of(std::string_view table);

} // namespace epic::store
