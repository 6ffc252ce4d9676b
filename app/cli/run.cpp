#include "app/cli/run.hpp"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "app/cli/cli_words.hpp"
#include "app/cli/context.hpp"
#include "app/cli/help.hpp"
#include "assets/catalogue.hpp"

namespace epic::cli {
namespace {

int fail(const Error& error, Language language, bool json) {
    std::cerr << (json ? to_line(error_json(error, language)) : error_line(error, language)) << std::flush;
    return static_cast<int>(exit_code(error));
}

Result<Answer> answer_call(Context& context, const Call& call) {
    if (call.verb->session != Session::none) {
        EPIC_TRY(open_session(context, call));
        if (!context.language_chosen) context.language = context.store->session().language;
    }
    return run_verb(context, call);
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
    if (call->has("--version")) {
        std::cout << "epic-events " << EPIC_VERSION << "\n";
        return 0;
    }
    if (call->has("--help")) {
        std::cout << (call->verb == nullptr ? help(context.language) : help(*call->verb, context.language));
        return 0;
    }
    if (call->verb == nullptr) {
        return fail(usage_error(Message(words::argument_missing, {"VERB"})), context.language, context.json);
    }

    const Result<Answer> answer = answer_call(context, *call);
    if (!answer) return fail(answer.error(), context.language, context.json);
    // A verb that has already written all it had to say answers nothing.
    if (context.json && !answer->json.is_null()) std::cout << to_line(answer->json);
    if (!context.json) std::cout << answer->text;
    std::cout << std::flush;
    return static_cast<int>(std::cout ? answer->exit : ExitCode::unexpected);
}

} // namespace epic::cli
