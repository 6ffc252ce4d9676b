// One call of update(): the state, the effects gathered, and one overload per intent. Internal to app/state.
//
// The overloads stand in update_gate.cpp, update_list.cpp, update_record.cpp, update_form.cpp and update_sync.cpp.
#pragma once

#include "app/state/form_open.hpp"
#include "app/state/present.hpp"
#include "app/state/update.hpp"

namespace epic::app {

// Of the system's file dialog, for state.file_wish.
inline constexpr std::string_view file_wish_key = "file";

struct Updater {
    AppState& state;
    const Seams& seams;
    Effects effects{};

    // update_gate.cpp
    void operator()(intent::SetLanguage& it);
    void operator()(intent::SetPreferences& it);
    void operator()(intent::ShowShortcuts& it);
    void operator()(intent::GoToGate& it);
    void operator()(intent::OpenFile& it);
    void operator()(intent::BrowseFile& it);
    void operator()(intent::ForgetRecent& it);
    void operator()(intent::Lock& it);
    void operator()(intent::ChangeOwnPassword& it);
    void operator()(answer::Recents& it);
    void operator()(answer::FileReady& it);
    void operator()(answer::FileRefused& it);
    void operator()(answer::FileChosen& it);
    void operator()(answer::SessionChanged& it);
    void operator()(answer::SignedIn& it);
    void operator()(answer::GateRefused& it);
    void operator()(answer::Locked& it);

    // update_first_run.cpp
    void operator()(intent::OpenDemonstration& it);
    void operator()(intent::EnterDemonstration& it);
    void operator()(intent::NewRecoveryKey& it);
    void operator()(intent::CopyRecoveryKey& it);
    void operator()(intent::SaveRecoveryKey& it);
    void operator()(intent::PrintRecoveryKey& it);
    void operator()(intent::TickRecoveryKey& it);
    void operator()(intent::LeaveRecoveryKey& it);
    void operator()(intent::BackUp& it);
    void operator()(answer::RecoveryKey& it);
    void operator()(answer::RecoveryKeyKept& it);
    void operator()(answer::DemonstrationReady& it);
    void operator()(answer::DemonstrationFailed& it);
    void operator()(answer::BackupProgress& it);
    void operator()(answer::BackedUp& it);

    // update_list.cpp
    void operator()(intent::GoTo& it);
    void operator()(intent::ToggleFilter& it);
    void operator()(intent::ClearFilters& it);
    void operator()(intent::SetText& it);
    void operator()(intent::SetSort& it);
    void operator()(intent::ShowRows& it);
    void operator()(intent::Retry& it);
    void operator()(intent::FocusSearch& it);
    void operator()(intent::SearchFocused& it);
    void operator()(answer::Rows& it);
    void operator()(answer::RowsFailed& it);
    void operator()(answer::Counts& it);

    // update_record.cpp
    void operator()(intent::OpenRecord& it);
    void operator()(intent::Back& it);
    void operator()(intent::ShowTab& it);
    void operator()(intent::Act& it);
    void operator()(intent::ReversePayment& it);
    void operator()(intent::NewRecord& it);
    void operator()(intent::NewHere& it);
    void operator()(answer::Loaded& it);
    void operator()(answer::LoadFailed& it);

    // update_form.cpp
    void operator()(intent::Type& it);
    void operator()(intent::Leave& it);
    void operator()(intent::Search& it);
    void operator()(intent::Submit& it);
    void operator()(intent::AcceptWarnings& it);
    void operator()(intent::Cancel& it);
    void operator()(intent::DiscardDraft& it);
    void operator()(intent::SuggestPassword& it);
    void operator()(intent::CopyOneTimePassword& it);
    void operator()(answer::Choices& it);
    void operator()(answer::Previewed& it);
    void operator()(answer::Refused& it);
    void operator()(answer::Written& it);
    void operator()(answer::PasswordSuggested& it);
    void operator()(answer::PasswordChanged& it);
    void operator()(answer::Drafts& it);

    // update_sync.cpp
    void operator()(intent::SyncNow& it);
    void operator()(intent::DismissToast& it);
    void operator()(intent::Tick& it);
    void operator()(answer::Sync& it);
    void operator()(answer::DataArrived& it);
    void operator()(answer::Problem& it);
    void operator()(intent::CheckBothSides& it);
    void operator()(intent::StopCheck& it);
    void operator()(intent::EnterCentralPassword& it);
    void operator()(intent::RenewJoinFile& it);
    void operator()(answer::Pending& it);
    void operator()(answer::CheckProgress& it);
    void operator()(answer::Checked& it);
    void operator()(answer::CheckFailed& it);
    void operator()(answer::AccessRenewed& it);
    void operator()(answer::JoinFileRenewed& it);
    void format_pending();

    // update_undo.cpp
    void operator()(intent::Undo& it);
    void operator()(intent::Redo& it);
    void operator()(answer::TookBack& it);

    // update_inbox.cpp
    void operator()(intent::InboxMove& it);
    void operator()(intent::InboxMark& it);
    void operator()(intent::Decide& it);
    void operator()(intent::AwaySeen& it);
    void operator()(answer::Inbox& it);
    void operator()(answer::InboxFailed& it);
    void operator()(answer::Decided& it);
    void operator()(answer::DecisionFailed& it);
    void format_inbox();
    void edit_again_when_loaded();

    // update_palette.cpp
    void operator()(intent::OpenPalette& it);
    void operator()(intent::ClosePalette& it);
    void operator()(intent::PaletteText& it);
    void operator()(answer::Found& it);
    void operator()(answer::FindFailed& it);

