// Someone who goes on working while their file is being synchronised: edits one client of theirs again and again, and
// notes how long each edit took to be stored.
//
// Throws std::runtime_error; a failed edit when it is stopped. Threads: its own while it runs.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "storage/store/store.hpp"

namespace epic::bench {

class LocalWriter {
public:
    // Adds the client.
    explicit LocalWriter(store::Store& store);
    ~LocalWriter();
    LocalWriter(const LocalWriter&) = delete;
    LocalWriter& operator=(const LocalWriter&) = delete;

    // Waits that long between two edits.
    void start(std::chrono::milliseconds pause);
    // In milliseconds, ascending.
    std::vector<double> stop();

private:
    void run(std::chrono::milliseconds pause);

    store::Store& store_;
    Id client_{};
    std::atomic<bool> stopping_ = false;
    std::vector<double> waits_;
    std::string failure_;
    std::thread thread_;
};

// What a person felt: median, p99 and the longest of `waits`, which ascend and are not none.
std::string waits_line(const std::vector<double>& waits);

} // namespace epic::bench
