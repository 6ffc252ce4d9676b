// What every page, and page 1 above all, must look like before it is sealed.
//
// Threads: pure functions.
#pragma once

#include <array>
#include <cstdint>

#include "storage/vault/format.hpp"

namespace epic::vault {

// False when writing this page 1 would make the file unreadable, or readable in a way that the vault does
// not seal: other page size, no reserved bytes, rollback journal, auto_vacuum.
bool first_page_is_acceptable(const std::uint8_t* page);
// False when SQLite hands over something in the 40 bytes where nonce and tag go: it would be lost.
bool reserved_bytes_are_zero(const std::uint8_t* page);

// SQLite file format, section 1.3: page 1 of a database without tables, in WAL mode.
std::array<std::uint8_t, format::page_size> empty_first_page();

} // namespace epic::vault
