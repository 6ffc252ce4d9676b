// The encrypted file: one SQLite database behind a 64 KiB header of key slots, every page sealed.
//
// A Vault is one file, open and unlocked. It registers its own SQLite VFS; any number of SQLite
// connections of this process use it by name:
//
//     std::unique_ptr<Vault> vault = EPIC_TRY(Vault::open(path, {login, password}));
//     sqlite3_open_v2(vault->path().c_str(), &db, SQLITE_OPEN_READWRITE, vault->vfs_name().c_str());
//     EPIC_TRY(vault->configure(db));
//
// What the caller passes: the login normalised as the product compares logins, the password in
// Unicode NFC (storage/intl); the vault compares and derives from the bytes as they are.
//
// Failures (Error::code): not_ours, newer_version, damaged, in_use, sign_in_refused (wrong login or
// password, or the file is locked), read_only, disk_full, not_found, conflict_with_state, unexpected.
//
// Ownership: close every connection before destroying the Vault; one that is left over finds the file
// locked. While a Vault is open no other code of this process may open and close the file: POSIX drops
// all locks of a process at the first close (stat() is harmless; peek() is safe).
// Threads: all members may be called from any thread, except finish() and the destructor, which need
// the Vault for themselves. Key derivation blocks for KdfLimits' time: keep it off the drawing thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/result.hpp"

struct sqlite3;

namespace epic::vault {

using Bytes = std::vector<std::uint8_t>;

struct Credential {
    std::string_view login;    // normalised; never stored
    std::string_view password; // NFC; never stored
};

// Argon2id's cost. Fixed for the life of a file: every slot is derived with the same limits.
struct KdfLimits {
    std::uint32_t operations = 0;
    std::uint64_t memory_bytes = 0;

    bool operator==(const KdfLimits&) const = default;

    // The least that is accepted: for tests only, it protects nothing.
    static KdfLimits minimum();
    // 256 MiB and as many passes as take 0.3 to 0.7 s on this computer; less memory on one that is too
    // slow for that, never below 64 MiB. Takes one to three seconds.
    static KdfLimits calibrate();
};

enum class SlotKind : std::uint8_t { unused = 0, collaborator = 1, recovery = 2 };

struct SlotInfo {
    std::uint32_t index = 0;
    SlotKind kind = SlotKind::unused;
    Id collaborator;
};

// Orders copies of one file in time: the counter grows by one each time the log is begun anew.
struct Generation {
    std::uint64_t counter = 0;
    std::array<std::uint8_t, 16> id{};
    bool operator==(const Generation&) const = default;
};

// What was found wrong while the file was in use, for the log and for `verify`.
struct Finding {
    enum class Kind : std::uint8_t {
        page_damaged,       // place = page number
        file_cut,           // place = the page that lies beyond the end
        log_frame_damaged,  // place = frame number; a known frame could not be read
        log_header_damaged, // the log carries this file's frames behind a header that is not authentic
        log_cut,            // place = first frame missing of those already copied into the file
        log_ends_early,     // place = first bad frame; committed frames of the same log follow it. A crash
                            // can leave this behind (nothing acknowledged is lost then), damage as well
        log_missing,        // a log was in use when the program last stopped, and it is not there: changes of
                            // that session may be missing (place is 0)
        page_refused,       // place = page number; a write that would have destroyed the page was refused
        header_repaired,    // one copy of the key slots or of the generation was bad and is rewritten
        // Only SealedReader::examine, which looks at everything and mends nothing:
        header_copy_damaged, // place = 0 and 1 the tables of slots, 2 and 3 the generation records
        file_size_odd,       // place = the page of which there is only a part
        page_mended_by_log,  // place = page number; bad in the file and good in the log, which counts. A crash
                             // can leave this behind
    };
    Kind kind;
    std::uint64_t place = 0;

    bool operator==(const Finding&) const = default;
};

// What can be known without a password.
struct Peek {
    std::uint32_t version = 0;
    Id file_id;
    KdfLimits limits;
};
// not_found, not_ours, newer_version, damaged, read_only (no right to read).
Result<Peek> peek(const std::string& path);

// How far rekey() is. Units: pages of 4096 bytes.
struct RekeyProgress {
    enum class Phase : std::uint8_t { sealing, erasing }; // erasing: the new file is in its place already
    Phase phase = Phase::sealing;
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};
enum class RekeyOutcome : std::uint8_t { done, stopped };

class OpenVault;
class RecoveryKey; // storage/vault/recovery_key.hpp
class SealedReader;
struct SlotSecrets;
struct SlotTable;

class Vault {
public:
    // Makes an empty database under a temporary name beside `path`, unlocked by `credential`'s slot.
    // Fill it, close every connection, then call finish(), which gives it its name; a Vault destroyed
    // before that removes it. conflict_with_state: `path` exists already.
    static Result<std::unique_ptr<Vault>> create(const std::string& path, const Credential& credential,
                                                 const Id& collaborator, const KdfLimits& limits);
    // The same for a copy of another file, open or read: the people whom `keep` names (all when it is empty), each
    // with the password they have, and a recovery key; but a file id and a data key of its own, so that no page of
    // one fits into the other. It is open as whoever opened the other.
    static Result<std::unique_ptr<Vault>> create_copy(const std::string& path, const Vault& of,
                                                      const std::function<bool(const Id&)>& keep = {});
    static Result<std::unique_ptr<Vault>> create_copy(const std::string& path, const SealedReader& of,
                                                      const std::function<bool(const Id&)>& keep = {});
    // In use is told before the password is looked at.
    static Result<std::unique_ptr<Vault>> open(const std::string& path, const Credential& credential);

