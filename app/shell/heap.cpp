#include "app/shell/heap.hpp"

#include <cstddef>
#include <malloc.h>

namespace epic::shell {

void give_memory_back() {
    constexpr std::size_t worth_it = 8'000'000;
    if (mallinfo2().fordblks > worth_it) malloc_trim(0);
}

} // namespace epic::shell
