#include "app/cli/run.hpp"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "app/cli/care_words.hpp"
#include "app/cli/cli_words.hpp"
#include "app/cli/context.hpp"
#include "app/cli/help.hpp"
#include "app/cli/verbs.hpp"
#include "assets/catalogue.hpp"
#include "storage/intl/display_width.hpp"

namespace epic::cli {
namespace {

int fail(const Error& error, Language language, bool json) {
    std::cerr << (json ? to_line(error_json(error, language)) : error_line(error, language)) << std::flush;
    return static_cast<int>(exit_code(error));
}

// What cannot be written has not been said, as when the disk is full.
int say(const std::string& text, ExitCode exit) {
    std::cout << text << std::flush;
    return static_cast<int>(std::cout ? exit : ExitCode::unexpected);
}

// Beside the answer, on standard error.
void warn(const Context& context, const Msg& message) {
    const std::string text = context.say(message);
    std::cerr << (context.json ? to_line(Json{{"warning", text}}) : context.say(words::warning, {text}) + "\n");
}

Result<Answer> answer_call(Context& context, const Call& call) {
    if (call.verb->session != Session::none) {
        EPIC_TRY(open_session(context, call));
        if (!context.language_chosen) context.language = context.store->session().language;
        if (file_is_older_than_seen(*context.store)) warn(context, words::file_went_back);
    }
    Result<Answer> answer = run_verb(context, call);
    if (call.verb->session != Session::none) note_file(*context.store);
    return answer;
}

} // namespace

bool is_command_line(int argc, const char* const* argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const std::size_t at = first_word(arguments);
    if (at >= arguments.size()) return argc > 1;
    const std::string& word = arguments[at];
    if (word.starts_with('-')) return false;
    if (arguments.size() > 1) return true;
    std::error_code ignored;
    return word.find_first_of("./") == std::string::npos && !std::filesystem::exists(word, ignored);
}

int run(int argc, char** argv) {
    assets::install_catalogues();
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const Manner manner = manner_of(arguments);
    const auto chosen = chosen_language(manner);
    if (!chosen) return fail(chosen.error(), Language::english, manner.json);
    Context context(intl::system_environment());
    context.language = chosen->value_or(Language::english);
    context.language_chosen = chosen->has_value();
    context.json = manner.json;

    const Result<Call> call = parse_call(arguments);
    if (!call) return fail(call.error(), context.language, context.json);
    if (call->has("--version")) return say("epic-events " EPIC_VERSION "\n", ExitCode::done);
    if (call->has("--help")) {
        return say(call->verb != nullptr  ? help(*call->verb, context.language)
                   : !call->group.empty() ? help(call->group, context.language)
                                          : help(context.language),
                   ExitCode::done);
    }
    if (call->verb == nullptr) {
        return fail(usage_error(Message(words::argument_missing, {"VERB"})), context.language, context.json);
    }

    const Result<Answer> answer = answer_call(context, *call);
    if (!answer) return fail(answer.error(), context.language, context.json);
    // A verb that has already written all it had to say answers nothing.
    if (context.json) return say(answer->json.is_null() ? std::string() : to_line(answer->json), answer->exit);
    return say(intl::printable(answer->text), answer->exit);
}

} // namespace epic::cli
