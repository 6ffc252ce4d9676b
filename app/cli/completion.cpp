#include "app/cli/completion.hpp"

#include <algorithm>
#include <vector>

#include "app/cli/grammar.hpp"
#include "core/model/query.hpp"

namespace epic::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> field_names(Entity entity, const std::string& before, const std::string& after) {
    std::vector<std::string> names;
    for (const FieldSpec& field : fields_of(entity)) names.push_back(before + std::string(field.name) + after);
    return names;
}

// The words that a value may be; nothing: files.
std::vector<std::string> values_of(const Verb* verb, const OptionSpec& option) {
    const auto entity = verb == nullptr ? std::nullopt : entity_of(*verb);
    const std::string_view name = option.value_name;
    std::vector<std::string> values;
    if (entity && name == "field=value") return field_names(*entity, "", "=");
    if (entity && name == "\"field op value\"") return field_names(*entity, "", "");
    if (entity && name == "[-]field") {
        values = field_names(*entity, "", "");
        const auto descending = field_names(*entity, "-", "");
        values.insert(values.end(), descending.begin(), descending.end());
        return values;
    }
    if (entity && name == "NAME") {
        for (const Filter filter : filters_of(*entity)) values.emplace_back(spec(filter).name);
        return values;
    }
    const bool alternatives = name.find('|') != std::string_view::npos &&
                              std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
    for (std::string_view rest = alternatives ? name : std::string_view(); !rest.empty();) {
        values.emplace_back(rest.substr(0, rest.find('|')));
        rest.remove_prefix(std::min(rest.size(), values.back().size() + 1));
    }
    return values;
}

std::string value_cases(const Verb* verb, std::span<const OptionSpec> options, const std::string& indent) {
    std::string cases;
    for (const OptionSpec& option : options) {
        if (option.value_name.empty()) continue;
        const auto values = values_of(verb, option);
        cases += indent + std::string(option.name) + ") " +
                 (values.empty() ? "files=1" : "words='" + joined(values) + "'") + " ;;\n";
    }
    return cases;
}

std::string verb_case(const Verb& verb) {
    std::vector<std::string> options;
    for (const OptionSpec& option : verb.options) options.emplace_back(option.name);
    std::string text = "        '" + verb.words + "')\n";
    text += "            options='" + joined(options) + "'\n";
    const std::string cases = value_cases(&verb, verb.options, "                ");
    if (!cases.empty()) text += "            case $previous in\n" + cases + "            esac\n";
    return text + "            ;;\n";
}

// "client) seconds='add edit …' ;;"
std::string group_case(std::string_view group) {
    std::vector<std::string> seconds;
    for (const Verb& verb : verbs()) {
        if (verb.words.starts_with(std::string(group) + " ")) seconds.push_back(verb.words.substr(group.size() + 1));
    }
    return "        " + std::string(group) + ") seconds='" + joined(seconds) + "' ;;\n";
}

} // namespace

std::string bash_completion() {
    std::vector<std::string> firsts;
    for (const Verb& verb : verbs()) {
        if (verb.words.find(' ') == std::string::npos) firsts.push_back(verb.words);
    }
    std::string group_cases;
    for (const std::string& group : groups()) {
        firsts.emplace_back(group);
        group_cases += group_case(group);
    }
    std::vector<std::string> global_names;
    std::string globals_with_value;
    for (const OptionSpec& option : global_options()) {
        global_names.emplace_back(option.name);
        if (option.value_name.empty()) continue;
        globals_with_value += (globals_with_value.empty() ? "" : "|") + std::string(option.name);
    }
    std::string verb_cases;
    for (const Verb& verb : verbs()) verb_cases += verb_case(verb);

    return "# bash completion for epic-events, written by `epic-events completion bash`.\n"
           "_epic_events() {\n"
           "    local word previous='' first='' second='' seconds='' options='' words='' files=0 i\n"
           "    COMPREPLY=()\n"
           "    # One argument may be several words to bash, which also breaks them at = and :.\n"
           "    word=${COMP_WORDS[COMP_CWORD]}\n"
           "    for ((i = 1; i < COMP_CWORD; ++i)); do\n"
           "        case ${COMP_WORDS[i]} in\n"
           "        " +
           globals_with_value +
           ") ((++i)) ;;\n"
           "        -* | =) ;;\n"
           "        help) ;; # what follows is completed like a verb\n"
           "        *) if [[ -z $first ]]; then first=${COMP_WORDS[i]}; elif [[ -z $second ]]; then "
           "second=${COMP_WORDS[i]}; fi ;;\n"
           "        esac\n"
           "    done\n"
           "    previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
           "    if [[ $previous == '=' ]]; then previous=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
           "    if [[ $word == '=' ]]; then word=''; fi\n"
           "    case $first in\n" +
           group_cases +
           "    esac\n"
           "    if [[ -z $seconds ]]; then second=''; fi\n"
           "    case $previous in\n" +
           value_cases(nullptr, global_options(), "        ") +
           "    esac\n"
           "    case $first${second:+ $second} in\n" +
           verb_cases +
           "    esac\n"
           "    if [[ -z $words && $files == 0 ]]; then\n"
           "        if [[ $word == -* ]]; then\n"
           "            words=\"$options " +
           joined(global_names) +
           "\"\n"
           "        elif [[ -z $first ]]; then\n"
           "            words='" +
           joined(firsts) +
           "'\n"
           "        elif [[ -n $seconds && -z $second ]]; then\n"
           "            words=$seconds\n"
           "        else\n"
           "            files=1\n"
           "        fi\n"
           "    fi\n"
           "    if [[ -n $words ]]; then\n"
           "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
           "        if [[ ${COMPREPLY[0]-} == *= ]]; then compopt -o nospace 2>/dev/null; fi\n"
           "    else\n"
           "        compopt -o filenames 2>/dev/null\n"
           "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
           "    fi\n"
           "}\n"
           "complete -F _epic_events epic-events\n";
}

} // namespace epic::cli
