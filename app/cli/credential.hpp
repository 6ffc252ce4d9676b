// How the person signed in here signs in at the central server. Derives a key. Threads: one call at a time.
#pragma once

#include "app/cli/context.hpp"
#include "storage/sync/credential.hpp"

namespace epic::cli {

Result<sync::Credential> credential_of(const Context& context);

} // namespace epic::cli
