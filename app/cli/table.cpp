#include "app/cli/table.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <span>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/cli/cli_words.hpp"
#include "storage/intl/display_width.hpp"

namespace epic::cli {
namespace {

constexpr std::size_t cell_width_max = 48;

std::string one_line(std::string_view text) {
    std::string line = intl::printable(text);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::size_t length = intl::display_width(text);
    const std::string space(width > length ? width - length : 0, ' ');
    return right ? space + text : text + space;
}

// Narrows the widest columns of text until the table fits, or nothing more can go.
void narrow(std::vector<std::size_t>& widths, const std::vector<Table::Column>& columns, std::size_t width_max) {
    constexpr std::size_t readable = 8;
    const auto total = [&] {
        std::size_t sum = 2 * (widths.size() - 1);
        for (const std::size_t width : widths) sum += width;
        return sum;
    };
    while (total() > width_max) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const bool may = !columns[i].right && !columns[i].whole && widths[i] > readable;
            if (may && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
        }
        if (widest == widths.size()) return;
        --widths[widest];
    }
}

std::span<const Field> list_fields(Entity entity) {
    using F = Field;
    static constexpr std::array collaborator{F::collaborator_full_name, F::collaborator_email,
                                             F::collaborator_department, F::collaborator_phone, F::collaborator_active};
    static constexpr std::array client{F::client_full_name, F::client_company,    F::client_email,
                                       F::client_phone,     F::client_commercial, F::client_last_contact};
    static constexpr std::array contract{F::contract_number, F::contract_client, F::contract_signed_on,
                                         F::contract_total};
    static constexpr std::array payment{F::payment_contract, F::payment_received_on, F::payment_amount,
                                        F::payment_method, F::payment_note};
    static constexpr std::array event{F::event_title,      F::event_starts_at, F::event_ends_at,
                                      F::event_venue_name, F::event_contract,  F::event_support};
    switch (entity) {
        case Entity::collaborator: return collaborator;
        case Entity::client: return client;
        case Entity::contract: return contract;
        case Entity::payment: return payment;
        case Entity::event: break;
    }
    return event;
}

bool is_number(Field field) {
    const FieldType type = spec(field).type;
    return type == FieldType::amount_minor || type == FieldType::integer;
}

std::string zone_of(const RecordView& view) {
    return view.record.entity == Entity::event ? view.record.text(Field::event_time_zone) : std::string();
}

} // namespace

std::size_t terminal_width() {
    winsize size{};
    if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

std::string Table::text(std::size_t width_max) const {
    std::vector<std::size_t> widths;
    for (const Column& column : columns) widths.push_back(intl::display_width(column.heading));
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : rows) {
        assert(row.size() == columns.size());
        cells.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string line = one_line(row[i]);
            cells.back().push_back(columns[i].whole ? line : intl::cut_to_width(line, cell_width_max));
            widths[i] = std::max(widths[i], intl::display_width(cells.back().back()));
        }
    }
    if (width_max > 0) narrow(widths, columns, width_max);
    std::string out;
    const auto add_line = [&](auto&& cell_of) {
        std::string line;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0) line += "  ";
            line += padded(intl::cut_to_width(cell_of(i), widths[i]), widths[i], columns[i].right);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    };
    add_line([&](std::size_t i) { return columns[i].heading; });
    for (const auto& row : cells) add_line([&](std::size_t i) { return row[i]; });
    return out;
}

std::string Writer::date(Date date) const {
    if (language == Language::english) return iso_text(date);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%02d/%02d/%04d", date.day, date.month, date.year);
    return text.data();
}

std::string Writer::time(Instant instant, const std::string& zone) const {
    const CivilTime civil = zones.to_civil(instant, zones.knows(zone) ? zone : zones.local_zone());
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), " %02d:%02d", civil.hour, civil.minute);
    return date(civil.date) + text.data();
}

