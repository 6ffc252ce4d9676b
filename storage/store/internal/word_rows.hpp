// Which rows have a word, in memory: what several words have in common is then found without the word index, however
// frequent each of them is.
//
// A set is kept once the index was read to its end for it, and is brought to the state that a search sees by looking at
// the words of the rows that changed (change_log.hpp). What was not used for the longest time makes room.
// Throws SQLite::Exception. Threads: any; the connection is the caller's, inside the transaction of the search.
#pragma once

#include <list>
#include <map>
#include <mutex>
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

// What the row keeps in `folded`; empty when it is not there.
std::string words_of_row(Connection& connection, Entity entity, std::uint32_t row);

class WordRows {
public:
    using Rows = std::shared_ptr<const RowSet>;

    // As the transaction sees them, or nothing when they are not known.
    Rows find(Connection& connection, const WordQuestion& question, const Revisions& now, const ChangeLog& log);
    // `rows` are all that the index gave at `now`.
    void keep(const WordQuestion& question, Rows rows, const Revisions& now);
    void clear();

private:
    struct Entry {
        std::string key;
        Rows rows;
        Revisions revisions{};
        std::size_t bytes = 0;
    };
    using Entries = std::list<Entry>;

    void keep(const std::string& key, Rows rows, const Revisions& now, Entity entity);
    void forget(const std::string& key);
    void remove(Entries::iterator entry);

    std::mutex mutex_;
    Entries entries_; // the last used first
    std::map<std::string_view, Entries::iterator> by_key_;
    std::size_t bytes_ = 0;
};

} // namespace epic::store
