#include "app/state/overview.hpp"

#include "app/state/overview_words.hpp"

namespace epic::app {

std::string round_amount(Money money, Language language) {
    std::int64_t unit = 1;
    const int digits = minor_digits(money.currency);
    for (int i = 0; i < digits; ++i) unit *= 10;
    const std::int64_t half = money.minor < 0 ? -unit / 2 : unit / 2;
    std::string text = display_text(Money{(money.minor + half) / unit * unit, money.currency}, language);
    if (digits == 0) return text;
    const char sign = language == Language::french ? ',' : '.';
    const std::size_t at = text.rfind(sign + std::string(static_cast<std::size_t>(digits), '0'));
    if (at != std::string::npos) text.erase(at, static_cast<std::size_t>(digits) + 1);
    return text;
}

std::string countdown_text(std::int64_t now_ms, std::int64_t then_ms, std::int64_t days, bool running,
                           Language language) {
    const std::int64_t minutes = (then_ms - now_ms + 59'999) / 60'000;
    std::string text;
    if (minutes <= 0) {
        text = tr(language, words::begins_now);
    } else if (minutes < 60) {
        text = tr(language, words::in_minutes, {std::to_string(minutes)});
    } else if (minutes < 24 * 60 && minutes % 60 == 0) {
        text = tr(language, words::in_hours, {std::to_string(minutes / 60)});
    } else if (minutes < 24 * 60) {
        text = tr(language, words::in_hours_minutes, {std::to_string(minutes / 60), std::to_string(minutes % 60)});
    } else if (days <= 1) {
        text = tr(language, words::in_one_day);
    } else {
        text = tr(language, words::in_days, days, display_text(days, language));
    }
    return running ? tr(language, words::ends_countdown, {text}) : text;
}

} // namespace epic::app
