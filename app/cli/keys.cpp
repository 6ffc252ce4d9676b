// The verbs about the file's keys.
#include <iostream>
#include <unistd.h>

#include "app/cli/cli_words.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/verbs.hpp"
#include "storage/store/exchange.hpp"

namespace epic::cli {
namespace {

// On standard error, so that the answer stays alone on standard output: one line that counts up on a terminal, one
// line for each tenth elsewhere, and nothing beside JSON.
class ProgressLine {
public:
    explicit ProgressLine(const Context& context) : context_(context), terminal_(::isatty(STDERR_FILENO) != 0) {}

    void show(const vault::RekeyProgress& progress) {
        if (context_.json || progress.total == 0) return;
        const auto percent = static_cast<int>(progress.done * 100 / progress.total);
        const int step = terminal_ ? percent : percent / 10 * 10;
        if (progress.phase == phase_ && step == shown_) return;
        if (terminal_ && shown_ >= 0 && progress.phase != phase_) std::cerr << "\n";
        phase_ = progress.phase;
        shown_ = step;
        const Msg& words = phase_ == vault::RekeyProgress::Phase::sealing ? words::rekey_sealing : words::rekey_erasing;
        std::cerr << (terminal_ ? "\r" : "") << context_.say(words, {std::to_string(step)}) << (terminal_ ? "" : "\n")
                  << std::flush;
    }

    ~ProgressLine() {
        if (terminal_ && shown_ >= 0) std::cerr << "\n";
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

private:
    const Context& context_;
    const bool terminal_;
    vault::RekeyProgress::Phase phase_ = vault::RekeyProgress::Phase::sealing;
    int shown_ = -1;
};

} // namespace

std::string recovery_key_text(const Context& context, const std::string& key) {
    return context.say(words::recovery_key_made, {key}) + "\n";
}

Result<Answer> renew_recovery_key(Context& context, const Call&) {
    const std::string key = EPIC_TRY(context.store->renew_recovery_key());
    Answer answer;
    answer.json["recovery_key"] = key;
    answer.text = recovery_key_text(context, key);
    return answer;
}

Result<Answer> recover_access(Context& context, const Call& call) {
    const std::string path = absolute_path(call.positional("FILE"));
    const std::string key = EPIC_TRY(read_password(context, *call.value("--recovery-key-file")));
    const store::SignIn who{*call.value("--email"),
                            EPIC_TRY(read_password(context, *call.value("--new-password-file")))};
    Patience patience(context, path);
    context.store = EPIC_TRY(patience.watch(store::Store::recover(path, key, who, context.environment)));
    const store::Session session = context.store->session();
    Answer answer;
    answer.json["file_id"] = context.store->file_id().text();
    answer.json["collaborator"] = record_json(EPIC_TRY(context.store->find(Entity::collaborator, session.actor.id)));
    answer.text = context.say(words::access_given, {session.full_name}) + "\n";
    if (EPIC_TRY(context.store->exchange().state()).joined)
        answer.text += context.say(words::access_given_joined) + "\n";
    return answer;
}

Result<Answer> rekey_file(Context& context, const Call& call) {
    EPIC_TRY(read_sign_in(context, call));
    {
        ProgressLine line(context);
        Patience patience(context, context.file);
        EPIC_TRY(patience.watch(store::Store::rekey(context.file, context.who, context.environment,
                                                    [&](const vault::RekeyProgress& progress) {
                                                        line.show(progress);
                                                        return true;
                                                    })));
    }
    context.store = EPIC_TRY(store::Store::open(context.file, context.who, context.environment));
    Answer answer = EPIC_TRY(list_slots(context, call));
    answer.json["file_id"] = context.store->file_id().text();
    answer.text = context.say(words::rekeyed, {context.file}) + "\n\n" + answer.text;
    return answer;
}

} // namespace epic::cli
