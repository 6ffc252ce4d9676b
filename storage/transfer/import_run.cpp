// Writes what a plan says, line by line, as one action.
#include <algorithm>
#include <cassert>

#include "core/model/contact.hpp"
#include "core/text/csv.hpp"
#include "core/transfer/names.hpp"
#include "storage/store/bulk.hpp"
#include "storage/transfer/import.hpp"
#include "storage/transfer/import_table.hpp"
#include "storage/transfer/rejects.hpp"
#include "storage/transfer/text_file.hpp"
#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

constexpr std::int64_t rows_between_looks = 256;

const Value* value_in(const FieldValues& values, Field field) {
    const auto found = std::ranges::find(values, field, &FieldValue::first);
    return found == values.end() || is_null(found->second) ? nullptr : &found->second;
}

void put(FieldValues& values, Field field, const Value& value) {
    values.emplace_back(field, value);
}

std::string text_in(const FieldValues& values, Field field) {
    const Value* value = value_in(values, field);
    return value == nullptr ? std::string() : std::get<std::string>(*value);
}

// A line that will not do, as opposed to a file or a disk that will not.
bool concerns_the_line(const Error& error) {
    return error.code == ErrorCode::invalid_value || error.code == ErrorCode::not_allowed ||
           error.code == ErrorCode::not_found || error.code == ErrorCode::conflict_with_state;
}

template <typename T>
void list(std::vector<T>& all, T one) {
    if (all.size() < listed_max) all.push_back(std::move(one));
}

// The lines of `added` that `notes` does not hold.
std::string lines_beyond(const std::string& notes, std::string_view added) {
    std::string missing;
    const std::string padded = "\n" + notes + "\n";
    while (!added.empty()) {
        const std::size_t end = std::min(added.find('\n'), added.size());
        const std::string line(added.substr(0, end));
        if (!line.empty() && padded.find("\n" + line + "\n") == std::string::npos) missing += "\n" + line;
        added.remove_prefix(std::min(end + 1, added.size()));
    }
    return missing;
}

class Import {
public:
    Import(const store::Store& store, const ImportPlan& plan, const intl::Environment& environment, const Watch& watch,
           store::Bulk& bulk, Rejects& rejects, ImportReport& report)
        : store_(store),
          plan_(plan),
          options_(plan.options),
          environment_(environment),
          watch_(watch),
          bulk_(bulk),
          rejects_(rejects),
          report_(report),
          names_(environment.unicode) {
        form_.entity = options_.entity;
        form_.zone = options_.zone;
        for (const ImportColumn& column : plan.columns) {
            form_.headings.push_back(column.heading);
            form_.mapping.push_back(column.target);
            form_.date_orders.push_back(column.dates ? column.dates->order : DateOrder::iso);
        }
    }

    Result<> run() {
        if (options_.entity == Entity::client) {
            EPIC_TRY(
                bulk_.for_each_client_name([&](const Id& client, const std::string& name, const std::string& company) {
                    names_.add(client, name, company);
                }));
        }
        InputFile file = EPIC_TRY(InputFile::open(plan_.path));
        if (file.size() != plan_.size || file.changed_ns() != plan_.changed_ns) {
            return Error{.code = ErrorCode::conflict_with_state, .message = Message(words::file_changed, {plan_.path})};
        }
        InputText text(std::move(file), plan_.encoding);
        CsvReader reader([&] { return text.read(); }, plan_.delimiter);
        EPIC_TRY(read_headings(reader, plan_.path));
        while (const auto row = reader.next()) {
            if (is_blank(*row)) continue;
            if (report_.read % rows_between_looks == 0 && watch_ && !watch_({report_.read, plan_.rows})) {
                return Error{.code = ErrorCode::cancelled, .message = words::import_stopped};
            }
            ++report_.read;
            EPIC_TRY(take(*row));
        }
        if (text.failed())
            return Error{.code = ErrorCode::usage, .message = Message(words::file_unreadable, {plan_.path})};
        return rejects_.finish();
    }

private:
    // An error ends the import; a line that fails does not.
    Result<> take(const CsvRow& row) {
        if (row.fault) {
            return fail(row, {CellProblem{row.fault->column - 1, "malformed", row.fault->reason}}, row.fault->line);
        }
        if (const auto problem = beyond_the_headings(row)) return fail(row, {*problem}, row.line);
        const RowValues values = read_row(row, form_, environment_.zones, environment_.unicode);
        if (!values.problems.empty()) return fail(row, values.problems, row.line);
        const auto written =
            options_.entity == Entity::client ? take_client(row.line, values) : take_event(row.line, values);
        if (written) return Done{};
        if (!concerns_the_line(written.error())) return written.error();
        const auto field = find_field(options_.entity, written.error().field);
        const auto column = field ? column_of(form_, *field) : std::nullopt;
        return fail(row, {CellProblem{column, error_code_name(written.error().code), written.error().message}},
                    row.line);
    }

