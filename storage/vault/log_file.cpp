#include "storage/vault/log_file.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "storage/vault/first_page.hpp"

namespace epic::vault {
namespace {

using format::frame_header_size;
using format::frame_size;
using format::log_header_size;
using format::page_size;
using format::sqlite_frame;
using format::sqlite_frame_header;
using format::sqlite_log_header;

// Where SQLite's headers keep the eight bytes of the running checksum, and a frame header its "database
// size after commit" (https://sqlite.org/fileformat2.html, section 4.1).
constexpr std::size_t at_log_checksum = 24;
constexpr std::size_t at_frame_checksum = 16;
constexpr std::size_t at_commit_size = 4;
constexpr std::size_t checksum_size = 8;

sqlite3_int64 offset_of(std::uint64_t frame) {
    return static_cast<sqlite3_int64>(log_header_size + (frame - 1) * frame_size);
}

// A place in the log as SQLite counts.
struct Place {
    std::uint64_t frame;  // from 1; 0 is the log's header
    std::uint64_t within; // bytes from the beginning of the frame or header
};

Place place_of(sqlite3_int64 offset) {
    const auto at = static_cast<std::uint64_t>(offset);
    if (at < sqlite_log_header) return {0, at};
    return {(at - sqlite_log_header) / sqlite_frame + 1, (at - sqlite_log_header) % sqlite_frame};
}

std::array<std::uint8_t, 32> log_binding(const VaultState& state) {
    std::array<std::uint8_t, 32> bound;
    const Generation generation = state.generation().generation;
    std::memcpy(bound.data(), state.file_id().data(), 16);
    std::memcpy(bound.data() + 16, generation.id.data(), 16);
    return bound;
}

} // namespace

LogFile::~LogFile() {
    write_held_header();
    sodium_memzero(scratch_.data(), scratch_.size());
    sodium_memzero(held_header_.data(), held_header_.size());
}

int LogFile::open(const char* name, int flags, int* flags_out) {
    return base_.open(name, flags, flags_out);
}

int LogFile::read(void* to, int amount, sqlite3_int64 offset) {
    if (const int rc = write_held_header(); rc != SQLITE_OK) return rc;
    reread_frame_ = 0;
    auto* const out = static_cast<std::uint8_t*>(to);
    const auto size = static_cast<std::size_t>(amount);
    const Place place = place_of(offset);
    if (place.frame == 0) {
        const bool whole = place.within == 0 && size == sqlite_log_header;
        const bool checksum = place.within == at_log_checksum && size == checksum_size;
        if (!whole && !checksum) return SQLITE_IOERR_READ;
        // SQLite reads the whole header once, when it recovers the log from nothing.
        if (whole) state_->forget_frames();
        LogHeader header;
        const int rc = read_log_header(header);
        std::memcpy(out, header.data() + place.within, size);
        return rc;
    }
    if (place.within == 0 && size == sqlite_frame) return recover_frame(out, place.frame);
    if (place.within == sqlite_frame_header && size == page_size) return read_page(out, place.frame);
    if (place.within == at_frame_checksum && size == checksum_size) return read_checksum(out, place.frame);
    return SQLITE_IOERR_READ;
}

int LogFile::read_log_header(LogHeader& header) {
    header.fill(0);
    std::array<std::uint8_t, log_header_size> sealed;
    const int rc = base_.read(sealed.data(), log_header_size, 0);
    if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return rc;
    std::uint64_t frames = 0;
    if (const int size_rc = frames_on_disk(&frames); size_rc != SQLITE_OK) return size_rc;
    std::array<std::uint8_t, format::log_header_plain> plain;
    bool authentic = false;
    const auto bound = log_binding(*state_);
    {
        const Keyring::Lease lease(state_->keys());
        if (!lease) return SQLITE_IOERR_AUTH;
        authentic = rc == SQLITE_OK && open_record(lease->log, bound, sealed.data(), plain);
    }
    if (authentic) {
        std::memcpy(header.data(), plain.data(), header.size());
        const std::uint64_t copied = state_->generation().frames_copied;
        if (frames >= copied) return SQLITE_OK;
        header.fill(0);
        state_->report(Finding::Kind::log_cut, frames + 1);
        return SQLITE_IOERR_DATA;
    }
    // An older log, or a header torn while nothing stood behind it: empty. With frames of this very log
    // behind it, it is damage, and to go on would throw committed changes away.
    std::uint64_t commits = 0;
    std::uint64_t current = 0;
    if (const int count_rc = count_commits_after(0, &commits, &current); count_rc != SQLITE_OK) return count_rc;
    if (current == 0) {
        report_if_copied_frames_are_gone();
        return SQLITE_OK;
    }
    state_->report(Finding::Kind::log_header_damaged, 0);
    return SQLITE_IOERR_DATA;
}

int LogFile::recover_frame(std::uint8_t* to, std::uint64_t frame) {
    std::memset(to, 0, sqlite_frame);
    const int rc = base_.read(scratch_.data(), frame_size, offset_of(frame));
    if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return rc;
    const GenerationRecord generation = state_->generation();
    bool authentic = false;
    if (rc == SQLITE_OK) {
        const Keyring::Lease lease(state_->keys());
        if (!lease) return SQLITE_IOERR_AUTH;
        FrameInfo info;
        info.page_tag = tag_of_page(scratch_.data() + frame_header_size);
        authentic = open_frame_header(lease->log, {state_->file_id(), generation.generation.id, frame, info.page_tag},
                                      scratch_.data(), info.header.data()) &&
                    open_page(lease->pages, state_->file_id(), info.page_number(), scratch_.data() + frame_header_size,
                              to + sqlite_frame_header);
        // SQLite also reads whole frames to compute checksums again: those it has written itself.
        const FrameInfo known = state_->frame(frame);
        if (authentic && (!known.known() || known.page_tag == info.page_tag)) {
            std::memcpy(to, info.header.data(), sqlite_frame_header);
            state_->set_frame(frame, info);
            reread_frame_ = frame;
            return SQLITE_OK;
        }
        std::memset(to, 0, sqlite_frame);
    }
    return state_->frame(frame).known() ? damaged(frame) : judge_end(frame);
}

int LogFile::judge_end(std::uint64_t frame) {
    if (frame <= state_->generation().frames_copied) {
        state_->report(Finding::Kind::log_cut, frame);
        return SQLITE_IOERR_DATA;
    }
    std::uint64_t commits = 0;
    std::uint64_t frames = 0;
    if (const int rc = count_commits_after(frame, &commits, &frames); rc != SQLITE_OK) return rc;
    if (commits > 0) state_->report(Finding::Kind::log_ends_early, frame);
    return SQLITE_OK;
}

int LogFile::count_commits_after(std::uint64_t frame, std::uint64_t* commits, std::uint64_t* frames) {
    std::uint64_t last = 0;
    if (const int rc = frames_on_disk(&last); rc != SQLITE_OK) return rc;
    const GenerationRecord generation = state_->generation();
    for (std::uint64_t number = frame + 1; number <= last; ++number) {
        std::array<std::uint8_t, frame_header_size> sealed;
        PageTag tag;
        int rc = base_.read(sealed.data(), frame_header_size, offset_of(number));
        if (rc == SQLITE_OK) {
            rc = base_.read(tag.data(), format::tag_size, offset_of(number + 1) - sqlite3_int64{format::tag_size});
        }
        if (rc != SQLITE_OK) return rc;
        const Keyring::Lease lease(state_->keys());
        if (!lease) return SQLITE_IOERR_AUTH;
        std::array<std::uint8_t, sqlite_frame_header> header;
        if (!open_frame_header(lease->log, {state_->file_id(), generation.generation.id, number, tag}, sealed.data(),
                               header.data())) {
            continue;
        }
        ++*frames;
        if (format::get_u32_be(header.data() + at_commit_size) != 0) ++*commits;
    }
    return SQLITE_OK;
}

int LogFile::frame_info(std::uint64_t frame, FrameInfo& info) {
    info = state_->frame(frame);
    if (info.known()) return SQLITE_OK;
    std::array<std::uint8_t, frame_header_size> sealed;
    int rc = base_.read(sealed.data(), frame_header_size, offset_of(frame));
    if (rc == SQLITE_OK) {
        rc = base_.read(info.page_tag.data(), format::tag_size, offset_of(frame + 1) - sqlite3_int64{format::tag_size});
    }
    if (rc == SQLITE_IOERR_SHORT_READ) return damaged(frame);
    if (rc != SQLITE_OK) return rc;
    const GenerationRecord generation = state_->generation();
    const Keyring::Lease lease(state_->keys());
    if (!lease) return SQLITE_IOERR_AUTH;
    if (!open_frame_header(lease->log, {state_->file_id(), generation.generation.id, frame, info.page_tag},
                           sealed.data(), info.header.data())) {
        return damaged(frame);
    }
    state_->set_frame(frame, info);
    return SQLITE_OK;
}

int LogFile::read_page(std::uint8_t* to, std::uint64_t frame) {
    FrameInfo info;
    if (const int rc = frame_info(frame, info); rc != SQLITE_OK) return rc;
    const bool checkpointing = main_ != nullptr && main_->is_checkpointing();
    if (!checkpointing) {
        const Keyring::Lease lease(state_->keys());
        if (lease && state_->opened_pages().find_frame(frame, info.page_tag, to)) return SQLITE_OK;
    }
    const int rc = base_.read(to, page_size, offset_of(frame) + sqlite3_int64{frame_header_size});
    if (rc == SQLITE_IOERR_SHORT_READ) return damaged(frame);
    if (rc != SQLITE_OK) return rc;
    const Keyring::Lease lease(state_->keys());
    if (!lease) {
        std::memset(to, 0, page_size);
        return SQLITE_IOERR_AUTH;
    }
    // Another sealed version of the page put here while we run would open: the tag tells it apart.
    const bool same = tag_of_page(to) == info.page_tag;
    if (checkpointing) {
        if (!same) return damaged(frame);
        main_->frame_was_copied(frame);
        return SQLITE_OK;
    }
    if (same && open_page(lease->pages, state_->file_id(), info.page_number(), to, to)) {
        state_->opened_pages().keep_frame(frame, info.page_tag, to);
        return SQLITE_OK;
    }
    std::memset(to, 0, page_size);
    return damaged(frame);
}

int LogFile::read_checksum(std::uint8_t* to, std::uint64_t frame) {
    FrameInfo info;
    const int rc = frame_info(frame, info);
    if (rc == SQLITE_OK) std::memcpy(to, info.header.data() + at_frame_checksum, checksum_size);
    return rc;
}

int LogFile::write(const void* from, int amount, sqlite3_int64 offset) {
    if (state_->opened_as() == SlotKind::recovery) return SQLITE_READONLY;
    const auto* const in = static_cast<const std::uint8_t*>(from);
    const auto size = static_cast<std::size_t>(amount);
    const Place place = place_of(offset);
    if (place.frame != 0 && place.within == sqlite_frame_header && size == page_size) {
        return write_frame(in, place.frame);
    }
    if (const int rc = write_held_header(); rc != SQLITE_OK) return rc;
    if (place.frame == 0 && place.within == 0 && size == sqlite_log_header) return begin_log(in);
    if (place.frame != 0 && place.within == 0 && size == sqlite_frame_header) {
        held_frame_ = place.frame;
        std::memcpy(held_header_.data(), in, sqlite_frame_header);
        // With synchronous NORMAL nothing more may come before the transaction counts as committed.
        return std::exchange(reread_frame_, 0) == place.frame ? write_held_header() : SQLITE_OK;
    }
    return SQLITE_IOERR_WRITE;
}

int LogFile::begin_log(const std::uint8_t* header) {
    reread_frame_ = 0; // recovery may have read it, of the log that ends here
    // First the generation, durably: from here on nothing that the log still holds is
    // taken for current, whatever of the new header reaches the disk.
    if (const int rc = state_->begin_generation(VaultState::Log::begun); rc != SQLITE_OK) return rc;
    std::array<std::uint8_t, format::log_header_plain> plain{};
    std::memcpy(plain.data(), header, sqlite_log_header);
    std::array<std::uint8_t, log_header_size> sealed;
    const auto bound = log_binding(*state_);
    {
        const Keyring::Lease lease(state_->keys());
        if (!lease) return SQLITE_IOERR_AUTH;
        seal_record(lease->log, bound, plain, sealed.data());
    }
    return base_.write(sealed.data(), log_header_size, 0);
}

int LogFile::write_frame(const std::uint8_t* page, std::uint64_t frame) {
    FrameInfo info;
    if (held_frame_ == frame) {
        std::memcpy(info.header.data(), held_header_.data(), sqlite_frame_header);
        held_frame_ = 0;
    } else {
        if (const int rc = write_held_header(); rc != SQLITE_OK) return rc;
        if (const int rc = frame_info(frame, info); rc != SQLITE_OK) return rc;
    }
    const std::uint32_t number = info.page_number();
    if (!reserved_bytes_are_zero(page) || (number == 1 && !first_page_is_acceptable(page))) {
        state_->report(Finding::Kind::page_refused, number);
        return SQLITE_IOERR_WRITE;
    }
    const GenerationRecord generation = state_->generation();
    {
        const Keyring::Lease lease(state_->keys());
        if (!lease) return SQLITE_IOERR_AUTH;
        std::uint8_t* const sealed_page = scratch_.data() + frame_header_size;
        seal_page(lease->pages, state_->file_id(), number, page, sealed_page);
        info.page_tag = tag_of_page(sealed_page);
        seal_frame_header(lease->log, {state_->file_id(), generation.generation.id, frame, info.page_tag},
                          info.header.data(), scratch_.data());
    }
    const int rc = base_.write(scratch_.data(), frame_size, offset_of(frame));
    if (rc == SQLITE_OK) state_->set_frame(frame, info);
    return rc;
}

int LogFile::write_held_header() {
    if (held_frame_ == 0) return SQLITE_OK;
    const std::uint64_t frame = held_frame_;
    held_frame_ = 0;
    FrameInfo info = state_->frame(frame);
    // Its page never came: the write before it failed, and SQLite has given the transaction up.
    if (!info.known()) return SQLITE_OK;
    std::memcpy(info.header.data(), held_header_.data(), sqlite_frame_header);
    std::array<std::uint8_t, frame_header_size> sealed;
    const GenerationRecord generation = state_->generation();
    {
        const Keyring::Lease lease(state_->keys());
        if (!lease) return SQLITE_IOERR_AUTH;
        seal_frame_header(lease->log, {state_->file_id(), generation.generation.id, frame, info.page_tag},
                          info.header.data(), sealed.data());
    }
    const int rc = base_.write(sealed.data(), frame_header_size, offset_of(frame));
    if (rc == SQLITE_OK) state_->set_frame(frame, info);
    return rc;
}

int LogFile::truncate(sqlite3_int64 size) {
    if (const int rc = write_held_header(); rc != SQLITE_OK) return rc;
    if (size == 0) {
        // What was in it is in the file. A copy of it, put back one day, must count for nothing.
        const int rc = state_->begin_generation(VaultState::Log::put_away);
        return rc == SQLITE_OK ? base_.truncate(0) : rc;
    }
    // SQLite's limit falls anywhere; what is kept ends with a frame.
    const std::uint64_t bytes =
        static_cast<std::uint64_t>(size) - std::min<std::uint64_t>(static_cast<std::uint64_t>(size), sqlite_log_header);
    return base_.truncate(offset_of((bytes + sqlite_frame - 1) / sqlite_frame + 1));
}

int LogFile::sync(int flags) {
    const int rc = write_held_header();
    return rc == SQLITE_OK ? base_.sync(flags) : rc;
}

int LogFile::frames_on_disk(std::uint64_t* frames) {
    sqlite3_int64 bytes = 0;
    const int rc = base_.size(&bytes);
    const auto size = static_cast<std::uint64_t>(bytes);
    *frames = size < log_header_size ? 0 : (size - log_header_size) / frame_size;
    return rc;
}

int LogFile::size(sqlite3_int64* size) {
    if (const int rc = write_held_header(); rc != SQLITE_OK) return rc;
    std::uint64_t frames = 0;
    const int rc = frames_on_disk(&frames);
    sqlite3_int64 bytes = 0;
    if (rc == SQLITE_OK) base_.size(&bytes);
    *size = 0;
    if (rc == SQLITE_OK && bytes == 0) report_if_copied_frames_are_gone();
    // SQLite does not look at a log that is no longer than its header; this one may have been cut, and
    // read_log_header() is where that is found out.
    if (bytes > 0)
        *size = static_cast<sqlite3_int64>(sqlite_log_header + std::max<std::uint64_t>(frames * sqlite_frame, 1));
    return rc;
}

void LogFile::report_if_copied_frames_are_gone() {
    // A crash may leave an empty log, or an older one, of a generation that had only begun. One whose frames were
    // copied was on the disk.
    if (state_->generation().frames_copied > 0) state_->report(Finding::Kind::log_missing, 0);
}

int LogFile::damaged(std::uint64_t frame) {
    state_->report(Finding::Kind::log_frame_damaged, frame);
    return SQLITE_IOERR_DATA;
}

} // namespace epic::vault
