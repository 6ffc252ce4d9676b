#include <array>
#include <iostream>
#include <string>

#include "app/cli/cli_words.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {
namespace {

// A line's arguments, from a JSON array of texts.
Result<std::vector<std::string>> read_line(const std::string& line) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_array() || json.empty()) return usage_error(words::not_a_batch_line);
    std::vector<std::string> arguments;
    for (const Json& argument : json) {
        if (!argument.is_string()) return usage_error(words::not_a_batch_line);
        arguments.push_back(argument.get<std::string>());
    }
    return arguments;
}

Result<Answer> run_line(Context& context, const std::string& line) {
    const std::vector<std::string> arguments = EPIC_TRY(read_line(line));
    const Call call = EPIC_TRY(parse_call(arguments));
    for (const std::string_view option : {"--file", "--as", "--password-file", "--lang", "--help", "--version"}) {
        if (call.has(option)) return usage_error(Message(words::session_given_in_batch, {option}));
    }
    if (call.verb == nullptr) return usage_error(words::not_a_batch_line);
    if (!call.verb->in_batch || call.has("--watch"))
        return usage_error(Message(words::not_in_batch, {call.verb->words}));
    return run_verb(context, call);
}

} // namespace

Result<Answer> run_batch(Context& context, const Call&) {
    if (context.input_read) return usage_error(words::password_from_input);
    context.input_read = true; // a line that asks for a password from "-" is refused
    std::string line;
    while (std::getline(std::cin, line)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const Result<Answer> answer = run_line(context, line);
        Json json;
        if (answer) {
            json["exit"] = static_cast<int>(answer->exit);
            json["result"] = answer->json;
        } else {
            json["exit"] = static_cast<int>(exit_code(answer.error()));
            json["error"] = error_json(answer.error(), context.language)["error"];
        }
        std::cout << to_line(json) << std::flush;
    }
    return Answer{};
}

} // namespace epic::cli
