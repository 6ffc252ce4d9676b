// What the process's heap does not need goes back to the system: a call of its own on each of them.
//
// glibc keeps what one thread frees between what it keeps in that thread's part of the heap, where no other uses it.
// Threads: any.
#pragma once

namespace epic::shell {

// Nothing when little is free. Takes milliseconds: not on the interface's thread.
void give_memory_back();

} // namespace epic::shell
