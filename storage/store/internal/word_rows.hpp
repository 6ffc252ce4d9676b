// Which rows have a word, in memory: what several words have in common is then found without the word index, however
// frequent each of them is.
//
// A set is kept once the index was read to its end for it, and is brought to the state that a search sees by looking at
// the words of the rows that changed (change_log.hpp). What was not used for the longest time makes room.
// Throws SQLite::Exception. Threads: any; the connection is the caller's, inside the transaction of the search.
#pragma once

#include <array>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "storage/store/internal/change_log.hpp"
#include "storage/store/internal/connection.hpp"
#include "storage/store/internal/row_set.hpp"

namespace epic::store {

// Whether a row has, in the first `columns` places of its entity, one word of each of `all_of`; or else one of
// `or_one_of`.
struct WordQuestion {
    Entity entity{};
    std::size_t columns = 0;
    bool whole = false; // the words themselves; else words that begin with them
    std::vector<std::vector<std::string>> all_of;
    std::vector<std::string> or_one_of;

    // For the word index.
    std::string expression() const;
    // `folded` as the row keeps it (word_index.hpp).
    bool fits(std::string_view folded) const;
    // Of one word, or what it may be mistyped for: the index gives its rows one by one without looking further.
    bool is_simple() const { return all_of.size() == 1 && or_one_of.empty(); }
};

// All of them, as the index has them.
std::shared_ptr<const RowSet> read_word_rows(Connection& connection, const WordQuestion& question);

// What the row keeps in `folded`; empty when it is not there.
std::string words_of_row(Connection& connection, Entity entity, std::uint32_t row);

class WordRows {
public:
    using Rows = std::shared_ptr<const RowSet>;

    // As the transaction sees them, or nothing when they are not known.
    Rows find(Connection& connection, const WordQuestion& question, const Revisions& now, const ChangeLog& log);
    // `rows` are all that the index gave at `now`.
    void keep(const WordQuestion& question, Rows rows, const Revisions& now);

    // What is read ahead, before anybody asks (text_rows.hpp): sets that are brought to the present together, so that
    // each row that changed is looked at once for all of them. One by one, as they are asked for, they would be
    // further behind than is worth correcting.
    void keep_ahead(const WordQuestion& question, Rows rows, const Revisions& now);
    // All sets of `entity` that there are to be have been kept.
    void finish_ahead(Entity entity, const Revisions& now);
    // False when they are not there, or are so far behind that they have been forgotten.
    bool bring_ahead(Connection& connection, Entity entity, const Revisions& now, const ChangeLog& log);
    // Whether they are there, as the transaction sees them.
    bool is_ahead(Entity entity, const Revisions& now);
    void clear();

private:
    struct Entry {
        std::string key;
        Rows rows;
        Revisions revisions{};
        std::size_t bytes = 0;
        std::optional<WordQuestion> ahead; // of one that was read ahead
    };
    using Entries = std::list<Entry>;

    void keep(Entry entry, Entity entity);
    std::vector<Entry> behind(Entity entity, const Revisions& now);
    void forget(const std::string& key);
    void remove(Entries::iterator entry);

    std::mutex mutex_;
    Entries entries_; // the last used first
    std::map<std::string_view, Entries::iterator> by_key_;
    std::size_t bytes_ = 0;
    std::array<std::optional<std::int64_t>, entity_count> ahead_at_; // revisions
};

} // namespace epic::store
