#include <algorithm>
#include <array>
#include <map>

#include "app/state/calendar.hpp"

namespace epic::app {
namespace {

// An event that lasts a minute is still to be seen and pressed.
constexpr int block_minutes_min = 30;
// What a name of two lines and its time need above a block that is laid over them.
constexpr int step_minutes_min = 75;

// The lowest lane whose last piece has ended, among those from `first` on.
int take_lane(std::vector<int>& ends, int from, int to, std::size_t first = 0) {
    for (std::size_t lane = first; lane < ends.size(); ++lane) {
        if (ends[lane] > from) continue;
        ends[lane] = to;
        return static_cast<int>(lane);
    }
    ends.push_back(to);
    return static_cast<int>(ends.size()) - 1;
}

// The blocks come by their beginning.
void settle_columns(std::vector<WeekBlock>& blocks, std::size_t first, std::size_t columns) {
    bool steps = columns > 1 && blocks.size() - first == columns;
    for (std::size_t i = first; i + 1 < blocks.size(); ++i) {
        steps = steps && blocks[i + 1].from_minute - blocks[i].from_minute >= step_minutes_min;
    }
    for (std::size_t i = first; i < blocks.size(); ++i) {
        blocks[i].columns = static_cast<int>(columns);
        blocks[i].steps = steps;
    }
}

} // namespace

std::vector<MonthBar> month_bars(const std::vector<CalendarItem>& items, int weeks) {
    std::vector<MonthBar> bars;
    for (int week = 0; week < weeks; ++week) {
        std::vector<int> ends; // of each lane, the day after its last bar
        // Of each day, the lanes below are known to be taken: a lane that is taken on a day stays so.
        std::array<std::size_t, days_per_week> taken{};
        const int monday = week * days_per_week;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const CalendarItem& item = items[i];
            if (item.last_day < monday || item.first_day >= monday + days_per_week) continue;
            MonthBar bar{.item = i, .week = week};
            bar.from = std::max(item.first_day - monday, 0);
            bar.to = std::min(item.last_day - monday, days_per_week - 1);
            bar.from_before = item.first_day < monday;
            bar.goes_on = item.last_day >= monday + days_per_week;
            std::size_t& below = taken.at(static_cast<std::size_t>(bar.from));
            bar.lane = take_lane(ends, bar.from, bar.to + 1, below);
            below = static_cast<std::size_t>(bar.lane) + 1;
            bars.push_back(bar);
        }
    }
    return bars;
}

std::vector<WeekBlock> week_blocks(const std::vector<CalendarItem>& items) {
    std::vector<WeekBlock> blocks;
    for (int day = 0; day < days_per_week; ++day) {
        std::vector<WeekBlock> pieces;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const CalendarItem& item = items[i];
            if (item.first_day > day || item.last_day < day) continue;
            WeekBlock piece{.item = i, .day = day};
            const int midnight = day * minutes_per_day;
            piece.from_before = item.first_minute < midnight;
            piece.goes_on = item.end_minute > midnight + minutes_per_day;
            piece.from_minute = std::max(item.first_minute - midnight, 0);
            piece.to_minute = std::min(item.end_minute - midnight, minutes_per_day);
            piece.from_minute = std::min(piece.from_minute, minutes_per_day - block_minutes_min);
            piece.to_minute = std::max(piece.to_minute, piece.from_minute + block_minutes_min);
            pieces.push_back(piece);
        }
        std::stable_sort(pieces.begin(), pieces.end(), [](const WeekBlock& one, const WeekBlock& other) {
            return one.from_minute < other.from_minute;
        });
        // Pieces that touch one another, directly or through others, share their width.
        std::vector<int> ends;
        std::size_t cluster = blocks.size();
        int cluster_end = 0;
        for (WeekBlock& piece : pieces) {
            if (piece.from_minute >= cluster_end) {
                settle_columns(blocks, cluster, ends.size());
                cluster = blocks.size();
                ends.clear();
            }
            piece.column = take_lane(ends, piece.from_minute, piece.to_minute);
            cluster_end = std::max(cluster_end, piece.to_minute);
            blocks.push_back(piece);
        }
        settle_columns(blocks, cluster, ends.size());
    }
    return blocks;
}

std::vector<TimelineRow> timeline_rows(const std::vector<CalendarItem>& items, const CalendarPage& page, int days,
                                       std::string without) {
    std::vector<TimelineRow> rows;
    rows.push_back({.person = {}, .name = std::move(without)});
    std::map<Id, std::size_t> row_of;
    for (const CalendarPerson& person : page.people) {
        row_of[person.id] = rows.size();
        rows.push_back({.person = person.id, .name = person.name});
    }
    std::vector<std::vector<int>> ends(rows.size());
    const int span = days * minutes_per_day;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const CalendarItem& item = items[i];
        std::size_t row = 0;
        if (item.support) {
            const auto known = row_of.find(*item.support);
            if (known != row_of.end()) {
                row = known->second;
            } else {
                // Someone who has left support and still has an event.
                row = row_of[*item.support] = rows.size();
                rows.push_back({.person = item.support, .name = page.events[i].support_name});
                ends.emplace_back();
            }
        }
        TimelineBlock block{.item = i};
        block.from_before = item.first_minute < 0;
        block.goes_on = item.end_minute > span;
        block.from_minute = std::clamp(item.first_minute, 0, span - block_minutes_min);
        block.to_minute = std::clamp(item.end_minute, block.from_minute + block_minutes_min, span);
        block.lane = take_lane(ends[row], block.from_minute, block.to_minute);
        rows[row].blocks.push_back(block);
        rows[row].lanes = static_cast<int>(ends[row].size());
    }
    return rows;
}

} // namespace epic::app
