#include "storage/store/internal/records.hpp"

#include <charconv>
#include <initializer_list>

#include "core/model/contact.hpp"

namespace epic::store {
namespace {

constexpr int columns_before_fields = 3;

// The texts that a search looks through, in one; a phone number is found with and without its spaces.
std::string searchable(const Record& record, const Unicode& unicode) {
    std::string all;
    const auto add = [&all](std::string_view text) {
        if (text.empty()) return;
        if (!all.empty()) all += '\n';
        all += text;
    };
    for (const FieldSpec& spec_of : fields_of(record.entity)) {
        switch (spec_of.type) {
            case FieldType::text:
            case FieldType::long_text:
            case FieldType::email: add(record.text(spec_of.field)); break;
            case FieldType::phone: {
                const std::string typed = record.text(spec_of.field);
                add(typed);
                if (const auto number = phone_e164(typed)) add(*number);
                break;
            }
            default: break;
        }
    }
    return unicode.fold(all);
}

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

// What the word index holds of a record.
std::string folded_text(const Record& record, const Unicode& unicode) {
    std::string text = searchable(record, unicode);
    if (record.entity == Entity::contract) text += "\n" + unicode.fold(provisional_number(record.id));
    return text;
}

enum class Words : std::uint8_t { none, same, other };

Words indexed_words(Connection& connection, const Record& record, const std::string& folded) {
    Query query(connection, record_file(record.entity, ".same_words"));
    query.bind(":id", record.id).bind(":folded", folded);
    if (!query.step()) return Words::none;
    return query.integer(0) != 0 ? Words::same : Words::other;
}

void run_on(Connection& connection, Entity entity, std::string_view suffix, const Id& id) {
    Query(connection, record_file(entity, suffix)).bind(":id", id).run();
}

void bind_derived(Query& query, const Record& record, const Unicode& unicode) {
    switch (record.entity) {
        case Entity::collaborator:
            query.bind_blob(":full_name_key", unicode.sort_key(record.text(Field::collaborator_full_name)));
            query.bind(":email_normal", normalised_email(record.text(Field::collaborator_email)));
            query.bind(":phone_e164", international(record.text(Field::collaborator_phone)));
            break;
        case Entity::client:
            query.bind_blob(":full_name_key", unicode.sort_key(record.text(Field::client_full_name)));
            bind_key(query, ":company_key", record.text(Field::client_company), unicode);
            query.bind(":email_normal", when_filled(normalised_email(record.text(Field::client_email))));
            query.bind(":phone_e164", international(record.text(Field::client_phone)));
            break;
        case Entity::contract: {
            const std::string provisional = provisional_number(record.id);
            const std::string number = record.text(Field::contract_number);
            query.bind(":provisional", provisional);
            query.bind(":shown_number", number.empty() ? provisional : number);
            break;
        }
        case Entity::payment: break;
        case Entity::event:
            query.bind_blob(":title_key", unicode.sort_key(record.text(Field::event_title)));
            bind_key(query, ":venue_name_key", record.text(Field::event_venue_name), unicode);
            break;
    }
}

void settle_paid(Connection& connection, const Record& record) {
    const auto contract =
        record.entity == Entity::contract ? std::optional(record.id) : record.reference(Field::payment_contract);
    if (contract) Query(connection, "record/contract.settle_paid.sql").bind(":contract", *contract).run();
}

// "2026-0017" counts 2026 up to 17. Other forms are the server's or an import's and count nothing.
void count_up(Connection& connection, const Record& contract) {
    const std::string number = contract.text(Field::contract_number);
    if (number.size() < 6 || number[4] != '-') return;
    int year = 0;
    std::int64_t ordinal = 0;
    const char* end = number.data() + number.size();
    if (std::from_chars(number.data(), number.data() + 4, year).ptr != number.data() + 4) return;
    if (std::from_chars(number.data() + 5, end, ordinal).ptr != end) return;
    Query(connection, "record/contract.count_up.sql").bind(":year", year).bind(":last", ordinal).run();
}

std::vector<Id> all_ids(Connection& connection, Entity entity) {
    std::vector<Id> ids;
    Query query(connection, record_file(entity, ".ids"));
    while (query.step()) ids.push_back(query.id(0));
    return ids;
}

} // namespace

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

void put_record(Connection& connection, const Stored& stored) {
    const Record& record = stored.record;
    const std::string folded = folded_text(record, connection.environment().unicode);
    const Words words = indexed_words(connection, record, folded);
    if (words == Words::other) run_on(connection, record.entity, ".forget_words", record.id);
    {
        Query query(connection, record_file(record.entity, ".put"));
        query.bind(":id", record.id);
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
        std::string name;
        for (const FieldSpec& spec_of : fields_of(record.entity)) {
            name = ":";
            name += spec_of.name;
            // A flag that nobody set is off.
            const bool off = spec_of.type == FieldType::boolean && is_null(record.get(spec_of.field));
            query.bind_value(name.c_str(), off ? Value{std::int64_t{0}} : record.get(spec_of.field));
        }
        bind_derived(query, record, connection.environment().unicode);
        query.bind(":folded", folded).run();
    }
    if (words != Words::same) run_on(connection, record.entity, ".index_words", record.id);
    // A contract too: a first synchronisation may bring its payments before it.
    if (record.entity == Entity::payment || record.entity == Entity::contract) settle_paid(connection, record);
    if (record.entity == Entity::contract) count_up(connection, record);
}

void remove_record(Connection& connection, Entity entity, const Id& id) {
    const auto stored = find_record(connection, entity, id);
    if (!stored) return;
    run_on(connection, entity, ".forget_words", id);
    run_on(connection, entity, ".remove", id);
    if (entity == Entity::payment) settle_paid(connection, stored->record);
}

void derive_again(Connection& connection) {
    for (std::size_t i = 0; i < entity_count; ++i) {
        const auto entity = static_cast<Entity>(i);
        for (const Id& id : all_ids(connection, entity)) {
            if (const auto stored = find_record(connection, entity, id)) put_record(connection, *stored);
        }
    }
}

} // namespace epic::store
