// Every word that a typing error may stand for, in memory and in order: a few bytes a word, about three megabytes for
// the 200,000 words of a large file. It is read when the first mistyped word is looked for, and grows with the file.
//
// Threads: any. `refresh` throws SQLite::Exception and leaves what was there.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store/internal/connection.hpp"

namespace epic::store {

class Vocabulary {
public:
    // Reads the words that the file has learnt since the last time.
    void refresh(Connection& connection);
    // Adds them, as `refresh` does.
    void add(const std::vector<std::string>& words);
    void clear();

    struct Corrections {
        std::vector<std::string> words;  // that were mistyped
        std::vector<std::string> starts; // with which mistyped words begin; none begins with another
    };
    // By the rule of words.hpp; words that begin with what was typed may be among them. Takes well below a
    // millisecond.
    Corrections near(std::string_view typed) const;

private:
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool empty() const { return begin == end; }
    };

    std::string_view word(std::size_t index) const;
    // Among the words of `within`, those that begin with `start`.
    Range starting_with(std::string_view start, Range within) const;
    std::vector<char32_t> letters_after(std::size_t bytes, Range range) const;

    std::mutex refreshing_; // held while words are read, so that nobody looks for one that is on its way
    mutable std::mutex mutex_;
    std::string bytes_;                 // each word behind its length
    std::vector<std::uint32_t> places_; // in the order of the words
    std::int64_t last_ = 0;
};

} // namespace epic::store
