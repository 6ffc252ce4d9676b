#include "app/cli/cli_words.hpp"
#include "app/cli/input.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {

Result<Answer> add_collaborator(Context& context, const Call& call) {
    const std::string password = EPIC_TRY(read_password(context, *call.value("--initial-password-file")));
    AddRecord command{
        Entity::collaborator, {}, EPIC_TRY(read_sets(context, Entity::collaborator, call.values("--set"), nullptr))};
    if (call.has("--no-must-change"))
        command.values.emplace_back(Field::collaborator_must_change_password, std::int64_t{0});
    store::AccountServer* server = EPIC_TRY(account_server(context));
    return answer_write(context, Entity::collaborator,
                        EPIC_TRY(context.store->add_collaborator(command, password, server)));
}

Result<Answer> deactivate_collaborator(Context& context, const Call& call) {
    DeactivateCollaborator command{EPIC_TRY(read_id(context, Entity::collaborator, call.positional("ID"))), {}};
    if (const auto who = call.value("--take-over")) {
        auto take_over = read_id(context, Entity::collaborator, *who);
        if (!take_over) {
            take_over.error().field = "take_over";
            return std::move(take_over).error();
        }
        command.take_over = *take_over;
    }
    return answer_write(context, Entity::collaborator, EPIC_TRY(context.store->deactivate(command)));
}

Result<Answer> reset_password(Context& context, const Call& call) {
    const Id person = EPIC_TRY(read_id(context, Entity::collaborator, call.positional("ID")));
    const std::string password = EPIC_TRY(read_password(context, *call.value("--initial-password-file")));
    store::AccountServer* server = EPIC_TRY(account_server(context));
    const store::Written written = EPIC_TRY(context.store->reset_password(person, password, server));
    Answer answer = EPIC_TRY(answer_write(context, Entity::collaborator, written));
    // Also where the record has not changed, because they had not chosen a password since the last time.
    answer.text = context.say(words::password_reset, {answer.json["record"]["full_name"].get<std::string>()}) + "\n";
    return answer;
}

namespace {

// This file takes the password that the server knows for the person signed in.
Result<Answer> renew_access(Context& context, const Call& call) {
    store::SignIn central{context.store->session().email,
                          EPIC_TRY(read_password(context, *call.value("--central-password-file")))};
    if (const auto email = call.value("--central-email")) central.email = *email;
    const bool one_time = EPIC_TRY(renew_at_server(context, central));
    context.who = central;
    if (one_time) EPIC_TRY(context.store->save_draft(one_time_password_draft, "1"));
    Answer answer;
    answer.json["must_change_password"] = one_time;
    answer.text = context.say(words::password_renewed) + "\n";
    if (one_time) answer.text += context.say(words::one_time_password_next) + "\n";
    return answer;
}

} // namespace

Result<Answer> change_password(Context& context, const Call& call) {
    const auto next_file = call.value("--new-password-file");
    if (!next_file && !call.value("--central-password-file")) {
        return usage_error(Message(words::argument_missing, {"--new-password-file"}));
    }
    if (call.value("--central-password-file")) {
        Answer renewed = EPIC_TRY(renew_access(context, call));
        if (!next_file) return renewed;
    }
    const std::string next = EPIC_TRY(read_password(context, *next_file));
    store::AccountServer* server = EPIC_TRY(account_server(context));
    const store::Written written = EPIC_TRY(context.store->change_own_password(context.who.password, next, server));
    EPIC_TRY(context.store->remove_draft(one_time_password_draft));
    context.who.password = next;
    context.accounts.reset(); // they signed in with the old one
    Answer answer = EPIC_TRY(answer_write(context, Entity::collaborator, written));
    answer.text = context.say(words::password_changed) + "\n";
    return answer;
}

} // namespace epic::cli
