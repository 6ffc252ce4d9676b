#include "storage/store/internal/found_words.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "storage/store/internal/word_index.hpp"

namespace epic::store {
namespace {

constexpr std::size_t places = 5;
// Bytes of a long text that are shown before the first word found, and in all.
constexpr std::size_t snippet_before = 40;
constexpr std::size_t snippet_max = 160;

// How one word of the search is found: for each combination of place, mistyped and partial, whether it is.
class Finds {
public:
    void add(const Rank& rank) { at(rank) = true; }
    // With this or better in every respect.
    bool within(const Rank& rank) const {
        for (std::size_t place = 0; place <= static_cast<std::size_t>(rank.place); ++place) {
            for (const bool mistyped : {false, true}) {
                for (const bool partial : {false, true}) {
                    if (mistyped > rank.mistyped || partial > rank.partial) continue;
                    if (found_[index(mistyped, place, partial)]) return true;
                }
            }
        }
        return false;
    }

private:
    static std::size_t index(bool mistyped, std::size_t place, bool partial) {
        return (place * 2 + (mistyped ? 1 : 0)) * 2 + (partial ? 1 : 0);
    }
    bool& at(const Rank& rank) {
        return found_[index(rank.mistyped, static_cast<std::size_t>(rank.place), rank.partial)];
    }
    std::array<bool, places * 4> found_{};
};

std::optional<Rank> rank_at(std::string_view typed, std::string_view word, SearchPlace place) {
    const Likeness found = likeness(typed, word);
    const bool mistyped = found == Likeness::mistyped || found == Likeness::mistyped_start;
    // Addresses and numbers are meant as they are typed.
    if (found == Likeness::none || (mistyped && place == SearchPlace::reach)) return std::nullopt;
    return Rank{mistyped, place, found == Likeness::start || found == Likeness::mistyped_start};
}

// Calls visit(column, field, word) for every indexed word.
template <typename Visit>
void for_each_word(const Record& record, const Unicode& unicode, Visit&& visit) {
    for (const WordColumn& column : word_columns(record.entity)) {
        for (const Field field : column.fields) {
            for (const std::string& word : indexed_words(record, field, unicode)) visit(column, field, word);
        }
    }
}

// A term's words, and the joined one if there is one.
struct TermFinds {
    std::vector<Finds> words;
    Finds joined;

    bool within(const Rank& rank) const {
        return joined.within(rank) ||
               std::all_of(words.begin(), words.end(), [&](const Finds& finds) { return finds.within(rank); });
    }
};

// ---- what to show ----

// A folded text that knows where each of its bytes comes from.
struct Traced {
    std::string folded;
    std::vector<std::size_t> begins; // of the character in the text, for each byte of `folded`
    std::vector<std::size_t> ends;
};

Traced trace(std::string_view text, const Unicode& unicode) {
    Traced traced;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) ++end;
        const std::string folded = unicode.fold(text.substr(at, end - at));
        // An accent that stands alone belongs to the letter before it.
        if (folded.empty() && !traced.ends.empty()) traced.ends.back() = end;
        traced.folded += folded;
        traced.begins.resize(traced.folded.size(), at);
        traced.ends.resize(traced.folded.size(), end);
        at = end;
    }
    return traced;
}

// As it is shown: the number people know a contract by, and the lines of a long text in one.
std::string shown_text(const RecordView& view, Field field) {
    std::string text = field == Field::contract_number ? view.number : view.record.text(field);
    for (char& c : text) c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    return text;
}

// The best place of one word of the search: a field, and there every word that is as good.
struct Best {
    std::optional<Rank> rank;
    Field field{};
};

Best best_of(const Record& record, std::string_view typed, const Unicode& unicode) {
    Best best;
    for_each_word(record, unicode, [&](const WordColumn& column, Field field, const std::string& word) {
        const auto rank = rank_at(typed, word, column.place);
        if (rank && (!best.rank || *rank < *best.rank)) best = {rank, field};
    });
    return best;
}

std::vector<TextRange> ranges_in(const std::string& text, Field field, std::string_view typed, const Rank& rank,
                                 SearchPlace place, const Unicode& unicode) {
    if (spec(field).type == FieldType::phone) return {{0, text.size()}};
    std::vector<TextRange> ranges;
    const Traced traced = trace(text, unicode);
    for (const Word& word : words_of(traced.folded)) {
        if (rank_at(typed, word.text, place) != rank) continue;
        const bool only_start = likeness(typed, word.text) == Likeness::start;
        const std::size_t letters = only_start ? typed.size() : word.text.size();
        const std::size_t begin = traced.begins[word.at];
        ranges.push_back({begin, traced.ends[word.at + letters - 1] - begin});
    }
    return ranges;
}

