// SQLite's pages and records as bytes: cells of b-tree pages, and the values of a record.
//
// For verify, which names the table that a damaged page belonged to, and for salvage, which reads rows where SQLite
// cannot go. Source: https://sqlite.org/fileformat2.html, sections 1.6 (b-tree pages) and 2.1 (record format).
// Bytes that are no such page or record give nothing; no read goes beyond what was given.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace epic::store {

// The page size of our files, less what the vault keeps of each page.
inline constexpr std::size_t page_bytes = 4096;
inline constexpr std::size_t usable_bytes = page_bytes - 40;

enum class PageKind : std::uint8_t { table_leaf, table_interior, index_leaf, index_interior };

struct Cell {
    std::uint32_t child = 0;    // interior pages: the page with what is smaller
    std::int64_t rowid = 0;     // table pages
    std::uint64_t payload = 0;  // bytes of the whole record; 0 in interior pages of tables
    std::string_view local{};   // its beginning; lives as long as the page
    std::uint32_t overflow = 0; // the page with the rest; 0 when there is none
};

struct BtreePage {
    PageKind kind{};
    std::vector<Cell> cells;
    std::uint32_t last_child = 0; // interior pages
};
// `page` is number `number`: page 1 begins with the database's header.
std::optional<BtreePage> parse_page(std::string_view page, std::uint64_t number);

struct OverflowPage {
    std::uint32_t next = 0; // 0: the last
    std::string_view bytes;
};
OverflowPage parse_overflow(std::string_view page);

struct Blob {
    std::string bytes;
    bool operator==(const Blob&) const = default;
};
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using SqlRow = std::vector<SqlValue>;
std::optional<SqlRow> parse_record(std::string_view record);

} // namespace epic::store
