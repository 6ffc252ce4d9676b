#include "core/transfer/dates.hpp"

#include <algorithm>
#include <vector>

namespace epic {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The beginnings that tell the months apart, French and English; "mai" and "may", "juin" and "juil" need their own.
constexpr std::array<std::pair<std::string_view, int>, 21> months{
    {{"janv", 1}, {"jan", 1}, {"fev", 2}, {"feb", 2},  {"mars", 3}, {"mar", 3},  {"avr", 4},
     {"apr", 4},  {"mai", 5}, {"may", 5}, {"juin", 6}, {"jun", 6},  {"juil", 7}, {"jul", 7},
     {"aou", 8},  {"aug", 8}, {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}, {"jui", 7}}};

std::optional<int> month_named(std::string_view word) {
    for (const auto& [beginning, month] : months) {
        if (word.starts_with(beginning)) return month;
    }
    return std::nullopt;
}

struct Token {
    enum class Kind : std::uint8_t { number, word, sign } kind{};
    std::string_view text;
    int value = 0; // of a number of up to 8 digits
};

std::optional<std::vector<Token>> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        if (is_digit(text[i])) {
            int value = 0;
            for (; i < text.size() && is_digit(text[i]); ++i) {
                if (i - begin == 8) return std::nullopt;
                value = value * 10 + (text[i] - '0');
            }
            tokens.push_back({Token::Kind::number, text.substr(begin, i - begin), value});
        } else if (text[i] >= 'a' && text[i] <= 'z') {
            while (i < text.size() && text[i] >= 'a' && text[i] <= 'z') ++i;
            tokens.push_back({Token::Kind::word, text.substr(begin, i - begin)});
        } else {
            ++i;
            if (text[begin] != ' ' && text[begin] != '\t') tokens.push_back({Token::Kind::sign, text.substr(begin, 1)});
        }
    }
    return tokens;
}

// Reads tokens from the left.
class Reader {
public:
    Reader(const std::vector<Token>& tokens, DateOrder order) : tokens_(tokens), order_(order) {}

    std::optional<Date> date() {
        (void)word("le");
        pass_weekday();
        if (const auto iso = compact_or_iso()) return iso;
        if (const auto named = with_month_name()) return named;
        return in_order();
    }

    // "13:00:05", "13h30", "1pm", "1:30 pm".
    std::optional<int> time() {
        (void)(sign("@") || sign(",") || word("a") || word("at") || word("t"));
        const Token* hour = number(2);
        if (hour == nullptr) return std::nullopt;
        int minute = 0;
        int second = 0;
        const bool clock = sign(":");
        const bool french = !clock && (word("h") || word("heures") || word("heure"));
        const Token* minutes = clock || french ? number(2) : nullptr;
        if (clock && minutes == nullptr) return std::nullopt;
        if (minutes != nullptr) minute = minutes->value;
        if (clock && sign(":")) {
            const Token* seconds = number(2);
            if (seconds == nullptr) return std::nullopt;
            second = seconds->value;
        }
        int hours = hour->value;
        const bool before_noon = word("am");
        if (const bool after_noon = !before_noon && word("pm"); before_noon || after_noon) {
            if (hours < 1 || hours > 12) return std::nullopt;
            hours = hours % 12 + (after_noon ? 12 : 0);
        } else if (!clock && !french) {
            return std::nullopt;
        }
        if (hours > 23 || minute > 59 || second > 59) return std::nullopt;
        return (hours * 60 + minute) * 60 + second;
    }

    bool at_end() const { return next_ >= tokens_.size(); }

private:
    const Token* number(std::size_t digits_max) {
        if (at_end() || tokens_[next_].kind != Token::Kind::number || tokens_[next_].text.size() > digits_max)
            return nullptr;
        return &tokens_[next_++];
    }
    bool take(Token::Kind kind, std::string_view text) {
        if (at_end() || tokens_[next_].kind != kind || tokens_[next_].text != text) return false;
        ++next_;
        return true;
    }
    bool word(std::string_view text) { return take(Token::Kind::word, text); }
    bool sign(std::string_view text) { return take(Token::Kind::sign, text); }

