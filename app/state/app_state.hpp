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

#include "app/state/calendar.hpp"
#include "app/state/charts.hpp"
#include "app/state/first_run.hpp"
#include "app/state/form.hpp"
#include "app/state/list.hpp"
#include "app/state/preferences.hpp"
#include "app/state/record_page.hpp"
#include "app/state/today.hpp"

namespace epic::app {

// Where one is before being signed in, and `open` afterwards.
enum class Gate : std::uint8_t {
    start,
    open_file,
    create_file,
    join_server,
    demonstration,
    sign_in,
    change_password,
    open
};

// The lists come first.
enum class Section : std::uint8_t { clients, contracts, events, collaborators, sync, settings, today, dashboard, calendar };
inline constexpr std::size_t list_count = 4;
Section section_of(Entity entity); // payments are on the page of their contract
Entity entity_of(Section section); // of the lists only
inline bool is_list(Section section) { return static_cast<std::size_t>(section) < list_count; }

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

enum class SyncPhase : std::uint8_t { no_server, offline, waiting, syncing, up_to_date, needs_you };

struct SyncStatus {
    SyncPhase phase = SyncPhase::no_server;
    std::int64_t pending = 0;
    std::int64_t conflicts = 0;
    std::int64_t returned = 0;
    std::optional<int> percent; // while much is received
    std::optional<Instant> last_exchange;
    Message problem; // empty when all is well
    Message what_to_do;
    std::string servers; // host:port, …
    std::string server_id;
    std::string device_id;
    std::uint64_t head = 0;
};

// A conflict or a returned edit.
struct InboxItem {
    Id id{};
    bool conflict = true;
    Entity entity{};
    Id record{};
    std::string record_name;
    std::optional<Field> field;
    Value base, mine, theirs;
    std::string base_name, mine_name, theirs_name; // of references
    Currency currency = euro;
    std::string mine_by, theirs_by;
    std::string reason; // as the server gave it
    Instant at{};
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
    std::optional<FormState> form; // the dialog in front
    std::optional<RecoveryKeyPage> recovery_key; // in front of everything until it is kept
    std::map<std::string, std::map<std::string, std::string>> drafts;
    SyncStatus sync;
    std::vector<InboxItem> inbox;
    bool inbox_loaded = false;
    std::vector<Toast> toasts;
    bool shortcuts_shown = false; // the page of keyboard shortcuts, in front
    bool search_focus = false; // the search field takes the keyboard; the screen reports back
    std::optional<Leaving> leaving; // asked about, in front
    bool quitting = false;          // as soon as the file is locked
    bool quit = false;              // the window closes

    Actor actor() const { return person.actor(); }
    ListState& list(Entity entity) { return lists[static_cast<std::size_t>(section_of(entity))]; }
    const ListState& list(Entity entity) const { return lists[static_cast<std::size_t>(section_of(entity))]; }
    std::uint64_t next_ticket() { return ++last_ticket; }
};

// Why this person may not create a record of this kind from the list; empty when they may.
std::string create_disabled_reason(const AppState& state, Entity entity);

} // namespace epic::app