// In order and apart from each other.
std::vector<TextRange> tidy(std::vector<TextRange> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
    std::vector<TextRange> apart;
    for (const TextRange& range : ranges) {
        if (!apart.empty() && range.begin <= apart.back().begin + apart.back().length) {
            TextRange& last = apart.back();
            last.length = std::max(last.begin + last.length, range.begin + range.length) - last.begin;
        } else {
            apart.push_back(range);
        }
    }
    return apart;
}

std::size_t character_at_or_after(std::string_view text, std::size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80) ++at;
    return std::min(at, text.size());
}

// The part around the first range, from one word to another.
void cut(SearchMatch& match) {
    constexpr std::string_view more = "…";
    if (match.text.size() <= snippet_max) return;
    const std::size_t first = match.ranges.empty() ? 0 : match.ranges.front().begin;
    std::size_t begin = first <= snippet_before ? 0 : character_at_or_after(match.text, first - snippet_before);
    if (begin > 0) {
        const std::size_t blank = match.text.find(' ', begin);
        if (blank < first) begin = blank + 1;
    }
    std::size_t end = character_at_or_after(match.text, begin + snippet_max);
    const std::size_t found_end = match.ranges.empty() ? 0 : first + match.ranges.front().length;
    if (end < match.text.size()) {
        const std::size_t blank = match.text.rfind(' ', end);
        if (blank != std::string::npos && blank > begin && blank >= found_end) end = blank;
    }
    end = std::max(end, found_end);
    const std::string head(begin == 0 ? "" : more);
    const std::string tail(end == match.text.size() ? "" : more);
    match.text = head + match.text.substr(begin, end - begin) + tail;
    std::erase_if(match.ranges, [&](const TextRange& range) { return range.begin + range.length > end; });
    for (TextRange& range : match.ranges) range.begin = range.begin - begin + head.size();
}

} // namespace

std::optional<Rank> rank_of(Entity entity, std::string_view folded, std::span<const Term> terms) {
    std::vector<TermFinds> finds(terms.size());
    for (std::size_t i = 0; i < terms.size(); ++i) finds[i].words.resize(terms[i].words.size());
    const auto columns = word_columns(entity);
    const auto lines = lines_of(folded, columns.size());
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const SearchPlace at = columns[column].place;
        for (const Word& word : words_of(lines[column])) {
            for (std::size_t i = 0; i < terms.size(); ++i) {
                for (std::size_t j = 0; j < terms[i].words.size(); ++j) {
                    if (const auto rank = rank_at(terms[i].words[j], word.text, at)) finds[i].words[j].add(*rank);
                }
                if (terms[i].joined.empty()) continue;
                if (const auto rank = rank_at(terms[i].joined, word.text, at)) finds[i].joined.add(*rank);
            }
        }
    }
    for (const bool mistyped : {false, true}) {
        for (std::size_t place = 0; place < places; ++place) {
            for (const bool partial : {false, true}) {
                const Rank rank{mistyped, static_cast<SearchPlace>(place), partial};
                const bool all =
                    std::all_of(finds.begin(), finds.end(), [&](const TermFinds& term) { return term.within(rank); });
                if (all) return rank;
            }
        }
    }
    return std::nullopt;
}

std::vector<SearchMatch> matches_of(const RecordView& view, std::span<const Term> terms, const Unicode& unicode) {
    // By place, then in the order of the form.
    std::map<std::pair<SearchPlace, Field>, std::vector<TextRange>> by_field;
    const auto show = [&](std::string_view typed) {
        const Best best = best_of(view.record, typed, unicode);
        if (!best.rank) return false;
        const SearchPlace place = best.rank->place;
        const auto found = ranges_in(shown_text(view, best.field), best.field, typed, *best.rank, place, unicode);
        auto& ranges = by_field[{place, best.field}];
        ranges.insert(ranges.end(), found.begin(), found.end());
        return true;
    };
    for (const Term& term : terms) {
        if (!term.joined.empty() && show(term.joined)) continue;
        for (const std::string& word : term.words) show(word);
    }
    std::vector<SearchMatch> matches;
    for (auto& [key, ranges] : by_field) {
        SearchMatch match{key.second, shown_text(view, key.second), tidy(std::move(ranges))};
        cut(match);
        matches.push_back(std::move(match));
    }
    return matches;
}

} // namespace epic::store
