// The verbs that look after the file as a whole: verify, backup, restore, salvage.
#include <array>

#include "app/cli/care_words.hpp"
#include "app/cli/cli_words.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "app/shell/seen_files.hpp"
#include "app/shell/state_folder.hpp"
#include "storage/store/backup.hpp"
#include "storage/store/salvage.hpp"

namespace epic::cli {
namespace {

Json flaws_json(const std::vector<store::Flaw>& flaws, Language language) {
    Json list = Json::array();
    for (const store::Flaw& flaw : flaws) {
        Json json;
        json["code"] = flaw.code;
        json["table"] = flaw.table.empty() ? Json(nullptr) : Json(flaw.table);
        json["place"] = flaw.place;
        json["message"] = flaw.message.in(language);
        list.push_back(std::move(json));
    }
    return list;
}

std::string flaws_text(const std::vector<store::Flaw>& flaws, Language language) {
    std::string text;
    for (const store::Flaw& flaw : flaws) text += "  " + flaw.message.in(language) + "\n";
    return text;
}

Answer answer_verification(const Context& context, const store::Verification& found) {
    Answer answer;
    answer.json["ok"] = found.sound();
    answer.json["pages"] = found.pages;
    answer.json["damaged"] = flaws_json(found.damaged, context.language);
    answer.json["invariants"] = flaws_json(found.invariants, context.language);
    if (found.sound()) {
        answer.text = context.say(words::file_is_sound, {display_text(found.pages, context.language)}) + "\n";
        return answer;
    }
    answer.exit = ExitCode::damaged;
    if (!found.damaged.empty()) {
        answer.text += context.say(words::file_is_damaged) + "\n" + flaws_text(found.damaged, context.language);
        answer.text += context.say(words::what_to_do) + "\n";
    }
    if (!found.invariants.empty()) {
        if (found.damaged.empty()) answer.text += context.say(words::file_contradicts) + "\n";
        answer.text += flaws_text(found.invariants, context.language);
    }
    return answer;
}

std::string counted(std::int64_t number, const Context& context) {
    return display_text(number, context.language);
}

shell::SeenFiles seen_files() {
    return shell::SeenFiles(shell::StateFolder::default_path());
}

} // namespace

bool file_is_older_than_seen(const store::Store& store) {
    return seen_files().look(store.file_id(), store.generation()) == shell::SeenFiles::Age::older;
}

void note_file(const store::Store& store) {
    seen_files().note(store.file_id(), store.generation());
}

Result<Answer> verify_file(Context& context, const Call& call) {
    // Within a batch the file is open: its bytes are examined as they are read.
    if (context.store) return answer_verification(context, EPIC_TRY(context.store->verify()));
    EPIC_TRY(read_sign_in(context, call));
    store::Verification found = EPIC_TRY(store::examine_file(context.file, context.who, context.environment));
    // To open a damaged file is to write to it: what is left is for salvage.
    if (!found.damaged.empty()) return answer_verification(context, found);
    context.store = EPIC_TRY(store::Store::open(context.file, context.who, context.environment));
    if (!context.language_chosen) context.language = context.store->session().language;
    EPIC_TRY(require_own_password(context));
    store::Verification records = EPIC_TRY(context.store->verify());
    const auto age = seen_files().compare(context.store->file_id(), context.store->generation());
    if (age == shell::SeenFiles::Age::older) records.invariants.push_back({"went_back", {}, 0, words::file_went_back});
    return answer_verification(context, records);
}

Result<Answer> back_up_file(Context& context, const Call& call) {
    const auto found = call.positionals.find("OUT");
    const auto out = found == call.positionals.end() ? std::nullopt : std::optional(found->second);
    const auto header = call.value("--header");
    if (!out && !header) return usage_error(words::backup_where);
    Answer answer;
    if (out) {
        std::optional<std::string> password;
        if (const auto path = call.value("--new-password-file")) password = EPIC_TRY(read_password(context, *path));
        const std::string to = absolute_path(*out);
        const auto backup = EPIC_TRY(context.store->back_up(to, password));
        answer.json["file"] = to;
        answer.json["file_id"] = backup.file_id.text();
        answer.json["pages"] = backup.pages;
        const std::string pages = counted(backup.pages, context);
        answer.text = password ? context.say(words::backup_made_for_one, {to, pages, context.who.email})
                               : context.say(words::backup_made, {to, pages});
        answer.text += "\n";
    }
    if (header) {
        const std::string to = absolute_path(*header);
        SecretFile file = EPIC_TRY(SecretFile::create(to));
        const vault::Bytes bytes = EPIC_TRY(context.store->header_bytes());
        EPIC_TRY(file.write({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
        answer.json["header"] = to;
        answer.text += context.say(words::header_exported, {to}) + "\n";
    }
    return answer;
}

Result<Answer> restore_file(Context& context, const Call& call) {
    EPIC_TRY(read_person(context, call));
    const std::string to = absolute_path(*call.value("--to"));
    const store::Restored restored =
        EPIC_TRY(store::restore({absolute_path(call.positional("BACKUP")), to, context.who}, context.environment));
    Answer answer;
    answer.json["file"] = to;
    answer.json["file_id"] = restored.file_id.text();
    answer.json["pages"] = restored.pages;
    answer.json["kept"] = restored.kept.empty() ? Json(nullptr) : Json(restored.kept);
    answer.json["invariants"] = flaws_json(restored.flaws, context.language);
    answer.text = context.say(words::file_restored, {to, counted(restored.pages, context)}) + "\n";
    if (!restored.kept.empty()) answer.text += context.say(words::old_file_kept, {restored.kept}) + "\n";
    if (!restored.flaws.empty()) {
        answer.text += context.say(words::file_contradicts) + "\n" + flaws_text(restored.flaws, context.language);
    }
    return answer;
}

Result<Answer> salvage_file(Context& context, const Call& call) {
    EPIC_TRY(read_person(context, call));
    store::Salvage request{
        .path = absolute_path(call.positional("FILE")), .to = absolute_path(*call.value("--to")), .who = context.who};
    if (const auto header = call.value("--header")) request.header = EPIC_TRY(read_text_file(*header));
    const store::Salvaged salvaged = EPIC_TRY(store::salvage(request, context.environment));
    Answer answer;
    answer.json["file"] = request.to;
    answer.json["file_id"] = salvaged.file_id.text();
    answer.json["complete"] = salvaged.complete();
    answer.json["pages"] = salvaged.pages;
    answer.json["damaged_pages"] = salvaged.damaged_pages;
    answer.json["records_lost"] = salvaged.records_lost;
    answer.json["must_join_again"] = salvaged.must_join_again;
    answer.json["tables"] = Json::array();
    Table table;
    for (const Msg* heading : {&words::column_table, &words::column_recovered, &words::column_older,
                               &words::column_rebuilt, &words::column_unreadable, &words::column_lost_pages}) {
        table.columns.push_back({context.say(*heading), heading != &words::column_table});
    }
    for (const store::Salvaged::Table& found : salvaged.tables) {
        Json json;
        json["table"] = found.name;
        json["recovered"] = found.recovered;
        json["older"] = found.older;
        json["rebuilt"] = found.rebuilt;
        json["unreadable"] = found.unreadable;
        json["lost_pages"] = found.lost_pages;
        answer.json["tables"].push_back(std::move(json));
        std::vector<std::string> row{found.name};
        for (const std::int64_t number :
             {found.recovered, found.older, found.rebuilt, found.unreadable, found.lost_pages}) {
            row.push_back(counted(number, context));
        }
        table.rows.push_back(std::move(row));
    }
    const std::string pages =
        context.say(words::salvage_pages, {counted(static_cast<std::int64_t>(salvaged.damaged_pages), context),
                                           counted(static_cast<std::int64_t>(salvaged.pages), context)});
    answer.text = context.say(words::file_salvaged, {request.to, pages}) + "\n\n" + table.text() + "\n";
    if (salvaged.complete()) answer.text += context.say(words::salvage_complete) + "\n";
    if (salvaged.records_lost > 0) {
        answer.text += context.say(words::salvage_lost, {counted(salvaged.records_lost, context)}) + "\n";
    }
    if (salvaged.must_join_again) answer.text += context.say(words::salvage_join) + "\n";
    return answer;
}

} // namespace epic::cli
