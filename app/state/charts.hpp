// The dashboard: three questions about the office, each answered by a chart whose bars lead to the records behind.
//
// What was signed by month and what of it is still owed; how many events come by week and how many have nobody; who
// in support carries how much. For all, or for the reader's own clients. Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/state/overview.hpp"
#include "app/state/support_load.hpp"

namespace epic::app {

inline constexpr int chart_months = 12;
inline constexpr int chart_weeks = 12;

// As the store gave it.
struct ChartsData {
    bool mine = false; // the reader's clients alone, but for the load of support
    Date today{};
    Dashboard figures;
};

struct ChartLine {
    std::string label;
    std::string sub_label;
    std::string hint;
    std::vector<double> parts;
    ListQuery behind;
};
struct ChartMark {
    double value = 0;
    std::string text;
};
struct Chart {
    std::vector<ChartLine> bars;
    double highest = 0; // of all parts together
};

struct ChartsState : Reading<ChartsData> {
    bool mine = false;
    std::size_t currency = 0; // which of `currencies` the amounts are in

    // Formatted from `data`.
    std::vector<Currency> currencies; // the one with most contracts first; amounts are never added across them
    Chart signed_by_month;            // parts: paid, still owed
    Chart events_by_week;             // parts: with support, without; of one's own clients: all
    std::vector<SupportLoad> load;
};

// Writes the formatted part again.
void format(ChartsState& charts, Language language, const Seams& seams, const std::string& zone);

} // namespace epic::app
