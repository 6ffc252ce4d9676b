#include "storage/store/internal/btree_page.hpp"

#include <bit>

namespace epic::store {
namespace {

constexpr std::size_t database_header = 100;

// Reads forward in bytes that may end too early: everything is 0 from then on.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    bool good() const { return good_; }
    std::size_t position() const { return at_; }
    void seek(std::size_t at) {
        at_ = at;
        if (at > bytes_.size()) good_ = false;
    }

    std::uint64_t big_endian(std::size_t size) {
        const std::string_view from = take(size);
        std::uint64_t value = 0;
        for (const char c : from) value = value << 8 | static_cast<std::uint8_t>(c);
        return value;
    }

    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (int i = 0; i < 9; ++i) {
            const std::uint64_t byte = big_endian(1);
            if (i == 8) return value << 8 | byte;
            value = value << 7 | (byte & 0x7f);
            if ((byte & 0x80) == 0) break;
        }
        return value;
    }

    std::string_view take(std::size_t size) {
        if (!good_ || size > bytes_.size() - at_) {
            good_ = false;
            return {};
        }
        const std::string_view taken = bytes_.substr(at_, size);
        at_ += size;
        return taken;
    }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

std::optional<PageKind> kind_of(std::uint64_t type) {
    switch (type) {
        case 2: return PageKind::index_interior;
        case 5: return PageKind::table_interior;
        case 10: return PageKind::index_leaf;
        case 13: return PageKind::table_leaf;
        default: return std::nullopt;
    }
}

// How much of a record stands in its cell.
std::size_t local_size(std::uint64_t payload, PageKind kind) {
    constexpr std::size_t least = (usable_bytes - 12) * 32 / 255 - 23;
    const std::size_t most = kind == PageKind::table_leaf ? usable_bytes - 35 : (usable_bytes - 12) * 64 / 255 - 23;
    if (payload <= most) return static_cast<std::size_t>(payload);
    const std::size_t kept = least + static_cast<std::size_t>((payload - least) % (usable_bytes - 4));
    return kept <= most ? kept : least;
}

bool read_cell(Reader& reader, PageKind kind, Cell& cell) {
    const bool interior = kind == PageKind::table_interior || kind == PageKind::index_interior;
    if (interior) cell.child = static_cast<std::uint32_t>(reader.big_endian(4));
    if (kind != PageKind::table_interior) cell.payload = reader.varint();
    if (kind == PageKind::table_interior || kind == PageKind::table_leaf) {
        cell.rowid = static_cast<std::int64_t>(reader.varint());
    }
    if (kind == PageKind::table_interior) return reader.good();
    const std::size_t local = local_size(cell.payload, kind);
    cell.local = reader.take(local);
    if (local < cell.payload) cell.overflow = static_cast<std::uint32_t>(reader.big_endian(4));
    return reader.good();
}

SqlValue read_value(Reader& reader, std::uint64_t type) {
    const auto integer = [&](std::size_t size) {
        const std::uint64_t value = reader.big_endian(size);
        const unsigned unused = 64 - 8 * static_cast<unsigned>(size);
        return static_cast<std::int64_t>(value << unused) >> unused;
    };
    switch (type) {
        case 0: return {};
        case 1: return integer(1);
        case 2: return integer(2);
        case 3: return integer(3);
        case 4: return integer(4);
        case 5: return integer(6);
        case 6: return integer(8);
        case 7: return std::bit_cast<double>(reader.big_endian(8));
        case 8: return std::int64_t{0};
        case 9: return std::int64_t{1};
        default: break;
    }
    const std::string bytes(reader.take(static_cast<std::size_t>((type - 12) / 2)));
    if (type % 2 == 0) return Blob{bytes};
    return bytes;
}

} // namespace

std::optional<BtreePage> parse_page(std::string_view page, std::uint64_t number) {
    if (page.size() != page_bytes) return std::nullopt;
    const std::string_view usable = page.substr(0, usable_bytes);
    Reader reader(usable);
    reader.seek(number == 1 ? database_header : 0);
    const auto kind = kind_of(reader.big_endian(1));
    if (!kind) return std::nullopt;
    BtreePage parsed{*kind, {}, 0};
    reader.take(2); // the first free block
    const std::uint64_t cells = reader.big_endian(2);
    reader.take(3); // where the cells begin, fragmented bytes
    const bool interior = *kind == PageKind::table_interior || *kind == PageKind::index_interior;
    if (interior) parsed.last_child = static_cast<std::uint32_t>(reader.big_endian(4));
    if (!reader.good() || cells > usable_bytes / 4) return std::nullopt;
    const std::size_t pointers_end = reader.position() + 2 * static_cast<std::size_t>(cells);
    parsed.cells.reserve(static_cast<std::size_t>(cells));
    for (std::uint64_t i = 0; i < cells; ++i) {
        const auto at = static_cast<std::size_t>(reader.big_endian(2));
        if (!reader.good() || at < pointers_end) return std::nullopt;
        Reader at_cell(usable);
        at_cell.seek(at);
        Cell cell;
        if (!read_cell(at_cell, *kind, cell)) return std::nullopt;
        parsed.cells.push_back(cell);
    }
    return parsed;
}

OverflowPage parse_overflow(std::string_view page) {
    Reader reader(page.substr(0, usable_bytes));
    const auto next = static_cast<std::uint32_t>(reader.big_endian(4));
    return {next, reader.take(usable_bytes - 4)};
}

std::optional<SqlRow> parse_record(std::string_view record) {
    Reader header(record);
    const std::uint64_t header_size = header.varint();
    if (!header.good() || header_size > record.size() || header_size < header.position()) return std::nullopt;
    Reader body(record);
    body.seek(static_cast<std::size_t>(header_size));
    SqlRow row;
    while (header.position() < header_size) {
        const std::uint64_t type = header.varint();
        if (!header.good() || header.position() > header_size || type == 10 || type == 11) return std::nullopt;
        if (type >= 12 && (type - 12) / 2 > record.size()) return std::nullopt;
        row.push_back(read_value(body, type));
    }
    if (!body.good() || body.position() != record.size()) return std::nullopt;
    return row;
}

} // namespace epic::store
