// Everything the program's interface knows. update() (app/state/update.hpp) is the only place that changes it,
// the screens only read it. Threads: the one that draws.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/state/away.hpp"
#include "app/state/calendar.hpp"
#include "app/state/charts.hpp"
#include "app/state/desk.hpp"
#include "app/state/file_picker.hpp"
#include "app/state/first_run.hpp"
#include "app/state/form.hpp"
#include "app/state/inbox.hpp"
#include "app/state/list.hpp"
#include "app/state/preferences.hpp"
#include "app/state/record_page.hpp"
#include "app/state/sync.hpp"
#include "app/state/today.hpp"
#include "app/state/transfer.hpp"

namespace epic::app {

// Where one is before being signed in, and `open` afterwards.
enum class Gate : std::uint8_t { start, create_file, join_server, demonstration, sign_in, change_password, open };

// The lists come first.
enum class Section : std::uint8_t {
    clients,
    contracts,
    events,
    collaborators,
    sync,
    settings,
    today,
    dashboard,
    calendar,
    inbox
};
inline constexpr std::size_t list_count = 4;
Section section_of(Entity entity); // payments are on the page of their contract
Entity entity_of(Section section); // of the lists only
inline bool is_list(Section section) {
    return static_cast<std::size_t>(section) < list_count;
}

struct RecentFile {
    std::string path;
    std::string name; // the file's name without its folder
    std::string folder;
    std::optional<Instant> opened; // for the last time
    bool missing = false;
};

struct Person {
    Id id{};
    std::string name;
    std::string email;
    Department department = Department::support;
    Actor actor() const { return {id, department, true}; }
};

// A returned edit that is to be edited again, once its record is on screen.
struct EditAgain {
    Id item{};
    Id record{};
    FieldValues values;
    std::map<Field, std::string> names; // of references
};

// What a toast offers beside what it says.
enum class ToastAction : std::uint8_t { none, undo, redo };

struct Toast {
    std::uint64_t id = 0;
    Message message;
    Mood mood = Mood::success;
    Message who_could{}; // behind a refusal
    ToastAction action = ToastAction::none;
    Id subject{}; // the action in the journal that it is about
};

// What a person wants to end although something would be lost: they are asked.
enum class Leaving : std::uint8_t { close_file, quit };

struct RecordRef {
    Entity entity{};
    Id id{};
};

struct AppState {
    Language language = Language::english;
    Preferences preferences;
    Instant now{};
    std::string zone; // the reader's
    std::uint64_t last_ticket = 0;

    Gate gate = Gate::start;
    std::vector<RecentFile> recents;
    std::string new_file; // offered where one is created
    std::string file_path;
    std::string file_name;
    std::optional<Instant> file_fresh; // the last exchange, from the state folder: the file itself is sealed
    std::optional<Error> file_error;   // the file that was to be opened
    std::optional<FormState> gate_form;
    std::string remembered_email; // who was signed in before the lock
    Demonstration demonstration;

    Person person;
    Section section = Section::today;
    TodayState today;
    ChartsState charts;
    CalendarState calendar;
    std::array<ListState, list_count> lists;
    std::array<std::optional<std::int64_t>, list_count> counts;
    std::vector<RecordRef> trail; // records opened one from the other; the last is shown
    std::optional<RecordPage> page;
    std::optional<FormState> form;               // the dialog in front
    std::optional<RecoveryKeyPage> recovery_key; // in front of everything until it is kept
    std::optional<FormState> inline_edit;        // one field of the page, where it stands
    std::map<std::string, std::map<std::string, std::string>> drafts;
    SyncStatus sync;
    PendingState pending; // of the page of the exchange
    CheckState check;
    std::vector<InboxItem> inbox;
    bool inbox_loaded = false;
    std::optional<Error> inbox_error;
    std::size_t inbox_current = 0; // the entry that the keys decide about
    bool inbox_busy = false;       // a decision is being written
    std::optional<EditAgain> edit_again;
    AwayState away;                      // what others changed meanwhile
    std::optional<PaletteState> palette; // in front
    std::array<std::vector<SavedView>, entity_count> views;
    std::optional<Entity> choosing_columns; // of this list, in front
    std::optional<FileWish> file_wish;      // a file is being chosen for it
    std::optional<FilePicker> picker;       // the program's own file dialog, in front
    std::string last_folder;                // where a file was chosen last; empty: the own one
    std::optional<Writing> writing;
    std::optional<ImportState> import; // in front
    std::vector<Toast> toasts;
    bool shortcuts_shown = false;   // the page of keyboard shortcuts, in front
    bool search_focus = false;      // the search field takes the keyboard; the screen reports back
    std::optional<Leaving> leaving; // asked about, in front
    bool quitting = false;          // as soon as the file is locked
    bool quit = false;              // the window closes

    Actor actor() const { return person.actor(); }
    ListState& list(Entity entity) { return lists[static_cast<std::size_t>(section_of(entity))]; }
    const ListState& list(Entity entity) const { return lists[static_cast<std::size_t>(section_of(entity))]; }
    std::uint64_t next_ticket() { return ++last_ticket; }
};

// The columns that were chosen for a list, by name; empty: the usual ones.
const std::vector<std::string>& columns_named(const AppState& state, Entity entity);
// Why this person may not act on many records of a list at once; empty when they may, nothing where there is no such
// act.
std::optional<std::string> many_disabled_reason(const AppState& state, Entity entity);
// Why this person may not create a record of this kind from the list; empty when they may.
std::string create_disabled_reason(const AppState& state, Entity entity);

} // namespace epic::app
