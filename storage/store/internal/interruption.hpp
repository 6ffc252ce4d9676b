// Ends the statements of a connection when their answer is wanted no longer.
//
// While it lives, SQLite asks `stale` every few thousand steps, on the thread that reads; once that says yes the
// statement under way throws SQLite::Exception with SQLITE_INTERRUPT. An empty `stale` never does.
#pragma once

#include <functional>

#include "storage/store/internal/connection.hpp"

namespace epic::store {

class Interruption {
public:
    Interruption(Connection& connection, const std::function<bool()>& stale);
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    bool stale() const { return stale_ && stale_(); }

private:
    Connection& connection_;
    const std::function<bool()>& stale_;
};

bool was_interrupted(const SQLite::Exception& exception);

} // namespace epic::store
