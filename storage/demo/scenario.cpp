#include "storage/demo/scenario.hpp"

#include <cassert>
#include <charconv>

namespace epic::demo {
namespace {

int number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    assert(error == std::errc() && end == text.data() + text.size() && "not a number in a demonstration file");
    return value;
}

} // namespace

Date Calendar::read(std::string_view text) const {
    assert(!text.empty());
    const std::size_t slash = text.find('/');
    const std::string_view weekday = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
    if (text[0] == 'w') {
        const int weeks = number(text.substr(1, slash - 1));
        return day(7 * weeks - weekday_monday_first(today) + number(weekday) - 1);
    }
    if (text[0] != '>') return day(number(text));
    assert(text.size() >= 6 && text[3] == '-');
    Date date{today.year, number(text.substr(1, 2)), number(text.substr(4, 2))};
    if (date <= today) ++date.year;
    if (weekday.empty()) return date;
    const int wait = (number(weekday) - 1 - weekday_monday_first(date) + 7) % 7;
    return date_from_days(days_since_epoch(date) + wait);
}

} // namespace epic::demo
