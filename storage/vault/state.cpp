#include "storage/vault/state.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <optional>

#include "storage/vault/first_page.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

constexpr std::size_t findings_max = 1000;

// The files that this process has open: the lock of the operating system is one per process.
class OpenFiles {
public:
    static OpenFiles& instance() {
        static OpenFiles* const files = new OpenFiles;
        return *files;
    }
    bool add(const os::FileIdentity& identity) {
        const std::lock_guard lock(mutex_);
        if (std::find(open_.begin(), open_.end(), identity) != open_.end()) return false;
        open_.push_back(identity);
        return true;
    }
    void remove(const os::FileIdentity& identity) {
        const std::lock_guard lock(mutex_);
        std::erase(open_, identity);
    }

private:
    std::mutex mutex_;
    std::vector<os::FileIdentity> open_;
};

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

VaultState::~VaultState() {
    if (registered_) OpenFiles::instance().remove(identity_);
}

Result<> VaultState::open_base(const std::string& path) {
    const auto identity = os::identity(path);
    if (!identity) {
        return Error{.code = ErrorCode::not_found, .message = Message(words::file_missing, {path})};
    }
    identity_ = *identity;
    registered_ = OpenFiles::instance().add(identity_);
    if (!registered_) return simple_error(ErrorCode::in_use, words::in_use);
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

Result<> VaultState::unlock(const Credential& credential) {
    std::array<TableBytes, 2> bytes;
    std::array<TableCondition, 2> condition;
    for (std::size_t i = 0; i < 2; ++i) {
        const int rc = read_header(format::table_offset[i], bytes[i]);
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return error_of_io(rc);
        condition[i] = inspect_table(bytes[i]);
    }
    const auto any_is = [&](TableCondition wanted) { return condition[0] == wanted || condition[1] == wanted; };
    if (!any_is(TableCondition::whole)) {
        if (any_is(TableCondition::newer)) return simple_error(ErrorCode::newer_version, words::newer_version);
        if (any_is(TableCondition::damaged)) return simple_error(ErrorCode::damaged, words::header_damaged);
        return simple_error(ErrorCode::not_ours, words::not_ours);
    }

    // Salt and limits are the same in both tables unless someone has been at one of them.
    std::optional<Secret<Key>> wrapping_key;
    std::optional<Secret<SlotSecrets>> first;
    std::array<SlotTable, 2> tables;
    for (std::size_t i = 0; i < 2 && !first; ++i) {
        if (condition[i] != TableCondition::whole) continue;
        tables[i] = read_clear_table(bytes[i]);
        if (!wrapping_key || tables[0].salt != tables[1].salt || tables[0].limits != tables[1].limits) {
            wrapping_key = EPIC_TRY(derive_wrapping_key(credential, tables[i].salt, tables[i].limits));
        }
        Secret<SlotSecrets> secrets;
        for (std::size_t index = 0; index < format::slot_count && !first; ++index) {
            const SlotPlace place{tables[i].file, tables[i].salt, index};
            if (open_slot(*wrapping_key, place, tables[i].slots[index], secrets)) first = std::move(secrets);
        }
    }
    if (!first) return simple_error(ErrorCode::sign_in_refused, words::wrong_credential);

    // Any slot gives the data key; only a table that authenticates under it counts, and the newest wins.
    Secret<Key> table_key;
    derive_subkey((*first)->data_key, format::Subkey::table, *table_key);
    std::optional<std::size_t> newest;
    std::array<bool, 2> authentic{};
    for (std::size_t i = 0; i < 2; ++i) {
        if (condition[i] != TableCondition::whole) continue;
        tables[i] = read_clear_table(bytes[i]);
        authentic[i] = open_directory(*table_key, bytes[i], tables[i]);
        if (authentic[i] && (!newest || tables[i].sequence > tables[*newest].sequence)) newest = i;
    }
    if (!newest) return simple_error(ErrorCode::damaged, words::header_damaged);
    const SlotTable& table = tables[*newest];

    // The slot may have been found in the older table: what counts is whether the newest admits it.
    bool admitted = false;
    Secret<SlotSecrets> secrets;
    for (std::size_t index = 0; index < format::slot_count && !admitted; ++index) {
        if (table.directory[index].kind == SlotKind::unused) continue;
        admitted = open_slot(*wrapping_key, {table.file, table.salt, index}, table.slots[index], secrets) &&
                   secrets->kind == table.directory[index].kind &&
                   secrets->collaborator == table.directory[index].collaborator;
    }
    if (!admitted) return simple_error(ErrorCode::sign_in_refused, words::wrong_credential);

    file_id_ = table.file;
    opened_by_ = secrets->collaborator;
    keys_.unlock(secrets->data_key);
    keys_.set_slot_secrets(secrets->secret, secrets->previous);
    table_ = table;
    const std::size_t other = 1 - *newest;
    if (!authentic[other] || bytes[0] != bytes[1]) {
        // A crash between the two writes of a change, or damage. Until this is done a password that was
        // changed could still open the older copy.
        if (!authentic[other]) report(Finding::Kind::header_repaired, other);
        // The newest may not be on the disk itself yet.
        int rc = base_.file().sync(SQLITE_SYNC_NORMAL);
        if (rc == SQLITE_OK) rc = write_durably(format::table_offset[other], bytes[*newest]);
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
    const auto order = [](const GenerationRecord& r) { return std::pair(r.generation.counter, r.frames_copied); };
    const std::size_t newest = !records[0] || (records[1] && order(*records[1]) > order(*records[0])) ? 1 : 0;
    const std::size_t other = 1 - newest;
    generation_ = *records[newest];
    newest_copy_ = newest;
    if (!records[other]) report(Finding::Kind::header_repaired, 2 + other);
    if (generation_.log_begun && !log_exists) report(Finding::Kind::log_missing, 0);
    if (!records[other] || records[other]->generation != generation_.generation) {
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
    file_id_ = table.file;
    opened_by_ = collaborator;
    keys_.unlock(*data_key);
    keys_.set_slot_secrets(secrets->secret, secrets->previous);
    EPIC_TRY(write_tables(table, Durability::later));
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

Result<> VaultState::write_tables(const SlotTable& table, Durability durability) {
    TableBytes bytes;
    {
        const Keyring::Lease lease(keys_);
        if (!lease) return simple_error(ErrorCode::sign_in_refused, words::locked);
        bytes = seal_table(lease->table, table);
    }
    for (const std::size_t offset : format::table_offset) {
        const int rc = durability == Durability::now ? write_durably(offset, bytes) : write_header(offset, bytes);
        if (rc != SQLITE_OK) return error_of_io(rc);
    }
    return Done{};
}

SlotTable VaultState::table() const {
    const std::lock_guard lock(header_mutex_);
    return table_;
}

Result<> VaultState::change_table(SlotTable next) {
    const std::lock_guard lock(header_mutex_);
    assert(next.sequence == table_.sequence);
    ++next.sequence;
    EPIC_TRY(write_tables(next, Durability::now));
    table_ = std::move(next);
    return Done{};
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
    generation_.generation.counter += 1;
    os::random_bytes(generation_.generation.id.data(), generation_.generation.id.size());
    generation_.frames_copied = 0;
    generation_.log_begun = log == Log::begun;
    forget_frames();
    if (const int rc = sync_predecessor(); rc != SQLITE_OK) return rc;
    // First the copy that may not be on the disk yet, so that never both are on their way at once. The second
    // needs no sync of its own: with the first on the disk the higher counter wins whatever becomes of it.
    if (const int rc = write_generation(newest_copy_, Durability::now); rc != SQLITE_OK) return rc;
    newest_copy_ = 1 - newest_copy_;
    newest_copy_is_synced_ = false;
    return write_generation(newest_copy_, Durability::later);
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
    const std::size_t offset = format::generation_offset[copy];
    return durability == Durability::now ? write_durably(offset, bytes) : write_header(offset, bytes);
}

int VaultState::record_frames_copied(std::uint64_t frames) {
    const std::lock_guard lock(generation_mutex_);
    if (frames <= generation_.frames_copied) return SQLITE_OK;
    const Keyring::Lease lease(keys_);
    if (!lease) return SQLITE_IOERR_AUTH;
    if (const int rc = sync_predecessor(); rc != SQLITE_OK) return rc;
    generation_.frames_copied = frames;
    const BlockBytes bytes = seal_generation(lease->generation, file_id_, generation_);
    // Torn by a crash, it leaves the other, which is of the same generation.
    if (newest_copy_is_synced_) newest_copy_ = 1 - newest_copy_;
    newest_copy_is_synced_ = false;
    return write_header(format::generation_offset[newest_copy_], bytes);
}

void VaultState::file_was_synced() {
    const std::lock_guard lock(generation_mutex_);
    newest_copy_is_synced_ = true;
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
