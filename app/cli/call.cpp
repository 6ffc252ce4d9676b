#include "app/cli/call.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cassert>

#include "app/cli/cli_words.hpp"
#include "app/cli/suggestion.hpp"
#include "core/text/csv.hpp"
#include "storage/intl/display_width.hpp"

namespace epic::cli {
namespace {

const OptionSpec* global_option(std::string_view argument) {
    const std::string_view name = argument.substr(0, argument.find('='));
    const auto found = std::ranges::find(global_options(), name, &OptionSpec::name);
    return found == global_options().end() ? nullptr : &*found;
}

struct FoundVerb {
    const Verb* verb = nullptr;
    std::size_t words = 0;
    bool group = false; // the first word begins verbs of two words
};

FoundVerb find_verb(std::span<const std::string> words) {
    FoundVerb found;
    for (const Verb& verb : verbs()) {
        const std::size_t space = verb.words.find(' ');
        const std::string_view first = std::string_view(verb.words).substr(0, space);
        if (words[0] != first) continue;
        if (space == std::string::npos) return {&verb, 1, false};
        found.group = true;
        if (words.size() > 1 && words[1] == std::string_view(verb.words).substr(space + 1)) return {&verb, 2, false};
    }
    return found;
}

// CLI11 says what is wrong in English and in its own way; the option's name is what comes before the colon.
Error error_of(const CLI::ParseError& error) {
    const std::string_view text = error.what();
    return usage_error(Message(words::option_takes_one_value, {text.substr(0, text.find(':'))}));
}

Error unknown_argument(const std::string& typed, std::span<const OptionSpec* const> specs) {
    std::vector<std::string> names;
    for (const OptionSpec* option : specs) names.emplace_back(option->name);
    if (const auto meant = suggestion(typed.substr(0, typed.find('=')), names))
        return usage_error(Message(words::unknown_argument_but, {typed, *meant}));
    return usage_error(Message(words::unknown_argument, {typed}));
}

} // namespace

Error usage_error(Message message) {
    return Error{.code = ErrorCode::usage, .message = std::move(message)};
}

std::optional<std::string> Call::value(std::string_view option) const {
    const auto found = options.find(option);
    if (found == options.end() || found->second.empty()) return std::nullopt;
    return found->second.front();
}

std::vector<std::string> Call::values(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::vector<std::string>() : found->second;
}

const std::string& Call::positional(std::string_view name) const {
    const auto found = positionals.find(name);
    assert(found != positionals.end() && "the table does not require this positional");
    return found->second;
}

std::size_t first_word(std::span<const std::string> arguments) {
    std::size_t i = 0;
    while (i < arguments.size()) {
        const OptionSpec* option = global_option(arguments[i]);
        if (option == nullptr) return i;
        const bool value_apart = !option->value_name.empty() && arguments[i].find('=') == std::string::npos;
        i += value_apart ? 2 : 1;
    }
    return arguments.size();
}

Manner manner_of(std::span<const std::string> arguments) {
    Manner manner;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "--json") manner.json = true;
        if (argument == "--lang" && i + 1 < arguments.size()) manner.language = arguments[i + 1];
        if (argument.starts_with("--lang=")) manner.language = argument.substr(7);
    }
    return manner;
}

Error unknown_verb(const std::string& first, const std::string& second) {
    std::vector<std::string> ones(groups().begin(), groups().end());
    std::vector<std::string> pairs;
    for (const Verb& verb : verbs()) (verb.words.find(' ') == std::string::npos ? ones : pairs).push_back(verb.words);
    const std::string both = second.empty() ? first : first + " " + second;
    const bool group_known = std::ranges::count(groups(), first) > 0;
    std::optional<std::string> meant = suggestion(both, pairs);
    if (!meant && !group_known) meant = suggestion(first, ones);
    const std::string& typed = group_known || (meant && meant->find(' ') != std::string::npos) ? both : first;
    if (meant) return usage_error(Message(words::unknown_verb_but, {typed, *meant}));
    return usage_error(Message(words::unknown_verb, {typed}));
}

