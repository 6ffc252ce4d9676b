#include "storage/vault/sealed_copy.hpp"

#include <cstring>

#include "storage/vault/os.hpp"
#include "storage/vault/state.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

// The plain bytes of an unfinished file's generation blocks.
namespace progress_at {
constexpr std::size_t origin = 0;
constexpr std::size_t saves = 16;
constexpr std::size_t pages = 24;
constexpr std::size_t digest = 32;
} // namespace progress_at

using ProgressPlain = std::array<std::uint8_t, format::generation_plain>;

sqlite3_int64 offset_of(std::uint64_t page) {
    return static_cast<sqlite3_int64>(format::header_size + (page - 1) * format::page_size);
}

Result<> of_sqlite(int rc) {
    if (rc != SQLITE_OK) return error_of_io(rc);
    return Done{};
}

// The data key that an authentic table at `bytes` gives to the holder of a slot.
std::optional<Secret<Key>> data_key_for(const TableBytes& bytes, const Key& slot_secret, const SlotOwner& holder,
                                        SlotTable& table) {
    if (inspect_table(bytes) != TableCondition::whole) return std::nullopt;
    table = read_clear_table(bytes);
    Secret<Key> data_key;
    Secret<Key> table_key;
    for (std::size_t i = 0; i < format::slot_count; ++i) {
        if (!open_data_key(slot_secret, {table.file, table.salt, i}, holder, table.slots[i], *data_key)) continue;
        derive_subkey(*data_key, format::Subkey::table, *table_key);
        if (open_directory(*table_key, bytes, table)) return data_key;
    }
    return std::nullopt;
}

} // namespace

SlotTable succeed_table(const SlotTable& old, const FileId& file, const Key& data_key,
                        const std::function<bool(const DirectoryEntry&)>& keep) {
    SlotTable table;
    table.file = file;
    table.salt = old.salt;
    table.sequence = old.sequence + 1;
    table.limits = old.limits;
    for (std::size_t i = 0; i < format::slot_count; ++i) {
        fill_unused_slot(table.slots[i]);
        const DirectoryEntry& entry = old.directory[i];
        if (entry.kind == SlotKind::unused || !keep(entry)) continue;
        table.directory[i] = entry;
        std::memcpy(table.slots[i].data(), old.slots[i].data(), format::slot::sealed);
        seal_data_key(entry.public_key, {table.file, table.salt, i}, {entry.kind, entry.collaborator}, data_key,
                      table.slots[i]);
    }
    return table;
}

void SealedCopy::derive_keys(const Key& data_key, const Key& slot_secret) {
    derive_subkey(data_key, format::Subkey::pages, keys_->pages);
    derive_subkey(data_key, format::Subkey::table, keys_->table);
    derive_subkey(data_key, format::Subkey::generation, keys_->generation);
    Secret<Key> unfinished;
    derive_subkey(data_key, format::Subkey::unfinished, *unfinished);
    crypto_generichash(keys_->unfinished.data(), keys_->unfinished.size(), unfinished->data(), unfinished->size(),
                       slot_secret.data(), slot_secret.size());
}

Result<std::unique_ptr<SealedCopy>> SealedCopy::begin(const std::string& path, const SlotTable& table,
                                                      const Key& data_key, const FileId& origin,
                                                      const Key& slot_secret) {
    if (const int error = os::create_private_file(path); error != 0) return error_of_errno(error, path);
    std::unique_ptr<SealedCopy> copy(new SealedCopy);
    int flags = 0;
    EPIC_TRY(of_sqlite(copy->base_.open(os::resolve(path), SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, &flags)));
    copy->table_ = table;
    copy->saved_.origin = origin;
    copy->derive_keys(data_key, slot_secret);
    const TableBytes bytes = seal_table(copy->keys_->table, table);
    for (const std::size_t offset : format::table_offset) EPIC_TRY(copy->write(offset, bytes.data(), bytes.size()));
    EPIC_TRY(copy->write_progress());
    EPIC_TRY(copy->write_progress());
    EPIC_TRY(copy->sync());
    return copy;
}

