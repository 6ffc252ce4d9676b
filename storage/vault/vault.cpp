#include "storage/vault/vault.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <sqlite3.h>
#include <utility>

#include "storage/vault/main_file.hpp"
#include "storage/vault/open_vault.hpp"
#include "storage/vault/recovery_key.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

Id id_of(const FileId& bytes) {
    Id id;
    id.bytes = bytes;
    return id;
}

Error refused(ErrorCode code, const Msg& message) {
    return Error{.code = code, .message = message};
}

std::string temporary_name(const std::string& path) {
    std::array<std::uint8_t, 4> random;
    os::random_bytes(random.data(), random.size());
    std::string name = path + ".creating-";
    for (const std::uint8_t byte : random) {
        name += "0123456789abcdef"[byte >> 4];
        name += "0123456789abcdef"[byte & 15];
    }
    return name;
}

} // namespace

// --- opening and creating -------------------------------------------------------------------------------

Result<Peek> peek(const std::string& path) {
    if (!os::identity(path)) {
        return error_of_missing(path);
    }
    NamedBaseFile file;
    int flags = 0;
    const int opened = file.open(os::resolve(path), SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, &flags);
    if (opened != SQLITE_OK) return error_of_io(opened);
    TableCondition worst_kind = TableCondition::foreign;
    for (const std::size_t offset : format::table_offset) {
        TableBytes bytes{};
        const int rc =
            file.file().read(bytes.data(), static_cast<int>(bytes.size()), static_cast<sqlite3_int64>(offset));
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return error_of_io(rc);
        const TableCondition condition = inspect_table(bytes);
        if (condition == TableCondition::whole) {
            const SlotTable table = read_clear_table(bytes);
            return Peek{format::version, id_of(table.file), table.limits};
        }
        if (worst_kind == TableCondition::foreign || condition == TableCondition::newer) worst_kind = condition;
    }
    if (worst_kind == TableCondition::newer) return refused(ErrorCode::newer_version, words::newer_version);
    if (worst_kind == TableCondition::damaged) return refused(ErrorCode::damaged, words::header_damaged);
    return refused(ErrorCode::not_ours, words::not_ours);
}

Vault::Vault(std::unique_ptr<OpenVault> open) : open_(std::move(open)) {}

Vault::~Vault() {
    open_->state->wipe_keys();
    // A connection that was left open still asks its VFS for things when it is closed.
    if (open_->state->open_files != 0) static_cast<void>(open_->vfs.release());
    open_->vfs.reset();
    if (open_->final_path.empty()) return;
    const std::string path = open_->state->path();
    os::remove_file(path);
    os::remove_file(path + "-wal");
}

Result<std::unique_ptr<Vault>> Vault::begin_file(const std::string& path) {
    const std::string final_path = os::resolve(path);
    if (os::exists(final_path)) {
        return Error{.code = ErrorCode::conflict_with_state, .message = Message(words::file_exists, {path})};
    }
    const std::string temporary = temporary_name(final_path);
    if (const int error = os::create_private_file(temporary); error != 0) return error_of_errno(error, path);
    std::unique_ptr<Vault> vault(new Vault(std::make_unique<OpenVault>()));
    OpenVault& open = *vault->open_;
    open.state->set_path(temporary);
    open.final_path = final_path;
    EPIC_TRY(open.state->open_base(os::resolve(temporary)));
    return vault;
}

Result<std::unique_ptr<Vault>> Vault::create(const std::string& path, const Credential& credential,
                                             const Id& collaborator, const KdfLimits& limits) {
    assert(limits_are_sane(limits));
    std::unique_ptr<Vault> vault = EPIC_TRY(begin_file(path));
    EPIC_TRY(vault->open_->state->found(credential, collaborator, limits));
    vault->open_->vfs = std::make_unique<Vfs>(vault->open_->state);
    return vault;
}

Result<std::unique_ptr<Vault>> Vault::open(const std::string& path, const Credential& credential) {
    std::unique_ptr<Vault> vault(new Vault(std::make_unique<OpenVault>()));
    EPIC_TRY(vault->open_->state->open_base(os::resolve(path)));
    EPIC_TRY(vault->open_->state->unlock(credential, SlotKind::collaborator));
    vault->open_->vfs = std::make_unique<Vfs>(vault->open_->state);
    return vault;
}

Result<std::unique_ptr<Vault>> Vault::open_for_recovery(const std::string& path, const RecoveryKey& key) {
    std::unique_ptr<Vault> vault(new Vault(std::make_unique<OpenVault>()));
    EPIC_TRY(vault->open_->state->open_base(os::resolve(path)));
    auto unlocked = vault->open_->state->unlock(key.credential(), SlotKind::recovery);
    if (!unlocked && unlocked.error().code == ErrorCode::sign_in_refused) {
        return refused(ErrorCode::sign_in_refused, words::recovery_refused);
    }
    EPIC_TRY(std::move(unlocked));
    vault->open_->vfs = std::make_unique<Vfs>(vault->open_->state);
    return vault;
}