    std::optional<CellProblem> beyond_the_headings(const CsvRow& row) const {
        for (std::size_t i = form_.headings.size(); i < row.cells.size(); ++i) {
            if (without_outer_spaces(row.cells[i]).empty()) continue;
            return CellProblem{std::nullopt, "too_many_cells",
                               Message(words::row_too_wide,
                                       {std::to_string(row.cells.size()), std::to_string(form_.headings.size())})};
        }
        return std::nullopt;
    }

    Result<> fail(const CsvRow& row, const std::vector<CellProblem>& problems, std::size_t line) {
        ++report_.failed_count;
        std::string reasons;
        for (const CellProblem& problem : problems) {
            const std::string heading = heading_of(problem);
            reasons += (reasons.empty() ? "" : " ") + (heading.empty() ? "" : heading + ": ") +
                       problem.message.in(options_.language);
        }
        const CellProblem& first = problems.front();
        list(report_.failed, {line, heading_of(first), first.code, first.message});
        return rejects_.add(row, reasons);
    }

    std::string heading_of(const CellProblem& problem) const {
        return problem.column && *problem.column < form_.headings.size() ? form_.headings[*problem.column]
                                                                         : std::string();
    }

    // ---- clients

    Result<> take_client(std::size_t line, const RowValues& row) {
        const std::string email = normalised_email(text_in(row.values, Field::client_email));
        const auto same = email.empty() ? std::vector<Id>() : EPIC_TRY(bulk_.clients_by_email(email));
        if (!same.empty()) {
            EPIC_TRY(note(report_.duplicates, line, Entity::client, same.front(), ImportReport::Match::By::email));
            if (options_.on_duplicate == OnDuplicate::skip) return skip();
            if (options_.on_duplicate == OnDuplicate::merge) return merge(line, Entity::client, same.front(), row);
        }
        AddRecord command{Entity::client, {}, row.values};
        // Nobody was in contact today: an import is none.
        if (value_in(row.values, Field::client_last_contact) == nullptr)
            put(command.values, Field::client_last_contact, {});
        const std::string name = text_in(row.values, Field::client_full_name);
        const std::string company = text_in(row.values, Field::client_company);
        std::vector<std::pair<Id, ImportReport::Match::By>> possible;
        if (same.empty()) possible = EPIC_TRY(possibly_same(row.values, name, company));
        const store::Written written = EPIC_TRY(bulk_.execute(command));
        ++report_.created;
        names_.add(written.record, name, company);
        remark(line, written.warnings);
        for (const auto& [client, by] : possible)
            EPIC_TRY(note(report_.possible_duplicates, line, Entity::client, client, by));
        return Done{};
    }

