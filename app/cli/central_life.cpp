// The verbs that look after the central server once it is there.
#include "storage/sync/central_life.hpp"

#include "app/cli/cli_words.hpp"
#include "app/cli/credential.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "storage/sync/verify.hpp"

namespace epic::cli {
namespace {

Result<Id> read_device(const Call& call) {
    const std::string& typed = call.positional("DEVICE");
    if (const auto id = Id::parse(typed)) return *id;
    return Error{.code = ErrorCode::invalid_value, .message = Message(words::not_a_device, {typed}), .field = "device"};
}

std::string name_of(const Context& context, const Id& person) {
    const auto found = context.store->find(Entity::collaborator, person);
    return found ? found->record.text(Field::collaborator_full_name) : std::string();
}

} // namespace

Result<Answer> central_verify(Context& context, const Call&) {
    const sync::Credential credential = EPIC_TRY(credential_of(context));
    const sync::CentralVerification found =
        EPIC_TRY(sync::central_verify(*context.store, context.environment, credential));
    Answer answer;
    answer.exit = found.match ? ExitCode::done : ExitCode::damaged;
    answer.json["head"] = found.head;
    answer.json["match"] = found.match;
    answer.json["tables"] = Json::array();
    Table table;
    table.columns = {{context.say(words::kind), false},
                     {context.say(words::records), true},
                     {context.say(words::checksum_here), false, true},
                     {context.say(words::checksum_server), false, true}};
    for (const sync::TableCheck& one : found.tables) {
        Json json;
        json["name"] = entity_name(one.entity);
        json["rows"] = one.rows_local;
        json["rows_server"] = one.rows_server;
        json["local"] = one.local;
        json["server"] = one.server;
        answer.json["tables"].push_back(std::move(json));
        table.rows.push_back({context.say(entity_kind(one.entity)), display_text(one.rows_local, context.language),
                              one.local, one.server});
    }
    answer.json["fetched_again"] = found.fetched_again;
    answer.json["only_here"] = found.only_here;
    const std::string head = std::to_string(found.head);
    answer.text = table.text() + "\n";
    if (found.match) {
        answer.text += context.say(words::verify_same, {head}) + "\n";
    } else {
        answer.text += context.say(words::verify_different, {head, std::to_string(found.fetched_again)}) + "\n";
        if (found.only_here > 0) {
            answer.text += context.say(words::verify_only_here, {std::to_string(found.only_here)}) + "\n";
        }
    }
    return answer;
}

Result<Answer> central_report(Context& context, const Call& call) {
    const Id device = EPIC_TRY(read_device(call));
    const sync::Credential credential = EPIC_TRY(credential_of(context));
    const sync::DeviceReport report = EPIC_TRY(sync::central_report(*context.store, credential, device));
    Answer answer;
    answer.json["device"] = report.id.text();
    answer.json["name"] = report.name.empty() ? Json(nullptr) : Json(report.name);
    answer.json["state"] = report.state;
    answer.json["first_seen"] = utc_text(report.first_seen);
    answer.json["last_seen"] = utc_text(report.last_seen);
    answer.json["cursor"] = report.cursor;
    answer.json["head"] = report.head;
    answer.json["people"] = Json::array();
    std::string people;
    for (const Id& person : report.people) {
        const std::string name = name_of(context, person);
        answer.json["people"].push_back(reference_json(person, name));
        people += (people.empty() ? "" : ", ") + name;
    }
    answer.json["records"] = Json::array();
    Table table;
    table.columns = {{context.say(words::kind), false}, {context.say(words::records), true}};
    for (const auto& [entity, count] : report.records) {
        answer.json["records"].push_back(Json{{"name", entity_name(entity)}, {"rows", count}});
        table.rows.push_back({context.say(entity_kind(entity)), display_text(count, context.language)});
    }
    answer.json["contacts"] = report.contacts;
    const Writer writer{context.language, context.environment.zones};
    const std::string seen = writer.time(report.last_seen, context.environment.zones.local_zone());
    answer.text = context.say(words::report_held,
                              {report.name, seen, std::to_string(report.cursor), std::to_string(report.head)}) +
                  "\n" + context.say(words::report_people, {people}) + "\n\n" + table.text() + "\n" +
                  context.say(words::report_contacts, {display_text(report.contacts, context.language)}) + "\n" +
                  context.say(words::report_may_hold_more) + "\n";
    return answer;
}

Result<Answer> central_retire(Context& context, const Call& call) {
    const Id device = EPIC_TRY(read_device(call));
    const sync::Credential credential = EPIC_TRY(credential_of(context));
    EPIC_TRY(sync::central_retire(*context.store, credential, device));
    Answer answer;
    answer.json["device"] = device.text();
    answer.json["state"] = "retired";
    answer.text = context.say(words::device_retired) + "\n";
    return answer;
}

Result<Answer> central_restored(Context& context, const Call& call) {
    const sync::Credential credential = EPIC_TRY(credential_of(context));
    const sync::Restored restored =
        EPIC_TRY(sync::central_restored(*context.store, context.environment, credential, call.has("--confirm")));
    Answer answer;
    answer.json["epoch"] = restored.epoch;
    answer.json["state"] = restored.open ? "open" : "restored";
    answer.json["head"] = restored.head;
    answer.json["returned"] = restored.returned;
    answer.json["without_account"] = Json::array();
    std::string people;
    for (const Id& person : restored.without_account) {
        const std::string name = name_of(context, person);
        answer.json["without_account"].push_back(reference_json(person, name));
        people += (people.empty() ? "" : ", ") + name;
    }
    answer.text = context.say(words::restored_returned,
                              {std::to_string(restored.epoch), display_text(restored.returned, context.language)}) +
                  "\n" + context.say(restored.open ? words::restored_open : words::restored_waits) + "\n";
    if (!people.empty()) answer.text += context.say(words::restored_without_account, {people}) + "\n";
    return answer;
}

Result<Answer> central_upgrade(Context& context, const Call& call) {
    const std::string password = EPIC_TRY(read_password(context, *call.value("--admin-password-file")));
    const sync::Upgraded upgraded =
        EPIC_TRY(sync::central_upgrade(*context.store, *call.value("--admin-user"), password));
    Answer answer;
    answer.json["schema_before"] = upgraded.schema_before;
    answer.json["schema_version"] = upgraded.schema_version;
    answer.text = context.say(words::server_upgraded, {std::to_string(upgraded.schema_version)}) + "\n";
    return answer;
}

} // namespace epic::cli
