#include "storage/transfer/export_csv.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include "core/model/model_words.hpp"
#include "core/text/csv.hpp"
#include "storage/transfer/text_file.hpp"
#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

constexpr std::int64_t rows_between_looks = 256;

// Never in a list, or said by another column.
bool is_left_out(const FieldSpec& field) {
    return field.field == Field::client_withdrawn || field.field == Field::contract_withdrawn ||
           field.field == Field::event_withdrawn || field.field == Field::collaborator_must_change_password;
}

class Sheet {
public:
    Sheet(Entity entity, Language language, const TimeZones& zones) : language_(language), zones_(zones) {
        for (const FieldSpec& field : fields_of(entity)) {
            if (!is_left_out(field))
                add(field.label, [this, &field](const RecordView& view) { return cell(view, field); });
        }
        if (entity == Entity::contract) {
            add(epic::words::commercial, [](const RecordView& view) { return guarded_cell(view.commercial_name); });
            add(words::amount_paid, [this](const RecordView& view) { return amount(view.paid); });
            add(words::remaining, [this](const RecordView& view) { return amount(view.remaining); });
        }
        if (entity == Entity::event) {
            add(epic::words::client, [](const RecordView& view) { return guarded_cell(view.client_name); });
            add(epic::words::commercial, [](const RecordView& view) { return guarded_cell(view.commercial_name); });
        }
    }

    std::vector<std::string> headings() const {
        std::vector<std::string> cells;
        for (const Column& column : columns_) cells.emplace_back(tr(language_, column.heading));
        return cells;
    }

    std::vector<std::string> row(const RecordView& view) const {
        std::vector<std::string> cells;
        for (const Column& column : columns_) cells.push_back(column.cell(view));
        return cells;
    }

private:
    struct Column {
        Msg heading;
        std::function<std::string(const RecordView&)> cell;
    };

    void add(const Msg& heading, std::function<std::string(const RecordView&)> cell) {
        columns_.push_back({heading, std::move(cell)});
    }

    // "1500.00" or "1500,00": the currency has a column of its own.
    std::string amount(Money money) const {
        std::string text = plain_text(money);
        text.resize(text.rfind(' '));
        if (language_ == Language::french) std::ranges::replace(text, '.', ',');
        return text;
    }

    std::string moment(Instant instant, const std::string& zone) const {
        if (!zones_.knows(zone)) return utc_text(instant);
        const CivilTime civil = zones_.to_civil(instant, zone);
        if (zones_.to_instant(civil, zone) != instant) return utc_text(instant);
        std::string text = iso_text(civil);
        std::ranges::replace(text, 'T', ' ');
        return text;
    }

    std::string cell(const RecordView& view, const FieldSpec& field) const {
        if (field.field == Field::contract_number) return guarded_cell(view.number);
        const Value& value = view.record.get(field.field);
        if (is_null(value)) return {};
        switch (field.type) {
            case FieldType::boolean:
                return std::string(tr(language_, std::get<std::int64_t>(value) != 0 ? words::yes : words::no));
            case FieldType::integer: return std::to_string(std::get<std::int64_t>(value));
            case FieldType::amount_minor: return amount(money_of(view.record));
            case FieldType::date: return iso_text(std::get<Date>(value));
            case FieldType::instant:
                return moment(Instant{std::get<std::int64_t>(value)}, view.record.text(Field::event_time_zone));
            case FieldType::reference: {
                const auto name = view.names.find(field.field);
                return guarded_cell(name == view.names.end() ? std::get<Id>(value).text() : name->second);
            }
            case FieldType::department:
                if (const auto department = parse_department(std::get<std::string>(value)))
                    return std::string(tr(language_, department_label(*department)));
                break;
            default: break;
        }
        return guarded_cell(std::get<std::string>(value));
    }

    Language language_;
    const TimeZones& zones_;
    std::vector<Column> columns_;
};

} // namespace

Result<std::int64_t> export_csv(const store::Store& store, const ListQuery& query, const std::string& path,
                                Language language, const intl::Environment& environment,
                                const std::function<bool(std::int64_t rows)>& go_on) {
    const Sheet sheet(query.entity, language, environment.zones);
    const CsvWriter writer(language == Language::french ? ';' : ',');
    OutputFile file = EPIC_TRY(OutputFile::create(path));
    EPIC_TRY(file.write("\xef\xbb\xbf" + writer.row(sheet.headings())));
    std::int64_t rows = 0;
    EPIC_TRY(store.for_each(query, [&](const RecordView& view) -> Result<> {
        ++rows;
        if (go_on && rows % rows_between_looks == 0 && !go_on(rows)) {
            return Error{.code = ErrorCode::cancelled, .message = words::export_stopped};
        }
        return file.write(writer.row(sheet.row(view)));
    }));
    EPIC_TRY(file.finish());
    file.keep();
    return rows;
}

} // namespace epic::transfer