std::string Writer::value(Field field, const Value& value, const std::string& name, Currency currency,
                          const std::string& zone) const {
    if (is_null(value)) return {};
    switch (spec(field).type) {
        case FieldType::boolean:
            return std::string(tr(language, std::get<std::int64_t>(value) != 0 ? words::yes : words::no));
        case FieldType::integer: return display_text(std::get<std::int64_t>(value), language);
        case FieldType::amount_minor: return display_text(Money{std::get<std::int64_t>(value), currency}, language);
        case FieldType::date: return date(std::get<Date>(value));
        case FieldType::instant: return time(Instant{std::get<std::int64_t>(value)}, zone);
        case FieldType::reference: return name.empty() ? std::get<Id>(value).text() : name;
        case FieldType::department: {
            const auto department = parse_department(std::get<std::string>(value));
            return department ? std::string(tr(language, department_label(*department))) : std::get<std::string>(value);
        }
        default: break;
    }
    return std::get<std::string>(value);
}

std::string Writer::value(const RecordView& view, Field field) const {
    if (field == Field::contract_number) return view.number;
    const bool has_money = view.record.entity == Entity::contract || view.record.entity == Entity::payment;
    const auto name = view.names.find(field);
    return value(field, view.record.get(field), name == view.names.end() ? std::string() : name->second,
                 has_money ? money_of(view.record).currency : euro, zone_of(view));
}

Table Writer::list(Entity entity, const std::vector<RecordView>& items) const {
    Table table;
    for (const Field field : list_fields(entity)) {
        table.columns.push_back({std::string(tr(language, spec(field).label)), is_number(field)});
    }
    if (entity == Entity::contract) {
        table.columns.push_back({std::string(tr(language, words::amount_paid)), true});
        table.columns.push_back({std::string(tr(language, words::remaining)), true});
    }
    table.columns.push_back({std::string(tr(language, words::identifier)), false, true});
    for (const RecordView& view : items) {
        std::vector<std::string> row;
        for (const Field field : list_fields(entity)) row.push_back(value(view, field));
        if (entity == Entity::contract) {
            row.push_back(display_text(view.paid, language));
            row.push_back(display_text(view.remaining, language));
        }
        row.push_back(view.record.id.text());
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string Writer::sheet(const RecordView& view) const {
    std::vector<std::pair<std::string, std::string>> lines;
    lines.emplace_back(tr(language, words::identifier), view.record.id.text());
    for (const FieldSpec& field : fields_of(view.record.entity)) {
        if (field.type == FieldType::currency) continue;
        lines.emplace_back(tr(language, field.label), value(view, field.field));
    }
    if (view.record.entity == Entity::contract) {
        lines.emplace_back(tr(language, words::amount_paid), display_text(view.paid, language));
        lines.emplace_back(tr(language, words::remaining), display_text(view.remaining, language));
    }
    const auto flag = [&](const Msg& label, bool on) {
        lines.emplace_back(tr(language, label), tr(language, on ? words::yes : words::no));
    };
    if (view.record.entity == Entity::payment) flag(words::reversed, view.reversed);
    if (view.record.entity == Entity::event) flag(words::double_booked, view.double_booked);
    flag(words::pending, view.pending);

    std::size_t width = 0;
    for (const auto& [label, text] : lines) width = std::max(width, intl::display_width(label));
    std::string out;
    for (const auto& [label, text] : lines) {
        std::string line = padded(label, width, false) + "  ";
        // Further lines of a text stand below its first.
        for (const char c : text) line += c == '\n' ? "\n" + std::string(width + 2, ' ') : std::string(1, c);
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
    return out;
}

std::string Writer::title(const RecordView& view) const {
    switch (view.record.entity) {
        case Entity::collaborator: return view.record.text(Field::collaborator_full_name);
        case Entity::client: return view.record.text(Field::client_full_name);
        case Entity::contract: return view.number;
        case Entity::payment: return display_text(money_of(view.record), language);
        case Entity::event: break;
    }
    return view.record.text(Field::event_title);
}

} // namespace epic::cli
