// Words: how a folded text is cut into them, and what a search asks of each.
//
// A word is a run of letters and digits of a folded text (core/base/seams.hpp, Unicode::fold). Every word of a query
// must begin a word of the record: "lou bou" and "bouz lou" find Lou Bouzin. Words of five letters or more, digits
// none, may hold one typing error: a letter too many, one missing, another one, or two that changed places; also while
// the word is still being typed.
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace epic::store {

struct Word {
    std::string_view text;
    std::size_t at = 0; // in the folded text
};

// The words point into `folded`, which is well-formed UTF-8.
std::vector<Word> words_of(std::string_view folded);

// One thing asked for. Figures with something between them ("06 12 34", "2026-0017") are asked for apart and
// together, since phone numbers are indexed without their spaces.
struct Term {
    std::vector<std::string> words; // one or more, all wanted
    std::string joined;             // or this one; empty when there is only one word
    bool may_be_mistyped = false;   // of one word
};
std::vector<Term> terms_of(std::string_view folded_query);

// "\"lou\"*": for the word index. `whole`: the word itself instead of what begins with it.
std::string word_expression(std::string_view word, bool whole);
// The term as it was typed.
std::string term_expression(const Term& term, bool whole);

// How `word`, a word of a text, answers to what was typed.
enum class Likeness : unsigned char { none, mistyped_start, mistyped, start, whole };
Likeness likeness(std::string_view typed, std::string_view word);
// Whether a word may be told by its likeness to a mistyped one: four letters or more, no digits.
bool is_vocabulary(std::string_view word);

// The letters, as code points.
std::u32string letters_of(std::string_view text);
void append_letter(std::string& text, char32_t letter);

} // namespace epic::store
