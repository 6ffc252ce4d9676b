// Vault::rekey: another data key, in a file of its own that takes the old one's place.
//
// PATH.rekeying grows; PATH gets the second name PATH.before-rekey; PATH.rekeying is renamed to PATH; the old file is
// overwritten and PATH.before-rekey removed. A kill between any two of these leaves a state from which the next call
// goes on.
#include <algorithm>
#include <cstring>
#include <sqlite3.h>

#include "storage/vault/open_vault.hpp"
#include "storage/vault/sealed_copy.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

using format::page_size;
using GoOn = std::function<bool(const RekeyProgress&)>;
using Keep = std::function<bool(const Id&)>;

// 8 MiB between two saves: what a kill can cost.
constexpr std::uint64_t pages_between_saves = 2048;
constexpr std::uint64_t pages_between_questions = 256;
// SQLite keeps out of the page with its lock bytes (file format, section 1.4).
constexpr std::uint64_t lock_byte_page = 0x40000000 / page_size + 1;

sqlite3_int64 offset_of(std::uint64_t page) {
    return static_cast<sqlite3_int64>(format::header_size + (page - 1) * page_size);
}

Error damaged_page(std::uint64_t page) {
    return Error{.code = ErrorCode::damaged, .message = Message(words::page_damaged, {std::to_string(page)})};
}

// The sealed pages of a file that nobody has open, opened one by one.
class QuietPages {
public:
    using Page = std::array<std::uint8_t, page_size>;

    explicit QuietPages(VaultState& state) : state_(state) {}
    ~QuietPages() { sodium_memzero(plain_.data(), plain_.size()); }
    QuietPages(const QuietPages&) = delete;
    QuietPages& operator=(const QuietPages&) = delete;

    // How many pages the database has: what page 1 says, since no log is left.
    Result<std::uint64_t> count() {
        EPIC_TRY(read(1));
        return std::uint64_t{format::get_u32_be(plain_.data() + 28)};
    }

    Result<> read(std::uint64_t page) {
        const int rc = state_.base().read(sealed_.data(), page_size, offset_of(page));
        if (rc == SQLITE_IOERR_SHORT_READ) {
            return Error{.code = ErrorCode::damaged, .message = Message(words::file_cut, {std::to_string(page)})};
        }
        if (rc != SQLITE_OK) return error_of_io(rc);
        if (page == lock_byte_page) {
            plain_.fill(0);
            return Done{};
        }
        const Keyring::Lease lease(state_.keys());
        if (!open_page(lease->pages, state_.file_id(), page, sealed_.data(), plain_.data())) return damaged_page(page);
        return Done{};
    }

    const std::uint8_t* plain() const { return plain_.data(); }
    PageTag tag() const { return tag_of_page(sealed_.data()); }

private:
    VaultState& state_;
    Page sealed_{};
    Page plain_{};
};

// The tags of all pages copied so far: a page that changed has another one, since its nonce is random.
class TagDigest {
public:
    TagDigest() { crypto_generichash_init(&state_, nullptr, 0, 32); }
    void add(const PageTag& tag) { crypto_generichash_update(&state_, tag.data(), tag.size()); }
    std::array<std::uint8_t, 32> value() const {
        crypto_generichash_state copy = state_;
        std::array<std::uint8_t, 32> digest;
        crypto_generichash_final(&copy, digest.data(), digest.size());
        return digest;
    }

private:
    crypto_generichash_state state_;
};

