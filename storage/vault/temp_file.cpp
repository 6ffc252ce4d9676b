#include "storage/vault/temp_file.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <sodium.h>

namespace epic::vault {

TempFile::~TempFile() {
    for (const auto& chunk : chunks_) sodium_memzero(chunk->data(), chunk_size);
}

int TempFile::read(void* to, int amount, sqlite3_int64 offset) {
    auto* out = static_cast<unsigned char*>(to);
    auto from = static_cast<std::size_t>(offset);
    auto left = static_cast<std::size_t>(amount);
    const std::size_t present = from < size_ ? std::min(left, size_ - from) : 0;
    std::memset(out + present, 0, left - present);
    const int rc = present < left ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
    left = present;
    while (left > 0) {
        const std::size_t within = from % chunk_size;
        const std::size_t count = std::min(left, chunk_size - within);
        std::memcpy(out, chunks_[from / chunk_size]->data() + within, count);
        out += count;
        from += count;
        left -= count;
    }
    return rc;
}

int TempFile::write(const void* from, int amount, sqlite3_int64 offset) {
    const auto* in = static_cast<const unsigned char*>(from);
    auto to = static_cast<std::size_t>(offset);
    auto left = static_cast<std::size_t>(amount);
    const std::size_t end = to + left;
    try {
        while (chunks_.size() * chunk_size < end) chunks_.push_back(std::make_unique<Chunk>());
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
    while (left > 0) {
        const std::size_t within = to % chunk_size;
        const std::size_t count = std::min(left, chunk_size - within);
        std::memcpy(chunks_[to / chunk_size]->data() + within, in, count);
        in += count;
        to += count;
        left -= count;
    }
    size_ = std::max(size_, end);
    return SQLITE_OK;
}

int TempFile::truncate(sqlite3_int64 size) {
    const auto wanted = static_cast<std::size_t>(size);
    if (wanted >= size_) return SQLITE_OK;
    // What is cut off reads as zeros if the file grows again.
    const std::size_t chunks = (wanted + chunk_size - 1) / chunk_size;
    for (std::size_t i = chunks; i < chunks_.size(); ++i) sodium_memzero(chunks_[i]->data(), chunk_size);
    chunks_.resize(chunks);
    if (const std::size_t within = wanted % chunk_size; within != 0) {
        sodium_memzero(chunks_.back()->data() + within, chunk_size - within);
    }
    size_ = wanted;
    return SQLITE_OK;
}

int TempFile::size(sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(size_);
    return SQLITE_OK;
}

} // namespace epic::vault
