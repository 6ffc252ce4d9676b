#include "storage/store/internal/checkpoints.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <sqlite3.h>

namespace epic::store {
namespace {

// SQLite's own choice: four megabytes.
constexpr int pages_between = 1'000;
// So long is the log of those who leave no gap.
constexpr int pages_max = 3'000;

int note_pages(void* noted, sqlite3* /*connection*/, const char* /*database*/, int pages) {
    static_cast<std::atomic<int>*>(noted)->store(pages);
    return SQLITE_OK;
}

} // namespace

Result<> Checkpoints::begin(const vault::Vault& vault, const intl::Environment& environment, Connection& writer) {
    const std::lock_guard lock(mutex_);
    connection_ = EPIC_TRY(Connection::open(vault, environment));
    // It looks whether there is a log only when it reads.
    connection_->run_script("PRAGMA schema_version");
    pages_ = 0;
    wanted_at_ = pages_between;
    // In the place of the hook that copies in the commit.
    sqlite3_wal_hook(writer.sqlite().getHandle(), note_pages, &pages_);
    return Done{};
}

void Checkpoints::end() {
    const std::lock_guard lock(mutex_);
    connection_.reset();
    pages_ = 0;
}

void Checkpoints::after_commit() {
    if (pages_ < wanted_at_) return;
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock() || !connection_) return;
    copy();
    // Also where all was copied: who began meanwhile, before that was done, does not begin the log anew.
    if (pages_ >= pages_max) {
        const std::lock_guard nobody_writes(writing_);
        copy();
    }
}

void Checkpoints::copy() {
    int copied = 0;
    const int rc = sqlite3_wal_checkpoint_v2(connection_->sqlite().getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                             nullptr, &copied);
    const int pages = pages_;
    const bool all = rc == SQLITE_OK && copied == pages;
    // After all of it the next commit begins the log anew.
    int next = all ? pages_between : pages + pages_between;
    if (pages < pages_max) next = std::min(next, pages_max);
    wanted_at_ = next;
}

} // namespace epic::store