Result<std::unique_ptr<SealedCopy>> SealedCopy::resume(const std::string& path, const Key& slot_secret,
                                                       const SlotOwner& holder, const FileId& origin) {
    std::unique_ptr<SealedCopy> copy(new SealedCopy);
    int flags = 0;
    EPIC_TRY(of_sqlite(copy->base_.open(os::resolve(path), SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, &flags)));
    BaseFile& file = copy->base_.file();
    TableBytes bytes{};
    // Written once and synced before anything else: a copy that is not whole means that hardly anything was done.
    if (file.read(bytes.data(), bytes.size(), 0) != SQLITE_OK) return std::unique_ptr<SealedCopy>();
    const auto data_key = data_key_for(bytes, slot_secret, holder, copy->table_);
    if (!data_key) return std::unique_ptr<SealedCopy>();
    copy->derive_keys(**data_key, slot_secret);

    bool found = false;
    for (const std::size_t offset : format::generation_offset) {
        BlockBytes block;
        ProgressPlain plain;
        if (file.read(block.data(), block.size(), static_cast<sqlite3_int64>(offset)) != SQLITE_OK) continue;
        if (!open_record(copy->keys_->unfinished, copy->table_.file, block.data(), plain)) continue;
        const std::uint64_t saves = format::get_u64(plain.data() + progress_at::saves);
        if (found && saves < copy->saves_) continue;
        found = true;
        copy->saves_ = saves;
        copy->saved_.pages = format::get_u64(plain.data() + progress_at::pages);
        std::memcpy(copy->saved_.origin.data(), plain.data() + progress_at::origin, 16);
        std::memcpy(copy->saved_.digest.data(), plain.data() + progress_at::digest, 32);
    }
    if (!found || copy->saved_.origin != origin) return std::unique_ptr<SealedCopy>();
    copy->pages_ = copy->saved_.pages;
    EPIC_TRY(of_sqlite(file.truncate(offset_of(copy->pages_ + 1))));
    return copy;
}

bool SealedCopy::holds(std::uint64_t page, const std::uint8_t* plain) {
    std::array<std::uint8_t, format::page_size> mine;
    return base_.file().read(sealed_.data(), format::page_size, offset_of(page)) == SQLITE_OK &&
           open_page(keys_->pages, table_.file, page, sealed_.data(), mine.data()) &&
           std::memcmp(mine.data(), plain, format::page_plain) == 0;
}

Result<> SealedCopy::append(const std::uint8_t* plain) {
    const std::uint64_t page = pages_ + 1;
    seal_page(keys_->pages, table_.file, page, plain, sealed_.data());
    EPIC_TRY(write(static_cast<std::size_t>(offset_of(page)), sealed_.data(), sealed_.size()));
    pages_ = page;
    return Done{};
}

Result<> SealedCopy::save(const std::array<std::uint8_t, 32>& digest) {
    // The pages first: a record on the disk must not speak of pages that are not.
    EPIC_TRY(sync());
    saved_.pages = pages_;
    saved_.digest = digest;
    EPIC_TRY(write_progress());
    return sync();
}

Result<> SealedCopy::write_progress() {
    ++saves_;
    ProgressPlain plain{};
    std::memcpy(plain.data() + progress_at::origin, saved_.origin.data(), 16);
    format::put_u64(plain.data() + progress_at::saves, saves_);
    format::put_u64(plain.data() + progress_at::pages, saved_.pages);
    std::memcpy(plain.data() + progress_at::digest, saved_.digest.data(), 32);
    BlockBytes block;
    seal_record(keys_->unfinished, table_.file, plain, block.data());
    return write(format::generation_offset[saves_ % 2], block.data(), block.size());
}

Result<> SealedCopy::complete(std::uint64_t counter) {
    EPIC_TRY(sync());
    GenerationRecord record;
    record.generation.counter = counter + 1;
    os::random_bytes(record.generation.id.data(), record.generation.id.size());
    const BlockBytes block = seal_generation(keys_->generation, table_.file, record);
    for (const std::size_t offset : format::generation_offset) EPIC_TRY(write(offset, block.data(), block.size()));
    return sync();
}

Result<> SealedCopy::write(std::size_t offset, const std::uint8_t* from, std::size_t size) {
    return of_sqlite(base_.file().write(from, static_cast<int>(size), static_cast<sqlite3_int64>(offset)));
}

Result<> SealedCopy::sync() {
    return of_sqlite(base_.file().sync(SQLITE_SYNC_NORMAL));
}

} // namespace epic::vault
