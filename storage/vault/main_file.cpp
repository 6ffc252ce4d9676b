#include "storage/vault/main_file.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "storage/vault/first_page.hpp"

namespace epic::vault {
namespace {

using format::page_size;

sqlite3_int64 offset_of(std::uint64_t page) {
    return static_cast<sqlite3_int64>(format::header_size + (page - 1) * page_size);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sqlite3_strnicmp(a.data(), b.data(), static_cast<int>(a.size())) == 0;
}

} // namespace

MainFile::~MainFile() {
    sodium_memzero(scratch_.data(), scratch_.size());
}

int MainFile::open(const char* name, int flags, int* flags_out) {
    return base_.open(name, flags, flags_out);
}

int MainFile::read(void* to, int amount, sqlite3_int64 offset) {
    auto* const out = static_cast<std::uint8_t*>(to);
    const auto size = static_cast<std::size_t>(amount);
    const auto from = static_cast<std::uint64_t>(offset);
    if (size == page_size && from % page_size == 0) return read_page(out, from / page_size + 1);
    if (from + size <= page_size) return read_part_of_first_page(out, size, from);
    return SQLITE_IOERR_READ;
}

int MainFile::read_page(std::uint8_t* to, std::uint64_t page) {
    {
        const Keyring::Lease lease(state_->keys());
        if (lease && state_->opened_pages().find_page(page, to)) return SQLITE_OK;
    }
    const int rc = base_.read(to, page_size, offset_of(page));
    if (rc == SQLITE_IOERR_SHORT_READ) {
        // SQLite takes a short read for an empty page. Every page that it may ask for was written, so this
        // file has been cut.
        std::memset(to, 0, page_size);
        state_->report(Finding::Kind::file_cut, page);
        return SQLITE_IOERR_DATA;
    }
    if (rc != SQLITE_OK) return rc;
    const Keyring::Lease lease(state_->keys());
    if (!lease) {
        std::memset(to, 0, page_size);
        return SQLITE_IOERR_AUTH;
    }
    if (open_page(lease->pages, state_->file_id(), page, to, to)) {
        // Nobody writes it meanwhile: a checkpoint leaves alone what a reader takes from here.
        state_->opened_pages().keep_page(page, to);
        return SQLITE_OK;
    }
    state_->report(Finding::Kind::page_damaged, page);
    return SQLITE_IOERR_DATA;
}

int MainFile::read_part_of_first_page(std::uint8_t* to, std::size_t amount, std::size_t offset) {
    const int rc = base_.read(scratch_.data(), page_size, offset_of(1));
    if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return rc;
    const Keyring::Lease lease(state_->keys());
    if (!lease) return SQLITE_IOERR_AUTH;
    if (!open_page(lease->pages, state_->file_id(), 1, scratch_.data(), scratch_.data())) {
        // A checkpoint may have been torn here, and the log then has the page: SQLite must get as far as
        // looking. It learns no more than what is true of every file of ours; the page itself stays closed.
        scratch_ = empty_first_page();
    }
    std::memcpy(to, scratch_.data() + offset, amount);
    return SQLITE_OK;
}

int MainFile::write(const void* from, int amount, sqlite3_int64 offset) {
    if (amount != int{page_size} || offset % sqlite3_int64{page_size} != 0) return SQLITE_IOERR_WRITE;
    const auto* const in = static_cast<const std::uint8_t*>(from);
    const std::uint64_t page = static_cast<std::uint64_t>(offset) / page_size + 1;
    if (checkpointing_) return write_sealed(in, page);
    if (!reserved_bytes_are_zero(in) || (page == 1 && !first_page_is_acceptable(in))) {
        state_->report(Finding::Kind::page_refused, page);
        return SQLITE_IOERR_WRITE;
    }
    {
        const Keyring::Lease lease(state_->keys());
        if (!lease) return SQLITE_IOERR_AUTH;
        seal_page(lease->pages, state_->file_id(), page, in, scratch_.data());
    }
    if (const int rc = pages_on_disk(&pages_known_); rc != SQLITE_OK) return rc;
    if (page <= pages_known_ + 1) return write_sealed(scratch_.data(), page);
    const auto sealed = scratch_;
    return write_sealed(sealed.data(), page);
}

int MainFile::write_sealed(const std::uint8_t* sealed, std::uint64_t page) {
    if (page > pages_known_ + 1) {
        if (const int rc = append_zero_pages(page - 1); rc != SQLITE_OK) return rc;
    }
    state_->opened_pages().forget_page(page);
    const int rc = base_.write(sealed, page_size, offset_of(page));
    if (rc == SQLITE_OK) pages_known_ = std::max(pages_known_, page);
    return rc;
}

int MainFile::append_zero_pages(std::uint64_t until) {
    constexpr std::array<std::uint8_t, page_size> zeros{};
    while (pages_known_ < until) {
        {
            const Keyring::Lease lease(state_->keys());
            if (!lease) return SQLITE_IOERR_AUTH;
            seal_page(lease->pages, state_->file_id(), pages_known_ + 1, zeros.data(), scratch_.data());
        }
        const int rc = base_.write(scratch_.data(), page_size, offset_of(pages_known_ + 1));
        if (rc != SQLITE_OK) return rc;
        ++pages_known_;
    }
    return SQLITE_OK;
}

int MainFile::pages_on_disk(std::uint64_t* pages) {
    sqlite3_int64 bytes = 0;
    const int rc = base_.size(&bytes);
    const auto size = static_cast<std::uint64_t>(bytes);
    *pages = size < format::header_size ? 0 : (size - format::header_size) / page_size;
    return rc;
}

int MainFile::truncate(sqlite3_int64 size) {
    if (size % sqlite3_int64{page_size} != 0) return SQLITE_IOERR_TRUNCATE;
    const std::uint64_t wanted = static_cast<std::uint64_t>(size) / page_size;
    if (const int rc = pages_on_disk(&pages_known_); rc != SQLITE_OK) return rc;
    if (wanted > pages_known_) return append_zero_pages(wanted);
    pages_known_ = wanted;
    state_->opened_pages().clear();
    return base_.truncate(offset_of(wanted + 1));
}

int MainFile::sync(int flags) {
    const int rc = base_.sync(flags);
    if (rc == SQLITE_OK) state_->file_was_synced();
    return rc;
}

int MainFile::size(sqlite3_int64* size) {
    sqlite3_int64 bytes = 0;
    if (const int rc = base_.size(&bytes); rc != SQLITE_OK) return rc;
    if (bytes < offset_of(2)) {
        // SQLite would take a file without pages for a new one, and delete its log.
        state_->report(Finding::Kind::file_cut, 1);
        return SQLITE_IOERR_DATA;
    }
    *size = bytes - sqlite3_int64{format::header_size};
    return SQLITE_OK;
}

void MainFile::frame_was_copied(std::uint64_t frame) {
    frames_copied_ = std::max(frames_copied_, frame);
}

int MainFile::control(int operation, void* argument) {
    switch (operation) {
        case SQLITE_FCNTL_CKPT_START:
            frames_copied_ = 0;
            if (pages_on_disk(&pages_known_) == SQLITE_OK) checkpointing_ = true;
            return SQLITE_OK;
        case SQLITE_FCNTL_CKPT_DONE:
            // SQLite says DONE also when it never came to START: nothing of this log was copied then.
            if (!std::exchange(checkpointing_, false) || frames_copied_ == 0) return SQLITE_OK;
            return state_->record_frames_copied(frames_copied_);
        case SQLITE_FCNTL_PRAGMA: return pragma(static_cast<char**>(argument));
        case SQLITE_FCNTL_VFSNAME: *static_cast<char**>(argument) = sqlite3_mprintf("epic-vault"); return SQLITE_OK;
        // Preallocated space would be zero pages that no key has sealed.
        case SQLITE_FCNTL_SIZE_HINT:
        case SQLITE_FCNTL_CHUNK_SIZE:
        // Turning it off would make SQLite pad the log with copies of frames.
        case SQLITE_FCNTL_POWERSAFE_OVERWRITE: return SQLITE_OK;
        // The system must not map what is sealed.
        case SQLITE_FCNTL_MMAP_SIZE: return SQLITE_NOTFOUND;
        case SQLITE_FCNTL_LOCKSTATE:
        case SQLITE_FCNTL_LAST_ERRNO:
        case SQLITE_FCNTL_PERSIST_WAL:
        case SQLITE_FCNTL_HAS_MOVED: return base_.methods()->xFileControl(base_.get(), operation, argument);
        default: return SQLITE_NOTFOUND;
    }
}

int MainFile::pragma(char** arguments) {
    const std::string_view name = arguments[1];
    if (arguments[2] == nullptr) return SQLITE_NOTFOUND;
    const std::string_view value = arguments[2];
    const char* refusal = nullptr;
    if (equal_ignoring_case(name, "journal_mode") && !equal_ignoring_case(value, "wal")) {
        refusal = "an encrypted file has a sealed log and no other journal: journal_mode stays WAL";
    } else if (equal_ignoring_case(name, "auto_vacuum") && value != "0" && !equal_ignoring_case(value, "none")) {
        refusal = "an encrypted file has no auto_vacuum";
    }
    if (refusal == nullptr) return SQLITE_NOTFOUND;
    arguments[0] = sqlite3_mprintf("%s", refusal);
    return SQLITE_ERROR;
}

} // namespace epic::vault