    // For whoever holds the file's recovery key and nothing else: such a Vault reads, adds slots and resets them.
    // Every other change of slots is not_allowed, and no connection can write. sign_in_refused: another file's
    // key, or one that was replaced.
    static Result<std::unique_ptr<Vault>> open_for_recovery(const std::string& path, const RecoveryKey& key);

    // Seals the file anew with another data key, under another file id, in its place. The slots that `keep` names
    // go along without their passwords, the recovery key's and that of `credential` always; whoever knew the old
    // data key cannot open what is written from now on. Nobody may have the file open.
    //
    // The old file stays as it is until the new one is complete and on the disk; then it is overwritten and
    // removed. `go_on` is called every few milliseconds and stops the work when it says false: the old file stays
    // (not while erasing: then it is too late). After a kill or a loss of power the same call goes on where it
    // was. Beside the file: PATH.rekeying, the new file while it grows, and PATH.before-rekey, the old one while
    // it is erased. Failures: those of open(), damaged (the old file stays), disk_full.
    static Result<RekeyOutcome> rekey(const std::string& path, const Credential& credential,
                                      const std::function<bool(const Id&)>& keep,
                                      const std::function<bool(const RekeyProgress&)>& go_on);

    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    // Gives a created file its final name, never over an existing one, durably. No connection may be
    // open. Afterwards path() is the final path. A Vault from open() has nothing to finish: does nothing.
    Result<> finish();

    // For sqlite3_open_v2: the absolute path, and the name of this Vault's VFS.
    std::string path() const;
    const std::string& vfs_name() const;
    // Settings that the vault needs on each new connection: WAL is there already; synchronous FULL,
    // temporary tables in memory, secure_delete, defensive mode, no extension loading.
    Result<> configure(sqlite3* connection) const;

    // Keeps up to so many pages in clear that any connection has read, so that the others, and itself after somebody
    // has written, read and decipher them no more. What happens to them on the disk meanwhile is not seen; 0, as it is
    // at first, keeps none and forgets those there are. Locking forgets them too.
    void remember_pages(std::size_t pages) const;

    Id file_id() const;
    // Every page of the last committed state into `copy`, from create() or create_copy() and still empty, while
    // other connections read and write on. `go_on` is asked now and then; when it says false, this fails with
    // conflict_with_state. Failures: damaged, disk_full, sign_in_refused (locked meanwhile).
    Result<> copy_pages_to(Vault& copy,
                           const std::function<bool(std::uint64_t done, std::uint64_t total)>& go_on = {}) const;
    // The 64 KiB at the beginning of the file, as they are: with it, and a password of now, the pages can be read
    // should the file's own be lost. For SealedReader::open. Nothing in it is in clear that is not so in the file.
    Result<Bytes> export_header() const;

    // Whose slot opened the file; nil for a recovery key.
    Id opened_by() const;
    Generation generation() const;

    std::vector<SlotInfo> slots() const;
    // conflict_with_state: the collaborator has a slot already, the credential opens one already, or all
    // 48 slots are taken.
    Result<> add_slot(const Credential& credential, const Id& collaborator);
    // Gives a collaborator who has a slot a new password without knowing the old one (gestion's reset).
    // What was sealed for them is no longer readable: they sign in at the server again. not_found.
    Result<> reset_slot(const Credential& credential, const Id& collaborator);
    // sign_in_refused when `current` opens no slot. Login, password or both may change. What was sealed
    // for the collaborator stays readable with the new password: seal it again, since the next change
    // forgets the key of before this one.
    Result<> change_credential(const Credential& current, const Credential& next);
    // The last collaborator's slot cannot be removed. not_found. (A removed slot does not make the data
    // key unknown to someone who kept a copy: that takes `rekey`.)
    Result<> remove_slot(const Id& collaborator);
    // The same, also for the last one: then nobody opens the file any more but with its recovery key. For a person
    // whose access has ended, on the word of the server. not_found.
    Result<> erase_slot(const Id& collaborator);
    // A new recovery key; the one before opens nothing from then on. conflict_with_state: no slot is left for a
    // first one.
    Result<RecoveryKey> renew_recovery_key();

    // What belongs to one person on a shared laptop: only a Vault opened with their password reads it.
    Result<Bytes> seal_for(const Id& collaborator, std::span<const std::uint8_t> plain) const;
    // sign_in_refused: sealed for someone else, or damaged.
    Result<Bytes> open_sealed(std::span<const std::uint8_t> sealed) const;

    // Wipes the keys from memory. From then on every page access of every connection fails with
    // SQLITE_IOERR_AUTH; what was committed is in the file or its log. To work again: close the
    // connections, destroy this Vault, open() a new one.
    void lock();
    bool locked() const;

    std::vector<Finding> findings() const;
    // The Error for a result code (extended) that SQLite gave on a connection of this Vault: damaged with
    // the place, locked, in use, disk full, read only; `unexpected` for what is not the file's fault.
    Error explain(int sqlite_extended_code) const;

private:
    enum class Last : std::uint8_t { stays, goes };

    explicit Vault(std::unique_ptr<OpenVault> open);
    Result<> clear_slot(const Id& collaborator, Last last);
    // A new file under its temporary name, with nothing in it.
    static Result<std::unique_ptr<Vault>> begin_file(const std::string& path);
    static Result<std::unique_ptr<Vault>> copy_of(const std::string& path, const SlotTable& table,
                                                  const SlotSecrets& secrets,
                                                  const std::function<bool(const Id&)>& keep);
    std::unique_ptr<OpenVault> open_;
};

// Call once at the start of the program: no core dump, no tracing by other programs of this user, so
// that no key leaves memory by a crash. Sanitizers and debuggers do not work afterwards.
void guard_process_memory();

} // namespace epic::vault
