// Memory for keys: guarded, locked, left out of core dumps, wiped when it goes (libsodium's sodium_malloc).
//
// Threads: a plain owner, no locking of its own.
#pragma once

#include <cstdlib>
#include <new>
#include <sodium.h>
#include <type_traits>
#include <utility>

namespace epic::vault {

// Owns one T, zeroed at first. T is plain bytes.
template <typename T>
class Secret {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    Secret() {
        if (sodium_init() < 0) std::abort();
        void* const memory = sodium_malloc(sizeof(T));
        if (memory == nullptr) std::abort(); // out of lockable and ordinary memory
        value_ = new (memory) T{};
    }
    ~Secret() {
        if (value_ != nullptr) sodium_free(value_);
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
