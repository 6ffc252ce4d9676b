// Which page of a file belongs to which table or index, and the rows on them, found without SQLite.
//
// Trees are walked from their roots through authentic pages; leaves that cannot be reached any more, because a page
// above them is lost, are known by the form of their records. Nothing is read that is not authentic, and a record
// that goes on over several pages counts only if all of them are of one and the same state.
// Threads: one at a time; the reader must outlive the map.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "storage/store/internal/file_schema.hpp"
#include "storage/vault/sealed_reader.hpp"

namespace epic::store {

class FileMap {
public:
    // How a page came to its tree. Rows of one that comes earlier here are to be preferred.
    enum class Standing : std::uint8_t {
        reached,  // from the root, in its newest version
        inferred, // by its form
        older,    // its newest version is lost: what stood there before
    };
    struct Row {
        const Tree& tree;
        std::int64_t rowid = 0;
        SqlRow values;
        Standing standing{};
    };

    // newer_version, not_ours: the file says so of itself. `progress` as in SealedReader::examine.
    static Result<FileMap> make(vault::SealedReader& reader, const vault::ReadProgress& progress = {});

    // The version of the schema; the newest that is known when the first page is lost.
    int version() const { return version_; }
    bool version_is_known() const { return version_is_known_; }
    const std::vector<Tree>& trees() const { return trees_; }
    // Which tree a page belongs to, as far as the pages that are left tell.
    const Tree* tree_of(std::uint64_t page) const;
    // Pages of each tree that nothing is left of.
    std::map<const Tree*, std::int64_t> lost_pages() const;

    // Every row of every table that holds data, best standing first. `take` is called once per row, also for one
    // that comes again in an older version.
    Result<> for_each_row(const std::function<Result<>(const Row&)>& take, const vault::ReadProgress& progress = {});
    // Records that were there and cannot be read as a whole, by tree.
    const std::map<const Tree*, std::int64_t>& broken_rows() const { return broken_rows_; }

private:
    struct Place {
        std::size_t tree = 0;
        Standing standing{};
        bool overflow = false;
        bool lost = false;
    };

    explicit FileMap(vault::SealedReader& reader) : reader_(reader), page_(page_bytes, '\0') {}
    Result<> read_first_page();
    void take_roots_of_file();
    void walk(std::size_t tree, std::uint32_t root);
    void infer(std::uint64_t page);
    vault::SealedReader::Page read(std::uint64_t page, std::string& bytes);
    void claim_overflow(std::size_t tree, const Cell& cell);
    std::optional<std::string> payload_of(const Cell& cell, const vault::SealedReader::Page& home);
    bool of_one_state(const vault::SealedReader::Page& home, const vault::SealedReader::Page& overflow) const;
    bool take_rows(std::uint64_t number, const Place& place, const std::function<Result<>(const Row&)>& take,
                   Result<>& outcome);

    vault::SealedReader& reader_;
    std::string page_;
    std::vector<Tree> trees_;
    int version_ = 0;
    bool version_is_known_ = false;
    std::map<std::uint64_t, Place> places_;
    std::map<const Tree*, std::int64_t> broken_rows_;
};

} // namespace epic::store
