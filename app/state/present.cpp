#include "app/state/present.hpp"

#include "app/state/date_words.hpp"

namespace epic::app {
namespace {

std::string two_digits(int number) {
    std::string text = std::to_string(number);
    return text.size() < 2 ? "0" + text : text;
}

std::string day_text(int day, Language language) {
    // French ordinals stop after the first.
    return language == Language::french && day == 1 ? "1er" : std::to_string(day);
}

std::string fill_date(Date date, const Msg& month, Language language) {
    return tr(language, words::day_month_year,
              {day_text(date.day, language), tr(language, month), std::to_string(date.year)});
}

const Msg& of_month(const std::array<Msg, 12>& names, Date date) {
    return names[static_cast<std::size_t>(date.month - 1)];
}

} // namespace

std::string date_text(Date date, Language language) {
    return fill_date(date, of_month(words::short_months, date), language);
}

std::string long_date_text(Date date, Language language) {
    const Msg& weekday = words::weekdays[static_cast<std::size_t>(weekday_monday_first(date))];
    return std::string(tr(language, weekday)) + " " + fill_date(date, of_month(words::months, date), language);
}

std::string day_month_text(Date date, Language language) {
    return tr(language, words::day_month,
              {day_text(date.day, language), tr(language, of_month(words::short_months, date))});
}

std::string time_text(const CivilTime& time) {
    return two_digits(time.hour) + ":" + two_digits(time.minute);
}

std::string moment_text(Instant instant, std::string_view zone, const TimeZones& zones, Language language) {
    const CivilTime civil = zones.to_civil(instant, zone);
    return tr(language, words::date_and_time, {date_text(civil.date, language), time_text(civil)});
}

std::string period_text(Instant starts, Instant ends, std::string_view zone, const TimeZones& zones,
                        Language language) {
    const CivilTime last = zones.to_civil(ends, zone);
    const bool one_day = zones.to_civil(starts, zone).date == last.date;
    return tr(language, words::from_to,
              {moment_text(starts, zone, zones, language),
               one_day ? time_text(last) : moment_text(ends, zone, zones, language)});
}

std::string hours_text(Instant starts, Instant ends, std::string_view zone, const TimeZones& zones, Language language) {
    const CivilTime first = zones.to_civil(starts, zone);
    const CivilTime last = zones.to_civil(ends, zone);
    constexpr std::int64_t day_ms = 86'400'000;
    if (ends.unix_ms - starts.unix_ms < day_ms) {
        return tr(language, words::hours_span, {time_text(first), time_text(last)});
    }
    return tr(language, words::from_to, {time_text(first), day_month_text(last.date, language)});
}

Date today_in(Instant now, std::string_view zone, const TimeZones& zones) {
    return zones.to_civil(now, zone).date;
}

std::string ago_text(Instant then, Instant now, std::string_view zone, const TimeZones& zones, Language language) {
    const std::int64_t minutes = (now.unix_ms - then.unix_ms) / 60'000;
    if (minutes < 1) return std::string(tr(language, words::just_now));
    if (minutes < 60) return tr(language, words::minutes_ago, {std::to_string(minutes)});
    const CivilTime civil = zones.to_civil(then, zone);
    const Date today = today_in(now, zone, zones);
    if (civil.date == today) return tr(language, words::hours_ago, {std::to_string(minutes / 60)});
    if (days_since_epoch(today) - days_since_epoch(civil.date) == 1) {
        return tr(language, words::yesterday_at, {time_text(civil)});
    }
    return tr(language, words::on_moment, {moment_text(then, zone, zones, language)});
}

std::string value_text(Field field, const Value& value, std::string_view name, Currency currency,
                       const TimeZones& zones, Language language) {
    if (is_null(value)) return {};
    switch (spec(field).type) {
        case FieldType::boolean:
            return std::string(tr(language, value == Value{std::int64_t{0}} ? words::no : words::yes));
        case FieldType::integer: return display_text(std::get<std::int64_t>(value), language);
        case FieldType::amount_minor: return display_text(Money{std::get<std::int64_t>(value), currency}, language);
        case FieldType::date: return date_text(std::get<Date>(value), language);
        case FieldType::instant:
            return moment_text(Instant{std::get<std::int64_t>(value)}, zones.local_zone(), zones, language);
        case FieldType::reference: return name.empty() ? std::get<Id>(value).text().substr(0, 8) : std::string(name);
        case FieldType::department: {
            const auto department = parse_department(std::get<std::string>(value));
            return department ? std::string(tr(language, department_label(*department))) : std::get<std::string>(value);
        }
        case FieldType::language:
            return std::string(tr(language, std::get<std::string>(value) == "fr" ? words::french : words::english));
        default: return std::get<std::string>(value);
    }
}

std::string refusal_text(const Message& reason, const Message& who_could, Language language) {
    if (who_could.empty()) return reason.in(language);
    return tr(language, words::reason_and_who, {reason.in(language), who_could.in(language)});
}

std::string refusal_text(const Refusal& refusal, Language language) {
    return refusal_text(refusal.reason, refusal.who_could, language);
}

} // namespace epic::app
