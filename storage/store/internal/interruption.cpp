#include "storage/store/internal/interruption.hpp"

#include <sqlite3.h>

namespace epic::store {
namespace {

// About a tenth of a millisecond.
constexpr int steps_between_questions = 2000;

int ask(void* data) {
    return static_cast<const Interruption*>(data)->stale() ? 1 : 0;
}

} // namespace

Interruption::Interruption(Connection& connection, const std::function<bool()>& stale)
    : connection_(connection), stale_(stale) {
    if (stale_) sqlite3_progress_handler(connection_.sqlite().getHandle(), steps_between_questions, ask, this);
}

Interruption::~Interruption() {
    sqlite3_progress_handler(connection_.sqlite().getHandle(), 0, nullptr, nullptr);
}

bool was_interrupted(const SQLite::Exception& exception) {
    return exception.getErrorCode() == SQLITE_INTERRUPT;
}

} // namespace epic::store
