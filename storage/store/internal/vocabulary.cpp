#include "storage/store/internal/vocabulary.hpp"

#include <algorithm>
#include <set>

#include "storage/store/internal/words.hpp"

namespace epic::store {
namespace {

std::string text_of(std::u32string_view letters) {
    std::string text;
    for (const char32_t letter : letters) append_letter(text, letter);
    return text;
}

std::vector<std::string> without_longer_ones(const std::set<std::string>& starts) {
    std::vector<std::string> shortest;
    // In order, what begins with a start comes directly behind it.
    for (const std::string& start : starts) {
        if (shortest.empty() || !start.starts_with(shortest.back())) shortest.push_back(start);
    }
    return shortest;
}

} // namespace

void Vocabulary::refresh(Connection& connection) {
    const std::lock_guard refreshing(refreshing_);
    std::int64_t after = 0;
    {
        const std::lock_guard lock(mutex_);
        after = last_;
    }
    std::vector<std::string> words;
    std::int64_t last = after;
    Query query(connection, "search/vocabulary.sql");
    query.bind(":after", after);
    while (query.step()) {
        last = query.integer(0);
        words.push_back(query.text(1));
    }
    if (words.empty()) return;
    {
        const std::lock_guard lock(mutex_);
        if (last_ != after) return; // forgotten meanwhile
        last_ = last;
    }
    add(words);
}

void Vocabulary::add(const std::vector<std::string>& words) {
    const std::lock_guard lock(mutex_);
    const auto middle = static_cast<std::ptrdiff_t>(places_.size());
    for (const std::string& added : words) {
        places_.push_back(static_cast<std::uint32_t>(bytes_.size()));
        bytes_ += static_cast<char>(added.size());
        bytes_ += added;
    }
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        const auto at = [&](std::uint32_t place) {
            return std::string_view(bytes_).substr(place + 1, static_cast<unsigned char>(bytes_[place]));
        };
        return at(a) < at(b);
    };
    std::sort(places_.begin() + middle, places_.end(), before);
    std::inplace_merge(places_.begin(), places_.begin() + middle, places_.end(), before);
}

void Vocabulary::clear() {
    const std::lock_guard lock(mutex_);
    std::fill(bytes_.begin(), bytes_.end(), '\0');
    bytes_ = {};
    places_ = {};
    last_ = 0;
}

std::string_view Vocabulary::word(std::size_t index) const {
    const std::size_t place = places_[index];
    return std::string_view(bytes_).substr(place + 1, static_cast<unsigned char>(bytes_[place]));
}

Vocabulary::Range Vocabulary::starting_with(std::string_view start, Range within) const {
    const auto first = [&](auto&& is_before) {
        std::size_t low = within.begin;
        std::size_t high = within.end;
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (is_before(word(middle).substr(0, start.size()))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    };
    return {first([&](std::string_view head) { return head < start; }),
            first([&](std::string_view head) { return head <= start; })};
}

std::vector<char32_t> Vocabulary::letters_after(std::size_t bytes, Range range) const {
    std::vector<char32_t> letters;
    while (!range.empty()) {
        const std::string_view here = word(range.begin);
        if (here.size() == bytes) {
            ++range.begin;
            continue;
        }
        letters.push_back(letters_of(here.substr(bytes, 4)).front());
        std::string start(here.substr(0, bytes));
        append_letter(start, letters.back());
        range.begin = starting_with(start, range).end;
    }
    return letters;
}

Vocabulary::Corrections Vocabulary::near(std::string_view typed) const {
    const std::lock_guard lock(mutex_);
    const std::u32string letters = letters_of(typed);
    const std::u32string_view all = letters;
    std::set<std::string> words;
    std::set<std::string> starts;
    Range range{0, places_.size()};
    std::string right; // what is taken for typed rightly, up to the error
    const auto consider = [&](std::u32string_view instead, std::u32string_view rest) {
        const std::string candidate = right + text_of(instead) + text_of(rest);
        const Range found = starting_with(candidate, range);
        if (found.empty()) return;
        starts.insert(candidate);
        if (word(found.begin) == candidate) words.insert(candidate);
    };
    for (std::size_t i = 0; i < all.size() && !range.empty(); ++i) {
        consider({}, all.substr(i + 1));
        if (i + 1 < all.size()) consider(std::u32string{all[i + 1], all[i]}, all.substr(i + 2));
        for (const char32_t letter : letters_after(right.size(), range)) {
            const std::u32string instead(1, letter);
            consider(instead, all.substr(i + 1));
            consider(instead, all.substr(i));
        }
        append_letter(right, all[i]);
        range = starting_with(right, range);
    }
    return {{words.begin(), words.end()}, without_longer_ones(starts)};
}

} // namespace epic::store