    Result<std::vector<std::pair<Id, ImportReport::Match::By>>> possibly_same(const FieldValues& values,
                                                                              const std::string& name,
                                                                              const std::string& company) const {
        std::vector<std::pair<Id, ImportReport::Match::By>> found;
        if (const auto phone = phone_e164(text_in(values, Field::client_phone))) {
            for (const Id& id : EPIC_TRY(bulk_.clients_by_phone(*phone)))
                found.emplace_back(id, ImportReport::Match::By::phone);
        }
        for (const Id& id : names_.near_same(name, company)) {
            const bool there = std::ranges::any_of(found, [&](const auto& one) { return one.first == id; });
            if (!there) found.emplace_back(id, ImportReport::Match::By::name);
        }
        return found;
    }

    // ---- events

    Result<> take_event(std::size_t line, const RowValues& row) {
        AddRecord command{Entity::event, {}, row.values};
        const Id contract = EPIC_TRY(contract_of(row));
        put(command.values, Field::event_contract, contract);
        const auto same = EPIC_TRY(same_event(contract, row.values));
        if (same) {
            EPIC_TRY(note(report_.duplicates, line, Entity::event, *same, ImportReport::Match::By::event));
            if (options_.on_duplicate == OnDuplicate::skip) return skip();
            if (options_.on_duplicate == OnDuplicate::merge) return merge(line, Entity::event, *same, row);
        }
        const store::Written written = EPIC_TRY(bulk_.execute(command));
        // Created and cancelled are two things to the rules and in the history.
        if (row.cancelled) EPIC_TRY(bulk_.execute(CancelEvent{written.record}));
        ++report_.created;
        remark(line, written.warnings);
        return Done{};
    }

    Result<Id> contract_of(const RowValues& row) {
        const std::string& typed = row.contract.empty() ? options_.contract : row.contract;
        if (typed.empty()) {
            return Error{.code = ErrorCode::invalid_value,
                         .message = words::contract_needed,
                         .field = spec(Field::event_contract).name};
        }
        const auto known = contracts_.find(typed);
        if (known != contracts_.end()) return known->second;
        auto found = store_.resolve(Entity::contract, typed);
        if (!found) {
            found.error().field = spec(Field::event_contract).name;
            return found;
        }
        contracts_.emplace(typed, *found);
        return found;
    }

    Result<std::optional<Id>> same_event(const Id& contract, const FieldValues& values) const {
        const Value* starts = value_in(values, Field::event_starts_at);
        assert(starts != nullptr && "an event without a start has a problem");
        const std::string title = environment_.unicode.fold(text_in(values, Field::event_title));
        for (const Id& id : EPIC_TRY(bulk_.events_starting(contract, Instant{std::get<std::int64_t>(*starts)}))) {
            const auto there = EPIC_TRY(bulk_.find(Entity::event, id));
            if (there && environment_.unicode.fold(there->text(Field::event_title)) == title) return std::optional(id);
        }
        return std::optional<Id>();
    }

    // ---- both

    Result<> skip() {
        ++report_.skipped;
        return Done{};
    }

    // Fills what is empty; what is there stays, and where the file says otherwise that is remarked.
    Result<> merge(std::size_t line, Entity entity, const Id& id, const RowValues& row) {
        const auto there = EPIC_TRY(bulk_.find(entity, id));
        assert(there && "it was found in this very transaction");
        EditRecord command{entity, id, {}};
        for (const auto& [field, value] : row.values) {
            if (is_null(value) || spec(field).unit == MergeUnit::period) continue;
            const Value& present = there->get(field);
            if (is_null(present)) {
                put(command.values, field, value);
            } else if (field == Field::client_first_contact || field == Field::client_last_contact) {
                const bool earlier = std::get<Date>(value) < std::get<Date>(present);
                const bool later = std::get<Date>(present) < std::get<Date>(value);
                if (field == Field::client_first_contact ? earlier : later) put(command.values, field, value);
            } else if (spec(field).merge == MergePolicy::lines) {
                const std::string& notes = std::get<std::string>(present);
                const std::string missing = lines_beyond(notes, std::get<std::string>(value));
                if (!missing.empty()) put(command.values, field, notes + missing);
            } else if (present != value) {
                list(report_.warnings, {line, "kept", Message(words::value_kept).with(spec(field).label)});
            }
        }
        const store::Written written = EPIC_TRY(bulk_.execute(command));
        ++report_.merged;
        remark(line, written.warnings);
        return Done{};
    }

