// The database file: SQLite's pages, sealed, behind the header.
//
// Authentication failures are SQLITE_IOERR_DATA and a Finding; a locked vault is SQLITE_IOERR_AUTH.
#pragma once

#include <array>
#include <memory>

#include "storage/vault/file.hpp"
#include "storage/vault/state.hpp"

namespace epic::vault {

class MainFile final : public File {
public:
    explicit MainFile(std::shared_ptr<VaultState> state) : state_(std::move(state)) {}
    ~MainFile() override;
    int open(const char* name, int flags, int* flags_out);

    int read(void* to, int amount, sqlite3_int64 offset) override;
    int write(const void* from, int amount, sqlite3_int64 offset) override;
    int truncate(sqlite3_int64 size) override;
    int sync(int flags) override;
    int size(sqlite3_int64* size) override;

    int lock(int level) override { return base_.methods()->xLock(base_.get(), level); }
    int unlock(int level) override { return base_.methods()->xUnlock(base_.get(), level); }
    int check_reserved_lock(int* reserved) override {
        return base_.methods()->xCheckReservedLock(base_.get(), reserved);
    }
    int control(int operation, void* argument) override;
    int sector_size() override { return base_.methods()->xSectorSize(base_.get()); }

    int shm_map(int region, int size, int extend, void volatile** memory) override {
        return base_.methods()->xShmMap(base_.get(), region, size, extend, memory);
    }
    int shm_lock(int offset, int count, int flags) override {
        return base_.methods()->xShmLock(base_.get(), offset, count, flags);
    }
    void shm_barrier() override { base_.methods()->xShmBarrier(base_.get()); }
    int shm_unmap(int remove) override { return base_.methods()->xShmUnmap(base_.get(), remove); }

    // Between CKPT_START and CKPT_DONE of this connection: pages pass from its log to here as they are.
    bool is_checkpointing() const { return checkpointing_; }
    void frame_was_copied(std::uint64_t frame);

private:
    int read_page(std::uint8_t* to, std::uint64_t page);
    int read_part_of_first_page(std::uint8_t* to, std::size_t amount, std::size_t offset);
    int write_sealed(const std::uint8_t* sealed, std::uint64_t page);
    int append_zero_pages(std::uint64_t until);
    int pages_on_disk(std::uint64_t* pages);
    int pragma(char** arguments);

    std::shared_ptr<VaultState> state_;
    BaseFile base_;
    bool checkpointing_ = false;
    std::uint64_t frames_copied_ = 0;
    std::uint64_t pages_known_ = 0; // during a checkpoint: how many the file has
    std::array<std::uint8_t, format::page_size> scratch_{};
};

} // namespace epic::vault
