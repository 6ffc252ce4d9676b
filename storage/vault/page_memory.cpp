#include "storage/vault/page_memory.hpp"

#include <cstring>
#include <sodium.h>

namespace epic::vault {
namespace {

// Both count from 1.
std::uint64_t key_of_page(std::uint64_t page) {
    return page * 2;
}

std::uint64_t key_of_frame(std::uint64_t frame) {
    return frame * 2 + 1;
}

} // namespace

void PageMemory::keep_up_to(std::size_t pages) {
    clear();
    const std::lock_guard lock(mutex_);
    limit_ = pages;
}

bool PageMemory::find_page(std::uint64_t page, std::uint8_t* to) {
    return find(key_of_page(page), {}, to);
}

bool PageMemory::find_frame(std::uint64_t frame, const PageTag& sealed_with, std::uint8_t* to) {
    return find(key_of_frame(frame), sealed_with, to);
}

void PageMemory::keep_page(std::uint64_t page, const std::uint8_t* plain) {
    keep(key_of_page(page), {}, plain);
}

void PageMemory::keep_frame(std::uint64_t frame, const PageTag& sealed_with, const std::uint8_t* plain) {
    keep(key_of_frame(frame), sealed_with, plain);
}

void PageMemory::forget_page(std::uint64_t page) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key_of_page(page));
    if (found == by_key_.end()) return;
    slots_[found->second].key = 0;
    slots_[found->second].wanted_again = false;
    by_key_.erase(found);
}

void PageMemory::clear() {
    const std::lock_guard lock(mutex_);
    for (const Slot& slot : slots_) sodium_memzero(slot.page->data(), slot.page->size());
    slots_ = std::vector<Slot>();
    by_key_.clear();
    hand_ = 0;
}

bool PageMemory::find(std::uint64_t key, const PageTag& tag, std::uint8_t* to) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return false;
    Slot& slot = slots_[found->second];
    if (slot.tag != tag) return false;
    slot.wanted_again = true;
    std::memcpy(to, slot.page->data(), slot.page->size());
    return true;
}

void PageMemory::keep(std::uint64_t key, const PageTag& tag, const std::uint8_t* plain) {
    const std::lock_guard lock(mutex_);
    if (limit_ == 0) return;
    const auto found = by_key_.find(key);
    Slot& slot = found != by_key_.end() ? slots_[found->second] : free_slot();
    if (found == by_key_.end()) by_key_.emplace(key, static_cast<std::size_t>(&slot - slots_.data()));
    slot.key = key;
    slot.tag = tag;
    std::memcpy(slot.page->data(), plain, slot.page->size());
}

PageMemory::Slot& PageMemory::free_slot() {
    if (slots_.size() < limit_) {
        slots_.emplace_back().page = std::make_unique<Page>();
        return slots_.back();
    }
    while (slots_[hand_].wanted_again) {
        slots_[hand_].wanted_again = false;
        hand_ = (hand_ + 1) % slots_.size();
    }
    Slot& slot = slots_[hand_];
    hand_ = (hand_ + 1) % slots_.size();
    if (slot.key != 0) by_key_.erase(slot.key);
    slot.key = 0;
    return slot;
}

} // namespace epic::vault
