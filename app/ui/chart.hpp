// Bar charts: an axis from zero, bars of one or two parts, a value for each that is pointed at or reached by keys.
//
// One stop of Tab; Left, Right, Home and End choose a bar, Enter presses it. Threads: the one that draws.
// Lengths: design pixels.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/ui/theme.hpp"

namespace epic::ui {

struct ChartPart {
    std::string_view name = {}; // in the legend
    Role role = Role::chart_first;
};
struct ChartBar {
    std::string_view label = {};        // under it
    std::string_view sub_label = {};    // below that; may be empty
    std::string_view hint = {};         // its values in words, one a line
    std::span<const double> parts = {}; // lowest first, as many as ChartOptions::parts
};
struct ChartTick {
    double value = 0;
    std::string_view text = {};
};
struct ChartOptions {
    std::span<const ChartPart> parts = {};
    std::span<const ChartBar> bars = {};
    std::span<const ChartTick> ticks = {}; // from 0 to the top
    float height = 280;
};
// `current` is the bar that the keyboard has chosen. The index of the pressed bar, -1 when none is. Bars are
// reported as "<id>.bar.<index>", the stop of Tab as "<id>.bars".
int bar_chart(const char* id, int& current, const ChartOptions& options);
void chart_skeleton(float height);

// Round values from 0 that reach `highest` in at most `steps_max` steps. `whole`: of whole numbers.
std::vector<double> axis_values(double highest, int steps_max, bool whole);

} // namespace epic::ui
