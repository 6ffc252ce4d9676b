#include "tests/bench/support/measure.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <ctime>

namespace epic::bench {
namespace {

Sample now() {
    timespec cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    const auto wall = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration<double, std::milli>(wall).count(),
            static_cast<double>(cpu.tv_sec) * 1e3 + static_cast<double>(cpu.tv_nsec) / 1e6};
}

std::vector<double> figures(const std::vector<Sample>& samples, double Sample::*which) {
    std::vector<double> values;
    for (const Sample& sample : samples) values.push_back(sample.*which);
    return values;
}

double ratio(const Series& series, std::size_t contestant, std::size_t to, double Sample::*which) {
    std::vector<double> ratios;
    const auto& above = series.samples.at(contestant);
    const auto& below = series.samples.at(to);
    for (std::size_t round = 0; round < above.size(); ++round) {
        // A run without processor time, shorter than the clock's step, counts as one step.
        ratios.push_back(std::max(above[round].*which, 1e-6) / std::max(below[round].*which, 1e-6));
    }
    return median(std::move(ratios));
}

} // namespace

Stopwatch::Stopwatch() : begin_(now()) {}

Sample Stopwatch::read() const {
    const Sample end = now();
    return {end.wall_ms - begin_.wall_ms, end.cpu_ms - begin_.cpu_ms};
}

Sample measure(const std::function<void()>& work) {
    const Stopwatch watch;
    work();
    return watch.read();
}

double Series::wall_ms(std::size_t contestant) const {
    return median(figures(samples.at(contestant), &Sample::wall_ms));
}

double Series::cpu_ms(std::size_t contestant) const {
    return median(figures(samples.at(contestant), &Sample::cpu_ms));
}

double Series::wall_ratio(std::size_t contestant, std::size_t to) const {
    return ratio(*this, contestant, to, &Sample::wall_ms);
}

double Series::cpu_ratio(std::size_t contestant, std::size_t to) const {
    return ratio(*this, contestant, to, &Sample::cpu_ms);
}

double Series::spread(std::size_t contestant) const {
    std::vector<double> walls = figures(samples.at(contestant), &Sample::wall_ms);
    std::ranges::sort(walls);
    const double middle_half = walls[walls.size() * 3 / 4] - walls[walls.size() / 4];
    return middle_half / std::max(median(walls), 1e-6);
}

Series alternate(const std::vector<Contestant>& contestants, std::size_t rounds,
                 const std::function<void(std::size_t)>& after_round) {
    Series series;
    series.samples.resize(contestants.size());
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t turn = 0; turn < contestants.size(); ++turn) {
            const std::size_t who = (round + turn) % contestants.size();
            series.samples[who].push_back(contestants[who].run());
        }
        if (after_round) after_round(round + 1);
    }
    return series;
}

double median(std::vector<double> values) {
    assert(!values.empty());
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace epic::bench
