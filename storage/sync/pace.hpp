// How much is stored in one transaction, and how much is asked for at once.
//
// Threads: confined to one.
#pragma once

#include <cstddef>
#include <cstdint>

namespace epic::sync {

// While somebody else writes, as much as takes a few milliseconds, so that they never wait noticeably. While nobody
// does, as much as takes a second: rows that arrive touch other leaves of each index, and all that were touched are
// sealed and written at the end of the transaction, once for however many rows. A long slice gives way: it is taken
// back as soon as somebody waits, and done again in short ones.
//
// Measured in the thread's own processor time: waiting for the disk is not what a smaller slice would shorten.
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
    static constexpr std::int64_t long_us = 1'000'000;
    static constexpr std::size_t slice_min = 8;
    static constexpr std::size_t slice_max = 8'000;
    // Somebody who has just written will write again: so many short slices before a long one is tried.
    static constexpr int calm = 16;
    std::int64_t target_us_ = short_us;
    std::size_t slice_ = 64;
    int short_ones_ = 0; // still to be done
};

// The records of a page of the first synchronisation: as many as a slice can take, as long as the network brings them
// soon, because a connection that breaks costs the page that was on its way.
class PageLength {
public:
    std::uint32_t records() const { return records_; }
    // A page of that many, asked for and read whole, by a clock that may be set meanwhile.
    void took(std::uint32_t records, std::int64_t milliseconds);

private:
    static constexpr std::int64_t soon_ms = 1'000;
    static constexpr std::int64_t late_ms = 4'000;
    static constexpr std::uint32_t records_min = 250;
    static constexpr std::uint32_t records_max = 8'000; // four digits, says the protocol
    std::uint32_t records_ = 1'000;
};

// Of the calling thread.
std::int64_t processor_time_us();

} // namespace epic::sync
