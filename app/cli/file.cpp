#include <algorithm>

#include "app/cli/cli_words.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "core/model/model_words.hpp"
#include "storage/demo/demo.hpp"

namespace epic::cli {
namespace {

Result<std::string> password_of_call(Context& context, const Call& call) {
    const auto path = setting(call, "--password-file");
    if (!path) return usage_error(words::say_password_file);
    return read_password(context, *path);
}

} // namespace

Result<Answer> create_file(Context& context, const Call& call) {
    const std::string path = absolute_path(call.positional("FILE"));
    const std::string password = EPIC_TRY(password_of_call(context, call));
    store::Founder founder{.full_name = *call.value("--name"), .email = *call.value("--email"), .password = password};
    if (context.language_chosen) founder.language = context.language;
    const auto store =
        EPIC_TRY(store::Store::create(path, founder, context.environment, vault::KdfLimits::calibrate()));
    const store::Session session = store->session();
    const RecordView view = EPIC_TRY(store->find(Entity::collaborator, session.actor.id));
    const std::string recovery_key = EPIC_TRY(store->renew_recovery_key());
    Answer answer;
    answer.json["file_id"] = store->file_id().text();
    answer.json["collaborator"] = record_json(view);
    answer.json["recovery_key"] = recovery_key;
    answer.text = context.say(words::file_made, {call.positional("FILE"), session.full_name, session.email}) + "\n" +
                  recovery_key_text(context, recovery_key);
    return answer;
}

Result<Answer> make_demo(Context& context, const Call& call) {
    const std::string path = absolute_path(call.positional("FILE"));
    std::optional<std::string> agenda;
    if (const auto file = call.value("--agenda")) agenda = EPIC_TRY(read_text_file(*file));
    const demo::Made made = EPIC_TRY(demo::make(path, agenda, context.environment, vault::KdfLimits::calibrate()));

    Answer answer;
    answer.json["file_id"] = made.file_id.text();
    answer.json["collaborators"] = Json::array();
    Table people;
    people.columns = {{context.say(epic::words::department), false},
                      {context.say(epic::words::full_name), false},
                      {context.say(epic::words::email), false},
                      {context.say(words::password), false}};
    for (const demo::Person& person : made.people) {
        Json json;
        json["email"] = person.email;
        json["password"] = person.password;
        answer.json["collaborators"].push_back(std::move(json));
        people.rows.push_back(
            {context.say(department_label(person.department)), person.full_name, person.email, person.password});
    }
    answer.text = context.say(words::demo_made, {call.positional("FILE")}) + "\n\n" + people.text();

    answer.json["rejected"] = Json::array();
    Table rejected;
    rejected.columns = {{context.say(words::line), true},
                        {context.say(words::column), false},
                        {context.say(words::reason), false, true}};
    for (const demo::Rejected& row : made.rejected) {
        Json json;
        json["line"] = row.line;
        json["column"] = row.column.empty() ? Json(nullptr) : Json(row.column);
        json["code"] = row.code;
        json["message"] = row.message.in(context.language);
        answer.json["rejected"].push_back(std::move(json));
        rejected.rows.push_back({std::to_string(row.line), row.column, row.message.in(context.language)});
    }
    if (!rejected.rows.empty()) answer.text += "\n" + context.say(words::demo_rejected) + "\n\n" + rejected.text();
    return answer;
}

Result<Answer> list_slots(Context& context, const Call&) {
    Answer answer;
    answer.json["slots"] = Json::array();
    Table table;
    table.columns = {{context.say(words::slot), true}, {context.say(words::person), false}};
    for (const vault::SlotInfo& slot : context.store->slots()) {
        if (slot.kind == vault::SlotKind::unused) continue;
        const bool recovery = slot.kind == vault::SlotKind::recovery;
        std::string name = context.say(words::recovery_slot);
        if (!recovery) {
            // On a laptop that has just joined the person's record may not have arrived yet.
            const auto person = context.store->find(Entity::collaborator, slot.collaborator);
            name = person ? person->record.text(Field::collaborator_full_name) : slot.collaborator.text();
        }
        Json json;
        json["index"] = slot.index;
        json["kind"] = recovery ? "recovery" : "collaborator";
        json["collaborator"] = recovery ? Json(nullptr) : reference_json(slot.collaborator, name);
        answer.json["slots"].push_back(std::move(json));
        table.rows.push_back({std::to_string(slot.index), name});
    }
    answer.text = table.text();
    return answer;
}

} // namespace epic::cli
