#include "app/state/support_load.hpp"

#include <algorithm>

#include "app/state/overview_words.hpp"

namespace epic::app {

Instant midnight_of(std::int64_t days_since_epoch, const std::string& zone, const Seams& seams) {
    return seams.zones.to_instant(CivilTime{date_from_days(days_since_epoch), 0, 0, 0}, zone);
}

std::vector<SupportLoad> support_load(const Dashboard& figures, Date today, const std::string& zone, const Seams& seams,
                                      Language language) {
    struct Sum {
        std::int64_t events = 0;
        std::int64_t minutes = 0;
    };
    std::vector<Sum> sums;
    std::int64_t most = 0;
    for (const LoadFigures& person : figures.load) {
        Sum& sum = sums.emplace_back();
        for (std::size_t week = 0; week < person.events.size() && week < load_weeks; ++week) {
            sum.events += person.events[week];
            sum.minutes += person.minutes[week];
        }
        most = std::max(most, sum.minutes);
    }
    const std::int64_t monday = days_since_epoch(today) - weekday_monday_first(today);
    const std::int64_t from = midnight_of(monday, zone, seams).unix_ms;
    const std::int64_t until = midnight_of(monday + std::int64_t{load_weeks} * 7, zone, seams).unix_ms;
    std::vector<SupportLoad> load;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const LoadFigures& person = figures.load[i];
        const Sum& sum = sums[i];
        SupportLoad made{person.support, person.name, {}, 0, {}};
        const std::string count =
            tr(language, words::today_events_count, sum.events, display_text(sum.events, language));
        made.text = tr(language, words::today_events_hours, {count, display_text((sum.minutes + 30) / 60, language)});
        made.share = most == 0 ? 0.0F : static_cast<float>(sum.minutes) / static_cast<float>(most);
        made.behind.entity = Entity::event;
        made.behind.where = {{Field::event_support, Comparison::equal, person.support},
                             {Field::event_starts_at, Comparison::greater_or_equal, from},
                             {Field::event_starts_at, Comparison::less, until},
                             {Field::event_cancelled, Comparison::equal, std::int64_t{0}}};
        load.push_back(std::move(made));
    }
    return load;
}

} // namespace epic::app
