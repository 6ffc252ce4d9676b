#include "core/words/message.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace epic {
namespace {

std::array<Catalogue, language_count> catalogues{};

std::string_view look_up(Language language, const char* english, int form) {
    if (const Catalogue catalogue = catalogues[static_cast<std::size_t>(language)]) {
        if (const std::string_view found = catalogue(english, form); !found.empty()) return found;
    }
    return english;
}

std::string fill(std::string_view pattern, std::span<const std::string_view> arguments) {
    std::string out;
    out.reserve(pattern.size() + 16 * arguments.size());
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
            pattern[i + 1] <= '9') {
            const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
            if (index < arguments.size()) {
                out += arguments[index];
                i += 2;
                continue;
            }
        }
        out += pattern[i];
    }
    return out;
}

} // namespace

std::string_view language_code(Language language) {
    return language == Language::french ? "fr" : "en";
}

Language language_from_code(std::string_view code) {
    const bool french = code.size() >= 2 && (code[0] == 'f' || code[0] == 'F') && (code[1] == 'r' || code[1] == 'R') &&
                        (code.size() == 2 || code[2] == '_' || code[2] == '-' || code[2] == '.' || code[2] == '@');
    return french ? Language::french : Language::english;
}

void set_catalogue(Language language, Catalogue catalogue) {
    catalogues[static_cast<std::size_t>(language)] = catalogue;
}

std::string_view tr(Language language, const Msg& message) {
    return look_up(language, message.text, 0);
}

std::string tr(Language language, const Msg& message, std::initializer_list<std::string_view> arguments) {
    return fill(tr(language, message), std::span(arguments.begin(), arguments.size()));
}

std::string tr(Language language, const PluralMsg& message, std::int64_t count, std::string_view formatted_count) {
    const bool singular = language == Language::french ? (count == 0 || count == 1 || count == -1) : count == 1;
    std::string_view pattern = singular ? message.one : message.many;
    if (const Catalogue catalogue = catalogues[static_cast<std::size_t>(language)]) {
        // gettext keys a plural by its singular text.
        if (const std::string_view found = catalogue(message.one, singular ? 0 : 1); !found.empty()) pattern = found;
    }
    return fill(pattern, std::span(&formatted_count, 1));
}

Message::Message(const Msg& m, std::initializer_list<std::string_view> texts) : msg(m) {
    arguments.reserve(texts.size());
    for (const std::string_view text : texts) arguments.push_back({std::string(text), false});
}

Message& Message::with(const Msg& argument) & {
    arguments.push_back({argument.text, true});
    return *this;
}

Message&& Message::with(const Msg& argument) && {
    arguments.push_back({argument.text, true});
    return std::move(*this);
}

std::string Message::in(Language language) const {
    std::vector<std::string_view> texts;
    texts.reserve(arguments.size());
    for (const Argument& argument : arguments) {
        texts.push_back(argument.translate ? look_up(language, argument.text.c_str(), 0) : argument.text);
    }
    return fill(tr(language, msg), texts);
}

} // namespace epic