Result<> Vault::finish() {
    if (open_->final_path.empty()) return Done{};
    const std::string temporary = open_->state->path();
    if (open_->state->open_files != 0 || os::exists(temporary + "-wal")) {
        return refused(ErrorCode::conflict_with_state, words::connections_open);
    }
    const int renamed = os::rename_without_replacing(temporary, open_->final_path);
    if (renamed == EEXIST) {
        return Error{.code = ErrorCode::conflict_with_state,
                     .message = Message(words::file_exists, {open_->final_path})};
    }
    if (renamed != 0) return error_of_errno(renamed, open_->final_path);
    const std::string path = std::exchange(open_->final_path, {});
    open_->state->set_path(path);
    if (const int error = os::sync_folder_of(path); error != 0) return error_of_errno(error, path);
    return Done{};
}

// --- what it says of itself -----------------------------------------------------------------------------

std::string Vault::path() const {
    return open_->state->path();
}

const std::string& Vault::vfs_name() const {
    return open_->vfs->name();
}

void Vault::remember_pages(std::size_t pages) const {
    open_->state->opened_pages().keep_up_to(pages);
}

Id Vault::file_id() const {
    return id_of(open_->state->file_id());
}

Id Vault::opened_by() const {
    return open_->state->opened_by();
}

Generation Vault::generation() const {
    return open_->state->generation().generation;
}

std::vector<Finding> Vault::findings() const {
    return open_->state->findings();
}

Result<> Vault::configure(sqlite3* connection) const {
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    int rc = sqlite3_exec(connection,
                          "PRAGMA synchronous = FULL;"
                          "PRAGMA temp_store = MEMORY;"
                          "PRAGMA secure_delete = ON;",
                          nullptr, nullptr, nullptr);
    // The log refuses what is written for a recovery key; this says so sooner.
    if (rc == SQLITE_OK && open_->state->opened_as() == SlotKind::recovery) {
        rc = sqlite3_exec(connection, "PRAGMA query_only = ON", nullptr, nullptr, nullptr);
    }
    if (rc != SQLITE_OK) return explain(sqlite3_extended_errcode(connection));
    return Done{};
}

// --- what belongs to one person -------------------------------------------------------------------------

Result<Bytes> Vault::open_sealed(std::span<const std::uint8_t> sealed) const {
    const Keyring::Lease lease(open_->state->keys());
    if (!lease) return refused(ErrorCode::sign_in_refused, words::locked);
    if (sealed.size() >= crypto_box_SEALBYTES) {
        Bytes plain(sealed.size() - crypto_box_SEALBYTES);
        for (const Key* secret : {&lease->slot_secret, &lease->slot_previous}) {
            if (sodium_is_zero(secret->data(), secret->size()) != 0) continue;
            const Key half = public_half(*secret);
            if (crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), half.data(), secret->data()) == 0) {
                return plain;
            }
        }
    }
    return refused(ErrorCode::sign_in_refused, words::sealed_for_another);
}

// --- the end --------------------------------------------------------------------------------------------

void Vault::lock() {
    open_->state->wipe_keys();
}

bool Vault::locked() const {
    const Keyring::Lease lease(open_->state->keys());
    return !lease;
}

Error Vault::explain(int sqlite_extended_code) const {
    const std::string details = "SQLite result code " + std::to_string(sqlite_extended_code);
    if (sqlite_extended_code == SQLITE_IOERR_AUTH) {
        return Error{.code = ErrorCode::sign_in_refused, .message = words::locked, .details = details};
    }
    const int primary = sqlite_extended_code & 0xff;
    if (sqlite_extended_code == SQLITE_IOERR_DATA || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) {
        Error error{.code = ErrorCode::damaged, .message = words::damaged_somewhere, .details = details};
        for (const Finding& finding : findings()) {
            const std::string place = std::to_string(finding.place);
            switch (finding.kind) {
                case Finding::Kind::page_damaged: error.message = Message(words::page_damaged, {place}); break;
                case Finding::Kind::file_cut: error.message = Message(words::file_cut, {place}); break;
                case Finding::Kind::log_frame_damaged:
                case Finding::Kind::log_header_damaged:
                case Finding::Kind::log_cut: error.message = Message(words::log_damaged, {place}); break;
                case Finding::Kind::log_ends_early:
                case Finding::Kind::log_missing:
                case Finding::Kind::page_refused:
                case Finding::Kind::header_repaired:
                case Finding::Kind::header_copy_damaged:
                case Finding::Kind::file_size_odd:
                case Finding::Kind::page_mended_by_log: break;
            }
        }
        return error;
    }
    switch (primary) {
        case SQLITE_CANTOPEN:
            // Moved or removed while the program works on it.
            if (!os::identity(path())) return error_of_missing(path());
            return error_of_io(sqlite_extended_code);
        case SQLITE_FULL:
        case SQLITE_READONLY:
        case SQLITE_PERM: return error_of_io(sqlite_extended_code);
        case SQLITE_IOERR:
            return Error{.code = ErrorCode::unexpected, .message = words::disk_failed, .details = details};
        default: return Error{.code = ErrorCode::unexpected, .message = words::database_failed, .details = details};
    }
}

void guard_process_memory() {
    os::deny_core_dumps();
}

} // namespace epic::vault
