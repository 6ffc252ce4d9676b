// Today: what the signed-in person should look at now, by department.
//
// Support: the events that run and the next ones, with everything needed on site. Commercial: what is to sign and to
// be paid, and whom to call. Gestion: events without support, money outstanding, load per support person. Figures
// come from what the store keeps of them (core/model/dashboard.hpp); every one carries the question of the list
// behind it. Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/state/overview.hpp"
#include "app/state/record_page.hpp"
#include "app/state/support_load.hpp"
#include "core/model/dashboard.hpp"

namespace epic::app {

// As the store gave it.
struct TodayData {
    Department department = Department::support;
    Id person{};
    std::int64_t seen = 0; // the point in the journal before it was read
    Dashboard figures;
    std::vector<RecordView> events; // mine that are not over, or those without support
    std::vector<RecordView> to_sign;
    std::vector<RecordView> to_be_paid;
    std::vector<RecordView> clients; // not contacted lately
};

// Rows of each list: those that are always shown, and those that are read, which fill a window 1440 high.
inline constexpr std::int64_t today_rows = 6;
inline constexpr std::int64_t today_rows_max = 18;

enum class TodayList : std::uint8_t { to_sign, to_be_paid, not_contacted, without_support, coming };

struct TodayFigure {
    TodayList of{};
    std::string value;
    std::string detail;
    Mood mood = Mood::neutral;
    ListQuery behind;
};

struct TodayLine {
    Entity entity{};
    Id id{};
    std::string title;
    std::string detail;
    std::string amount;
    std::string avatar_key{};
    std::vector<StatusPill> pills{};
};

struct TodayCard {
    TodayList of{};
    std::vector<TodayLine> lines;
    ListQuery behind;
};

// Everything about one of my events that is needed on site.
struct TodayEvent {
    Id id{};
    bool running = false;
    std::string title;
    std::string client;
    std::string when;
    std::string countdown;
    std::vector<StatusPill> pills;
    std::string venue;
    std::string address;
    std::string attendees;
    std::string contact;
    std::string phone;
    std::string email;
    std::string notes;
};

struct TodayState : Reading<TodayData> {
    // Formatted from `data`.
    std::string date;
    std::vector<TodayEvent> now_and_next;
    std::vector<TodayFigure> figures;
    std::vector<TodayCard> cards;
    std::vector<SupportLoad> load;
    std::optional<ListQuery> all_my_events;
    std::optional<Instant> over_at{}; // when the first of what is shown ends, and the page must be read again
};

// Writes the formatted part again.
void format(TodayState& today, Language language, const Seams& seams, Instant now, const std::string& zone);

} // namespace epic::app