    void pass_weekday() {
        static constexpr std::array<std::string_view, 14> days{"lun", "mar", "mer", "jeu", "ven", "sam", "dim",
                                                               "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
        if (at_end() || tokens_[next_].kind != Token::Kind::word) return;
        const std::string_view text = tokens_[next_].text;
        const bool day = text.ends_with("di") || text.ends_with("day") || text == "dimanche" ||
                         (text.size() == 3 && text != "mar" && std::ranges::find(days, text) != days.end());
        if (!day) return;
        ++next_;
        (void)(sign(".") || sign(","));
    }

    static std::optional<Date> valid(int year, int month, int day) {
        const Date date{year, month, day};
        return is_valid(date) ? std::optional(date) : std::nullopt;
    }

    std::optional<Date> compact_or_iso() {
        if (at_end() || tokens_[next_].kind != Token::Kind::number) return std::nullopt;
        const Token& first = tokens_[next_];
        if (first.text.size() == 8) {
            ++next_;
            return valid(first.value / 10'000, first.value / 100 % 100, first.value % 100);
        }
        if (first.text.size() != 4) return std::nullopt;
        const std::size_t begin = next_++;
        for (const std::string_view separator : {"-", "/", "."}) {
            if (!sign(separator)) continue;
            const Token* month = number(2);
            const Token* day = month != nullptr && sign(separator) ? number(2) : nullptr;
            if (day != nullptr) return valid(first.value, month->value, day->value);
            break;
        }
        next_ = begin;
        return std::nullopt;
    }

    std::optional<int> year() {
        (void)(sign(",") || sign("-") || sign(".") || sign("/"));
        const Token* year = number(4);
        if (year == nullptr) return std::nullopt;
        if (year->text.size() == 4) return year->value;
        if (year->text.size() != 2) return std::nullopt;
        return year->value + (year->value < 70 ? 2000 : 1900);
    }

    std::optional<int> month_word() {
        if (at_end() || tokens_[next_].kind != Token::Kind::word) return std::nullopt;
        const auto month = month_named(tokens_[next_].text);
        if (month) {
            ++next_;
            (void)sign(".");
        }
        return month;
    }

    std::optional<Date> with_month_name() {
        const std::size_t begin = next_;
        auto month = month_word(); // "June 4, 2026"
        const Token* day = number(2);
        if (day != nullptr && !month) {
            (void)(word("er") || word("st") || word("nd") || word("rd") || word("th") || sign("."));
            (void)(sign("-") || sign("/"));
            month = month_word(); // "4 juin 2026", "1er mai 2026"
        }
        if (day != nullptr && month) {
            (void)(word("st") || word("nd") || word("rd") || word("th"));
            if (const auto the_year = year()) return valid(*the_year, *month, day->value);
        }
        next_ = begin;
        return std::nullopt;
    }

    std::optional<Date> in_order() {
        if (order_ == DateOrder::iso) return std::nullopt;
        const Token* first = number(2);
        if (first == nullptr || at_end()) return std::nullopt;
        const std::string_view separator = tokens_[next_].text;
        if (separator != "/" && separator != "-" && separator != ".") return std::nullopt;
        ++next_;
        const Token* second = number(2);
        if (second == nullptr || at_end() || tokens_[next_].text != separator) return std::nullopt;
        const auto the_year = year();
        if (!the_year) return std::nullopt;
        return order_ == DateOrder::dmy ? valid(*the_year, second->value, first->value)
                                        : valid(*the_year, first->value, second->value);
    }

    const std::vector<Token>& tokens_;
    DateOrder order_;
    std::size_t next_ = 0;
};

} // namespace

std::string_view date_order_name(DateOrder order) {
    switch (order) {
        case DateOrder::iso: return "iso";
        case DateOrder::dmy: return "dmy";
        case DateOrder::mdy: break;
    }
    return "mdy";
}

std::optional<DateOrder> parse_date_order(std::string_view name) {
    for (const DateOrder order : {DateOrder::iso, DateOrder::dmy, DateOrder::mdy}) {
        if (date_order_name(order) == name) return order;
    }
    return std::nullopt;
}

std::optional<DateAndTime> read_date_and_time(std::string_view folded, DateOrder order) {
    const auto tokens = tokens_of(folded);
    if (!tokens) return std::nullopt;
    Reader reader(*tokens, order);
    const auto date = reader.date();
    if (!date) return std::nullopt;
    if (reader.at_end()) return DateAndTime{*date, std::nullopt};
    const auto second = reader.time();
    if (!second || !reader.at_end()) return std::nullopt;
    return DateAndTime{*date, second};
}

std::optional<int> read_time_of_day(std::string_view folded) {
    const auto tokens = tokens_of(folded);
    if (!tokens) return std::nullopt;
    Reader reader(*tokens, DateOrder::iso);
    const auto second = reader.time();
    return reader.at_end() ? second : std::nullopt;
}

void DateColumn::look_at(std::string_view folded) {
    for (const DateOrder order : {DateOrder::iso, DateOrder::dmy, DateOrder::mdy}) {
        if (read_date_and_time(folded, order)) ++readable_[static_cast<std::size_t>(order)];
    }
}

std::optional<DateColumn::Decision> DateColumn::decide(DateOrder otherwise) const {
    const auto& [iso, dmy, mdy] = readable_;
    if (dmy == 0 && mdy == 0) return std::nullopt;
    if (iso >= dmy && iso >= mdy) return Decision{DateOrder::iso, true};
    if (dmy == mdy) return Decision{otherwise == DateOrder::iso ? DateOrder::dmy : otherwise, false};
    return Decision{dmy > mdy ? DateOrder::dmy : DateOrder::mdy, true};
}

} // namespace epic