namespace {

// A file may be called by any bytes.
bool is_path(std::string_view value_name) {
    static constexpr std::array paths{"F", "P", "P|-", "Q", "H", "OUT", "NEW", "CSV", "ICS", "PDF", "FILE", "BACKUP"};
    return std::ranges::find(paths, value_name) != paths.end();
}

// What is no UTF-8 would be kept as something else than was typed.
Result<> require_text(const Call& call, std::span<const OptionSpec* const> specs) {
    const auto refused = [](const std::string& typed) {
        return usage_error(Message(words::not_utf8, {intl::printable(typed)}));
    };
    for (const OptionSpec* option : specs) {
        if (is_path(option->value_name)) continue;
        for (const std::string& value : call.values(option->name)) {
            const bool names_a_file = option->name == "--set" && value.find("=@") != std::string::npos;
            if (!names_a_file && !is_utf8(value)) return refused(value);
        }
    }
    for (const auto& [name, value] : call.positionals) {
        if (!is_path(name) && !is_utf8(value)) return refused(value);
    }
    return Done{};
}

} // namespace

Result<Call> parse_call(std::span<const std::string> arguments) {
    const std::size_t at = first_word(arguments);
    Call call;
    std::vector<std::string> rest(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(at));
    if (at < arguments.size() && !arguments[at].starts_with('-')) {
        const FoundVerb found = find_verb(arguments.subspan(at));
        const bool two_words = at + 1 < arguments.size() && !arguments[at + 1].starts_with('-');
        if (found.verb == nullptr && found.group && !two_words) {
            const auto asks_for_help = [](const std::string& argument) { return argument == "--help"; };
            if (!std::ranges::any_of(arguments, asks_for_help))
                return usage_error(Message(words::verb_incomplete, {arguments[at]}));
            call.group = arguments[at];
            call.options.emplace("--help", std::vector<std::string>());
            return call;
        }
        if (found.verb == nullptr) {
            return unknown_verb(arguments[at], two_words ? arguments[at + 1] : std::string());
        }
        call.verb = found.verb;
        rest.insert(rest.end(), arguments.begin() + static_cast<std::ptrdiff_t>(at + found.words), arguments.end());
    } else {
        rest.assign(arguments.begin(), arguments.end());
    }

    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    std::vector<const OptionSpec*> specs;
    for (const OptionSpec& option : global_options()) specs.push_back(&option);
    if (call.verb != nullptr) {
        for (const OptionSpec& option : call.verb->options) specs.push_back(&option);
    }
    for (const OptionSpec* option : specs) {
        if (option->value_name.empty()) {
            app.add_flag(std::string(option->name));
        } else if (option->repeats) {
            app.add_option(std::string(option->name))->take_all()->allow_extra_args(false)->type_size(1);
        } else {
            app.add_option(std::string(option->name))->type_size(1);
        }
    }
    try {
        std::reverse(rest.begin(), rest.end());
        app.parse(rest);
    } catch (const CLI::ParseError& error) {
        return error_of(error);
    }
    for (const OptionSpec* option : specs) {
        const CLI::Option* parsed = app.get_option(std::string(option->name));
        if (parsed->count() > 0) call.options.emplace(option->name, parsed->results());
    }

    std::vector<std::string> extras = app.remaining();
    std::erase(extras, "--");
    const auto option = std::ranges::find_if(extras, [](const std::string& e) { return e.size() > 1 && e[0] == '-'; });
    if (option != extras.end()) return unknown_argument(*option, specs);
    std::size_t next = 0;
    for (const PositionalSpec& positional :
         call.verb != nullptr ? call.verb->positionals : std::vector<PositionalSpec>()) {
        if (next < extras.size()) {
            call.positionals.emplace(positional.name, extras[next++]);
        } else if (positional.required && !call.has("--help")) {
            return usage_error(Message(words::argument_missing, {positional.name}));
        }
    }
    if (next < extras.size()) return usage_error(Message(words::unknown_argument, {extras[next]}));
    EPIC_TRY(require_text(call, specs));
    for (const OptionSpec* spec : specs) {
        if (spec->required && !call.has(spec->name) && !call.has("--help")) {
            return usage_error(Message(words::argument_missing, {spec->name}));
        }
    }
    return call;
}

} // namespace epic::cli
