#include <algorithm>

#include "app/cli/completion.hpp"
#include "app/cli/help.hpp"
#include "app/cli/manual.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {

Result<Answer> show_help(Context& context, const Call& call) {
    Answer answer;
    answer.json = help_json(context.language);
    const auto first = call.positionals.find("VERB");
    if (first == call.positionals.end()) {
        answer.text = help(context.language);
        return answer;
    }
    const auto second = call.positionals.find("WORD");
    const std::string rest = second == call.positionals.end() ? std::string() : second->second;
    const std::string typed = rest.empty() ? first->second : first->second + " " + rest;
    const auto verb = std::ranges::find(verbs(), typed, &Verb::words);
    const bool group = rest.empty() && std::ranges::count(groups(), first->second) > 0;
    if (verb == verbs().end() && !group) return unknown_verb(first->second, rest);
    answer.text = group ? help(first->second, context.language) : help(*verb, context.language);
    const auto other = [&](const Json& each) {
        const std::string words = each.at("verb");
        return group ? !words.starts_with(first->second + " ") : words != typed;
    };
    Json& list = answer.json["verbs"];
    list.erase(std::remove_if(list.begin(), list.end(), other), list.end());
    return answer;
}

Result<Answer> print_manual(Context& context, const Call&) {
    Answer answer;
    answer.text = manual(context.language);
    answer.json["roff"] = answer.text;
    return answer;
}

Result<Answer> print_completion(Context&, const Call& call) {
    const std::string& shell = call.positional("bash");
    if (shell != "bash") return unknown_verb("completion", shell);
    Answer answer;
    answer.text = bash_completion();
    answer.json["bash"] = answer.text;
    return answer;
}

} // namespace epic::cli