    // update_views.cpp
    void operator()(intent::SetColumns& it);
    void operator()(intent::ChooseColumns& it);
    void operator()(intent::ShowView& it);
    void operator()(intent::SaveView& it);
    void operator()(intent::RenameView& it);
    void operator()(intent::RemoveView& it);
    void operator()(answer::Views& it);
    void operator()(answer::ViewSaved& it);
    void save_view(FormState& form, bool accepted);

    // update_chosen.cpp
    void operator()(intent::ChooseRow& it);
    void operator()(intent::ChooseAll& it);
    void operator()(intent::ChooseNone& it);
    void operator()(intent::ActOnChosen& it);
    void operator()(answer::IdsCollected& it);
    void operator()(answer::ManyDone& it);
    void run_many(FormState& form, bool rehearse);

    // update_inline.cpp
    void operator()(intent::EditField& it);
    void leave_inline(); // its field was left: write what was typed, if it will do
    bool inline_written(std::uint64_t serial, const Id& action); // false: the answer is about something else
    void inline_warned(std::vector<Message> warnings);
    void drop_inline(); // the page goes away; what was typed stays as a draft

    // update_transfer.cpp
    void operator()(intent::AskFile& it);
    void operator()(intent::Export& it);
    void operator()(answer::FileWritten& it);
    void operator()(answer::FileFailed& it);
    void operator()(answer::ErrandProgress& it);
    void take_file(const std::string& path, bool replace);
    void save_event(FilePurpose purpose); // the page's

    // update_import.cpp
    void operator()(intent::Import& it);
    void operator()(intent::MapColumn& it);
    void operator()(intent::SetTwins& it);
    void operator()(intent::SetDateOrder& it);
    void operator()(intent::SetImportContract& it);
    void operator()(intent::CheckImport& it);
    void operator()(intent::RunImport& it);
    void operator()(intent::StopErrand& it);
    void operator()(intent::CloseImport& it);
    void operator()(intent::UndoImport& it);
    void operator()(answer::TableLooked& it);
    void operator()(answer::ImportDone& it);
    void operator()(answer::ImportFailed& it);
    void look_again();

    // update_file_picker.cpp
    void operator()(intent::PickerGo& it);
    void operator()(intent::PickerMark& it);
    void operator()(intent::PickerOpen& it);
    void operator()(intent::PickerType& it);
    void operator()(intent::PickerShowOthers& it);
    void operator()(intent::PickerTake& it);
    void operator()(intent::PickerReplace& it);
    void operator()(intent::PickerCancel& it);
    void operator()(answer::NoChooser& it);
    void operator()(answer::FolderListed& it);
    void choose_file(FileRequest request);
    void picked(std::string path, bool unseen); // unseen: nobody looked whether it is there

    // update_leave.cpp
    void operator()(intent::CloseFile& it);
    void operator()(intent::Quit& it);
    void operator()(intent::LeaveAnyway& it);
    void operator()(intent::Stay& it);
    void leave(Leaving how);

    // update_overview.cpp
    void operator()(intent::ShowList& it);
    void operator()(intent::ReadAgain& it);
    void operator()(intent::CopyText& it);
    void operator()(intent::ContactedToday& it);
    void operator()(answer::TodayRead& it);
    void operator()(answer::TodayFailed& it);
    void operator()(intent::ShowCharts& it);
    void operator()(answer::ChartsRead& it);
    void operator()(answer::ChartsFailed& it);
    void operator()(intent::RemoveCondition& it);
    void load_today();
    void load_charts();
    void open_overview();
    void refresh_overviews(); // after something was written: what is on screen now, the rest when it is opened
    void format_overviews();
    void tick_overviews(Instant before);

    // update_calendar.cpp
    void operator()(intent::ShowCalendar& it);
    void operator()(intent::CalendarGo& it);
    void operator()(intent::CalendarGoToday& it);
    void operator()(intent::CalendarMove& it);
    void operator()(intent::CalendarPages& it);
    void operator()(intent::CalendarMine& it);
    void operator()(intent::AssignEvent& it);
    void operator()(answer::CalendarRead& it);
    void operator()(answer::CalendarFailed& it);
    void load_calendar();
    void open_calendar();
    void lay_out_calendar();
    void look_at_clock();
    void show_span();

    // Shared.
    void emit(Effect effect) { effects.push_back(std::move(effect)); }
    void emit(Effects more);
    Date today() const;
    FormState* front_form(); // the dialog, or the form of the gate
    void show(const Msg& message, Mood mood = Mood::success);
    void show(Message message, Mood mood);
    void show(const Error& error);
    Message copied() const;                            // something private, for a while
    void show_done(Message message, const Id& action); // with Undo, when there is something to undo
    void ask_rows(ListState& list);                    // the pages on screen that are neither here nor asked for
    void ask_again(ListState& list);                   // the same question, after something changed
    void ask_anew(ListState& list);                    // another question: from the top
    void refresh_lists(); // after something was written: what is on screen is asked again, and the counts
    void refresh_shown_list();
    void load_page();    // the record of the page, again
    void refresh_page(); // the same once it is here
    Wording wording() const { return {state.language, state.now}; }
    void keep_draft(); // of the dialog, when something was typed
    void close_form();
    void refuse(FormState& form, const Error& error);
    void submit_gate(FormState& form);
    void submit_record(FormState& form);
    void submit_own(FormState& form); // what is no command: a copy of the file, a new recovery key, a password
    void save_recovery_key(std::string path);
    void run(FormState& form);
    void forget_session();
};

} // namespace epic::app
