#include "core/transfer/rows.hpp"

#include <algorithm>
#include <array>

#include "core/model/validation.hpp"
#include "core/model/validation_words.hpp"
#include "core/transfer/transfer_words.hpp"

namespace epic {
namespace {

const Msg& not_in(DateOrder order) {
    switch (order) {
        case DateOrder::iso: break;
        case DateOrder::dmy: return words::import_not_dmy;
        case DateOrder::mdy: return words::import_not_mdy;
    }
    return words::import_not_iso;
}

using Part = Target::Part;

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::array<std::string_view, 8> outer_spaces{" ", "\t", "\r", "\n", "\u00a0", "\u202f", "\u2009", "\ufeff"};

std::string on_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool space = c == '\n' || c == '\r' || c == '\t';
        if (!space) {
            line += c;
        } else if (!line.ends_with(' ')) {
            line += ' ';
        }
    }
    return line;
}

// Town and code stand on one line of an address.
bool is_postal_code(std::string_view comparable) {
    return comparable == "code postal" || comparable == "postal code" || comparable == "postcode" ||
           comparable == "zip" || comparable == "zip code";
}

struct Moment {
    std::optional<Instant> instant;
    std::optional<DateAndTime> civil;
    std::size_t column = 0;
};

class Reader {
public:
    Reader(const CsvRow& row, const TableForm& form, const TimeZones& zones, const Unicode& unicode)
        : row_(row), form_(form), zones_(zones), unicode_(unicode) {}

    RowValues read() {
        for (std::size_t i = 0; i < form_.mapping.size(); ++i) {
            if (form_.mapping[i]) read_cell(i, *form_.mapping[i]);
        }
        if (form_.entity == Entity::client) read_name();
        if (form_.entity == Entity::event) read_period();
        return std::move(result_);
    }

private:
    std::string_view cell(std::size_t column) const {
        if (column >= row_.cells.size()) return {};
        return without_outer_spaces(unguarded_cell(without_outer_spaces(row_.cells[column])));
    }

    std::string_view cell(const Target& target) const {
        const auto found = std::ranges::find(form_.mapping, std::optional(target));
        if (found == form_.mapping.end()) return {};
        return cell(static_cast<std::size_t>(found - form_.mapping.begin()));
    }

    void problem(std::optional<std::size_t> column, std::string_view code, Message message) {
        result_.problems.push_back({column, code, std::move(message)});
    }

    void put(Field field, const Value& value) { result_.values.emplace_back(field, value); }

    void read_cell(std::size_t column, const Target& target) {
        const std::string_view text = cell(column);
        const FieldSpec& field = spec(target.field);
        switch (field.type) {
            case FieldType::long_text: return read_lines(column, target.field, text);
            case FieldType::date: return read_date(column, target.field, text);
            case FieldType::instant: return; // with the rest of the period
            case FieldType::integer: return read_number(column, target.field, text);
            case FieldType::reference: result_.contract = text; return;
            case FieldType::boolean: return read_flag(column, target.field, text);
            case FieldType::zone: return read_zone(column, text);
            default: break;
        }
        if (target.field == Field::client_full_name) return; // with its parts
        const std::string line = on_one_line(text);
        if (line.empty() && field.required)
            return problem(column, "value_required", Message(words::import_blank_required).with(field.label));
        take(column, target.field, line);
    }

    void take(std::size_t column, Field field, std::string_view text) {
        auto values = parse_input(field, text, {zones_, unicode_, form_.zone});
        if (!values) return problem(column, error_code_name(values.error().code), values.error().message);
        for (const auto& [each, value] : *values) {
            if (const auto valid = validate(each, value, zones_); !is_null(value) && !valid) {
                return problem(column, error_code_name(valid.error().code), valid.error().message);
            }
            put(each, value);
        }
    }

    void read_lines(std::size_t column, Field field, std::string_view text) {
        if (text.empty()) return;
        const auto columns = std::ranges::count_if(
            form_.mapping, [&](const std::optional<Target>& target) { return target && target->field == field; });
        auto found = std::ranges::find(result_.values, field, &FieldValue::first);
        if (found == result_.values.end()) {
            put(field, std::string());
            found = std::prev(result_.values.end());
        }
        std::string& lines = std::get<std::string>(found->second);
        if (!lines.empty()) lines += same_line_ ? ' ' : '\n';
        // Notes of several columns say where each comes from.
        const bool named = columns > 1 && (field == Field::client_notes || field == Field::event_notes);
        if (named) lines += form_.headings[column] + ": ";
        lines += text;
        same_line_ = is_postal_code(comparable_heading(form_.headings[column], unicode_));
        const Value joined = unicode_.nfc(lines);
        if (const auto valid = validate(field, joined, zones_); !valid) {
            problem(column, error_code_name(valid.error().code), valid.error().message);
        }
        found->second = joined;
    }

    void read_date(std::size_t column, Field field, std::string_view text) {
        if (text.empty()) return put(field, Value{});
        const auto read = read_date_and_time(unicode_.fold(text), form_.date_orders[column]);
        if (!read) return unreadable_date(column, text);
        put(field, read->date);
    }

    void unreadable_date(std::size_t column, std::string_view text) {
        problem(column, "unreadable_date", Message(not_in(form_.date_orders[column]), {text.substr(0, 80)}));
    }

    void read_number(std::size_t column, Field field, std::string_view text) {
        if (text.empty()) return put(field, Value{});
        const auto number = read_whole_number(text);
        if (!number) return problem(column, "invalid_value", Message(words::import_not_a_number, {text.substr(0, 80)}));
        if (const auto valid = validate(field, *number, zones_); !valid)
            return problem(column, "invalid_value", valid.error().message);
        put(field, *number);
    }

