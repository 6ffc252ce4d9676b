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
    // slow for that, never below 64 MiB. Takes about a second.
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

class OpenVault;

class Vault {
public:
    // Makes an empty database under a temporary name beside `path`, unlocked by `credential`'s slot.
    // Fill it, close every connection, then call finish(), which gives it its name; a Vault destroyed
    // before that removes it. conflict_with_state: `path` exists already.
    static Result<std::unique_ptr<Vault>> create(const std::string& path, const Credential& credential,
                                                 const Id& collaborator, const KdfLimits& limits);
    // In use is told before the password is looked at.
    static Result<std::unique_ptr<Vault>> open(const std::string& path, const Credential& credential);

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

    Id file_id() const;
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
    explicit Vault(std::unique_ptr<OpenVault> open);
    std::unique_ptr<OpenVault> open_;
};

// Call once at the start of the program: no core dump, no tracing by other programs of this user, so
// that no key leaves memory by a crash. Sanitizers and debuggers do not work afterwards.
void guard_process_memory();

} // namespace epic::vault
