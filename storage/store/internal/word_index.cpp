#include "storage/store/internal/word_index.hpp"

#include <algorithm>
#include <array>

#include "core/model/contact.hpp"
#include "storage/store/internal/records.hpp"
#include "storage/store/internal/words.hpp"

namespace epic::store {
namespace {

using F = Field;
using P = SearchPlace;

void add_word(std::vector<std::string>& words, std::string word) {
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
}

std::string digits_of(std::string_view typed) {
    std::string digits;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

// As typed, from abroad, and as French people dial it.
void add_phone(std::vector<std::string>& words, std::string_view typed) {
    constexpr std::string_view france = "+33";
    add_word(words, digits_of(typed));
    const auto number = phone_e164(typed);
    if (!number) return;
    add_word(words, number->substr(1));
    if (number->starts_with(france)) add_word(words, "0" + number->substr(france.size()));
}

// Tells the index that `row` has these words, or that it has them no longer.
void tell_index(Connection& connection, Entity entity, std::string_view file, std::int64_t row,
                const std::string& folded) {
    const auto columns = word_columns(entity);
    const auto lines = lines_of(folded, columns.size());
    Query query(connection, record_file(entity, file));
    query.bind(":row", row);
    std::string name;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        name = ":";
        name += columns[i].name;
        query.bind(name.c_str(), std::string(lines[i]));
    }
    query.run();
}

void learn(Connection& connection, Entity entity, const std::string& folded) {
    const auto columns = word_columns(entity);
    const auto lines = lines_of(folded, columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].place == P::reach) continue;
        for (const Word& word : words_of(lines[i])) {
            if (!is_vocabulary(word.text) || !connection.learns(word.text)) continue;
            Query(connection, "search/learn.sql").bind(":word", std::string(word.text)).run();
        }
    }
}

} // namespace

std::span<const WordColumn> word_columns(Entity entity) {
    static const std::array<std::vector<WordColumn>, entity_count> columns{
        std::vector<WordColumn>{{"name", P::name, {F::collaborator_full_name}},
                                {"reach", P::reach, {F::collaborator_email, F::collaborator_phone}}},
        std::vector<WordColumn>{{"name", P::name, {F::client_full_name}},
                                {"company", P::company, {F::client_company}},
                                {"reach", P::reach, {F::client_email, F::client_phone}},
                                {"notes", P::notes, {F::client_notes}}},
        std::vector<WordColumn>{{"name", P::name, {F::contract_number}}, {"notes", P::notes, {F::contract_notes}}},
        std::vector<WordColumn>{{"notes", P::notes, {F::payment_method, F::payment_note}}},
        std::vector<WordColumn>{{"name", P::name, {F::event_title, F::event_contact_name}},
                                {"venue", P::venue, {F::event_venue_name, F::event_venue_address}},
                                {"reach", P::reach, {F::event_contact_email, F::event_contact_phone}},
                                {"notes", P::notes, {F::event_notes}}},
    };
    return columns[static_cast<std::size_t>(entity)];
}

std::vector<std::string> indexed_words(const Record& record, Field field, const Unicode& unicode) {
    std::vector<std::string> words;
    const std::string text = record.text(field);
    if (spec(field).type == FieldType::phone) {
        add_phone(words, text);
        return words;
    }
    const std::string folded = unicode.fold(text);
    for (const Word& word : words_of(folded)) add_word(words, std::string(word.text));
    if (field == F::contract_number) {
        // It is known by its provisional number for ever.
        const std::string provisional = unicode.fold(provisional_number(record.id));
        for (const Word& word : words_of(provisional)) add_word(words, std::string(word.text));
    }
    return words;
}

std::string folded_text(const Record& record, const Unicode& unicode) {
    std::string text;
    bool any = false;
    for (const WordColumn& column : word_columns(record.entity)) {
        if (&column != &word_columns(record.entity).front()) text += '\n';
        const std::size_t begin = text.size();
        for (const Field field : column.fields) {
            for (const std::string& word : indexed_words(record, field, unicode)) {
                if (text.size() > begin) text += ' ';
                text += word;
                any = true;
            }
        }
    }
    return any ? text : std::string();
}

std::vector<std::string_view> lines_of(std::string_view folded, std::size_t count) {
    std::vector<std::string_view> lines;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t end = std::min(folded.find('\n'), folded.size());
        lines.push_back(folded.substr(0, end));
        folded.remove_prefix(std::min(end + 1, folded.size()));
    }
    return lines;
}

bool words_are_current(Connection& connection, const Record& record) {
    const auto indexed = find_indexed(connection, record.entity, record.id);
    return indexed && indexed->folded == folded_text(record, connection.environment().unicode);
}

std::optional<IndexedRow> find_indexed(Connection& connection, Entity entity, const Id& id) {
    Query query(connection, record_file(entity, ".words"));
    query.bind(":id", id);
    if (!query.step()) return std::nullopt;
    return IndexedRow{query.integer(0), query.text(1)};
}

void change_words(Connection& connection, Entity entity, std::int64_t row, const std::string& before,
                  const std::string& after) {
    if (before == after) return;
    if (!before.empty()) tell_index(connection, entity, ".forget_words", row, before);
    if (after.empty()) return;
    tell_index(connection, entity, ".index_words", row, after);
    learn(connection, entity, after);
}

void forget_words(Connection& connection, Entity entity, const Id& id) {
    const auto indexed = find_indexed(connection, entity, id);
    if (!indexed || indexed->folded.empty()) return;
    tell_index(connection, entity, ".forget_words", indexed->row, indexed->folded);
}

} // namespace epic::store
