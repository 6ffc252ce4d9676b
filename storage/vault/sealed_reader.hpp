// A sealed file as it lies on the disk, read without SQLite and without ever writing a byte: for verify, and for
// salvage from a file that does not open any more.
//
// What counts is the last committed state: of each page the newest version in the log, up to the last authentic
// commit, else the one in the file. A damaged part of the log does not end it here, as it does for SQLite: what is
// authentic behind it is read as well, and of what is not authentic nothing is.
//
// The file is locked against writers while the object lives; it may lie in a folder that cannot be written to.
// Failures: not_found, not_ours, newer_version, damaged (no header that opens), in_use, sign_in_refused, read_only
// (no right to read), unexpected. Threads: one at a time. Sources: storage/vault/README.md; for the log's headers
// and checksums https://sqlite.org/fileformat2.html, section 4.
#pragma once

#include <functional>
#include <optional>
#include <unordered_map>

#include "storage/vault/base_file.hpp"
#include "storage/vault/file_claim.hpp"
#include "storage/vault/header.hpp"
#include "storage/vault/vault.hpp"

namespace epic::vault {

// Told now and then; false ends the work with Error `cancelled` (conflict_with_state).
using ReadProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

class SealedReader {
public:
    // `header`: a copy of this file's header (Vault::export_header) for one whose own does not open.
    static Result<std::unique_ptr<SealedReader>> open(const std::string& path, const Credential& credential,
                                                      const std::optional<std::string>& header = {});
    ~SealedReader();
    SealedReader(const SealedReader&) = delete;
    SealedReader& operator=(const SealedReader&) = delete;

    Id file_id() const;
    Id opened_by() const { return secrets_->collaborator; }
    std::vector<SlotInfo> slots() const;
    // Of the newest authentic record; nothing when neither is: the log cannot be read then.
    std::optional<Generation> generation() const;
    const KdfLimits& limits() const { return table_.limits; }

    // Pages of the last committed state.
    std::uint64_t page_count() const { return page_count_; }
    std::uint64_t frame_count() const { return frames_.size(); }

    enum class Version : std::uint8_t {
        current, // the newest
        older,   // authentic, but a newer version was there and is lost
        missing, // nothing authentic
    };
    struct Page {
        Version version = Version::missing;
        // Which commit of the log wrote it, from 1; 0: it is from before the log.
        std::uint64_t commit = 0;
        // Which frame; 0: the file's.
        std::uint64_t frame = 0;
    };
    // `plain`: 4096 bytes, zeros when missing.
    Page read(std::uint64_t page, std::uint8_t* plain);
    // A part of the log that cannot be read and of which it is not known which page it was: what was written before
    // it may be outdated.
    struct UnreadableFrame {
        std::uint64_t frame = 0;
        std::uint64_t commit = 0;
    };
    // Ascending, up to the last commit.
    const std::vector<UnreadableFrame>& unreadable_frames() const { return unreadable_; }

    // Whether the file is what it was made to be: both copies of the header, every page and every frame.
    struct Examined {
        std::uint64_t pages = 0;
        std::uint64_t frames = 0;
        std::vector<Finding> findings;            // at most findings_max
        std::vector<std::uint64_t> damaged_pages; // of the last committed state, those with nothing authentic
    };
    static constexpr std::size_t findings_max = 1000;
    Result<Examined> examine(const ReadProgress& progress = {});

    // Makes a new file of the last committed state at `path`: the same people, another id, other keys, no log. Durable
    // when this returns. damaged: a page has nothing authentic; conflict_with_state: there is a file at `path`, or
    // the progress has said to stop; disk_full. Nothing is left at `path` then.
    Result<> copy_to(const std::string& path, const ReadProgress& progress = {});

private:
    friend class Vault; // whose copies hand the slots on
    struct Frame {
        std::uint32_t page = 0; // 0: not known
        std::uint32_t commit_size = 0;
        std::uint64_t commit = 0; // that it belongs to
        bool authentic = false;
    };
    struct Keys {
        Key pages;
        Key log;
    };

    SealedReader() = default;
    Result<> open_header(const Credential& credential, const std::optional<std::string>& header);
    Result<> read_log(const std::string& path);
    bool read_frame(std::uint64_t number, std::uint8_t* plain, std::uint8_t* frame_header);
    void count_pages();
    Result<> write_copy(const std::string& path, const ReadProgress& progress);
    bool read_from_file(std::uint64_t page, std::uint8_t* plain);

    FileClaim claim_;
    NamedBaseFile base_;
    NamedBaseFile log_;
    std::string log_name_;
    std::uint64_t file_pages_ = 0; // whole pages on the disk
    std::uint64_t file_rest_ = 0;  // bytes behind them
    SlotTable table_;
    Secret<SlotSecrets> secrets_;
    Secret<Keys> keys_;
    std::optional<GenerationRecord> generation_;
    std::vector<Finding> header_findings_;
    std::vector<Finding> log_findings_;
    std::vector<Frame> frames_;                                     // up to the last commit
    std::unordered_map<std::uint32_t, std::uint64_t> newest_frame_; // authentic or not, where the page is known
    std::unordered_map<std::uint32_t, std::uint64_t> authentic_frame_;
    std::vector<UnreadableFrame> unreadable_;
    std::uint64_t page_count_ = 0;
};

} // namespace epic::vault
