#include "storage/store/internal/text_rows.hpp"

#include <algorithm>
#include <deque>

#include "storage/store/internal/word_index.hpp"
#include "storage/store/internal/words.hpp"

namespace epic::store {
namespace {

// What more than one row in so many has: of 300,000 rows the index takes three milliseconds for it.
constexpr std::int64_t frequent_share = 10;

// What is itself a frequent word ("fr", of most addresses) is asked place by place, for the better rank, and where no
// name has it the index reads all its rows to find that out.
void read_places_ahead(Connection& connection, WordRows& memory, const ChangeLog& log, Entity entity,
                       const std::string& word, std::size_t rare, const Revisions& now) {
    const std::size_t places = word_columns(entity).size();
    WordQuestion question{.entity = entity, .columns = places, .whole = true, .all_of = {{word}}, .or_one_of = {}};
    const auto everywhere = read_word_rows(connection, question);
    CommonRows counted;
    counted.add(everywhere);
    if (counted.at_most(rare)) return;
    memory.keep_ahead(question, everywhere, now);
    for (question.columns = 1; question.columns < places; ++question.columns) {
        auto rows = memory.find(connection, question, now, log);
        if (!rows) rows = read_word_rows(connection, question);
        memory.keep_ahead(question, rows, now);
    }
}

WordQuestion starting_in(Entity entity, const std::string& word) {
    return {
        .entity = entity, .columns = word_columns(entity).size(), .whole = false, .all_of = {{word}}, .or_one_of = {}};
}

class Reading {
public:
    Reading(Connection& connection, WordRows& memory, const ChangeLog& log, const Revisions& now)
        : connection_(connection), memory_(memory), log_(log), now_(now) {}

    RowBits with(Entity entity, const Term& term) {
        RowBits rows = starting_with(entity, term.words.front());
        for (std::size_t i = 1; i < term.words.size(); ++i) rows.keep_common(starting_with(entity, term.words[i]));
        if (!term.joined.empty()) rows.add(starting_with(entity, term.joined));
        return rows;
    }

private:
    RowBits starting_with(Entity entity, const std::string& word) {
        const WordQuestion question = starting_in(entity, word);
        auto rows = memory_.find(connection_, question, now_, log_);
        if (!rows) {
            rows = read_word_rows(connection_, question);
            memory_.keep(question, rows, now_);
        }
        RowBits bits;
        bits.add(*rows);
        return bits;
    }

    Connection& connection_;
    WordRows& memory_;
    const ChangeLog& log_;
    const Revisions& now_;
};

} // namespace

void RowBits::set(std::size_t row) {
    if (row / 64 >= bits_.size()) bits_.resize(row / 64 + 1);
    bits_[row / 64] |= std::uint64_t{1} << row % 64;
}

void RowBits::add(const RowSet& rows) {
    if (rows.is_list()) {
        for (const std::uint32_t row : rows.list()) set(row);
        return;
    }
    if (rows.bits().size() > bits_.size()) bits_.resize(rows.bits().size());
    for (std::size_t i = 0; i < rows.bits().size(); ++i) bits_[i] |= rows.bits()[i];
}

void RowBits::add(const RowBits& other) {
    if (other.bits_.size() > bits_.size()) bits_.resize(other.bits_.size());
    for (std::size_t i = 0; i < other.bits_.size(); ++i) bits_[i] |= other.bits_[i];
}

void RowBits::keep_common(const RowBits& other) {
    bits_.resize(std::min(bits_.size(), other.bits_.size()));
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] &= other.bits_[i];
}

RowBits rows_with_text(Connection& connection, WordRows& memory, const ChangeLog& log, Entity entity,
                       std::string_view text, const ClientRows::Rows& clients, const Revisions& now) {
    Reading reading(connection, memory, log, now);
    RowBits all;
    bool is_first = true;
    for (const Term& term : terms_of(connection.environment().unicode.fold(text))) {
        RowBits rows = reading.with(entity, term);
        if (clients) {
            const RowBits theirs = reading.with(Entity::client, term);
            for (std::size_t row = 0; row < clients->size(); ++row) {
                if (theirs.has((*clients)[row])) rows.set(row);
            }
        }
        if (std::exchange(is_first, false)) {
            all = std::move(rows);
        } else {
            all.keep_common(rows);
        }
    }
    return all;
}

void read_ahead(Connection& connection, WordRows& memory, const ChangeLog& log, const std::vector<Entity>& entities,
                const Tallied& tallied) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    const Revisions& now = tallied.revisions;
    std::vector<Entity> missing;
    // What is typed first is read first.
    std::deque<std::pair<Entity, std::string>> starts;
    for (const Entity entity : entities) {
        if (memory.bring_ahead(connection, entity, now, log)) continue;
        missing.push_back(entity);
        starts.emplace_back(entity, "");
    }
    for (; !starts.empty(); starts.pop_front()) {
        const auto& [entity, start] = starts.front();
        const std::int64_t share = tallied.standing.at(static_cast<std::size_t>(entity)) / frequent_share;
        const auto rare = static_cast<std::size_t>(std::max<std::int64_t>(share, 0));
        for (const char letter : letters) {
            const WordQuestion question = starting_in(entity, start + letter);
            auto rows = memory.find(connection, question, now, log);
            if (!rows) rows = read_word_rows(connection, question);
            CommonRows counted;
            counted.add(rows);
            if (counted.at_most(rare)) continue;
            memory.keep_ahead(question, rows, now);
            read_places_ahead(connection, memory, log, entity, start + letter, rare, now);
            starts.emplace_back(entity, start + letter);
        }
    }
    for (const Entity entity : missing) memory.finish_ahead(entity, now);
}

Orderings::Order part_of(const Orderings::Order& order, const RowBits& rows) {
    Orderings::Order part;
    for (std::size_t i = 0; i < order.rows.size(); ++i) {
        if (i == order.filled) part.filled = part.rows.size();
        if (rows.has(order.rows[i])) part.rows.push_back(order.rows[i]);
    }
    if (order.filled >= order.rows.size()) part.filled = part.rows.size();
    return part;
}

} // namespace epic::store
