// Random nonces, bought from the kernel 170 at a time.
//
// One buffer for the process, in a page that fork() empties, so that a child never repeats its parent's.
// Threads: any.
#pragma once

#include <cstdint>

namespace epic::vault {

// Writes 24 random bytes.
void next_nonce(std::uint8_t* to);

} // namespace epic::vault
