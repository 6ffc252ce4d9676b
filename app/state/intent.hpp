// What can happen: what a person does (from the draw functions) and what comes back (from the runner).
//
// Threads: plain values; the runner makes answers on its thread and hands them over whole.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/state/app_state.hpp"
#include "app/state/calendar_intent.hpp"
#include "app/state/desk.hpp"
#include "app/state/file_picker.hpp"
#include "app/state/inbox_intent.hpp"
#include "app/state/overview_intent.hpp"
#include "app/state/sync_intent.hpp"
#include "app/state/transfer.hpp"

namespace epic::app {

namespace intent {

// Of a person.
struct SetLanguage {
    Language language{};
};
struct SetPreferences {
    Preferences preferences;
};
struct ShowShortcuts {
    bool shown = true;
};
struct GoToGate {
    Gate gate{};
}; // start page: create, join, back
struct OpenFile {
    std::string path;
}; // a recent one, a chosen one, an argument
struct BrowseFile {
    std::string key;
}; // "" on the start page, else the field of the gate form
struct ForgetRecent {
    std::string path;
};
struct GoTo {
    Section section{};
};
struct OpenRecord {
    Entity entity{};
    Id id{};
};
struct Back {};
struct ShowTab {
    int tab = 0;
};
struct ToggleFilter {
    Entity entity{};
    Filter filter{};
};
struct ClearFilters {
    Entity entity{};
};
struct SetText {
    Entity entity{};
    std::string text;
};
struct SetSort {
    Entity entity{};
    Sort sort;
};
struct ShowRows {
    Entity entity{};
    std::int64_t first = 0;
    std::int64_t count = 0;
};
struct Retry {
    Entity entity{};
};
struct NewRecord {
    Entity entity{};
};                 // Ctrl+N: of the list on screen
struct NewHere {}; // Ctrl+N
struct Act {
    RecordAction action{};
}; // on the page's record
struct ReversePayment {
    Id payment{};
};
struct Type {
    std::string key;
    std::string text;
}; // in the form in front
struct Leave {
    std::string key;
};
struct Search {
    std::string key;
    std::string query;
};
struct Submit {};
struct AcceptWarnings {};
struct Cancel {}; // the form in front, or the warnings in it
struct DiscardDraft {};
struct SuggestPassword {};
struct CopyOneTimePassword {};
struct FocusSearch {};
struct SearchFocused {};
struct SyncNow {};
struct Lock {};
struct ChangeOwnPassword {};
struct DismissToast {
    std::uint64_t id = 0;
};
struct CloseFile {};
struct Quit {};
struct LeaveAnyway {};
struct Stay {};
struct Undo {
    std::optional<Id> action{};
}; // nothing: what this person did last
struct Redo {};
struct OpenDemonstration {
    bool afresh = false;
};
struct EnterDemonstration {
    std::size_t person = 0;
};
struct NewRecoveryKey {}; // asks first
struct CopyRecoveryKey {};
struct SaveRecoveryKey {};
struct PrintRecoveryKey {};
struct TickRecoveryKey {
    bool kept = false;
};
struct LeaveRecoveryKey {}; // only once it is kept
struct BackUp {};           // opens its form
struct Tick {
    Instant now{};
}; // the clock moved

} // namespace intent

namespace answer {

struct Recents {
    std::vector<RecentFile> files;
    std::string new_file; // where a new one would lie; nothing is there yet
};
struct FileReady {
    std::string path;
    std::string name;
    std::optional<Instant> fresh;
};
struct FileRefused {
    std::string path;
    Error error;
};
struct FileChosen {
    std::string key;
    std::string path;
    bool replace = true; // the person was asked about a file that is there
};                       // no path: the person thought better of it
struct NoChooser {
    FileRequest request;
}; // this computer has no file dialog: the program's own opens
struct SignedIn {
    Person person;
    bool must_change_password = false;
    std::string path;
    std::string name;
    bool older_copy = false; // than the one this program had last
};
struct GateRefused {
    std::uint64_t serial = 0;
    Error error;
};
struct Locked {};
struct RecoveryKey {
    std::uint64_t serial = 0; // of the form that asked; 0: of a new file
    std::string key;
};
struct RecoveryKeyKept {
    Message done;
    bool failed = false;
};
struct DemonstrationReady {
    std::string path;
    std::vector<DemonstrationPerson> people;
};
struct DemonstrationFailed {
    Error error;
};
struct BackupProgress {
    std::uint64_t serial = 0;
    int percent = 0;
};
struct BackedUp {
    std::uint64_t serial = 0;
    std::string path;
};
struct Rows {
    Entity entity{};
    std::uint64_t generation = 0;
    std::int64_t page_number = 0;
    std::int64_t total = 0;
    std::vector<Row> rows;
    Wording wording;
};
struct RowsFailed {
    Entity entity{};
    std::uint64_t generation = 0;
    std::int64_t page_number = 0;
    Error error;
};
struct Counts {
    std::array<std::int64_t, list_count> totals{};
};
struct Loaded {
    std::uint64_t ticket = 0;
    RecordPage page; // what is read and what is written of it
    Wording wording;
};
struct LoadFailed {
    std::uint64_t ticket = 0;
    Error error;
};
struct Choices {
    std::uint64_t serial = 0;
    std::string key;
    std::string query;
    Page page;
};
struct Previewed {
    std::uint64_t serial = 0;
    std::vector<Message> warnings;
};
struct Refused {
    std::uint64_t serial = 0;
    Error error;
}; // of a preview, a command or a password
struct SessionChanged {
    Person person;
};
struct Written {
    std::uint64_t serial = 0;
    Entity entity{};
    Id record{};
    std::string command;
    Id action{}; // to undo it; nil when it cannot be undone
};
struct TookBack {
    Message what;
    bool again = false; // redo
    Id action{};
    Entity entity{};
    Id record{};
    bool gone = false; // the record is withdrawn
};
struct PasswordSuggested {
    std::uint64_t serial = 0;
    std::string text;
};
struct PasswordChanged {
    std::uint64_t serial = 0;
};
struct Drafts {
    std::map<std::string, std::map<std::string, std::string>> by_form;
};
struct Sync {
    SyncStatus status;
};
struct DataArrived {}; // the exporter changed records
struct Inbox {
    std::vector<InboxItem> items;
    AwayState away;
    Wording wording;
};
struct InboxFailed {
    Error error;
};
struct Problem {
    Error error;
}; // something that belongs to no form

} // namespace answer

// One a line, so that two branches that each add some can be joined.
// clang-format off
using Intent = std::variant<
    intent::SetLanguage,
    intent::SetPreferences,
    intent::ShowShortcuts,
    intent::GoToGate,
    intent::OpenFile,
    intent::BrowseFile,
    intent::ForgetRecent,
    intent::GoTo,
    intent::OpenRecord,
    intent::Back,
    intent::ShowTab,
    intent::ToggleFilter,
    intent::ClearFilters,
    intent::SetText,
    intent::SetSort,
    intent::ShowRows,
    intent::Retry,
    intent::NewRecord,
    intent::NewHere,
    intent::Act,
    intent::ReversePayment,
    intent::Type,
    intent::Leave,
    intent::Search,
    intent::Submit,
    intent::AcceptWarnings,
    intent::Cancel,
    intent::DiscardDraft,
    intent::SuggestPassword,
    intent::CopyOneTimePassword,
    intent::FocusSearch,
    intent::SearchFocused,
    intent::SyncNow,
    intent::Lock,
    intent::ChangeOwnPassword,
    intent::DismissToast,
    intent::CloseFile,
    intent::OpenDemonstration,
    intent::EnterDemonstration,
    intent::NewRecoveryKey,
    intent::CopyRecoveryKey,
    intent::SaveRecoveryKey,
    intent::PrintRecoveryKey,
    intent::TickRecoveryKey,
    intent::LeaveRecoveryKey,
    intent::BackUp,
    intent::Tick,
    intent::Quit,
    intent::LeaveAnyway,
    intent::Stay,
    intent::Undo,
    intent::Redo,
    answer::TookBack,
    answer::Recents,
    answer::FileReady,
    answer::FileRefused,
    answer::FileChosen,
    answer::NoChooser,
    answer::SignedIn,
    answer::GateRefused,
    answer::Locked,
    answer::RecoveryKey,
    answer::RecoveryKeyKept,
    answer::DemonstrationReady,
    answer::DemonstrationFailed,
    answer::BackupProgress,
    answer::BackedUp,
    answer::Rows,
    answer::RowsFailed,
    answer::Counts,
    answer::Loaded,
    answer::LoadFailed,
    answer::Choices,
    answer::Previewed,
    answer::Refused,
    answer::SessionChanged,
    answer::Written,
    answer::PasswordSuggested,
    answer::PasswordChanged,
    answer::Drafts,
    answer::Sync,
    answer::DataArrived,
    answer::Inbox,
    answer::InboxFailed,
    answer::Problem,
    intent::ShowList,
    intent::ReadAgain,
    intent::CopyText,
    intent::ContactedToday,
    intent::ShowCharts,
    intent::RemoveCondition,
    intent::ShowCalendar,
    intent::CalendarGo,
    intent::CalendarGoToday,
    intent::CalendarMove,
    intent::CalendarPages,
    intent::CalendarMine,
    intent::AssignEvent,
    answer::TodayRead,
    answer::TodayFailed,
    answer::ChartsRead,
    answer::ChartsFailed,
    answer::CalendarRead,
    answer::CalendarFailed,
    intent::InboxMove,
    intent::InboxMark,
    intent::Decide,
    intent::AwaySeen,
    intent::OpenPalette,
    intent::ClosePalette,
    intent::PaletteText,
    intent::SetColumns,
    intent::ChooseColumns,
    intent::ShowView,
    intent::SaveView,
    intent::RenameView,
    intent::RemoveView,
    intent::ChooseRow,
    intent::ChooseAll,
    intent::ChooseNone,
    intent::ActOnChosen,
    intent::EditField,
    answer::Found,
    answer::FindFailed,
    answer::Views,
    answer::ViewSaved,
    answer::IdsCollected,
    answer::ManyDone,
    intent::AskFile,
    intent::Export,
    intent::Import,
    intent::MapColumn,
    intent::SetTwins,
    intent::SetDateOrder,
    intent::SetImportContract,
    intent::CheckImport,
    intent::RunImport,
    intent::StopErrand,
    intent::CloseImport,
    intent::UndoImport,
    answer::FileWritten,
    answer::FileFailed,
    answer::ErrandProgress,
    answer::TableLooked,
    answer::ImportDone,
    answer::ImportFailed,
    answer::Decided,
    answer::DecisionFailed,
    intent::CheckBothSides,
    intent::StopCheck,
    intent::EnterCentralPassword,
    intent::RenewJoinFile,
    answer::Pending,
    answer::CheckProgress,
    answer::Checked,
    answer::CheckFailed,
    answer::AccessRenewed,
    answer::JoinFileRenewed,
    intent::PickerGo,
    intent::PickerMark,
    intent::PickerOpen,
    intent::PickerType,
    intent::PickerShowOthers,
    intent::PickerTake,
    intent::PickerReplace,
    intent::PickerCancel,
    answer::FolderListed>;
// clang-format on

} // namespace epic::app
