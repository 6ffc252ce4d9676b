// A backup of an open file, and a file made from a backup again.
//
// Decisions: storage/store/README.md, "Backup". Blocks for as long as copying takes. Threads: restore is a function of
// its own; Store::back_up is called from any thread, and everybody reads and writes on meanwhile.
#pragma once

#include <optional>
#include <string>

#include "storage/store/store.hpp"

namespace epic::store {

struct Restore {
    std::string backup;
    std::string to; // where the file shall be; one that is there is kept under another name
    SignIn who;     // with the password that the backup has
    vault::ReadProgress progress{};
};

struct Restored {
    Id file_id{};
    std::int64_t pages = 0;
    std::string kept{};        // where the old file is now; empty when there was none
    std::vector<Flaw> flaws{}; // what the backup already contradicted itself in
};

// Examines the backup to the last byte before anything happens at `to`. The restored file has an id and keys of its
// own, so that no page of the backup fits into it, and is another device to the central server. Failures: those of
// examine_file (the backup), damaged (the backup, named), in_use (someone has the file at `to` open), read_only,
// disk_full: then what was at `to` is there as it was.
Result<Restored> restore(const Restore& request, const intl::Environment& environment);

} // namespace epic::store
