#include "storage/vault/first_page.hpp"

#include <algorithm>
#include <cstring>

namespace epic::vault {
namespace {

using format::page_size;

// Offsets in SQLite's database header (https://sqlite.org/fileformat2.html, section 1.3).
constexpr std::size_t at_page_size = 16;
constexpr std::size_t at_write_version = 18;
constexpr std::size_t at_read_version = 19;
constexpr std::size_t at_reserved = 20;
constexpr std::size_t at_change_counter = 24;
constexpr std::size_t at_page_count = 28;
constexpr std::size_t at_largest_root = 52;
constexpr std::size_t at_version_valid_for = 92;
constexpr std::size_t at_sqlite_version = 96;
constexpr std::size_t database_header_size = 100;

} // namespace

bool first_page_is_acceptable(const std::uint8_t* page) {
    return page[at_page_size] == 0x10 && page[at_page_size + 1] == 0x00 && page[at_write_version] == 2 &&
           page[at_read_version] == 2 && page[at_reserved] == format::page_reserve &&
           format::get_u32_be(page + at_largest_root) == 0;
}

bool reserved_bytes_are_zero(const std::uint8_t* page) {
    return std::all_of(page + format::page_plain, page + page_size, [](std::uint8_t b) { return b == 0; });
}

std::array<std::uint8_t, page_size> empty_first_page() {
    std::array<std::uint8_t, page_size> page{};
    std::memcpy(page.data(), "SQLite format 3", 16);
    page[at_page_size] = 0x10;
    page[at_write_version] = 2;
    page[at_read_version] = 2;
    page[at_reserved] = format::page_reserve;
    page[21] = 64; // the payload fractions that the format prescribes
    page[22] = 32;
    page[23] = 32;
    page[at_change_counter + 3] = 1;
    page[at_page_count + 3] = 1;
    page[at_version_valid_for + 3] = 1;
    constexpr std::uint32_t sqlite_version = 3040001;
    for (std::size_t i = 0; i < 4; ++i) {
        page[at_sqlite_version + i] = static_cast<std::uint8_t>(sqlite_version >> (24 - 8 * i));
    }
    std::uint8_t* const leaf = page.data() + database_header_size;
    leaf[0] = 0x0d; // a table leaf without cells, whose content area begins at the end of the usable bytes
    leaf[5] = format::page_plain >> 8;
    leaf[6] = format::page_plain & 0xff;
    return page;
}

} // namespace epic::vault
