// Memory for keys: guarded, locked, left out of core dumps, wiped when it goes (libsodium's sodium_malloc).
//
// Threads: a plain owner, no locking of its own.
#pragma once

#include <cstddef>
#include <new>
#include <sodium.h>
#include <type_traits>
#include <utility>

namespace epic::vault {

// Where secrets lie: blocks of one region of sodium_malloc, which is made once and kept, since making one costs ten
// calls of the system and an opening needs seven. Behind each block stand bytes that must not have changed when it is
// given back; before and behind the region lie pages that nobody may touch. What does not fit has a region of its own.
// Ends the program when there is no memory, or when someone wrote beyond a block. Threads: any.
namespace secret_memory {
void* take(std::size_t size);          // zeros
void give_back(void* memory) noexcept; // wiped
} // namespace secret_memory

// Owns one T, zeroed at first. T is plain bytes.
template <typename T>
class Secret {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    static_assert(alignof(T) <= 16);

public:
    Secret() : value_(new (secret_memory::take(sizeof(T))) T{}) {}
    ~Secret() {
        if (value_ != nullptr) secret_memory::give_back(value_);
    }
    Secret(Secret&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
    Secret& operator=(Secret&& other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    T* operator->() { return value_; }
    const T* operator->() const { return value_; }
    T& operator*() { return *value_; }
    const T& operator*() const { return *value_; }

    void wipe() { sodium_memzero(value_, sizeof(T)); }

private:
    T* value_ = nullptr;
};

} // namespace epic::vault
