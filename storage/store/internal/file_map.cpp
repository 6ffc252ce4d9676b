#include "storage/store/internal/file_map.hpp"

#include <algorithm>

#include "storage/store/internal/migrations.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

using Version = vault::SealedReader::Version;

// In the database's header (file format, section 1.3).
constexpr std::size_t at_user_version = 60;
constexpr std::size_t at_application_id = 68;

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4)) value = value << 8 | static_cast<std::uint8_t>(c);
    return value;
}

bool is_interior(PageKind kind) {
    return kind == PageKind::table_interior || kind == PageKind::index_interior;
}

bool kind_fits(const Tree& tree, PageKind kind) {
    const bool of_table = kind == PageKind::table_leaf || kind == PageKind::table_interior;
    return of_table == tree.has_rowid;
}

Error given_up() {
    return Error{.code = ErrorCode::conflict_with_state, .message = words::given_up};
}

constexpr std::uint64_t pages_between_reports = 256;

} // namespace

Result<FileMap> FileMap::make(vault::SealedReader& reader, const vault::ReadProgress& progress) {
    FileMap map(reader);
    EPIC_TRY(map.read_first_page());
    try {
        map.trees_ = trees_of_version(map.version_);
    } catch (const SQLite::Exception& exception) {
        return Error{.code = ErrorCode::unexpected, .message = {}, .details = exception.what()};
    }
    map.take_roots_of_file();
    for (std::size_t tree = 0; tree < map.trees_.size(); ++tree) map.walk(tree, map.trees_[tree].root);
    for (std::uint64_t page = 2; page <= reader.page_count(); ++page) {
        if (page % pages_between_reports == 0 && progress && !progress(page, reader.page_count())) return given_up();
        if (!map.places_.contains(page)) map.infer(page);
    }
    return map;
}

Result<> FileMap::read_first_page() {
    version_ = newest_version();
    if (read(1, page_).version == Version::missing) return Done{};
    const auto version = static_cast<int>(big_endian(std::string_view(page_).substr(at_user_version)));
    if (version > newest_version()) return Error{.code = ErrorCode::newer_version, .message = words::file_newer};
    if (big_endian(std::string_view(page_).substr(at_application_id)) != std::uint32_t{application_id}) {
        return Error{.code = ErrorCode::not_ours, .message = words::file_not_events};
    }
    version_ = version;
    version_is_known_ = true;
    return Done{};
}

// Where the file's own schema says that trees begin. One that was upgraded has them elsewhere than a new file.
void FileMap::take_roots_of_file() {
    Tree schema;
    schema.name = "sqlite_schema";
    schema.table = schema.name;
    schema.root = 1;
    schema.holds_rows = true;
    schema.has_rowid = true;
    schema.derived = true;
    schema.columns = {{"type", TreeColumn::Type::text, true},
                      {"name", TreeColumn::Type::text, true},
                      {"tbl_name", TreeColumn::Type::text, true},
                      {"rootpage", TreeColumn::Type::any, false},
                      {"sql", TreeColumn::Type::any, false}};
    trees_.push_back(std::move(schema));
    const std::size_t own = trees_.size() - 1;
    walk(own, 1);
    Result<> outcome = Done{};
    const auto places = places_;
    for (const auto& [number, place] : places) {
        if (place.tree != own || place.lost || place.overflow) continue;
        take_rows(
            number, place,
            [&](const Row& row) -> Result<> {
                const auto* name = std::get_if<std::string>(&row.values[1]);
                const auto* root = row.values.size() > 3 ? std::get_if<std::int64_t>(&row.values[3]) : nullptr;
                if (name == nullptr || root == nullptr || *root <= 1) return Done{};
                for (Tree& tree : trees_) {
                    if (tree.name == *name) tree.root = static_cast<std::uint32_t>(*root);
                }
                return Done{};
            },
            outcome);
    }
    broken_rows_.clear();
}

const Tree* FileMap::tree_of(std::uint64_t page) const {
    const auto found = places_.find(page);
    return found == places_.end() ? nullptr : &trees_[found->second.tree];
}

std::map<const Tree*, std::int64_t> FileMap::lost_pages() const {
    std::map<const Tree*, std::int64_t> lost;
    for (const auto& [number, place] : places_) {
        if (place.lost) ++lost[&trees_[place.tree]];
    }
    return lost;
}

vault::SealedReader::Page FileMap::read(std::uint64_t page, std::string& bytes) {
    bytes.resize(page_bytes);
    return reader_.read(page, reinterpret_cast<std::uint8_t*>(bytes.data()));
}

// Down from the root; pages of which nothing is left are noted as this tree's, and so are overflow pages.
void FileMap::walk(std::size_t tree, std::uint32_t root) {
    std::vector<std::uint32_t> next{root};
    std::string bytes;
    while (!next.empty()) {
        const std::uint32_t number = next.back();
        next.pop_back();
        if (number == 0 || number > reader_.page_count() || places_.contains(number)) continue;
        const auto read_page = read(number, bytes);
        if (read_page.version == Version::missing) {
            places_[number] = {tree, Standing::reached, false, true};
            continue;
        }
        const auto page = parse_page(bytes, number);
        if (!page || !kind_fits(trees_[tree], page->kind)) continue;
        const bool current = read_page.version == Version::current;
        // The children of an outdated page may belong to others by now; those that do not are found by their form.
        if (is_interior(page->kind) && !current) {
            places_[number] = {tree, Standing::older};
            continue;
        }
        if (!is_interior(page->kind) && !page->cells.empty()) {
            const Cell& first = page->cells.front();
            const auto payload = payload_of(first, read_page);
            const auto record = payload ? parse_record(*payload) : std::nullopt;
            if (record && !fits(trees_[tree], *record)) continue;
        }
        places_[number] = {tree, current ? Standing::reached : Standing::older};
        for (const Cell& cell : page->cells) {
            if (is_interior(page->kind)) next.push_back(cell.child);
            if (current) claim_overflow(tree, cell);
        }
        if (is_interior(page->kind)) next.push_back(page->last_child);
    }
}

