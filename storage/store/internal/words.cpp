#include "storage/store/internal/words.hpp"

#include <algorithm>

namespace epic::store {
namespace {

constexpr std::size_t mistyped_letters_min = 5;
constexpr std::size_t vocabulary_letters_min = mistyped_letters_min - 1;
// Longer ones are no words of people, and would only fill memory.
constexpr std::size_t vocabulary_letters_max = 40;

// The code point that begins at `at`, and how many bytes it has.
std::pair<char32_t, std::size_t> code_point(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
    if (length == 1 || at + length > text.size()) return {byte(0), 1};
    char32_t letter = byte(0) & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) letter = letter << 6 | (byte(i) & 0x3fU);
    return {letter, length};
}

// What stands between words: ASCII but letters and digits, and the blocks of punctuation, signs and pictures.
bool separates(char32_t letter) {
    if (letter < 0x80) return !((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'));
    return letter < 0xc0 || letter == 0xd7 || letter == 0xf7 || (letter >= 0x2000 && letter < 0x2c00) ||
           (letter >= 0x2e00 && letter < 0x2e80) || (letter >= 0x3000 && letter < 0x3040) ||
           (letter >= 0xfe00 && letter < 0xfe70) || letter == 0xfffd || (letter >= 0x1f000 && letter < 0x20000);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view word) {
    return std::all_of(word.begin(), word.end(), is_digit);
}

bool any_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), is_digit);
}

std::size_t letter_count(std::string_view word) {
    return static_cast<std::size_t>(std::count_if(
        word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; }));
}

// What is left of both behind a letter that they have in common, or that one of them holds by mistake.
std::u32string_view behind(std::u32string_view text, std::size_t letters) {
    return text.substr(std::min(letters, text.size()));
}

// One error between `typed` and `word`, or between `typed` and how `word` starts. The first letter in which they differ
// is where the error stands.
Likeness mistyped_likeness(std::u32string_view typed, std::u32string_view word) {
    const auto [a, b] = std::mismatch(typed.begin(), typed.end(), word.begin(), word.end());
    const std::u32string_view left = typed.substr(static_cast<std::size_t>(a - typed.begin()));
    const std::u32string_view right = word.substr(static_cast<std::size_t>(b - word.begin()));
    bool starts = false;
    const auto fits = [&](std::u32string_view wanted, std::u32string_view there) {
        starts = starts || there.starts_with(wanted);
        return wanted == there;
    };
    bool whole = fits(behind(left, 1), right); // a letter too many, or nothing typed beyond what is there
    if (!right.empty()) {
        whole = fits(left, behind(right, 1)) || whole;            // one missing
        whole = fits(behind(left, 1), behind(right, 1)) || whole; // another one
    }
    if (left.size() > 1 && right.size() > 1 && left[0] == right[1] && left[1] == right[0]) {
        whole = fits(behind(left, 2), behind(right, 2)) || whole; // two that changed places
    }
    return whole ? Likeness::mistyped : starts ? Likeness::mistyped_start : Likeness::none;
}

} // namespace

std::vector<Word> words_of(std::string_view folded) {
    std::vector<Word> words;
    std::size_t begin = 0;
    const auto end_at = [&](std::size_t at) {
        if (at > begin) words.push_back({folded.substr(begin, at - begin), begin});
    };
    for (std::size_t at = 0; at < folded.size();) {
        const auto [letter, length] = code_point(folded, at);
        if (separates(letter)) {
            end_at(at);
            begin = at + length;
        }
        at += length;
    }
    end_at(folded.size());
    return words;
}

std::vector<Term> terms_of(std::string_view folded_query) {
    std::vector<Term> terms;
    bool in_figures = false;
    for (const Word& word : words_of(folded_query)) {
        const bool figures = all_digits(word.text);
        if (figures && in_figures) {
            Term& run = terms.back();
            if (run.joined.empty()) run.joined = run.words.front();
            run.joined += word.text;
            run.words.emplace_back(word.text);
        } else {
            const bool long_enough = letter_count(word.text) >= mistyped_letters_min;
            terms.push_back({{std::string(word.text)}, {}, long_enough && is_vocabulary(word.text)});
        }
        in_figures = figures;
    }
    return terms;
}

std::string word_expression(std::string_view word, bool whole) {
    return "\"" + std::string(word) + (whole ? "\"" : "\"*");
}

std::string term_expression(const Term& term, bool whole) {
    std::string all;
    for (const std::string& word : term.words) all += (all.empty() ? "" : " AND ") + word_expression(word, whole);
    if (term.joined.empty()) return all;
    return "((" + all + ") OR " + word_expression(term.joined, whole) + ")";
}

Likeness likeness(std::string_view typed, std::string_view word) {
    if (word.starts_with(typed)) return word.size() == typed.size() ? Likeness::whole : Likeness::start;
    if (letter_count(typed) < mistyped_letters_min || !is_vocabulary(typed) || !is_vocabulary(word)) {
        return Likeness::none;
    }
    return mistyped_likeness(letters_of(typed), letters_of(word));
}

bool is_vocabulary(std::string_view word) {
    const std::size_t letters = letter_count(word);
    return letters >= vocabulary_letters_min && letters <= vocabulary_letters_max && !any_digit(word);
}

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    for (std::size_t at = 0; at < text.size();) {
        const auto [letter, length] = code_point(text, at);
        letters += letter;
        at += length;
    }
    return letters;
}

void append_letter(std::string& text, char32_t letter) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80U | (letter >> shift & 0x3fU)); };
    if (letter < 0x80) {
        text += static_cast<char>(letter);
    } else if (letter < 0x800) {
        text += static_cast<char>(0xc0U | letter >> 6);
        tail(0);
    } else if (letter < 0x10000) {
        text += static_cast<char>(0xe0U | letter >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0U | letter >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace epic::store
