// A new sealed file, written page after page from 1 on: what `rekey` makes, and a copy of any other kind.
//
// Until complete() its generation blocks say that it is unfinished, so that nothing opens it as a file. What was
// save()d survives a loss of power and can be taken up again by whoever holds the same slot.
//
// Failures: those of error_of_io and error_of_errno. Threads: one at a time per object.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "storage/vault/base_file.hpp"
#include "storage/vault/header.hpp"
#include "storage/vault/keys.hpp"

namespace epic::vault {

// A table for another file: the same people, limits and salt, so that their passwords open it as they opened the
// old one, but another data key, sealed to each without knowing a password. `keep` says whose slots go along.
SlotTable succeed_table(const SlotTable& old, const FileId& file, const Key& data_key,
                        const std::function<bool(const DirectoryEntry&)>& keep);

class SealedCopy {
public:
    // How far it has come, and of what. `digest` is the caller's: it tells on resuming whether the pages that
    // were copied are still those of the origin.
    struct Progress {
        FileId origin{};
        std::uint64_t pages = 0;
        std::array<std::uint8_t, 32> digest{};
    };

    // Only who has `slot_secret` can take it up again: someone else who has a slot knows all public halves, and could
    // put a file here whose data key they know. conflict_with_state: there is a file at `path`.
    static Result<std::unique_ptr<SealedCopy>> begin(const std::string& path, const SlotTable& table,
                                                     const Key& data_key, const FileId& origin, const Key& slot_secret);
    // What begin() and save() left at `path`, cut to the pages saved. Null when there is nothing of this kind for
    // this holder: another slot, another origin, a finished file, damage.
    static Result<std::unique_ptr<SealedCopy>> resume(const std::string& path, const Key& slot_secret,
                                                      const SlotOwner& holder, const FileId& origin);
    ~SealedCopy() = default;
    SealedCopy(const SealedCopy&) = delete;
    SealedCopy& operator=(const SealedCopy&) = delete;

    const FileId& file_id() const { return table_.file; }
    const SlotTable& table() const { return table_; }
    // Of the last save(), and of what was taken up.
    const Progress& saved() const { return saved_; }
    std::uint64_t pages() const { return pages_; }

    // Whether `page` is authentic and says the same as `plain`.
    bool holds(std::uint64_t page, const std::uint8_t* plain);
    // The next page: 4096 bytes, of which the last 40 are not looked at.
    Result<> append(const std::uint8_t* plain);
    // Makes all pages so far durable, and what is known of them.
    Result<> save(const std::array<std::uint8_t, 32>& digest);
    // Durable and whole from now on. The file has no log; its generation follows `counter`.
    Result<> complete(std::uint64_t counter);

private:
    struct Keys {
        Key pages;
        Key table;
        Key generation;
        Key unfinished;
    };

    SealedCopy() = default;
    void derive_keys(const Key& data_key, const Key& slot_secret);
    Result<> write(std::size_t offset, const std::uint8_t* from, std::size_t size);
    Result<> write_progress();
    Result<> sync();

    NamedBaseFile base_;
    SlotTable table_;
    Secret<Keys> keys_;
    Progress saved_;
    std::uint64_t pages_ = 0;
    std::uint64_t saves_ = 0;
    std::array<std::uint8_t, format::page_size> sealed_{};
};

} // namespace epic::vault