    void remark(std::size_t line, const std::vector<Warning>& warnings) {
        for (const Warning& warning : warnings) list(report_.warnings, {line, warning.id, warning.message});
    }

    Result<> note(std::vector<ImportReport::Match>& matches, std::size_t line, Entity entity, const Id& id,
                  ImportReport::Match::By by) const {
        if (matches.size() >= listed_max) return Done{};
        const auto record = EPIC_TRY(bulk_.find(entity, id));
        const Field name = entity == Entity::client ? Field::client_full_name : Field::event_title;
        matches.push_back({line, id, record ? record->text(name) : std::string(), by});
        return Done{};
    }

    const store::Store& store_; // read only: the contracts, which an import does not change
    const ImportPlan& plan_;
    const ImportOptions& options_;
    const intl::Environment& environment_;
    const Watch& watch_;
    store::Bulk& bulk_;
    Rejects& rejects_;
    ImportReport& report_;
    TableForm form_;
    NameIndex names_;
    std::map<std::string, Id> contracts_;
};

// Whoever may import nothing at all is told so once, not line by line.
Result<> check_right(store::Store& store, const ImportPlan& plan) {
    Record record(plan.options.entity, Id{});
    FieldSet fields;
    if (plan.options.entity == Entity::client) {
        record.set(Field::client_commercial, store.session().actor.id);
        fields = field_set({Field::client_full_name});
    } else {
        if (!plan.options.contract.empty()) {
            auto contract = store.resolve(Entity::contract, plan.options.contract);
            if (!contract) {
                contract.error().field = spec(Field::event_contract).name;
                return std::move(contract).error();
            }
            record.set(Field::event_contract, *contract);
        } else if (store.session().actor.department == Department::commercial) {
            return Done{}; // each line names its own contract
        }
        fields = field_set({Field::event_title});
    }
    if (const auto refused = EPIC_TRY(store.may(Action::create, record, fields))) return to_error(*refused);
    return Done{};
}

enum class Ending : std::uint8_t { commit, roll_back };

Result<ImportReport> import(store::Store& store, const ImportPlan& plan, const intl::Environment& environment,
                            const Watch& watch, Ending ending) {
    EPIC_TRY(check_right(store, plan));
    if (!plan.missing.empty()) {
        const FieldSpec& field = spec(plan.missing.front());
        return Error{.code = ErrorCode::invalid_value,
                     .message = Message(words::import_needs).with(field.label),
                     .field = field.name};
    }
    ImportPlan used = plan;
    if (ending == Ending::roll_back) used.options.rejects.clear();
    Rejects rejects = EPIC_TRY(Rejects::prepare(used));
    ImportReport report;
    const Id import_id = environment.ids.next();
    const std::string name = plan.options.entity == Entity::client ? "import.clients" : "import.events";
    bool complete = false;
    const auto done = store.execute_together(import_id, name, [&](store::Bulk& bulk) -> Result<> {
        EPIC_TRY(Import(store, used, environment, watch, bulk, rejects, report).run());
        complete = true;
        // What only an error takes back.
        if (ending == Ending::roll_back) return Error{.code = ErrorCode::cancelled, .message = words::import_stopped};
        return Done{};
    });
    if (!done && !(complete && ending == Ending::roll_back)) return done.error();
    if (ending == Ending::roll_back) return report;
    rejects.keep();
    if (report.created + report.merged > 0) report.import_id = import_id;
    return report;
}

} // namespace

Result<ImportReport> run(store::Store& store, const ImportPlan& plan, const intl::Environment& environment,
                         const Watch& watch) {
    return import(store, plan, environment, watch, Ending::commit);
}

Result<ImportReport> rehearse(store::Store& store, const ImportPlan& plan, const intl::Environment& environment,
                              const Watch& watch) {
    return import(store, plan, environment, watch, Ending::roll_back);
}

} // namespace epic::transfer
