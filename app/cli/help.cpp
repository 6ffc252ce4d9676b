#include "app/cli/help.hpp"

#include <algorithm>

#include "app/cli/cli_words.hpp"
#include "core/model/query.hpp"
#include "storage/intl/display_width.hpp"

namespace epic::cli {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

// What is typed, then what it is for, in two columns.
std::string two_columns(const Lines& lines) {
    std::size_t width = 0;
    for (const auto& [typed, meaning] : lines) width = std::max(width, intl::display_width(typed));
    std::string out;
    for (const auto& [typed, meaning] : lines) {
        out += "  " + typed + std::string(width - intl::display_width(typed) + 2, ' ') + meaning + "\n";
    }
    return out;
}

std::string section(Language language, const Msg& heading, const Lines& lines) {
    return lines.empty() ? std::string() : "\n" + std::string(tr(language, heading)) + "\n" + two_columns(lines);
}

Lines option_lines(std::span<const OptionSpec> options, Language language) {
    Lines lines;
    for (const OptionSpec& option : options) lines.emplace_back(option_text(option), tr(language, option.help));
    return lines;
}

bool takes(const Verb& verb, std::string_view name) {
    return std::ranges::find(verb.options, name, &OptionSpec::name) != verb.options.end();
}

Lines filter_lines(const Verb& verb, Language language) {
    Lines lines;
    const auto entity = entity_of(verb);
    if (!entity || !takes(verb, "--filter")) return lines;
    for (const Filter filter : filters_of(*entity))
        lines.emplace_back(spec(filter).name, tr(language, spec(filter).label));
    return lines;
}

Lines field_lines(const Verb& verb, Language language) {
    Lines lines;
    const auto entity = entity_of(verb);
    if (!entity || (!takes(verb, "--set") && !takes(verb, "--where"))) return lines;
    for (const FieldSpec& field : fields_of(*entity)) lines.emplace_back(field.name, tr(language, field.label));
    return lines;
}

std::string usage_lines(Language language, std::string_view group) {
    std::string out;
    for (const Verb& verb : verbs()) {
        if (!group.empty() && !verb.words.starts_with(std::string(group) + " ")) continue;
        out += "  epic-events " + usage(verb) + "\n";
        if (!group.empty()) out += "      " + std::string(tr(language, verb.help)) + "\n";
    }
    return out;
}

Json options_json(std::span<const OptionSpec> options, Language language) {
    Json list = Json::array();
    for (const OptionSpec& option : options) {
        Json json;
        json["option"] = option.name;
        json["value"] = option.value_name.empty() ? Json(nullptr) : Json(option.value_name);
        json["required"] = option.required;
        json["repeats"] = option.repeats;
        json["help"] = tr(language, option.help);
        list.push_back(std::move(json));
    }
    return list;
}

Json names_json(const Lines& lines) {
    Json list = Json::array();
    for (const auto& [name, meaning] : lines) list.push_back(name);
    return list;
}

} // namespace

std::string help(Language language) {
    return std::string(tr(language, words::help_intro)) + "\n\n" + usage_lines(language, {}) +
           section(language, words::help_every_call, option_lines(global_options(), language)) + "\n" +
           std::string(tr(language, words::help_exit_codes)) + "\n\n" + std::string(tr(language, words::help_more)) +
           "\n";
}

std::string help(std::string_view group, Language language) {
    return usage_lines(language, group) + "\n" + std::string(tr(language, words::help_more)) + "\n";
}

std::string help(const Verb& verb, Language language) {
    return "epic-events " + usage(verb) + "\n\n" + std::string(tr(language, verb.help)) + "\n" +
           section(language, words::help_options, option_lines(verb.options, language)) +
           section(language, words::help_filters, filter_lines(verb, language)) +
           section(language, words::help_fields, field_lines(verb, language)) +
           section(language, words::help_every_call, option_lines(global_options(), language));
}

Json help_json(Language language) {
    Json json;
    json["verbs"] = Json::array();
    for (const Verb& verb : verbs()) {
        Json each;
        each["verb"] = verb.words;
        each["usage"] = usage(verb);
        each["help"] = tr(language, verb.help);
        each["positionals"] = Json::array();
        for (const PositionalSpec& positional : verb.positionals) each["positionals"].push_back(positional.name);
        each["options"] = options_json(verb.options, language);
        each["filters"] = names_json(filter_lines(verb, language));
        each["fields"] = names_json(field_lines(verb, language));
        json["verbs"].push_back(std::move(each));
    }
    json["options"] = options_json(global_options(), language);
    return json;
}

} // namespace epic::cli
