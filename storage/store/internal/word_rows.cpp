#include "storage/store/internal/word_rows.hpp"

#include <algorithm>
#include <set>

#include "storage/store/internal/word_index.hpp"
#include "storage/store/internal/words.hpp"

namespace epic::store {
namespace {

// A frequent word of a table of 400,000 rows needs 50 kilobytes.
constexpr std::size_t bytes_max = 24'000'000;
constexpr std::size_t bytes_of_entry = 200;
// Beyond that, the index is read again.
constexpr std::size_t changed_rows_max = 200;

std::size_t index_of(Entity entity) {
    return static_cast<std::size_t>(entity);
}

std::string key_of(const WordQuestion& question) {
    return std::string(entity_name(question.entity)) + " " + question.expression();
}

std::string any_of(const std::vector<std::string>& words, bool whole) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " OR ") + word_expression(word, whole);
    return "(" + all + ")";
}

bool has_one_of(std::string_view line, const std::vector<std::string>& words, bool whole) {
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        const std::string_view there = line.substr(0, end);
        const bool fits = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
            return whole ? there == word : there.starts_with(word);
        });
        if (fits) return true;
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return false;
}

} // namespace

std::string WordQuestion::expression() const {
    const auto places = word_columns(entity);
    std::string text;
    for (const std::vector<std::string>& words : all_of) {
        text += (text.empty() ? "" : " AND ") + any_of(words, whole);
    }
    if (!or_one_of.empty()) text = "(" + text + ") OR " + any_of(or_one_of, whole);
    if (columns >= places.size()) return text;
    std::string names;
    for (std::size_t i = 0; i < columns; ++i) names += (names.empty() ? "" : " ") + std::string(places[i].name);
    return "{" + names + "} : (" + text + ")";
}

bool WordQuestion::fits(std::string_view folded) const {
    const auto lines = lines_of(folded, std::min(columns, word_columns(entity).size()));
    const auto has = [&](const std::vector<std::string>& words) {
        return std::any_of(lines.begin(), lines.end(),
                           [&](std::string_view line) { return has_one_of(line, words, whole); });
    };
    return std::all_of(all_of.begin(), all_of.end(), has) || (!or_one_of.empty() && has(or_one_of));
}

std::string words_of_row(Connection& connection, Entity entity, std::uint32_t row) {
    Query query(connection, "search/" + std::string(entity_name(entity)) + ".words.sql");
    query.bind(":row", std::int64_t{row});
    return query.step() ? query.text(0) : std::string();
}

WordRows::Rows WordRows::find(Connection& connection, const WordQuestion& question, const Revisions& now,
                              const ChangeLog& log) {
    const std::string key = key_of(question);
    const std::size_t own = index_of(question.entity);
    Rows rows;
    Revisions then{};
    {
        const std::lock_guard lock(mutex_);
        const auto found = by_key_.find(key);
        if (found == by_key_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        rows = found->second->rows;
        then = found->second->revisions;
    }
    if (then[own] == now[own]) return rows;
    const auto changes = log.between(then, now);
    std::set<std::uint32_t> changed;
    for (const RowChange& change : changes.value_or(std::vector<RowChange>{})) {
        if (change.entity == question.entity) changed.insert(change.row);
    }
    if (!changes || changed.size() > changed_rows_max) {
        if (then[own] < now[own]) forget(key);
        return nullptr;
    }
    const auto corrected = std::make_shared<RowSet>(*rows);
    for (const std::uint32_t row : changed) {
        corrected->set(row, question.fits(words_of_row(connection, question.entity, row)));
    }
    keep(key, corrected, now, question.entity);
    return corrected;
}

void WordRows::keep(const WordQuestion& question, Rows rows, const Revisions& now) {
    keep(key_of(question), std::move(rows), now, question.entity);
}

void WordRows::keep(const std::string& key, Rows rows, const Revisions& now, Entity entity) {
    const std::lock_guard lock(mutex_);
    const std::size_t own = index_of(entity);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        if (found->second->revisions[own] > now[own]) return;
        remove(found->second);
    }
    const std::size_t bytes = rows->bytes() + key.size() + bytes_of_entry;
    entries_.push_front({key, std::move(rows), now, bytes});
    by_key_[entries_.front().key] = entries_.begin();
    bytes_ += bytes;
    while (bytes_ > bytes_max) remove(std::prev(entries_.end()));
}

void WordRows::forget(const std::string& key) {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) remove(found->second);
}

void WordRows::remove(Entries::iterator entry) {
    bytes_ -= entry->bytes;
    by_key_.erase(entry->key);
    entries_.erase(entry);
}

void WordRows::clear() {
    const std::lock_guard lock(mutex_);
    by_key_.clear();
    entries_.clear();
    bytes_ = 0;
}

} // namespace epic::store
