#include "storage/vault/file_claim.hpp"

#include <algorithm>
#include <mutex>
#include <vector>

namespace epic::vault {
namespace {

struct OpenFiles {
    std::mutex mutex;
    std::vector<os::FileIdentity> open;
};

// Never destroyed: a file may still be open when the process ends.
OpenFiles& open_files() {
    static OpenFiles* const files = new OpenFiles;
    return *files;
}

} // namespace

FileClaim::~FileClaim() {
    if (!taken_) return;
    OpenFiles& files = open_files();
    const std::lock_guard lock(files.mutex);
    std::erase(files.open, *taken_);
}

bool FileClaim::take(const os::FileIdentity& identity) {
    OpenFiles& files = open_files();
    const std::lock_guard lock(files.mutex);
    if (std::find(files.open.begin(), files.open.end(), identity) != files.open.end()) return false;
    files.open.push_back(identity);
    taken_ = identity;
    return true;
}

} // namespace epic::vault
