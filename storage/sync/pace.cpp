#include "storage/sync/pace.hpp"

#include <ctime>

namespace epic::sync {

std::int64_t processor_time_us() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1'000;
}

} // namespace epic::sync
