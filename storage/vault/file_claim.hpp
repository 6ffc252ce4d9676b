// Which files this process has open: the operating system's lock is one per process and goes at the first
// close of any descriptor, so a second open within the process must be refused before it touches the file.
//
// Threads: any.
#pragma once

#include <optional>

#include "storage/vault/os.hpp"

namespace epic::vault {

class FileClaim {
public:
    FileClaim() = default;
    ~FileClaim();
    FileClaim(const FileClaim&) = delete;
    FileClaim& operator=(const FileClaim&) = delete;

    // False when this process has the file open already. Once per object.
    bool take(const os::FileIdentity& identity);

private:
    std::optional<os::FileIdentity> taken_;
};

} // namespace epic::vault
