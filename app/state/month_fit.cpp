#include "app/state/month_fit.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace epic::app {
namespace {

using Lanes = std::uint64_t; // a bit for each

constexpr int lanes_max = 63;

std::size_t day_of(const MonthBar& bar, int day) {
    return static_cast<std::size_t>(bar.week * days_per_week + day);
}

} // namespace

MonthFit fit_month(const std::vector<MonthBar>& bars, int weeks, int lanes, bool counted_aside) {
    const auto days = static_cast<std::size_t>(weeks * days_per_week);
    MonthFit fit;
    fit.hidden.resize(days);
    fit.pieces.reserve(std::min(bars.size(), days * static_cast<std::size_t>(std::max(lanes, 0) + 1)));
    std::vector<int> events(days);
    for (const MonthBar& bar : bars) {
        for (int day = bar.from; day <= bar.to; ++day) ++events[day_of(bar, day)];
    }
    std::vector<Lanes> free(days);
    for (std::size_t day = 0; day < days; ++day) {
        const int left = events[day] > lanes && !counted_aside ? lanes - 1 : lanes;
        free[day] = (Lanes{1} << std::clamp(left, 0, lanes_max)) - 1;
    }
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const MonthBar& bar = bars[i];
        Lanes whole = ~Lanes{0};
        for (int day = bar.from; day <= bar.to; ++day) whole &= free[day_of(bar, day)];
        bool open = false; // the last piece is this bar's, and ends the day before
        for (int day = bar.from; day <= bar.to; ++day) {
            Lanes& here = free[day_of(bar, day)];
            if (here == 0) {
                ++fit.hidden[day_of(bar, day)];
                open = false;
                continue;
            }
            if (!open || (here >> fit.pieces.back().lane & 1U) == 0) {
                fit.pieces.push_back({i, day, day, std::countr_zero(whole != 0 ? whole : here)});
                open = true;
            }
            fit.pieces.back().to = day;
            here &= ~(Lanes{1} << fit.pieces.back().lane);
        }
    }
    return fit;
}

} // namespace epic::app
