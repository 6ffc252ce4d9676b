#include "storage/vault/secret.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <cstdlib>
#include <mutex>

namespace epic::vault::secret_memory {
namespace {

constexpr std::size_t block_size = 256;
constexpr std::size_t canary_size = 16;
constexpr std::size_t room = block_size - canary_size;
constexpr std::size_t block_count = 32; // two pages

class Region {
public:
    Region() {
        if (sodium_init() < 0) std::abort();
        blocks_ = static_cast<std::uint8_t*>(sodium_malloc(block_size * block_count));
        if (blocks_ == nullptr) std::abort(); // out of lockable and ordinary memory
        sodium_memzero(blocks_, block_size * block_count);
        randombytes_buf(canary_.data(), canary_.size());
        for (std::size_t i = 0; i < block_count; ++i) put_canary(i);
    }

    void* take(std::size_t size) {
        if (size > room) return nullptr;
        const std::lock_guard lock(mutex_);
        for (std::size_t i = 0; i < block_count; ++i) {
            if (taken_[i]) continue;
            taken_[i] = true;
            return block(i);
        }
        return nullptr;
    }

    // Whether the memory is one of these blocks.
    bool give_back(void* memory) {
        const auto address = reinterpret_cast<std::uintptr_t>(memory);
        const auto first = reinterpret_cast<std::uintptr_t>(blocks_);
        if (address < first || address >= first + block_size * block_count) return false;
        const std::size_t i = (address - first) / block_size;
        if (sodium_memcmp(block(i) + room, canary_.data(), canary_size) != 0) std::abort();
        sodium_memzero(block(i), room);
        const std::lock_guard lock(mutex_);
        taken_[i] = false;
        return true;
    }

private:
    std::uint8_t* block(std::size_t i) { return blocks_ + i * block_size; }
    void put_canary(std::size_t i) {
        for (std::size_t at = 0; at < canary_size; ++at) block(i)[room + at] = canary_[at];
    }

    std::mutex mutex_;
    std::uint8_t* blocks_ = nullptr;
    std::array<std::uint8_t, canary_size> canary_{};
    std::bitset<block_count> taken_;
};

// Never destroyed: secrets may outlive whatever else there is at the end.
Region& region() {
    static Region& only = *new Region;
    return only;
}

} // namespace

void* take(std::size_t size) {
    if (void* const block = region().take(size)) return block;
    void* const own = sodium_malloc(size);
    if (own == nullptr) std::abort();
    sodium_memzero(own, size);
    return own;
}

void give_back(void* memory) noexcept {
    if (!region().give_back(memory)) sodium_free(memory);
}

} // namespace epic::vault::secret_memory
