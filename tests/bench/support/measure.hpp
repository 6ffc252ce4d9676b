// Timing on a computer that others use as well: contestants take turns, and medians are compared.
//
// A ratio is the median of the ratios within each round, so that a load that comes and goes touches both
// sides of it. Wall time is what people wait for; processor time (user and system, of the whole process) is the
// figure to look at when the computer was busy.
//
// Threads: one. Nothing fails here; a bench that cannot work throws std::runtime_error.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace epic::bench {

struct Sample {
    double wall_ms = 0;
    double cpu_ms = 0;
};

// What happens between the construction and read(), in this process.
class Stopwatch {
public:
    Stopwatch();
    Sample read() const;

private:
    Sample begin_;
};

Sample measure(const std::function<void()>& work);

struct Contestant {
    std::string name;
    // One measured run. What must be prepared or undone for the next run is its own affair and not timed.
    std::function<Sample()> run;
};

// One workload: samples[contestant][round].
struct Series {
    std::vector<std::vector<Sample>> samples;

    double wall_ms(std::size_t contestant) const; // medians
    double cpu_ms(std::size_t contestant) const;
    double wall_ratio(std::size_t contestant, std::size_t to) const;
    double cpu_ratio(std::size_t contestant, std::size_t to) const;
    // The middle half of the wall times, as a share of their median: how calm the computer was.
    double spread(std::size_t contestant) const;
};

// Runs each contestant once a round; who begins changes from round to round. `after_round`, when there is one, is
// told how many rounds are done.
Series alternate(const std::vector<Contestant>& contestants, std::size_t rounds,
                 const std::function<void(std::size_t)>& after_round = {});

// Of an even number, the mean of the middle two. `values` is not empty.
double median(std::vector<double> values);

} // namespace epic::bench