    void read_flag(std::size_t column, Field field, std::string_view text) {
        if (text.empty()) return;
        const auto flag = parse_input(field, unicode_.fold(text), {zones_, unicode_, form_.zone});
        if (!flag) return problem(column, "invalid_value", flag.error().message);
        result_.cancelled = flag->front().second == Value{std::int64_t{1}};
    }

    void read_zone(std::size_t column, std::string_view text) {
        if (text.empty()) return;
        if (!zones_.knows(text))
            return problem(column, "invalid_value", Message(words::not_a_zone, {text.substr(0, 80)}));
        zone_ = text;
    }

    void read_name() {
        const Target whole{Field::client_full_name};
        std::string name = on_one_line(cell(whole));
        for (const Part part : {Part::first_name, Part::last_name}) {
            const std::string piece = on_one_line(cell(Target{Field::client_full_name, part}));
            if (!piece.empty()) name += (name.empty() ? "" : " ") + piece;
        }
        const auto column = column_of(form_, Field::client_full_name);
        if (name.empty()) {
            return problem(column, "value_required",
                           Message(words::import_blank_required).with(spec(Field::client_full_name).label));
        }
        take(column.value_or(0), Field::client_full_name, name);
    }

    // False when the cells say something that is no moment; then the problem is noted.
    bool read_moment(Field field, const std::optional<Date>& day, Moment& moment) {
        const auto column = column_of(form_, field);
        const std::string_view text = cell(Target{field});
        const std::string_view time = cell(Target{field, Part::time_of_day});
        moment.column = column.value_or(0);
        if (!text.empty()) {
            moment.instant = parse_instant(text);
            if (moment.instant) return true;
            moment.civil = read_date_and_time(unicode_.fold(text), form_.date_orders[moment.column]);
            if (!moment.civil) return unreadable_date(moment.column, text), false;
        }
        if (time.empty()) return true;
        const auto second = read_time_of_day(unicode_.fold(time));
        if (!second) {
            return problem(moment.column, "unreadable_time", Message(words::import_not_a_time, {time.substr(0, 80)})),
                   false;
        }
        if (moment.civil) moment.civil->second = second;
        if (!moment.civil && day) moment.civil = DateAndTime{*day, second};
        return true;
    }

    Instant at(Date date, std::int64_t second) const {
        const Date day = date_from_days(days_since_epoch(date) + second / seconds_per_day);
        const int rest = static_cast<int>(second % seconds_per_day);
        return zones_.to_instant({day, rest / 3600, rest / 60 % 60, rest % 60}, zone_);
    }

    void read_period() {
        if (zone_.empty()) zone_ = form_.zone;
        put(Field::event_time_zone, zone_);
        Moment start;
        if (!read_moment(Field::event_starts_at, std::nullopt, start)) return;
        if (!start.instant && !start.civil) return problem(start.column, "no_date", words::import_no_date);
        const std::optional<Date> day = start.civil ? std::optional(start.civil->date) : std::nullopt;
        Moment end;
        if (!read_moment(Field::event_ends_at, day, end)) return;

        const Instant starts = start.instant ? *start.instant : at(start.civil->date, start.civil->second.value_or(0));
        const bool end_is_time_only = end.civil && cell(Target{Field::event_ends_at}).empty();
        Instant ends{};
        if (end.instant) {
            ends = *end.instant;
        } else if (end.civil) {
            ends = at(end.civil->date, end.civil->second.value_or(seconds_per_day));
            if (end_is_time_only && ends <= starts) ends = at(end.civil->date, *end.civil->second + seconds_per_day);
        } else if (start.civil && !start.civil->second) {
            ends = at(start.civil->date, seconds_per_day);
        } else {
            return problem(column_of(form_, Field::event_ends_at), "no_end", words::import_no_end);
        }
        if (ends <= starts) return problem(end.column, "ends_before_start", words::ends_before_start);
        put(Field::event_starts_at, starts.unix_ms);
        put(Field::event_ends_at, ends.unix_ms);
    }

    const CsvRow& row_;
    const TableForm& form_;
    const TimeZones& zones_;
    const Unicode& unicode_;
    RowValues result_;
    std::string zone_;
    bool same_line_ = false;
};

} // namespace

std::string_view without_outer_spaces(std::string_view text) {
    const auto strip = [&](auto&& at_edge, auto&& remove) {
        for (bool again = true; again;) {
            again = false;
            for (const std::string_view space : outer_spaces) {
                if (!at_edge(space)) continue;
                remove(space.size());
                again = true;
            }
        }
    };
    strip([&](std::string_view space) { return text.starts_with(space); },
          [&](std::size_t size) { text.remove_prefix(size); });
    strip([&](std::string_view space) { return text.ends_with(space); },
          [&](std::size_t size) { text.remove_suffix(size); });
    return text;
}

std::optional<std::int64_t> read_whole_number(std::string_view text) {
    if (text.find_first_of("0123456789") == std::string_view::npos) return std::nullopt;
    if (text.find_first_not_of("0123456789.,' \xc2\xa0\xe2\x80\xaf\x89+-") != std::string_view::npos)
        return std::nullopt;
    // The separators of amounts are those of every number.
    const auto money = parse_money(text, euro);
    if (!money || money->minor % 100 != 0) return std::nullopt;
    return money->minor / 100;
}

std::optional<std::size_t> column_of(const TableForm& form, Field field) {
    for (std::size_t i = 0; i < form.mapping.size(); ++i) {
        if (form.mapping[i] && form.mapping[i]->field == field) return i;
    }
    return std::nullopt;
}

RowValues read_row(const CsvRow& row, const TableForm& form, const TimeZones& zones, const Unicode& unicode) {
    return Reader(row, form, zones, unicode).read();
}

} // namespace epic
