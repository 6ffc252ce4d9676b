#include "app/cli/transfer.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <span>

#include "app/cli/cli_words.hpp"
#include "app/cli/input.hpp"
#include "app/cli/option_words.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/transfer_words.hpp"
#include "app/cli/verbs.hpp"
#include "core/model/model_words.hpp"
#include "storage/transfer/event_sheet.hpp"
#include "storage/transfer/export_calendar.hpp"
#include "storage/transfer/export_csv.hpp"
#include "storage/transfer/import.hpp"

namespace epic::cli {
namespace {

using transfer::ImportReport;
using transfer::OnDuplicate;

constexpr std::size_t lines_shown_max = 50;

// Ctrl+C stops an import, which then leaves nothing; without one it ends the program as ever.
class Interruption {
public:
    Interruption() : before_(std::signal(SIGINT, note)) { asked_ = 0; }
    ~Interruption() { std::signal(SIGINT, before_); }
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    static bool asked() { return asked_ != 0; }

private:
    static void note(int) { asked_ = 1; }
    static inline volatile std::sig_atomic_t asked_ = 0;
    void (*before_)(int);
};

Entity entity_named(const Call& call) {
    static constexpr std::array<std::pair<std::string_view, Entity>, 5> plurals{
        {{"clients", Entity::client},
         {"contracts", Entity::contract},
         {"payments", Entity::payment},
         {"events", Entity::event},
         {"collaborators", Entity::collaborator}}};
    for (const auto& [plural, entity] : plurals) {
        if (call.verb->words.ends_with(plural)) return entity;
    }
    return Entity::event;
}

Result<OnDuplicate> read_on_duplicate(const std::string& typed) {
    if (typed == "skip") return OnDuplicate::skip;
    if (typed == "merge") return OnDuplicate::merge;
    if (typed == "create") return OnDuplicate::create;
    return usage_error(Message(words::not_one_of, {"--on-duplicate", "skip|merge|create", typed}));
}

Result<transfer::ImportOptions> read_options(const Context& context, const Call& call) {
    transfer::ImportOptions options;
    options.entity = entity_named(call);
    options.language = context.language;
    for (const std::string& typed : call.values("--map")) {
        // The heading may hold an equals sign, a field never does.
        const std::size_t sign = typed.rfind('=');
        if (sign == std::string::npos || sign == 0) return usage_error(Message(words::not_a_map, {typed}));
        options.map.push_back({typed.substr(0, sign), typed.substr(sign + 1)});
    }
    if (const auto typed = call.value("--date-order")) {
        options.date_order = parse_date_order(*typed);
        if (!options.date_order)
            return usage_error(Message(words::not_one_of, {"--date-order", "iso|dmy|mdy", *typed}));
    }
    if (const auto typed = call.value("--on-duplicate")) options.on_duplicate = EPIC_TRY(read_on_duplicate(*typed));
    options.contract = call.value("--contract").value_or("");
    options.zone = call.value("--zone").value_or("");
    options.rejects = call.value("--rejects").value_or("");
    return options;
}

Json text_or_null(std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

std::string_view name_of(ImportReport::Match::By by) {
    switch (by) {
        case ImportReport::Match::By::email: return "email";
        case ImportReport::Match::By::phone: return "phone";
        case ImportReport::Match::By::name: return "name";
        case ImportReport::Match::By::event: break;
    }
    return "event";
}

Json matches_json(const std::vector<ImportReport::Match>& matches) {
    Json json = Json::array();
    for (const ImportReport::Match& match : matches) {
        Json one;
        one["line"] = match.line;
        one["by"] = name_of(match.by);
        one["record"] = reference_json(match.record, match.name);
        json.push_back(std::move(one));
    }
    return json;
}

Json columns_json(const transfer::ImportPlan& plan) {
    Json json = Json::array();
    for (const transfer::ImportColumn& column : plan.columns) {
        Json one;
        one["heading"] = column.heading;
        one["field"] = column.target ? Json(target_name(*column.target)) : Json(nullptr);
        one["date_order"] = column.dates ? Json(date_order_name(column.dates->order)) : Json(nullptr);
        one["date_order_sure"] = column.dates ? Json(column.dates->sure) : Json(nullptr);
        json.push_back(std::move(one));
    }
    return json;
}

Json report_json(const Context& context, const transfer::ImportPlan& plan, const ImportReport& report) {
    Json json;
    json["import_id"] = report.import_id ? Json(report.import_id->text()) : Json(nullptr);
    json["read"] = report.read;
    json["created"] = report.created;
    json["merged"] = report.merged;
    json["skipped"] = report.skipped;
    json["failed"] = Json::array();
    for (const ImportReport::Failed& line : report.failed) {
        Json one;
        one["line"] = line.line;
        one["column"] = text_or_null(line.column);
        one["code"] = line.code;
        one["message"] = line.message.in(context.language);
        json["failed"].push_back(std::move(one));
    }
    json["failed_count"] = report.failed_count;
    json["possible_duplicates"] = matches_json(report.possible_duplicates);
    json["duplicates"] = matches_json(report.duplicates);
    json["warnings"] = Json::array();
    for (const ImportReport::Remark& remark : report.warnings) {
        Json one;
        one["line"] = remark.line;
        one["code"] = remark.code;
        one["message"] = remark.message.in(context.language);
        json["warnings"].push_back(std::move(one));
    }
    json["encoding"] = encoding_name(plan.encoding);
    json["delimiter"] = std::string(1, plan.delimiter);
    const auto order = plan.date_order();
    json["date_order"] = order ? Json(date_order_name(*order)) : Json(nullptr);
    json["columns"] = columns_json(plan);
    return json;
}

std::string columns_text(const Context& context, const transfer::ImportPlan& plan) {
    Table table;
    table.columns = {{context.say(words::column_heading), false},
                     {context.say(words::fills), false},
                     {context.say(words::dates_in), false}};
    for (const transfer::ImportColumn& column : plan.columns) {
        std::string order;
        if (column.dates) {
            order = date_order_name(column.dates->order);
            if (!column.dates->sure) order = context.say(words::unsure, {order});
        }
        table.rows.push_back({column.heading, column.target ? std::string(target_name(*column.target)) : "–", order});
    }
    return table.text();
}

std::string report_text(const Context& context, const transfer::ImportPlan& plan, const ImportReport& report,
                        bool rehearsal) {
    const auto number = [&](std::int64_t value) { return display_text(value, context.language); };
    const std::string delimiter = plan.delimiter == '\t'  ? context.say(words::tabs)
                                  : plan.delimiter == ',' ? context.say(words::commas)
                                  : plan.delimiter == ';' ? context.say(words::semicolons)
                                                          : std::string(1, plan.delimiter);
    std::string text =
        context.say(words::read_as, {plan.path, encoding_name(plan.encoding), delimiter}) + "\n\n" +
        columns_text(context, plan) + "\n" +
        context.say(words::import_counts, {number(report.read), number(report.created), number(report.merged),
                                           number(report.skipped), number(report.failed_count)}) +
        "\n";
    if (rehearsal) text += context.say(words::nothing_written) + "\n";
    if (report.import_id) text += context.say(words::import_is, {report.import_id->text()}) + "\n";
    Table failed;
    failed.columns = {{context.say(words::line), true},
                      {context.say(words::column), false},
                      {context.say(words::reason), false, true}};
    for (const ImportReport::Failed& line :
         std::span(report.failed).first(std::min(report.failed.size(), lines_shown_max))) {
        failed.rows.push_back({std::to_string(line.line), line.column, line.message.in(context.language)});
    }
    if (!failed.rows.empty()) text += "\n" + context.say(words::failed_lines) + "\n\n" + failed.text();
    Table possible;
    possible.columns = failed.columns;
    possible.columns[1].heading = context.say(epic::words::full_name);
    for (const ImportReport::Match& match :
         std::span(report.possible_duplicates).first(std::min(report.possible_duplicates.size(), lines_shown_max))) {
        const bool phone = match.by == ImportReport::Match::By::phone;
        possible.rows.push_back(
            {std::to_string(match.line), match.name, context.say(phone ? words::by_phone : words::by_name)});
    }
    if (!possible.rows.empty()) text += "\n" + context.say(words::possible_lines) + "\n\n" + possible.text();
    return text;
}

Result<Answer> import_table(Context& context, const Call& call) {
    const transfer::ImportOptions options = EPIC_TRY(read_options(context, call));
    const transfer::ImportPlan plan = EPIC_TRY(transfer::analyse(call.positional("CSV"), options, context.environment));
    const bool rehearsal = call.has("--dry-run");
    const Interruption interruption;
    const auto go_on = [](const transfer::ImportProgress&) { return !Interruption::asked(); };
    const ImportReport report =
        EPIC_TRY(rehearsal ? transfer::rehearse(*context.store, plan, context.environment, go_on)
                           : transfer::run(*context.store, plan, context.environment, go_on));
    Answer answer;
    answer.json = report_json(context, plan, report);
    answer.text = report_text(context, plan, report, rehearsal);
    return answer;
}

Answer answer_file(const Context& context, const Msg& message, const std::string& path, std::int64_t count,
                   std::string_view counted) {
    Answer answer;
    answer.json["path"] = path;
    if (!counted.empty()) answer.json[std::string(counted)] = count;
    answer.text = context.say(message, {path, display_text(count, context.language)}) + "\n";
    return answer;
}

Result<Answer> export_table(Context& context, const Call& call) {
    const ListQuery query = EPIC_TRY(read_query(context, entity_named(call), call));
    const std::string path = absolute_path(call.positional("CSV"));
    const std::int64_t rows =
        EPIC_TRY(transfer::export_csv(*context.store, query, path, context.language, context.environment));
    return answer_file(context, words::rows_written, path, rows, "rows");
}

Result<Answer> export_ics(Context& context, const Call& call) {
    transfer::CalendarExport wanted;
    wanted.query = EPIC_TRY(read_query(context, Entity::event, call));
    wanted.language = context.language;
    if (const auto person = call.value("--person"))
        wanted.person = EPIC_TRY(read_id(context, Entity::collaborator, *person));
    const std::string path = absolute_path(call.positional("ICS"));
    const std::int64_t events = EPIC_TRY(transfer::export_calendar(*context.store, wanted, path, context.environment));
    return answer_file(context, words::events_written, path, events, "events");
}

Result<Answer> export_sheet(Context& context, const Call& call) {
    const Id event = EPIC_TRY(read_id(context, Entity::event, call.positional("ID")));
    const std::string path = absolute_path(call.positional("PDF"));
    EPIC_TRY(transfer::export_event_sheet(*context.store, event, path, context.language, context.environment));
    return answer_file(context, words::sheet_written, path, 0, {});
}

} // namespace

void add_transfer_verbs(std::vector<Verb>& table) {
    const OptionSpec map{"--map", "\"Heading=field\"", false, true, words::option_map};
    const OptionSpec date_order{"--date-order", "iso|dmy|mdy", false, false, words::option_date_order};
    const OptionSpec on_duplicate{"--on-duplicate", "skip|merge|create", false, false, words::option_on_duplicate};
    const OptionSpec rejects{"--rejects", "F", false, false, words::option_rejects};
    const OptionSpec dry_run{"--dry-run", "", false, false, words::option_dry_run};
    const std::vector<OptionSpec> filters{{"--filter", "NAME", false, true, words::option_filter},
                                          {"--where", "\"field op value\"", false, true, words::option_where},
                                          {"--text", "T", false, false, words::option_text},
                                          {"--sort", "[-]field", false, false, words::option_sort}};
    table.push_back({.words = "import clients",
                     .positionals = {{"CSV"}},
                     .options = {map, date_order, on_duplicate, rejects, dry_run},
                     .help = words::verb_import_clients,
                     .run = import_table});
    table.push_back({.words = "import events",
                     .positionals = {{"CSV"}},
                     .options = {map,
                                 date_order,
                                 {"--contract", "ID", false, false, words::option_contract},
                                 {"--zone", "Z", false, false, words::option_zone},
                                 on_duplicate,
                                 rejects,
                                 dry_run},
                     .help = words::verb_import_events,
                     .run = import_table});
    for (const std::string_view list : {"clients", "contracts", "payments", "events", "collaborators"}) {
        table.push_back({.words = "export " + std::string(list),
                         .positionals = {{"CSV"}},
                         .options = filters,
                         .help = words::verb_export_csv,
                         .run = export_table});
    }
    std::vector<OptionSpec> of_calendar{{"--person", "EMAIL", false, false, words::option_person}};
    of_calendar.insert(of_calendar.end(), filters.begin(), filters.end());
    table.push_back({.words = "export ics",
                     .positionals = {{"ICS"}},
                     .options = std::move(of_calendar),
                     .help = words::verb_export_ics,
                     .run = export_ics});
    table.push_back({.words = "export sheet",
                     .positionals = {{"ID"}, {"PDF"}},
                     .options = {},
                     .help = words::verb_export_sheet,
                     .run = export_sheet});
}

} // namespace epic::cli
