#include "storage/sync/program_version.hpp"

namespace epic::sync {

const std::string& program_version() {
    static const std::string version = EPIC_VERSION;
    return version;
}

} // namespace epic::sync
