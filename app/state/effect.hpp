// What update() wants done outside: on a file, a server, the clipboard. The runner (app/shell) does it, in order,
// on its own thread, and posts the answer as an intent. Tickets and serials come back as they were sent.
//
// Passwords travel in these values and are wiped by the runner once used. Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>

#include "app/state/desk.hpp"
#include "app/state/file_picker.hpp"
#include "app/state/inbox_intent.hpp"
#include "app/state/overview_effect.hpp"
#include "app/state/preferences.hpp"
#include "app/state/sync_intent.hpp"
#include "app/state/transfer.hpp"
#include "core/commands/command.hpp"
#include "core/model/query.hpp"

namespace epic::app {

namespace effect {

struct LoadRecents {};
struct ForgetRecent {
    std::string path;
};
struct LookAtFile {
    std::string path;
};
struct ChooseFile {
    FileRequest request;
    Language language{}; // of what the dialog says
};
struct CreateFile {
    std::uint64_t serial = 0;
    std::string path, name, email, password;
    Language language{};
};
struct JoinServer {
    std::uint64_t serial = 0;
    std::string path, invite, email, password;
};
struct SignIn {
    std::uint64_t serial = 0;
    std::string path, email, password;
};
struct ChangePassword {
    std::uint64_t serial = 0;
    std::string current, next;
};
struct Lock {};
struct CloseFile {};
struct List {
    std::uint64_t generation = 0;
    std::int64_t page_number = 0;
    ListQuery query;
    Wording wording{};
};
struct Count {};
struct Load {
    std::uint64_t ticket = 0;
    Entity entity{};
    Id id{};
    Wording wording{};
};
struct FindChoices {
    std::uint64_t serial = 0;
    std::string key;
    ListQuery query;
};
struct Preview {
    std::uint64_t serial = 0;
    Command command;
};
struct Run {
    std::uint64_t serial = 0;
    Command command;
    std::optional<std::int64_t> seen; // LoadedRecord::seen, for a change
    std::string secret;               // the one-time password of a new or reset account
};
struct SuggestPassword {
    std::uint64_t serial = 0;
};
struct SaveDraft {
    std::string form;
    std::map<std::string, std::string> texts;
};
struct DropDraft {
    std::string form;
};
struct MakeDemonstration {
    bool afresh = false;
};
struct NewRecoveryKey {
    std::uint64_t serial = 0;
};
struct SaveRecoveryKey {
    std::string path; // empty: into the person's own folder
    std::string key;
    Language language{};
};
struct PrintRecoveryKey {
    std::string key;
    Language language{};
};
struct BackUp {
    std::uint64_t serial = 0;
    std::string path;
    std::string password; // empty: everyone's own
};
struct StopBackUp {}; // at once, before what is queued
struct SyncNow {};
struct LoadInbox {
    Wording wording{};
};
struct ReadSync {}; // the exporter has news
struct CopyText {
    std::string text;
    bool is_private = false; // the clipboard forgets it after a while
};
// What an answer took the place of, or one that came too late: thousands of texts take longer to give back than a frame
// may, and nobody waits for the runner's thread meanwhile.
struct Discard {
    std::shared_ptr<const void> what;
};
struct Undo {
    std::optional<Id> action{};
}; // nothing: the last one
struct Redo {};
struct RememberLanguage {
    Language language{};
};
struct RememberPreferences {
    Preferences preferences;
};

} // namespace effect

// One a line, so that two branches that each add some can be joined.
// clang-format off
using Effect = std::variant<
    effect::LoadRecents,
    effect::ForgetRecent,
    effect::LookAtFile,
    effect::ChooseFile,
    effect::CreateFile,
    effect::JoinServer,
    effect::SignIn,
    effect::ChangePassword,
    effect::Lock,
    effect::CloseFile,
    effect::List,
    effect::Count,
    effect::Load,
    effect::FindChoices,
    effect::Preview,
    effect::Run,
    effect::SuggestPassword,
    effect::SaveDraft,
    effect::DropDraft,
    effect::SyncNow,
    effect::LoadInbox,
    effect::ReadSync,
    effect::CopyText,
    effect::RememberLanguage,
    effect::RememberPreferences,
    effect::MakeDemonstration,
    effect::NewRecoveryKey,
    effect::SaveRecoveryKey,
    effect::PrintRecoveryKey,
    effect::BackUp,
    effect::StopBackUp,
    effect::Undo,
    effect::Redo,
    effect::LoadToday,
    effect::LoadCharts,
    effect::LoadCalendar,
    effect::Decide,
    effect::MarkSeen,
    effect::FindAll,
    effect::LoadViews,
    effect::SaveView,
    effect::RemoveView,
    effect::CollectIds,
    effect::RunMany,
    effect::WriteFile,
    effect::LookAtTable,
    effect::RunImport,
    effect::StopErrand,
    effect::LoadPending,
    effect::CheckBothSides,
    effect::StopCheck,
    effect::RenewAccess,
    effect::RenewJoinFile,
    effect::ListFolder,
    effect::Discard>;
// clang-format on

} // namespace epic::app