// Copies what the log holds into the file and puts the log away.
Result<> settle(const Vault& vault) {
    const std::string log = vault.path() + "-wal";
    if (!os::exists(log)) return Done{};
    sqlite3* connection = nullptr;
    int rc = sqlite3_open_v2(vault.path().c_str(), &connection, SQLITE_OPEN_READWRITE, vault.vfs_name().c_str());
    // A connection that has not read yet knows of no log and would have nothing to copy.
    if (rc == SQLITE_OK) rc = sqlite3_exec(connection, "PRAGMA schema_version", nullptr, nullptr, nullptr);
    if (rc == SQLITE_OK) {
        rc = sqlite3_wal_checkpoint_v2(connection, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    }
    if (rc != SQLITE_OK) rc = sqlite3_extended_errcode(connection);
    // The last connection to go deletes the log.
    sqlite3_close(connection);
    if (rc != SQLITE_OK) return vault.explain(rc);
    if (os::exists(log)) return Error{.code = ErrorCode::unexpected, .message = words::disk_failed};
    return Done{};
}

class Rekeying {
public:
    Rekeying(Vault& vault, VaultState& state, const GoOn& go_on)
        : vault_(vault),
          state_(state),
          go_on_(go_on),
          path_(state.path()),
          growing_(path_ + ".rekeying"),
          before_(path_ + ".before-rekey"),
          pages_(state) {}

    Result<RekeyOutcome> run(const Keep& keep) {
        if (EPIC_TRY(finish_earlier_call())) return RekeyOutcome::done;
        EPIC_TRY(settle(vault_));
        total_ = EPIC_TRY(pages_.count());
        std::unique_ptr<SealedCopy> copy = EPIC_TRY(take_up(keep));
        if (!copy) copy = EPIC_TRY(begin(keep));
        auto outcome = seal(*copy);
        if (outcome && *outcome == RekeyOutcome::done) {
            if (auto completed = copy->complete(state_.generation().generation.counter); !completed) {
                outcome = std::move(completed).error();
            }
        }
        copy.reset();
        if (!outcome || *outcome == RekeyOutcome::stopped) {
            os::remove_file(growing_);
            return outcome;
        }
        EPIC_TRY(replace());
        EPIC_TRY(erase(state_.base()));
        return RekeyOutcome::done;
    }

private:
    bool may_go_on(RekeyProgress::Phase phase, std::uint64_t done, std::uint64_t total) const {
        return !go_on_ || go_on_({phase, done, total});
    }

    // What a call that was killed after the exchange of the files left to do; true when that was all.
    Result<bool> finish_earlier_call() {
        if (!os::exists(before_)) return false;
        if (os::identity(before_) == state_.identity()) {
            os::remove_file(before_);
            return false;
        }
        NamedBaseFile old;
        int flags = 0;
        const int rc = old.open(before_, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, &flags);
        if (rc != SQLITE_OK) return error_of_io(rc);
        // Erased but for its name, or with the salt that a file hands on to its successor: anything else of this
        // name is not ours to remove.
        TableBytes bytes{};
        static_cast<void>(old.file().read(bytes.data(), bytes.size(), 0));
        const bool erased = std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
        const bool predecessor =
            inspect_table(bytes) == TableCondition::whole && read_clear_table(bytes).salt == state_.table().salt;
        if (!erased && !predecessor) {
            return Error{.code = ErrorCode::conflict_with_state, .message = Message(words::file_exists, {before_})};
        }
        EPIC_TRY(erase(old.file()));
        return true;
    }

    Result<std::unique_ptr<SealedCopy>> take_up(const Keep& keep) {
        if (!os::exists(growing_)) return std::unique_ptr<SealedCopy>();
        std::unique_ptr<SealedCopy> copy;
        {
            const Keyring::Lease lease(state_.keys());
            const SlotOwner me{SlotKind::collaborator, state_.opened_by()};
            copy = EPIC_TRY(SealedCopy::resume(growing_, lease->slot_secret, me, state_.file_id()));
        }
        if (copy && admits_the_same(copy->table(), keep) && EPIC_TRY(still_true(*copy))) return copy;
        copy.reset();
        digest_ = {};
        os::remove_file(growing_);
        return copy;
    }

    // Whether the origin's pages are those that were copied, and the copies what was written.
    Result<bool> still_true(SealedCopy& copy) {
        if (copy.pages() > total_) return false;
        for (std::uint64_t page = 1; page <= copy.pages(); ++page) {
            EPIC_TRY(pages_.read(page));
            digest_.add(pages_.tag());
            if (!copy.holds(page, pages_.plain())) return false;
        }
        return digest_.value() == copy.saved().digest;
    }

    bool is_kept(const DirectoryEntry& entry, const Keep& keep) const {
        return entry.kind == SlotKind::recovery || entry.collaborator == state_.opened_by() || !keep ||
               keep(entry.collaborator);
    }

    // Whether a copy that was begun earlier is for the people and the passwords of this call.
    bool admits_the_same(const SlotTable& copied, const Keep& keep) const {
        const SlotTable now = state_.table();
        for (std::size_t i = 0; i < format::slot_count; ++i) {
            const DirectoryEntry& entry = now.directory[i];
            const DirectoryEntry& other = copied.directory[i];
            if (entry.kind == SlotKind::unused || !is_kept(entry, keep)) {
                if (other.kind != SlotKind::unused) return false;
                continue;
            }
            if (other.kind != entry.kind || other.collaborator != entry.collaborator ||
                other.public_key != entry.public_key ||
                std::memcmp(now.slots[i].data(), copied.slots[i].data(), format::slot::sealed) != 0) {
                return false;
            }
        }
        return copied.salt == now.salt && copied.limits == now.limits;
    }

    Result<std::unique_ptr<SealedCopy>> begin(const Keep& keep) {
        FileId file;
        os::random_bytes(file.data(), file.size());
        Secret<Key> data_key;
        os::random_bytes(data_key->data(), data_key->size());
        const SlotTable table = succeed_table(state_.table(), file, *data_key,
                                              [&](const DirectoryEntry& entry) { return is_kept(entry, keep); });
        const Keyring::Lease lease(state_.keys());
        return SealedCopy::begin(growing_, table, *data_key, state_.file_id(), lease->slot_secret);
    }

    Result<RekeyOutcome> seal(SealedCopy& copy) {
        while (copy.pages() < total_) {
            const std::uint64_t page = copy.pages() + 1;
            EPIC_TRY(pages_.read(page));
            EPIC_TRY(copy.append(pages_.plain()));
            digest_.add(pages_.tag());
            if (page % pages_between_saves == 0) EPIC_TRY(copy.save(digest_.value()));
            if (page % pages_between_questions == 0 || page == total_) {
                if (!may_go_on(RekeyProgress::Phase::sealing, page, total_)) return RekeyOutcome::stopped;
            }
        }
        return RekeyOutcome::done;
    }

    Result<> replace() {
        // The second name is for going on after a kill; a file system without links does without.
        static_cast<void>(os::add_name(path_, before_));
        if (const int error = os::rename_replacing(growing_, path_); error != 0) {
            os::remove_file(before_);
            os::remove_file(growing_);
            return error_of_errno(error, path_);
        }
        if (const int error = os::sync_folder_of(path_); error != 0) return error_of_errno(error, path_);
        return Done{};
    }

    // From the end to the beginning, so that until the last write it can be told what this is.
    Result<> erase(BaseFile& old) {
        // Under a further name it is somebody's copy: that one stays as it is.
        if (os::count_names(before_) <= 1) {
            sqlite3_int64 size = 0;
            if (const int rc = old.size(&size); rc != SQLITE_OK) return error_of_io(rc);
            const std::vector<std::uint8_t> zeros(format::header_size);
            const auto chunk = static_cast<sqlite3_int64>(zeros.size());
            const auto pages = [](sqlite3_int64 bytes) { return static_cast<std::uint64_t>(bytes) / page_size; };
            for (sqlite3_int64 at = (size - 1) / chunk * chunk; size > 0 && at >= 0; at -= chunk) {
                const auto amount = static_cast<int>(std::min(chunk, size - at));
                if (const int rc = old.write(zeros.data(), amount, at); rc != SQLITE_OK) return error_of_io(rc);
                static_cast<void>(may_go_on(RekeyProgress::Phase::erasing, pages(size - at), pages(size)));
            }
            if (const int rc = old.sync(SQLITE_SYNC_NORMAL); rc != SQLITE_OK) return error_of_io(rc);
        }
        os::remove_file(before_);
        static_cast<void>(os::sync_folder_of(path_));
        return Done{};
    }

    Vault& vault_;
    VaultState& state_;
    const GoOn& go_on_;
    const std::string path_;
    const std::string growing_;
    const std::string before_;
    QuietPages pages_;
    TagDigest digest_;
    std::uint64_t total_ = 0;
};

} // namespace

Result<RekeyOutcome> Vault::rekey(const std::string& path, const Credential& credential,
                                  const std::function<bool(const Id&)>& keep, const GoOn& go_on) {
    const std::unique_ptr<Vault> vault = EPIC_TRY(open(path, credential));
    return Rekeying(*vault, *vault->open_->state, go_on).run(keep);
}

} // namespace epic::vault
