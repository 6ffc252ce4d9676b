// Looks at a file before anything is written: encoding, delimiter, columns, the order of dates.
#include <algorithm>

#include "core/model/validation_words.hpp"
#include "core/text/csv.hpp"
#include "storage/transfer/import.hpp"
#include "storage/transfer/import_table.hpp"
#include "storage/transfer/text_file.hpp"
#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

constexpr std::size_t sample_bytes = std::size_t{256} << 10;
constexpr std::size_t samples_max = 5;

Result<Encoding> sniff(const std::string& path, InputFile file) {
    EncodingSniffer sniffer;
    for (std::string_view bytes = file.read(); !bytes.empty(); bytes = file.read()) sniffer.feed(bytes);
    if (file.failed()) return Error{.code = ErrorCode::usage, .message = Message(words::file_unreadable, {path})};
    return sniffer.decide();
}

Result<char> sniff_delimiter(const std::string& path, Encoding encoding) {
    InputText text(EPIC_TRY(InputFile::open(path)), encoding);
    std::string sample;
    while (sample.size() < sample_bytes) {
        const std::string_view piece = text.read();
        if (piece.empty()) break;
        sample += piece;
    }
    return detect_csv_delimiter(sample);
}

bool holds_dates(const Target& target) {
    const FieldType type = spec(target.field).type;
    return target.part == Target::Part::whole && (type == FieldType::date || type == FieldType::instant);
}

FieldSet provided_by(const ImportOptions& options) {
    return options.contract.empty() ? FieldSet() : field_set({Field::event_contract});
}

// Reads the whole table once.
class Look {
public:
    Look(ImportPlan& plan, const Unicode& unicode) : plan_(plan), unicode_(unicode), dates_(plan.columns.size()) {
        for (std::size_t i = 0; i < plan.columns.size(); ++i) {
            const std::string& heading = plan.columns[i].heading;
            if (heading == reject_order_heading) order_column_ = i;
        }
    }

    void take(const CsvRow& row) {
        if (is_blank(row)) return;
        ++plan_.rows;
        if (row.fault) return;
        for (std::size_t i = 0; i < std::min(row.cells.size(), plan_.columns.size()); ++i) {
            ImportColumn& column = plan_.columns[i];
            const std::string_view cell = without_outer_spaces(row.cells[i]);
            if (column.samples.size() < samples_max) column.samples.emplace_back(cell.substr(0, 200));
            if (column.target && holds_dates(*column.target) && !cell.empty()) dates_[i].look_at(unicode_.fold(cell));
            if (i == order_column_ && !noted_order_) noted_order_ = parse_date_order(cell);
        }
    }

    // Columns that read both ways follow those that do not.
    void decide() {
        DateOrder leading = DateOrder::dmy;
        for (const DateColumn& column : dates_) {
            const auto decided = column.decide();
            if (decided && decided->sure && decided->order != DateOrder::iso) leading = decided->order;
        }
        const auto given = plan_.options.date_order ? plan_.options.date_order : noted_order_;
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            ImportColumn& column = plan_.columns[i];
            const auto decided = dates_[i].decide(leading);
            if (given && column.target && holds_dates(*column.target)) {
                column.dates = ImportColumn::Dates{*given, true};
            } else if (decided) {
                column.dates = ImportColumn::Dates{decided->order, decided->sure};
            }
        }
    }

private:
    ImportPlan& plan_;
    const Unicode& unicode_;
    std::vector<DateColumn> dates_;
    std::optional<std::size_t> order_column_;
    std::optional<DateOrder> noted_order_;
};

} // namespace

bool is_blank(const CsvRow& row) {
    return !row.fault &&
           std::ranges::all_of(row.cells, [](const std::string& cell) { return without_outer_spaces(cell).empty(); });
}

Result<std::vector<std::string>> read_headings(CsvReader& reader, const std::string& path) {
    std::optional<CsvRow> row = reader.next();
    while (row && is_blank(*row)) row = reader.next();
    if (!row) return Error{.code = ErrorCode::invalid_value, .message = Message(words::file_empty, {path})};
    if (row->fault) {
        return Error{.code = ErrorCode::invalid_value,
                     .message = Message(words::heading_faulty).with(row->fault->reason)};
    }
    std::vector<std::string> headings;
    for (const std::string& cell : row->cells) {
        headings.emplace_back(without_outer_spaces(unguarded_cell(without_outer_spaces(cell))));
        std::ranges::replace(headings.back(), '\n', ' ');
    }
    return headings;
}

std::optional<DateOrder> ImportPlan::date_order() const {
    std::optional<DateOrder> order;
    for (const ImportColumn& column : columns) {
        if (!column.dates) continue;
        if (order && *order != column.dates->order) return std::nullopt;
        order = column.dates->order;
    }
    return order;
}

Result<ImportPlan> analyse(const std::string& path, const ImportOptions& options,
                           const intl::Environment& environment) {
    ImportPlan plan;
    plan.path = path;
    plan.options = options;
    if (plan.options.zone.empty()) plan.options.zone = environment.zones.local_zone();
    if (!environment.zones.knows(plan.options.zone)) {
        return Error{.code = ErrorCode::invalid_value,
                     .message = Message(epic::words::not_a_zone, {plan.options.zone}),
                     .field = spec(Field::event_time_zone).name};
    }
    InputFile file = EPIC_TRY(InputFile::open(path));
    plan.size = file.size();
    plan.changed_ns = file.changed_ns();
    plan.encoding = EPIC_TRY(sniff(path, std::move(file)));
    plan.delimiter = EPIC_TRY(sniff_delimiter(path, plan.encoding));

    InputText text(EPIC_TRY(InputFile::open(path)), plan.encoding);
    CsvReader reader([&] { return text.read(); }, plan.delimiter);
    plan.delimiter = reader.delimiter();
    const std::vector<std::string> headings = EPIC_TRY(read_headings(reader, path));
    FieldSet missing;
    const Mapping mapping = EPIC_TRY(map_headings(options.entity, headings, options.map, provided_by(options),
                                                  environment.unicode, options.by_hand ? &missing : nullptr));
    for (const FieldSpec& field : fields_of(options.entity)) {
        if (missing.test(static_cast<std::size_t>(field.field))) plan.missing.push_back(field.field);
    }
    for (std::size_t i = 0; i < headings.size(); ++i) plan.columns.push_back({headings[i], mapping[i]});
    Look look(plan, environment.unicode);
    while (const auto row = reader.next()) look.take(*row);
    if (text.failed()) return Error{.code = ErrorCode::usage, .message = Message(words::file_unreadable, {path})};
    look.decide();
    return plan;
}

} // namespace epic::transfer
