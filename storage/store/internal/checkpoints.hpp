// Copies the log back into the file, beside the writers rather than in the middle of a commit.
//
// SQLite does it by itself at the end of the commit that makes the log long enough, and whoever writes next waits for
// megabytes to be sealed and for the disk twice. On a connection of its own the copying needs no writer to stand
// still: what is committed meanwhile goes to the end of the log.
//
// Where several write without a pause the end of the log is never reached that way. Then the writers stand still for
// what is left, which is little.
//
// Threads: any. Nobody who calls it may hold the right to write (Database::write lets go of it first).
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "core/base/turn_mutex.hpp"
#include "storage/store/internal/connection.hpp"

namespace epic::store {

class Checkpoints {
public:
    // `writing`: who may write.
    explicit Checkpoints(TurnMutex& writing) : writing_(writing) {}

    // Of what `writer` commits, which no longer does it itself.
    Result<> begin(const vault::Vault& vault, const intl::Environment& environment, Connection& writer);
    // Before the vault is finished. Waits for who copies; may not be called by who may write.
    void end();

    // After a commit: copies the log if it is long enough and nobody else does so. A failure (a full disk) leaves the
    // log as it is, which is where everything is; the next commit tries again.
    void after_commit();

private:
    void copy();

    TurnMutex& writing_;
    std::atomic<int> pages_{0};     // in the log, as the last commit left it
    std::atomic<int> wanted_at_{0}; // so many
    std::mutex mutex_;              // asked for before writing_
    std::unique_ptr<Connection> connection_;
};

} // namespace epic::store