void FileMap::claim_overflow(std::size_t tree, const Cell& cell) {
    std::string bytes;
    for (std::uint32_t number = cell.overflow; number != 0 && !places_.contains(number);) {
        if (number > reader_.page_count()) return;
        const auto read_page = read(number, bytes);
        places_[number] = {tree, Standing::reached, true, read_page.version == Version::missing};
        if (read_page.version == Version::missing) return;
        number = parse_overflow(bytes).next;
    }
}

// A page that no tree leads to: the page above it is lost. Taken for a tree's if all its records can be read as that
// tree's and as no other's.
void FileMap::infer(std::uint64_t number) {
    std::string bytes;
    const auto read_page = read(number, bytes);
    if (read_page.version == Version::missing) return;
    const auto page = parse_page(bytes, number);
    if (!page || page->kind == PageKind::table_interior || page->cells.empty()) return;
    std::vector<bool> possible(trees_.size());
    for (std::size_t i = 0; i < trees_.size(); ++i) possible[i] = kind_fits(trees_[i], page->kind);
    bool any = false;
    for (const Cell& cell : page->cells) {
        const auto payload = payload_of(cell, read_page);
        if (!payload) continue;
        const auto row = parse_record(*payload);
        if (!row) return;
        any = true;
        for (std::size_t i = 0; i < trees_.size(); ++i) possible[i] = possible[i] && fits(trees_[i], *row);
    }
    if (!any || std::count(possible.begin(), possible.end(), true) != 1) return;
    const auto tree = static_cast<std::size_t>(std::find(possible.begin(), possible.end(), true) - possible.begin());
    const bool current = read_page.version == Version::current;
    places_[number] = {tree, current ? Standing::inferred : Standing::older};
    for (const Cell& cell : page->cells) claim_overflow(tree, cell);
}

// Nothing when a part of it is lost, or not surely of the same state as the rest.
std::optional<std::string> FileMap::payload_of(const Cell& cell, const vault::SealedReader::Page& home) {
    std::string payload(cell.local);
    if (cell.overflow != 0 && home.version != Version::current) return std::nullopt;
    std::string bytes;
    std::uint32_t next = cell.overflow;
    while (payload.size() < cell.payload) {
        if (next == 0 || next > reader_.page_count()) return std::nullopt;
        const auto read_page = read(next, bytes);
        if (read_page.version != Version::current || !of_one_state(home, read_page)) return std::nullopt;
        const OverflowPage page = parse_overflow(bytes);
        payload += page.bytes.substr(0, static_cast<std::size_t>(cell.payload) - payload.size());
        next = page.next;
    }
    return payload;
}

// Of a part of the log that cannot be read it is not known which page it was. If it may have been the older of these
// two, written for the newer one, then they do not belong together.
bool FileMap::of_one_state(const vault::SealedReader::Page& home, const vault::SealedReader::Page& overflow) const {
    const std::uint64_t older = std::min(home.frame, overflow.frame);
    const std::uint64_t last_commit = std::max(home.commit, overflow.commit);
    const auto& unreadable = reader_.unreadable_frames();
    return std::none_of(unreadable.begin(), unreadable.end(),
                        [&](const auto& lost) { return lost.frame > older && lost.commit <= last_commit; });
}

// False when `take` has failed.
bool FileMap::take_rows(std::uint64_t number, const Place& place, const std::function<Result<>(const Row&)>& take,
                        Result<>& outcome) {
    const Tree& tree = trees_[place.tree];
    std::string bytes;
    const auto read_page = read(number, bytes);
    const auto page = parse_page(bytes, number);
    if (!page || page->kind == PageKind::table_interior) return true;
    for (const Cell& cell : page->cells) {
        const auto payload = payload_of(cell, read_page);
        auto row = payload ? parse_record(*payload) : std::nullopt;
        if (!row || !fits(tree, *row)) {
            ++broken_rows_[&tree];
            continue;
        }
        outcome = take(Row{tree, cell.rowid, std::move(*row), place.standing});
        if (!outcome) return false;
    }
    return true;
}

Result<> FileMap::for_each_row(const std::function<Result<>(const Row&)>& take, const vault::ReadProgress& progress) {
    broken_rows_.clear();
    Result<> outcome = Done{};
    std::uint64_t done = 0;
    for (const Standing standing : {Standing::reached, Standing::inferred, Standing::older}) {
        for (const auto& [number, place] : places_) {
            if (place.standing != standing) continue;
            if (++done % pages_between_reports == 0 && progress && !progress(done, places_.size())) return given_up();
            if (place.lost || place.overflow || trees_[place.tree].derived) continue;
            if (!take_rows(number, place, take, outcome)) return outcome;
        }
    }
    return Done{};
}

} // namespace epic::store
