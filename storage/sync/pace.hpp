// How much is stored in one transaction. While somebody else writes, as much as takes a few milliseconds, so that they
// never wait noticeably. While nobody does, several times as much: what a transaction costs by itself is as much as
// dozens of rows. A long slice gives way: it is taken back as soon as somebody waits, and done again in short ones.
//
// Measured in the thread's own processor time: waiting for the disk is not what a smaller slice would shorten.
//
// Threads: confined to one.
#pragma once

#include <cstddef>
#include <cstdint>

namespace epic::sync {

class Pace {
public:
    // How many entries.
    std::size_t slice() const { return slice_; }
    // Whether a slice of that length has to give way.
    bool gives_way() const { return target_us_ > short_us; }

    void took(std::size_t entries, std::int64_t microseconds);
    void gave_way();

private:
    static constexpr std::int64_t short_us = 4'000;
    static constexpr std::int64_t long_us = 40'000;
    static constexpr std::size_t slice_min = 8;
    static constexpr std::size_t slice_max = 4'000;
    // Somebody who has just written will write again: so many short slices before a long one is tried.
    static constexpr int calm = 16;
    std::int64_t target_us_ = short_us;
    std::size_t slice_ = 64;
    int short_ones_ = 0; // still to be done
};

// Of the calling thread.
std::int64_t processor_time_us();

} // namespace epic::sync
