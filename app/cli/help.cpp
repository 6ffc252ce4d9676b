#include "app/cli/help.hpp"

#include <algorithm>
#include <array>

#include "app/cli/cli_words.hpp"
#include "core/model/query.hpp"
#include "core/model/validation.hpp"

namespace epic::cli {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

// What is typed, then what it is for, in two columns.
std::string two_columns(const Lines& lines) {
    std::size_t width = 0;
    for (const auto& [typed, meaning] : lines) width = std::max(width, length_in_code_points(typed));
    std::string out;
    for (const auto& [typed, meaning] : lines) {
        out += "  " + typed + std::string(width - length_in_code_points(typed) + 2, ' ') + meaning + "\n";
    }
    return out;
}

std::string global_help(Language language) {
    static constexpr std::array<const Msg*, 7> meanings{
        &words::help_file, &words::help_as,   &words::help_password_file, &words::help_json,
        &words::help_lang, &words::help_help, &words::help_version};
    Lines lines;
    for (std::size_t i = 0; i < meanings.size(); ++i) {
        const OptionSpec& option = global_options()[i];
        std::string typed(option.name);
        if (!option.value_name.empty()) typed += " " + std::string(option.value_name);
        lines.emplace_back(std::move(typed), tr(language, *meanings[i]));
    }
    return std::string(tr(language, words::help_every_call)) + "\n" + two_columns(lines);
}

} // namespace

std::string help(Language language) {
    std::string out = std::string(tr(language, words::help_intro)) + "\n\n";
    for (const Verb& verb : verbs()) out += "  epic-events " + usage(verb) + "\n";
    out += "\n" + global_help(language) + "\n" + std::string(tr(language, words::help_exit_codes)) + "\n";
    return out;
}

std::string help(const Verb& verb, Language language) {
    std::string out = "epic-events " + usage(verb) + "\n\n" + std::string(tr(language, verb.help)) + "\n";
    if (const auto entity = parse_entity(verb.words.substr(0, verb.words.find(' ')))) {
        const auto takes = [&](std::string_view name) {
            return std::ranges::find(verb.options, name, &OptionSpec::name) != verb.options.end();
        };
        if (takes("--filter") && !filters_of(*entity).empty()) {
            Lines lines;
            for (const Filter filter : filters_of(*entity))
                lines.emplace_back(spec(filter).name, tr(language, spec(filter).label));
            out += "\n" + std::string(tr(language, words::help_filters)) + "\n" + two_columns(lines);
        }
        if (takes("--set") || takes("--where")) {
            Lines lines;
            for (const FieldSpec& field : fields_of(*entity)) lines.emplace_back(field.name, tr(language, field.label));
            out += "\n" + std::string(tr(language, words::help_fields)) + "\n" + two_columns(lines);
        }
    }
    return out + "\n" + global_help(language);
}

} // namespace epic::cli
