#include "storage/store/internal/word_rows.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
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
// The same for all sets that were read ahead, each of which costs as much as several thousand rows.
constexpr std::size_t changed_ahead_max = 5'000;

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

// Nothing when that is not known.
std::optional<std::set<std::uint32_t>> changed_rows(Entity entity, const Revisions& then, const Revisions& now,
                                                    const ChangeLog& log) {
    const auto changes = log.between(then, now);
    if (!changes) return std::nullopt;
    std::set<std::uint32_t> changed;
    for (const RowChange& change : *changes) {
        if (change.entity == entity) changed.insert(change.row);
    }
    return changed;
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

std::shared_ptr<const RowSet> read_word_rows(Connection& connection, const WordQuestion& question) {
    Query query(connection, "search/" + std::string(entity_name(question.entity)) + ".all_rows.sql");
    query.bind(":match", question.expression());
    const std::string bytes = query.step() ? query.blob(0) : std::string();
    std::vector<std::uint32_t> rows(bytes.size() / sizeof(std::uint32_t));
    if (!rows.empty()) std::memcpy(rows.data(), bytes.data(), rows.size() * sizeof(std::uint32_t));
    std::reverse(rows.begin(), rows.end());
    // The index gives the oldest first, though nothing obliges it to.
    if (!std::is_sorted(rows.begin(), rows.end(), std::greater<>()))
        std::sort(rows.begin(), rows.end(), std::greater<>());
    return std::make_shared<const RowSet>(std::move(rows));
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
    bool ahead = false;
    {
        const std::lock_guard lock(mutex_);
        const auto found = by_key_.find(key);
        if (found == by_key_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        rows = found->second->rows;
        then = found->second->revisions;
        ahead = found->second->ahead.has_value();
    }
    if (then[own] == now[own]) return rows;
    const auto changed = changed_rows(question.entity, then, now, log);
    if (!changed || changed->size() > changed_rows_max) {
        // One that was read ahead is brought to the present with the others.
        if (then[own] < now[own] && !ahead) forget(key);
        return nullptr;
    }
    const auto corrected = std::make_shared<RowSet>(*rows);
    for (const std::uint32_t row : *changed) {
        corrected->set(row, question.fits(words_of_row(connection, question.entity, row)));
    }
    keep({.key = key, .rows = corrected, .revisions = now, .ahead = {}}, question.entity);
    return corrected;
}

void WordRows::keep(const WordQuestion& question, Rows rows, const Revisions& now) {
    keep({.key = key_of(question), .rows = std::move(rows), .revisions = now, .ahead = {}}, question.entity);
}

void WordRows::keep_ahead(const WordQuestion& question, Rows rows, const Revisions& now) {
    keep({.key = key_of(question), .rows = std::move(rows), .revisions = now, .ahead = question}, question.entity);
}

void WordRows::finish_ahead(Entity entity, const Revisions& now) {
    const std::lock_guard lock(mutex_);
    ahead_at_[index_of(entity)] = now[index_of(entity)];
}

bool WordRows::is_ahead(Entity entity, const Revisions& now) {
    const std::lock_guard lock(mutex_);
    const auto& at = ahead_at_[index_of(entity)];
    return at && *at >= now[index_of(entity)];
}

bool WordRows::bring_ahead(Connection& connection, Entity entity, const Revisions& now, const ChangeLog& log) {
    {
        const std::lock_guard lock(mutex_);
        if (!ahead_at_[index_of(entity)]) return false;
    }
    // Most are of one state.
    std::optional<Revisions> then;
    std::map<std::uint32_t, std::string> words;
    for (const Entry& entry : behind(entity, now)) {
        if (then != entry.revisions) {
            const auto changed = changed_rows(entity, entry.revisions, now, log);
            if (!changed || changed->size() > changed_ahead_max) {
                const std::lock_guard lock(mutex_);
                ahead_at_[index_of(entity)].reset();
                return false;
            }
            then = entry.revisions;
            words.clear();
            for (const std::uint32_t row : *changed) words.emplace(row, words_of_row(connection, entity, row));
        }
        const auto corrected = std::make_shared<RowSet>(*entry.rows);
        for (const auto& [row, folded] : words) corrected->set(row, entry.ahead->fits(folded));
        keep_ahead(*entry.ahead, corrected, now);
    }
    finish_ahead(entity, now);
    return true;
}

std::vector<WordRows::Entry> WordRows::behind(Entity entity, const Revisions& now) {
    std::vector<Entry> found;
    const std::lock_guard lock(mutex_);
    for (const Entry& entry : entries_) {
        const bool is_of_it = entry.ahead && entry.ahead->entity == entity;
        if (is_of_it && entry.revisions[index_of(entity)] < now[index_of(entity)]) found.push_back(entry);
    }
    return found;
}

void WordRows::keep(Entry entry, Entity entity) {
    const std::size_t own = index_of(entity);
    const std::lock_guard lock(mutex_);
    if (const auto found = by_key_.find(entry.key); found != by_key_.end()) {
        if (found->second->revisions[own] > entry.revisions[own]) return;
        if (!entry.ahead) entry.ahead = std::move(found->second->ahead);
        remove(found->second);
    }
    entry.bytes = entry.rows->bytes() + entry.key.size() + bytes_of_entry;
    bytes_ += entry.bytes;
    entries_.push_front(std::move(entry));
    by_key_[entries_.front().key] = entries_.begin();
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
    ahead_at_ = {};
}

} // namespace epic::store
