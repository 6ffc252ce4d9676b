// A message is a text that a person reads, named once and translated later.
//
// Every text of the program is a `Msg` constant in a header whose name ends in `_words.hpp`,
// next to the code that says it:
//
//     namespace epic::words { inline constexpr Msg save{"save", N_("Save")}; }
//
// `id` never changes: it is the ImGui identifier and what tests look for. `text` is the English
// source and the gettext msgid (xgettext runs with -kN_ and -kNP_:1,2). Placeholders are {0}, {1}…
//
// Threads: constants and pure functions; `set_catalogue` once per language before threads start.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

// The markers that xgettext looks for.
#define N_(text) text
#define NP_(one, many) one, many

namespace epic {

enum class Language : std::uint8_t { english, french };
inline constexpr int language_count = 2;

// "en" or "fr".
std::string_view language_code(Language language);
// The language of a code such as "fr", "fr_FR.UTF-8" or "en-GB"; English when it is neither.
Language language_from_code(std::string_view code);

struct Msg {
    const char* id;
    const char* text;
};

struct PluralMsg {
    const char* id;
    const char* one;
    const char* many;
};

// Looks an English text up; returns an empty view when there is no translation.
// `form` is 0 (singular, or not a plural) or 1.
using Catalogue = std::string_view (*)(std::string_view english, int form);
void set_catalogue(Language language, Catalogue catalogue);

// The text in `language`, the English source where a translation is missing. Lives for ever.
std::string_view tr(Language language, const Msg& message);
// Replaces {0}, {1}… ; a placeholder without an argument stays as it is.
std::string tr(Language language, const Msg& message, std::initializer_list<std::string_view> arguments);
// French counts 0 and 1 as singular, English only 1. {0} is the number, formatted by the caller.
std::string tr(Language language, const PluralMsg& message, std::int64_t count, std::string_view formatted_count);

// A message with its arguments, kept until someone knows the reader's language.
// An argument is data (a name, an amount) or, marked `translate`, itself an English text to look up.
struct Message {
    struct Argument {
        std::string text;
        bool translate = false;
    };
    Msg msg{"", ""};
    std::vector<Argument> arguments;

    Message() = default;
    Message(const Msg& m) : msg(m) {}
    Message(const Msg& m, std::initializer_list<std::string_view> texts);
    Message& with(const Msg& argument) &;
    Message&& with(const Msg& argument) &&;

    bool empty() const { return msg.text[0] == '\0'; }
    std::string in(Language language) const;
};

} // namespace epic
