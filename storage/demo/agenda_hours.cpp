#include <cctype>

#include "storage/demo/agenda.hpp"

namespace epic::demo {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct Time {
    int minute = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

// The next "20h", "20h30", "20:30" or "10am" from `from` on.
std::optional<Time> next_time(std::string_view text, std::size_t from) {
    for (std::size_t i = from; i < text.size(); ++i) {
        if (!is_digit(text[i])) continue;
        std::size_t end = i;
        int hour = 0;
        while (end < text.size() && is_digit(text[end])) hour = hour * 10 + (text[end++] - '0');
        const std::string_view rest = text.substr(end);
        const bool hours = end - i <= 2 && hour < 24;
        if (hours && (rest.starts_with("am") || rest.starts_with("pm"))) {
            return Time{60 * (hour % 12 + (rest[0] == 'p' ? 12 : 0)), i, end + 2};
        }
        if (hours && (rest.starts_with('h') || rest.starts_with('H') || rest.starts_with(':'))) {
            const bool minutes = rest.size() >= 3 && is_digit(rest[1]) && is_digit(rest[2]);
            if (minutes) return Time{60 * hour + (rest[1] - '0') * 10 + (rest[2] - '0'), i, end + 3};
            if (rest[0] != ':') return Time{60 * hour, i, end + 1};
        }
        i = end;
    }
    return std::nullopt;
}

bool joins_a_range(std::string_view between) {
    while (between.starts_with(' ')) between.remove_prefix(1);
    while (between.ends_with(' ')) between.remove_suffix(1);
    return between.empty() || between == "à" || between == "a" || between == "-";
}

} // namespace

std::optional<Hours> read_hours(std::string_view text) {
    const auto first = next_time(text, 0);
    if (!first) return std::nullopt;
    Hours hours{first->minute, std::nullopt};
    const auto second = next_time(text, first->end);
    if (second && joins_a_range(text.substr(first->end, second->begin - first->end)))
        hours.ends_minute = second->minute;
    return hours;
}

} // namespace epic::demo
