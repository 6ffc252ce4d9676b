#include "storage/store/internal/records.hpp"

#include <charconv>
#include <vector>

#include "core/model/contact.hpp"
#include "storage/store/internal/tallies.hpp"
#include "storage/store/internal/word_index.hpp"

namespace epic::store {
namespace {

constexpr int columns_before_fields = 3;
// With more fields that changed, the row is written once instead of once for each.
constexpr std::size_t fields_apart_max = 2;

std::optional<std::string> when_filled(std::string text) {
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

void bind_key(Query& query, const char* name, const std::string& text, const Unicode& unicode) {
    if (text.empty()) {
        query.bind_null(name);
    } else {
        query.bind_blob(name, unicode.sort_key(text));
    }
}

std::optional<std::string> international(const std::string& typed) {
    return typed.empty() ? std::nullopt : phone_e164(typed);
}

// Runs a statement that returns the number of the row that it wrote, if it wrote one.
void run_and_note(Connection& connection, Query& query, Entity entity, const Id& id) {
    while (query.step()) {
        connection.row_changes().add({entity, static_cast<std::uint32_t>(query.integer(0)), id, true});
    }
}

// What others show of a person is the name.
bool is_renamed(Connection& connection, const Record& record) {
    if (record.entity != Entity::collaborator) return true;
    const auto before = find_record(connection, record.entity, record.id);
    return !before || before->record.text(Field::collaborator_full_name) != record.text(Field::collaborator_full_name);
}

// On the calendar of the place where it is held. A zone of a newer program that this one does not know counts as UTC.
std::int64_t start_day(const Record& event, const TimeZones& zones) {
    const Instant starts = event.instant(Field::event_starts_at).value_or(Instant{});
    const std::string zone = event.text(Field::event_time_zone);
    return days_since_epoch((zones.knows(zone) ? zones.to_civil(starts, zone) : civil_utc(starts)).date);
}

// What is derived from a field, beside the words; none but these.
std::string_view derived_column(Field field) {
    switch (field) {
        case Field::collaborator_full_name:
        case Field::client_full_name: return "full_name_key";
        case Field::client_company: return "company_key";
        case Field::collaborator_email:
        case Field::client_email: return "email_normal";
        case Field::collaborator_phone:
        case Field::client_phone: return "phone_e164";
        case Field::contract_number: return "shown_number";
        case Field::event_title: return "title_key";
        case Field::event_venue_name: return "venue_name_key";
        case Field::event_starts_at:
        case Field::event_time_zone: return "start_day";
        default: return {};
    }
}

// Those columns that the statement takes.
void bind_derived(Query& query, const Record& record, const intl::Environment& environment) {
    const Unicode& unicode = environment.unicode;
    const auto key_of = [&](const char* name, Field field) {
        if (query.takes(name)) query.bind_blob(name, unicode.sort_key(record.text(field)));
    };
    const auto key_if_filled = [&](const char* name, Field field) {
        if (query.takes(name)) bind_key(query, name, record.text(field), unicode);
    };
    const auto phone_of = [&](Field field) {
        if (query.takes(":phone_e164")) query.bind(":phone_e164", international(record.text(field)));
    };
    switch (record.entity) {
        case Entity::collaborator:
            key_of(":full_name_key", Field::collaborator_full_name);
            if (query.takes(":email_normal")) {
                query.bind(":email_normal", normalised_email(record.text(Field::collaborator_email)));
            }
            phone_of(Field::collaborator_phone);
            break;
        case Entity::client:
            key_of(":full_name_key", Field::client_full_name);
            key_if_filled(":company_key", Field::client_company);
            if (query.takes(":email_normal")) {
                query.bind(":email_normal", when_filled(normalised_email(record.text(Field::client_email))));
            }
            phone_of(Field::client_phone);
            break;
        case Entity::contract: {
            const std::string provisional = provisional_number(record.id);
            const std::string number = record.text(Field::contract_number);
            if (query.takes(":provisional")) query.bind(":provisional", provisional);
            if (query.takes(":shown_number")) query.bind(":shown_number", number.empty() ? provisional : number);
            break;
        }
        case Entity::payment: break;
        case Entity::event:
            key_of(":title_key", Field::event_title);
            key_if_filled(":venue_name_key", Field::event_venue_name);
            if (query.takes(":start_day")) query.bind(":start_day", start_day(record, environment.zones));
            break;
    }
}

void bind_field(Query& query, const Record& record, const FieldSpec& field) {
    const std::string name = ":" + std::string(field.name);
    // A flag that nobody set is off.
    const bool off = field.type == FieldType::boolean && is_null(record.get(field.field));
    query.bind_value(name.c_str(), off ? Value{std::int64_t{0}} : record.get(field.field));
}

void bind_row(Query& query, const Stored& stored, const std::string& folded, const intl::Environment& environment) {
    const Record& record = stored.record;
    if (record.created_by.is_nil()) {
        query.bind_null(":created_by");
    } else {
        query.bind(":created_by", record.created_by);
    }
    if (stored.created_number) {
        query.bind(":created_number", *stored.created_number);
    } else {
        query.bind_null(":created_number");
    }
    for (const FieldSpec& field : fields_of(record.entity)) bind_field(query, record, field);
    bind_derived(query, record, environment);
    query.bind(":folded", folded);
}

// One statement a field, of which there are few enough to stay prepared.
void update_field(Connection& connection, const Stored& stored, std::int64_t row, const std::string& folded,
                  const FieldSpec& field) {
    const auto set = [](std::string_view column) { return std::string(column) + " = :" + std::string(column); };
    std::string columns = set(field.name) + ", " + set("folded");
    if (const std::string_view derived = derived_column(field.field); !derived.empty()) columns += ", " + set(derived);
    const Record& record = stored.record;
    const std::string statement = for_table("record/any_table/update_columns.sql", entity_name(record.entity));
    Query query = Query::composed(connection, replaced(statement, "{columns}", columns));
    query.bind(":row", row).bind(":folded", folded);
    bind_field(query, record, field);
    bind_derived(query, record, connection.environment());
    query.run();
}

enum class Change : std::uint8_t { put, remove };

// A payment changes what its contract counts for.
std::vector<Tallying> take_out(Connection& connection, const Record& record, Change change = Change::put) {
    std::vector<Tallying> tallies;
    const bool client = record.entity == Entity::client && change == Change::put;
    tallies.emplace_back(connection, record.entity, record.id,
                         client ? record.reference(Field::client_commercial) : std::nullopt);
    if (record.entity == Entity::payment) {
        if (const auto contract = contract_of(record)) tallies.emplace_back(connection, Entity::contract, *contract);
    }
    return tallies;
}

std::vector<Id> all_ids(Connection& connection, Entity entity) {
    std::vector<Id> ids;
    Query query(connection, record_file(entity, ".ids"));
    while (query.step()) ids.push_back(query.id(0));
    return ids;
}

} // namespace

std::optional<Id> contract_of(const Record& record) {
    if (record.entity == Entity::contract) return record.id;
    return record.entity == Entity::payment ? record.reference(Field::payment_contract) : std::nullopt;
}

void settle_paid(Connection& connection, const Id& contract) {
    Query query(connection, "record/contract.settle_paid.sql");
    query.bind(":contract", contract);
    run_and_note(connection, query, Entity::contract, contract);
}

void count_up(Connection& connection, const std::string& number) {
    if (number.size() < 6 || number[4] != '-') return;
    int year = 0;
    std::int64_t ordinal = 0;
    const char* end = number.data() + number.size();
    if (std::from_chars(number.data(), number.data() + 4, year).ptr != number.data() + 4) return;
    if (std::from_chars(number.data() + 5, end, ordinal).ptr != end) return;
    Query(connection, "record/contract.count_up.sql").bind(":year", year).bind(":last", ordinal).run();
}

std::string record_file(Entity entity, std::string_view suffix) {
    return "record/" + std::string(entity_name(entity)) + std::string(suffix) + ".sql";
}

std::string provisional_number(const Id& contract) {
    constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::uint32_t tail = 0;
    for (std::size_t i = 12; i < 16; ++i) tail = tail << 8 | contract.bytes[i];
    std::string text = "P-";
    for (int shift = 25; shift >= 0; shift -= 5) text += crockford[tail >> shift & 31];
    return text;
}

int record_columns(Entity entity) {
    return columns_before_fields + static_cast<int>(fields_of(entity).size());
}

Stored read_record(const Query& query, Entity entity, int first_column) {
    Stored stored{Record(entity, query.id(first_column)), std::nullopt};
    stored.record.created_by = query.optional_id(first_column + 1).value_or(Id{});
    if (!query.is_null(first_column + 2)) stored.created_number = query.number(first_column + 2);
    int column = first_column + columns_before_fields;
    for (const FieldSpec& spec_of : fields_of(entity)) {
        stored.record.set(spec_of.field, query.value(column++, spec_of.type));
    }
    return stored;
}

std::optional<Stored> find_record(Connection& connection, Entity entity, const Id& id) {
    Query query(connection, record_file(entity, ".find"));
    query.bind(":id", id);
    if (!query.step()) return std::nullopt;
    return read_record(query, entity);
}

std::int64_t insert_row(Connection& connection, const Stored& stored, const std::string& folded) {
    const Record& record = stored.record;
    Query query(connection, record_file(record.entity, ".insert"));
    query.bind(":id", record.id);
    bind_row(query, stored, folded, connection.environment());
    query.run();
    const std::int64_t row = connection.sqlite().getLastInsertRowid();
    connection.row_changes().add({record.entity, static_cast<std::uint32_t>(row), record.id, true});
    return row;
}

void update_row(Connection& connection, const Stored& stored, std::int64_t row, const std::string& folded,
                bool renamed) {
    const Record& record = stored.record;
    Query query(connection, record_file(record.entity, ".update"));
    query.bind(":row", row);
    bind_row(query, stored, folded, connection.environment());
    query.run();
    connection.row_changes().add({record.entity, static_cast<std::uint32_t>(row), record.id, renamed});
}

void update_fields(Connection& connection, const Stored& before, const Stored& stored, std::int64_t row,
                   const std::string& folded, bool renamed) {
    const Record& record = stored.record;
    std::vector<const FieldSpec*> changed;
    for (const FieldSpec& field : fields_of(record.entity)) {
        if (before.record.get(field.field) != record.get(field.field)) changed.push_back(&field);
    }
    const bool of_creation =
        before.record.created_by != record.created_by || before.created_number != stored.created_number;
    if (of_creation || changed.size() > fields_apart_max) {
        return update_row(connection, stored, row, folded, renamed);
    }
    for (const FieldSpec* field : changed) update_field(connection, stored, row, folded, *field);
    connection.row_changes().add({record.entity, static_cast<std::uint32_t>(row), record.id, renamed});
}

void put_record(Connection& connection, const Stored& stored) {
    const Record& record = stored.record;
    const auto contract_paid = contract_of(record);
    const auto tallies = take_out(connection, record);
    const std::string folded = folded_text(record, connection.environment().unicode);
    if (const auto there = find_indexed(connection, record.entity, record.id)) {
        update_row(connection, stored, there->row, folded, is_renamed(connection, record));
        change_words(connection, record.entity, there->row, there->folded, folded);
    } else {
        change_words(connection, record.entity, insert_row(connection, stored, folded), {}, folded);
    }
    if (contract_paid) settle_paid(connection, *contract_paid);
    for (const Tallying& tallying : tallies) tallying.finish();
    if (record.entity == Entity::contract) count_up(connection, record.text(Field::contract_number));
}

void remove_record(Connection& connection, Entity entity, const Id& id) {
    const auto stored = find_record(connection, entity, id);
    if (!stored) return;
    const auto tallies = take_out(connection, stored->record, Change::remove);
    forget_words(connection, entity, id);
    {
        Query query(connection, record_file(entity, ".remove"));
        query.bind(":id", id);
        run_and_note(connection, query, entity, id);
    }
    const auto contract_paid = contract_of(stored->record);
    if (contract_paid) settle_paid(connection, *contract_paid);
    for (const Tallying& tallying : tallies) tallying.finish();
}

void derive_again(Connection& connection) {
    for (std::size_t i = 0; i < entity_count; ++i) {
        const auto entity = static_cast<Entity>(i);
        for (const Id& id : all_ids(connection, entity)) {
            if (const auto stored = find_record(connection, entity, id)) put_record(connection, *stored);
        }
    }
    count_again(connection);
}

} // namespace epic::store
