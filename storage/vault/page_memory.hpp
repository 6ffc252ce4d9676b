// The pages that were opened last, in clear: every connection of the file finds them here, also after somebody has
// written. SQLite empties a connection's own cache at the first read after another connection's commit, and each page
// of a list would be read and deciphered anew.
//
// A page of the file stays what it is until it is written again or the file is cut; a frame of the log is told by the
// tag that it was sealed with. What was looked for again stays longer than what was read once. Not locked in memory, as
// SQLite's own caches are not; wiped when it is emptied.
// Threads: any.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "storage/vault/page_cipher.hpp"

namespace epic::vault {

class PageMemory {
public:
    PageMemory() = default;
    ~PageMemory() { clear(); }
    PageMemory(const PageMemory&) = delete;
    PageMemory& operator=(const PageMemory&) = delete;

    // Keeps up to so many; none before.
    void keep_up_to(std::size_t pages);

    // The page into `to`, or false.
    bool find_page(std::uint64_t page, std::uint8_t* to);
    bool find_frame(std::uint64_t frame, const PageTag& sealed_with, std::uint8_t* to);
    void keep_page(std::uint64_t page, const std::uint8_t* plain);
    void keep_frame(std::uint64_t frame, const PageTag& sealed_with, const std::uint8_t* plain);
    // It is about to be written.
    void forget_page(std::uint64_t page);
    void clear();

private:
    using Page = std::array<std::uint8_t, format::page_size>;
    struct Slot {
        std::uint64_t key = 0; // 0: free
        PageTag tag{};
        bool wanted_again = false;
        std::unique_ptr<Page> page;
    };

    bool find(std::uint64_t key, const PageTag& tag, std::uint8_t* to);
    void keep(std::uint64_t key, const PageTag& tag, const std::uint8_t* plain);
    // One that may be written over, and is nobody's any more.
    Slot& free_slot();

    std::mutex mutex_;
    std::size_t limit_ = 0;
    std::vector<Slot> slots_;
    std::size_t hand_ = 0; // the next one to be looked at for room
    std::unordered_map<std::uint64_t, std::size_t> by_key_;
};

} // namespace epic::vault
