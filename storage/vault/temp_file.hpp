// SQLite's temporary files (sorters, VACUUM, statement journals), held in memory whatever temp_store
// says: their pages are plaintext and never reach the disk.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "storage/vault/file.hpp"

namespace epic::vault {

class TempFile final : public File {
public:
    ~TempFile() override;
    int read(void* to, int amount, sqlite3_int64 offset) override;
    int write(const void* from, int amount, sqlite3_int64 offset) override;
    int truncate(sqlite3_int64 size) override;
    int sync(int) override { return SQLITE_OK; }
    int size(sqlite3_int64* size) override;

private:
    static constexpr std::size_t chunk_size = 64 * 1024;
    using Chunk = std::array<unsigned char, chunk_size>;

    std::vector<std::unique_ptr<Chunk>> chunks_;
    std::size_t size_ = 0;
};

} // namespace epic::vault
