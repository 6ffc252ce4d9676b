#include "storage/vault/state.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <optional>

#include "storage/vault/first_page.hpp"
#include "storage/vault/unlock.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

constexpr std::size_t findings_max = 1000;

Error simple_error(ErrorCode code, const Msg& message) {
    return Error{.code = code, .message = message};
}

} // namespace

Error error_of_io(int rc) {
    const std::string details = "SQLite result code " + std::to_string(rc);
    switch (rc & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return Error{.code = ErrorCode::in_use, .message = words::in_use, .details = details};
        case SQLITE_FULL: return Error{.code = ErrorCode::disk_full, .message = words::disk_full, .details = details};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return Error{.code = ErrorCode::read_only, .message = words::read_only, .details = details};
        default: return Error{.code = ErrorCode::unexpected, .message = words::disk_failed, .details = details};
    }
}

Error error_of_missing(const std::string& path) {
    const Msg& message = os::is_folder(path) ? words::is_folder : words::file_missing;
    return Error{.code = ErrorCode::not_found, .message = Message(message, {path})};
}

Error error_of_errno(int number, const std::string& path) {
    const std::string details = "errno " + std::to_string(number);
    switch (number) {
        case EACCES:
        case EPERM:
        case EROFS: return Error{.code = ErrorCode::read_only, .message = words::read_only, .details = details};
        case ENOSPC:
        case EDQUOT: return Error{.code = ErrorCode::disk_full, .message = words::disk_full, .details = details};
        case EEXIST:
            return Error{.code = ErrorCode::conflict_with_state,
                         .message = Message(words::file_exists, {path}),
                         .details = details};
        case ENOENT:
        case ENOTDIR:
            return Error{
                .code = ErrorCode::not_found, .message = Message(words::file_missing, {path}), .details = details};
        default: return Error{.code = ErrorCode::unexpected, .message = words::disk_failed, .details = details};
    }
}

VaultState::~VaultState() = default;

Result<> VaultState::open_base(const std::string& path) {
    const auto identity = os::identity(path);
    if (!identity) {
        return error_of_missing(path);
    }
    identity_ = *identity;
    if (!claim_.take(identity_)) return simple_error(ErrorCode::in_use, words::in_use);
    path_ = path;
    int flags = 0;
    const int opened = base_.open(path, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, &flags);
    if (opened != SQLITE_OK) return error_of_io(opened);
    if ((flags & SQLITE_OPEN_READONLY) != 0 || !os::folder_is_writable(path)) {
        return simple_error(ErrorCode::read_only, words::read_only);
    }
    // The first lock that unix-excl takes stays with the process until the last handle is closed; the
    // inner lock is given back so that SQLite can have the file for itself when it tidies up at the end.
    const int locked = base_.file().methods()->xLock(base_.file().get(), SQLITE_LOCK_SHARED);
    if (locked != SQLITE_OK) return error_of_io(locked);
    base_.file().methods()->xUnlock(base_.file().get(), SQLITE_LOCK_NONE);
    return Done{};
}

Result<> VaultState::unlock(const Credential& credential, SlotKind kind) {
    std::array<TableBytes, 2> bytes;
    for (std::size_t i = 0; i < 2; ++i) {
        const int rc = read_header(format::table_offset[i], bytes[i]);
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return error_of_io(rc);
    }
    const Unlocked unlocked = EPIC_TRY(unlock_tables(bytes, credential));
    const SlotTable& table = unlocked.table;
    const Secret<SlotSecrets>& secrets = unlocked.secrets;
    if (secrets->kind != kind) return simple_error(ErrorCode::sign_in_refused, words::wrong_credential);

    file_id_ = table.file;
    opened_by_ = secrets->collaborator;
    opened_as_ = kind;
    keys_.unlock(secrets->data_key);
    keys_.set_slot_secrets(secrets->secret, secrets->previous);
    table_ = table;
    const std::size_t other = 1 - unlocked.newest;
    if (!unlocked.authentic[other] || bytes[0] != bytes[1]) {
        // A crash between the two writes of a change, or damage. Until this is done a password that was
        // changed could still open the older copy.
        if (!unlocked.authentic[other]) report(Finding::Kind::header_repaired, other);
        // The newest may not be on the disk itself yet.
        int rc = base_.file().sync(SQLITE_SYNC_NORMAL);
        if (rc == SQLITE_OK) rc = write_durably(format::table_offset[other], bytes[unlocked.newest]);
        if (rc != SQLITE_OK) return error_of_io(rc);
    }
    return load_generation();
}

