// From a damaged file into a new one: every record that can be read, and nothing that is not authentic.
//
// Blocks for the key derivations and as long as reading and writing takes. Threads: a function of its own; nobody
// may have the file open. The damaged file is not written to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/vault/sealed_reader.hpp"

namespace epic::store {

struct Salvage {
    std::string path; // the damaged file
    std::string to;   // the new one; must not exist
    SignIn who;
    std::optional<std::string> header{}; // a kept copy of the file's header, for one whose own does not open
    vault::ReadProgress progress{};
};

struct Salvaged {
    struct Table {
        std::string name;            // as in the schema
        std::int64_t recovered = 0;  // rows in the new file
        std::int64_t older = 0;      // of those: as they were earlier, since their page's newest version is lost
        std::int64_t rebuilt = 0;    // of those: made again from the history
        std::int64_t unreadable = 0; // rows that are surely lost: a part of each is
        std::int64_t lost_pages = 0; // pages of this table that nothing is left of
    };
    Id file_id{};
    std::uint64_t pages = 0;
    std::uint64_t damaged_pages = 0;
    std::vector<Table> tables;
    std::int64_t records_lost = 0; // of which the history tells, and that could not be made again
    bool form_assumed = false;     // the first page is lost: the newest form of the file was assumed
    bool must_join_again = false;  // what knew the central server is lost
    bool complete() const;         // nothing is known to be lost
};

// The new file has the people of the old one, each with their password, but another id and other keys, and is
// another device to the central server; operations not yet synchronised are in it. Failures: those of
// SealedReader::open and of Store::create, newer_version; nothing is left behind then.
Result<Salvaged> salvage(const Salvage& request, const intl::Environment& environment);

} // namespace epic::store
