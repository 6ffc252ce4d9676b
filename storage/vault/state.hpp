// What all connections of one open file share: its keys, its header, what is known of its log.
//
// The Vault owns it together with every file that SQLite holds open, so that a connection which outlives
// its Vault finds locked keys and not freed memory. All header I/O goes through one handle of the base
// VFS that stays open as long as the state (POSIX drops a process's locks when any descriptor of the
// file is closed).
//
// Threads: any; each member says what guards it. Lock order: header_mutex_, generation_mutex_,
// the keyring's, frames_mutex_, findings_mutex_.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "storage/vault/base_file.hpp"
#include "storage/vault/file_claim.hpp"
#include "storage/vault/header.hpp"
#include "storage/vault/keys.hpp"
#include "storage/vault/os.hpp"
#include "storage/vault/page_memory.hpp"

namespace epic::vault {

// One frame of the current log, as SQLite wrote or recovered it.
struct FrameInfo {
    std::array<std::uint8_t, format::sqlite_frame_header> header{};
    PageTag page_tag{};

    std::uint32_t page_number() const { return format::get_u32_be(header.data()); }
    bool known() const { return page_number() != 0; }
};

class VaultState {
public:
    VaultState() = default;
    ~VaultState();
    VaultState(const VaultState&) = delete;
    VaultState& operator=(const VaultState&) = delete;

    // Opens the base file and takes the lock of this process. in_use, read_only, not_found.
    Result<> open_base(const std::string& path);
    // Reads both tables, derives, authenticates; repairs the copy that is older or bad.
    // Only a slot of that kind admits.
    Result<> unlock(const Credential& credential, SlotKind kind);
    // Writes a header for a new file with one slot.
    Result<> found(const Credential& credential, const Id& collaborator, const KdfLimits& limits);

    // The same for a copy of another file: a table whose slots bear this data key already, opened as one of them.
    Result<> found_copy(const SlotTable& table, const Key& data_key, const SlotSecrets& secrets);

    const Keyring& keys() const { return keys_; }
    // And what was deciphered with them.
    void wipe_keys() {
        keys_.wipe();
        opened_pages_.clear();
    }
    // Whoever puts something into it holds a lease of the keys, so that nothing is left there once they are wiped.
    PageMemory& opened_pages() { return opened_pages_; }
    const FileId& file_id() const { return file_id_; } // fixed once unlocked
    const Id& opened_by() const { return opened_by_; }
    SlotKind opened_as() const { return opened_as_; }

    std::string path() const;
    void set_path(const std::string& path);
    const os::FileIdentity& identity() const { return identity_; }

    // --- slots (guarded by header_mutex_) ---
    SlotTable table() const;
    // Durable when it returns. After an error the table is as it was, here and, if the disk still takes a
    // write, in the file.
    Result<> change_table(SlotTable next);
    // The whole header, as it is on the disk.
    Result<Bytes> header_bytes();
    void set_slot_secrets(const SlotSecrets& secrets);

    // --- the log (the generation has a mutex of its own: it is held while the disk is waited for) ---
    GenerationRecord generation() const;
    // A new generation, written to both records and durable when this returns SQLITE_OK; forgets all frames.
    // Whatever log lies beside the file is an old one from then on.
    enum class Log : bool { put_away, begun };
    int begin_generation(Log log);
    // Not synced here: the sync that ends SQLite's checkpoint is for this as well.
    int record_frames_copied(std::uint64_t frames);
    void file_was_synced();
    FrameInfo frame(std::uint64_t number) const;
    void set_frame(std::uint64_t number, const FrameInfo& info);
    void forget_frames();

    // --- findings ---
    void report(Finding::Kind kind, std::uint64_t place);
    std::vector<Finding> findings() const;

    // For what reads or writes the file as a whole, while no connection is open.
    BaseFile& base() { return base_.file(); }

    std::atomic<int> open_files{0};

private:
    int read_header(std::size_t offset, std::span<std::uint8_t> to);
    int write_header(std::size_t offset, std::span<const std::uint8_t> from);
    int write_durably(std::size_t offset, std::span<const std::uint8_t> from);
    // `later`: the next sync of the file is early enough.
    enum class Durability : bool { later, now };
    int write_generation(std::size_t copy, Durability durability);
    int sync_predecessor();
    Result<> load_generation();
    std::optional<TableBytes> seal(const SlotTable& table) const; // nothing when locked

    FileClaim claim_; // given up after the file is closed
    NamedBaseFile base_;
    os::FileIdentity identity_;
    Keyring keys_;
    PageMemory opened_pages_;
    FileId file_id_{};
    Id opened_by_;
    SlotKind opened_as_ = SlotKind::collaborator;

    mutable std::mutex header_mutex_;
    std::string path_;
    SlotTable table_;
    std::size_t suspect_table_ = 0; // the copy to write first

    mutable std::mutex generation_mutex_;
    GenerationRecord generation_;
    bool log_is_put_away_ = false; // by the generation that is on the disk
    // The record written last. Until it is known to be whole and on the disk the other one is not touched.
    std::size_t newest_copy_ = 0;
    bool newest_copy_is_written_ = true; // what was asked of the disk succeeded
    bool newest_copy_is_synced_ = false;
    bool copies_differ_ = false; // in the number of frames copied
    // What the program that had the file before wrote last, it may not have synced.
    bool predecessor_is_synced_ = false;

    mutable std::mutex frames_mutex_;
    std::vector<FrameInfo> frames_;

    mutable std::mutex findings_mutex_;
    std::vector<Finding> findings_;
};

// The Error for a result code of the base VFS.
Error error_of_io(int rc);
// For a path where no file is: not_found, in other words for a folder.
Error error_of_missing(const std::string& path);
// The same for the operating system's errno.
Error error_of_errno(int number, const std::string& path);

} // namespace epic::vault
