#include "tests/bench/sync/local_writer.hpp"

#include <algorithm>
#include <stdexcept>

#include "tests/bench/office/office.hpp"
#include "tests/bench/support/measure.hpp"
#include "tests/bench/support/report.hpp"

namespace epic::bench {

LocalWriter::LocalWriter(store::Store& store) : store_(store) {
    client_ = must(store.execute(
                       AddRecord{Entity::client, {}, {{Field::client_full_name, std::string("Written meanwhile")}}}))
                  .record;
}

LocalWriter::~LocalWriter() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
}

void LocalWriter::start(std::chrono::milliseconds pause) {
    stopping_ = false;
    waits_.clear();
    thread_ = std::thread([this, pause] { run(pause); });
}

void LocalWriter::run(std::chrono::milliseconds pause) {
    for (int number = 0; !stopping_; ++number) {
        const Stopwatch watch;
        const auto written = store_.execute(
            EditRecord{Entity::client, client_, {{Field::client_phone, "05 61 " + std::to_string(10'000 + number)}}});
        waits_.push_back(watch.read().wall_ms);
        if (!written) {
            failure_ = written.error().details;
            return;
        }
        std::this_thread::sleep_for(pause);
    }
}

std::vector<double> LocalWriter::stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
    if (!failure_.empty()) throw std::runtime_error("a local edit failed: " + failure_);
    std::ranges::sort(waits_);
    return waits_;
}

std::string waits_line(const std::vector<double>& waits) {
    const auto at = [&](double share) {
        return milliseconds(waits[static_cast<std::size_t>(share * static_cast<double>(waits.size() - 1))]);
    };
    return "median " + at(0.5) + ", p99 " + at(0.99) + ", longest " + at(1) + " ms, of " + std::to_string(waits.size());
}

} // namespace epic::bench