Result<> VaultState::load_generation() {
    const bool log_exists = os::exists(path() + "-wal");
    const std::lock_guard lock(generation_mutex_);
    const Keyring::Lease lease(keys_);
    std::array<std::optional<GenerationRecord>, 2> records;
    for (std::size_t i = 0; i < 2; ++i) {
        BlockBytes bytes;
        const int rc = read_header(format::generation_offset[i], bytes);
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return error_of_io(rc);
        if (rc == SQLITE_OK) records[i] = open_generation(lease->generation, file_id_, bytes);
    }
    if (!records[0] && !records[1]) return simple_error(ErrorCode::damaged, words::header_damaged);
    const std::size_t newest = newest_generation(records);
    const std::size_t other = 1 - newest;
    generation_ = *records[newest];
    log_is_put_away_ = !generation_.log_begun;
    newest_copy_ = newest;
    if (!records[other]) report(Finding::Kind::header_repaired, 2 + other);
    if (generation_.log_begun && !log_exists) report(Finding::Kind::log_missing, 0);
    if (records[other] != records[newest]) {
        const BlockBytes bytes = seal_generation(lease->generation, file_id_, generation_);
        int rc = base_.file().sync(SQLITE_SYNC_NORMAL);
        if (rc == SQLITE_OK) rc = write_durably(format::generation_offset[other], bytes);
        if (rc != SQLITE_OK) return error_of_io(rc);
        predecessor_is_synced_ = newest_copy_is_synced_ = true;
    }
    return Done{};
}

Result<> VaultState::found(const Credential& credential, const Id& collaborator, const KdfLimits& limits) {
    SlotTable table;
    os::random_bytes(table.file.data(), table.file.size());
    os::random_bytes(table.salt.data(), table.salt.size());
    table.sequence = 1;
    table.limits = limits;
    for (SlotBytes& slot : table.slots) fill_unused_slot(slot);
    Secret<Key> data_key;
    os::random_bytes(data_key->data(), data_key->size());
    const Secret<Key> wrapping_key = EPIC_TRY(derive_wrapping_key(credential, table.salt, limits));
    Secret<SlotSecrets> secrets;
    const Key half = make_slot(wrapping_key, {table.file, table.salt, 0}, SlotKind::collaborator, collaborator, Key{},
                               *data_key, table.slots[0], secrets);
    table.directory[0] = {SlotKind::collaborator, collaborator, half};
    return found_copy(table, *data_key, *secrets);
}

Result<> VaultState::found_copy(const SlotTable& table, const Key& data_key, const SlotSecrets& secrets) {
    file_id_ = table.file;
    opened_by_ = secrets.collaborator;
    keys_.unlock(data_key);
    keys_.set_slot_secrets(secrets.secret, secrets.previous);
    const TableBytes bytes = seal(table).value();
    for (const std::size_t offset : format::table_offset) {
        if (const int rc = write_header(offset, bytes); rc != SQLITE_OK) return error_of_io(rc);
    }
    table_ = table;
    const std::lock_guard lock(generation_mutex_);
    os::random_bytes(generation_.generation.id.data(), generation_.generation.id.size());
    generation_.generation.counter = 1;
    for (std::size_t copy = 0; copy < 2; ++copy) {
        const int rc = write_generation(copy, Durability::later);
        if (rc != SQLITE_OK) return error_of_io(rc);
    }
    // A WAL database from its first byte on: no rollback journal is ever needed, not even to create it.
    std::array<std::uint8_t, format::page_size> page;
    {
        const Keyring::Lease lease(keys_);
        seal_page(lease->pages, file_id_, 1, empty_first_page().data(), page.data());
    }
    if (const int rc = write_durably(format::header_size, page); rc != SQLITE_OK) return error_of_io(rc);
    return Done{};
}

std::optional<TableBytes> VaultState::seal(const SlotTable& table) const {
    const Keyring::Lease lease(keys_);
    if (!lease) return std::nullopt;
    return seal_table(lease->table, table);
}

SlotTable VaultState::table() const {
    const std::lock_guard lock(header_mutex_);
    return table_;
}

Result<> VaultState::change_table(SlotTable next) {
    const std::lock_guard lock(header_mutex_);
    assert(next.sequence == table_.sequence);
    ++next.sequence;
    const std::optional<TableBytes> before = seal(table_);
    const std::optional<TableBytes> after = seal(next);
    if (!before || !after) return simple_error(ErrorCode::sign_in_refused, words::locked);
    // The copy that failed last time comes first: until it is whole the other one is not touched.
    const std::size_t first = suspect_table_;
    if (const int rc = write_durably(format::table_offset.at(first), *after); rc != SQLITE_OK) {
        // It may have arrived all the same: then a password would have changed although the change failed.
        write_durably(format::table_offset.at(first), *before);
        return error_of_io(rc);
    }
    // The change counts from here on. Where the second copy does not follow, the next change or the next opening
    // sees to it.
    if (write_durably(format::table_offset.at(1 - first), *after) != SQLITE_OK) suspect_table_ = 1 - first;
    table_ = std::move(next);
    return Done{};
}

Result<Bytes> VaultState::header_bytes() {
    // Neither is being written.
    const std::lock_guard slots(header_mutex_);
    const std::lock_guard log(generation_mutex_);
    Bytes bytes(format::header_size);
    if (const int rc = read_header(0, bytes); rc != SQLITE_OK) return error_of_io(rc);
    return bytes;
}

void VaultState::set_slot_secrets(const SlotSecrets& secrets) {
    keys_.set_slot_secrets(secrets.secret, secrets.previous);
}

std::string VaultState::path() const {
    const std::lock_guard lock(header_mutex_);
    return path_;
}

void VaultState::set_path(const std::string& path) {
    const std::lock_guard lock(header_mutex_);
    path_ = path;
}

GenerationRecord VaultState::generation() const {
    const std::lock_guard lock(generation_mutex_);
    return generation_;
}

int VaultState::begin_generation(Log log) {
    const std::lock_guard lock(generation_mutex_);
    // Nothing was ever sealed under this one: no copy of a log can come back.
    if (log == Log::put_away && log_is_put_away_) return SQLITE_OK;
    log_is_put_away_ = false;
    generation_.generation.counter += 1;
    os::random_bytes(generation_.generation.id.data(), generation_.generation.id.size());
    generation_.frames_copied = 0;
    generation_.log_begun = log == Log::begun;
    forget_frames();
    if (const int rc = sync_predecessor(); rc != SQLITE_OK) return rc;
    // First the copy that may not be on the disk yet, so that never both are on their way at once. The second
    // needs no sync of its own: with the first on the disk the higher counter wins whatever becomes of it.
    if (const int rc = write_generation(newest_copy_, Durability::now); rc != SQLITE_OK) return rc;
    log_is_put_away_ = log == Log::put_away;
    copies_differ_ = false;
    return write_generation(1 - newest_copy_, Durability::later);
}

int VaultState::sync_predecessor() {
    if (predecessor_is_synced_) return SQLITE_OK;
    const int rc = base_.file().sync(SQLITE_SYNC_NORMAL);
    if (rc == SQLITE_OK) predecessor_is_synced_ = newest_copy_is_synced_ = true;
    return rc;
}

int VaultState::write_generation(std::size_t copy, Durability durability) {
    BlockBytes bytes;
    {
        const Keyring::Lease lease(keys_);
        if (!lease) return SQLITE_IOERR_AUTH;
        bytes = seal_generation(lease->generation, file_id_, generation_);
    }
    newest_copy_ = copy;
    newest_copy_is_written_ = newest_copy_is_synced_ = false;
    const std::size_t offset = format::generation_offset.at(copy);
    const int rc = durability == Durability::now ? write_durably(offset, bytes) : write_header(offset, bytes);
    newest_copy_is_written_ = rc == SQLITE_OK;
    newest_copy_is_synced_ = rc == SQLITE_OK && durability == Durability::now;
    return rc;
}

int VaultState::record_frames_copied(std::uint64_t frames) {
    const std::lock_guard lock(generation_mutex_);
    if (frames <= generation_.frames_copied) return SQLITE_OK;
    if (const int rc = sync_predecessor(); rc != SQLITE_OK) return rc;
    generation_.frames_copied = frames;
    copies_differ_ = true;
    // Torn by a crash, it leaves the other, which is of the same generation.
    return write_generation(newest_copy_is_synced_ ? 1 - newest_copy_ : newest_copy_, Durability::later);
}

void VaultState::file_was_synced() {
    const std::lock_guard lock(generation_mutex_);
    newest_copy_is_synced_ = newest_copy_is_written_;
    if (!copies_differ_ || !newest_copy_is_synced_) return;
    // With the number of frames in both, spoiling one record does not make a shortened log pass. The next sync of
    // the file takes this one along.
    copies_differ_ = write_generation(1 - newest_copy_, Durability::later) != SQLITE_OK;
}

FrameInfo VaultState::frame(std::uint64_t number) const {
    const std::lock_guard lock(frames_mutex_);
    return number >= 1 && number <= frames_.size() ? frames_[number - 1] : FrameInfo{};
}

void VaultState::set_frame(std::uint64_t number, const FrameInfo& info) {
    const std::lock_guard lock(frames_mutex_);
    if (number > frames_.size()) frames_.resize(number);
    frames_[number - 1] = info;
}

void VaultState::forget_frames() {
    const std::lock_guard lock(frames_mutex_);
    frames_.clear();
}

void VaultState::report(Finding::Kind kind, std::uint64_t place) {
    const std::lock_guard lock(findings_mutex_);
    const Finding finding{kind, place};
    if (std::find(findings_.begin(), findings_.end(), finding) != findings_.end()) return;
    if (findings_.size() < findings_max) findings_.push_back(finding);
}

std::vector<Finding> VaultState::findings() const {
    const std::lock_guard lock(findings_mutex_);
    return findings_;
}

int VaultState::read_header(std::size_t offset, std::span<std::uint8_t> to) {
    return base_.file().read(to.data(), static_cast<int>(to.size()), static_cast<sqlite3_int64>(offset));
}

int VaultState::write_header(std::size_t offset, std::span<const std::uint8_t> from) {
    return base_.file().write(from.data(), static_cast<int>(from.size()), static_cast<sqlite3_int64>(offset));
}

int VaultState::write_durably(std::size_t offset, std::span<const std::uint8_t> from) {
    const int rc = write_header(offset, from);
    return rc == SQLITE_OK ? base_.file().sync(SQLITE_SYNC_NORMAL) : rc;
}

} // namespace epic::vault
