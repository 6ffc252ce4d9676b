#include "app/shell/tour_walk.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <imgui.h>
#include <thread>
#include <utility>

#include "app/state/offered_filters.hpp"
#include "app/ui/kit.hpp"

namespace epic::shell {

using namespace app;

namespace {

constexpr double settle_seconds_max = 30;
constexpr int held_frames = 24; // a dialog of what takes long comes after 0.3 s

struct NamedAction {
    RecordAction action;
    std::string_view word;
};
constexpr std::array dialogs{NamedAction{RecordAction::edit, "edit"},
                             NamedAction{RecordAction::sign, "sign"},
                             NamedAction{RecordAction::add_payment, "payment"},
                             NamedAction{RecordAction::new_event, "event"},
                             NamedAction{RecordAction::assign_support, "assign"},
                             NamedAction{RecordAction::cancel_event, "cancel"},
                             NamedAction{RecordAction::deactivate, "deactivate"},
                             NamedAction{RecordAction::reset_password, "password"}};

} // namespace

TourWalk::TourWalk(const TourRequest& request, Offscreen& screen, const TourVariant& variant,
                   const std::filesystem::path& state_folder)
    : request_(request),
      screen_(screen),
      variant_(variant),
      app_({.environment = request.environment != nullptr ? *request.environment : intl::system_environment(),
            .state_folder = state_folder,
            .limits = vault::KdfLimits::minimum(),
            .dialogs = {.portal = false, .programs = false}},
           variant.language, {.theme = variant.theme}) {
    screen_.kit().set_item_sink(this);
}

TourWalk::~TourWalk() {
    screen_.kit().set_item_sink(nullptr);
}

Result<int> TourWalk::run() {
    EPIC_TRY(gates());
    if (request_.email.empty()) return taken_;
    EPIC_TRY(sign_in());
    EPIC_TRY(overviews());
    for (const Section section : {Section::clients, Section::contracts, Section::events, Section::collaborators}) {
        EPIC_TRY(list(section));
    }
    go(intent::GoTo{Section::inbox});
    EPIC_TRY(take("inbox"));
    EPIC_TRY(palette());
    EPIC_TRY(settings());
    EPIC_TRY(failures());
    EPIC_TRY(loading());
    EPIC_TRY(export_dialog());
    if (request_.may_write) EPIC_TRY(what_is_written());
    return taken_;
}

Result<> TourWalk::gates() {
    EPIC_TRY(take("start"));
    go(intent::GoToGate{Gate::create_file});
    EPIC_TRY(take("create-a-file"));
    go(intent::GoToGate{Gate::join_server});
    EPIC_TRY(take("join-an-office"));
    // Its passwords are made at random, so that a picture of it never is the same twice.
    if (wants("demonstration")) {
        go(intent::OpenDemonstration{});
        EPIC_TRY(take("demonstration"));
    }
    EPIC_TRY(first_run());
    go(intent::GoToGate{Gate::start});
    open(request_.file);
    return take("sign-in");
}

void TourWalk::open(const std::string& file) {
    if (app_.state().gate == Gate::open) go(intent::CloseFile{});
    go(intent::OpenFile{file});
}

Result<> TourWalk::sign_in() {
    type(request_.email);
    press(ImGuiKey_Tab);
    if (wants("sign-in-refused")) {
        type("wrong on purpose");
        press(ImGuiKey_Enter);
        EPIC_TRY(take("sign-in-refused"));
    }
    type(request_.password);
    press(ImGuiKey_Enter);
    if (app_.state().gate == Gate::open) return Done{};
    const FormState* form = app_.state().gate_form ? &*app_.state().gate_form : nullptr;
    return Error{.code = ErrorCode::sign_in_refused, .message = form != nullptr ? form->error : Message()};
}

Result<> TourWalk::overviews() {
    EPIC_TRY(take("today"));
    go(intent::GoTo{Section::dashboard});
    EPIC_TRY(take("dashboard"));
    if (wants("dashboard-bar")) {
        point("dashboard.signed.bar.10");
        EPIC_TRY(take("dashboard-bar"));
        rest_pointer();
    }
    go(intent::GoTo{Section::calendar});
    go(intent::ShowCalendar{CalendarMode::month});
    EPIC_TRY(take("calendar-month"));
    go(intent::ShowCalendar{CalendarMode::week});
    EPIC_TRY(take("calendar-week"));
    go(intent::ShowCalendar{CalendarMode::timeline});
    return take("calendar-timeline");
}

Result<> TourWalk::palette() {
    go(intent::OpenPalette{});
    EPIC_TRY(take("palette"));
    type("ma");
    EPIC_TRY(take("palette-search"));
    go(intent::ClosePalette{});
    return Done{};
}

Result<> TourWalk::settings() {
    go(intent::GoTo{Section::sync});
    EPIC_TRY(take("synchronisation"));
    go(intent::GoTo{Section::settings});
    EPIC_TRY(take("settings"));
    if (wants("safety-copy")) {
        go(intent::BackUp{});
        EPIC_TRY(take("safety-copy"));
        go(intent::Cancel{});
    }
    if (wants("own-password")) {
        go(intent::ChangeOwnPassword{});
        EPIC_TRY(take("own-password"));
        go(intent::Cancel{});
    }
    if (wants("person-menu")) {
        click("person");
        EPIC_TRY(take("person-menu"));
        press(ImGuiKey_Escape);
        rest_pointer();
    }
    go(intent::ShowShortcuts{});
    EPIC_TRY(take("shortcuts"));
    go(intent::ShowShortcuts{false});
    return Done{};
}

// What is done with a list beside filtering it.
Result<> TourWalk::list_tools(const std::string& name, Entity entity) {
    go(intent::ChooseColumns{entity});
    EPIC_TRY(take(name + "-columns"));
    go(intent::ChooseColumns{});
    const std::string tool = "list." + std::string(entity_name(entity)) + ".";
    for (const auto& [item, picture] : {std::pair{"views", "-views"}, std::pair{"transfer", "-transfer"}}) {
        if (!wants(name + picture)) continue;
        click(tool + item);
        EPIC_TRY(take(name + picture));
        press(ImGuiKey_Escape);
        rest_pointer();
    }
    go(intent::SaveView{entity});
    EPIC_TRY(take(name + "-view"));
    go(intent::Cancel{});
    if (many_disabled_reason(app_.state(), entity) != std::string()) return Done{};
    go(intent::ChooseAll{entity});
    EPIC_TRY(take(name + "-chosen"));
    go(intent::ActOnChosen{entity});
    EPIC_TRY(take(name + "-many"));
    go(intent::Cancel{});
    go(intent::ChooseNone{entity});
    return Done{};
}

Result<> TourWalk::list(Section section) {
    const Entity entity = entity_of(section);
    const std::string name(entity_name(entity));
    if (!wants_any(name + "-")) return Done{};
    go(intent::GoTo{section});
    EPIC_TRY(take(name + "-list"));
    go(intent::ToggleFilter{entity, offered_filters(entity, app_.state().person.department).front()});
    EPIC_TRY(take(name + "-list-filtered"));
    go(intent::SetText{entity, "zzzz"});
    EPIC_TRY(take(name + "-list-nothing"));
    go(intent::ClearFilters{entity});
    if (create_disabled_reason(app_.state(), entity).empty()) {
        go(intent::NewRecord{entity});
        EPIC_TRY(take(name + "-new"));
        if (entity == Entity::event && wants("event-new-date")) {
            click("event.starts_at.date.open");
            EPIC_TRY(take("event-new-date"));
            press(ImGuiKey_Escape);
        }
        go(intent::Cancel{});
    }
    EPIC_TRY(list_tools(name, entity));
    return record(name, entity);
}

Result<> TourWalk::record(const std::string& name, Entity entity) {
    const Row* row = telling_row(app_.state().list(entity));
    if (row == nullptr) return Done{};
    go(intent::OpenRecord{entity, row->view.record.id});
    EPIC_TRY(take(name + "-record"));
    EPIC_TRY(edit_in_place(name));
    go(intent::ShowTab{1});
    EPIC_TRY(take(name + "-history"));
    go(intent::ShowTab{0});
    for (const auto& [action, word] : dialogs) EPIC_TRY(dialog(name, action, word));
    go(intent::Back{});
    return Done{};
}

Result<> TourWalk::edit_in_place(const std::string& name) {
    if (!app_.state().page) return Done{};
    for (const DetailLine& line : app_.state().page->details) {
        if (!line.field || !line.locked.empty() || spec(*line.field).unit != MergeUnit::alone) continue;
        go(intent::EditField{*line.field});
        EPIC_TRY(take(name + "-edit-in-place"));
        go(intent::Cancel{});
        break;
    }
    return Done{};
}

Result<> TourWalk::dialog(const std::string& name, RecordAction action, std::string_view word) {
    const std::string picture = name + "-dialog-" + std::string(word);
    const RecordPage* page = app_.state().page ? &*app_.state().page : nullptr;
    const OfferedAction* offer = page != nullptr ? page->offered(action) : nullptr;
    if (!wants(picture) || offer == nullptr || !offer->disabled_reason.empty()) return Done{};
    go(intent::Act{action});
    if (!app_.state().form) return Done{};
    EPIC_TRY(take(picture));
    go(intent::Cancel{});
    return Done{};
}

// Each leaves something in the file.
Result<> TourWalk::what_is_written() {
    if (wants("client-toast")) {
        go(intent::GoTo{Section::clients});
        const Row* row = telling_row(app_.state().list(Entity::client));
        if (row != nullptr) go(intent::OpenRecord{Entity::client, row->view.record.id});
        go(intent::Act{RecordAction::contacted_today});
        if (!app_.state().toasts.empty()) EPIC_TRY(take("client-toast"));
    }
    EPIC_TRY(import_dialog());
    if (app_.state().person.department == Department::gestion && wants_any("recovery-key")) {
        go(intent::NewRecoveryKey{});
        EPIC_TRY(take("recovery-key-ask"));
        click("form.save"); // Enter is for what harms nobody
        rest_pointer();
        EPIC_TRY(take("recovery-key"));
        click("recovery_key.kept");
        press(ImGuiKey_Enter);
        rest_pointer();
    }
    return questions();
}

const Row* TourWalk::telling_row(const ListState& rows) const {
    for (std::int64_t i = 0; i < std::min(rows.total, page_rows); ++i) {
        const Row* row = rows.row(i);
        if (row == nullptr) break;
        const RecordView& view = row->view;
        bool tells = true;
        switch (view.record.entity) {
            case Entity::contract: tells = view.paid.minor > 0 && view.remaining.minor > 0; break;
            case Entity::client: tells = !view.record.text(Field::client_company).empty(); break;
            case Entity::event: tells = view.record.integer(Field::event_starts_at) > app_.state().now.unix_ms; break;
            case Entity::collaborator:
            case Entity::payment: break;
        }
        if (tells) return row;
    }
    return rows.row(0);
}

bool TourWalk::wants(std::string_view name) const {
    if (request_.screens.empty()) return true;
    return std::ranges::any_of(request_.screens, [name](const std::string& wish) {
        if (!wish.ends_with('*')) return name == wish;
        return name.starts_with(std::string_view(wish).substr(0, wish.size() - 1));
    });
}

bool TourWalk::wants_any(std::string_view beginning) const {
    if (request_.screens.empty()) return true;
    return std::ranges::any_of(request_.screens, [beginning](std::string_view wish) {
        if (wish.ends_with('*')) wish.remove_suffix(1);
        return wish.starts_with(beginning) || beginning.starts_with(wish);
    });
}

void TourWalk::go(Intent intent) {
    app_.send(std::move(intent));
    settle();
}

void TourWalk::type(const std::string& characters) {
    ImGui::GetIO().AddInputCharactersUTF8(characters.c_str());
    settle();
}

void TourWalk::press(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    ImGui::GetIO().AddKeyEvent(key, false);
    settle();
}

bool TourWalk::point(std::string_view name) {
    frame(); // a picture that was not asked for has not been drawn
    const auto place = named_.find(std::string(name));
    if (place == named_.end()) return false;
    const ImVec4 box = place->second;
    // A pointer that comes from nowhere has not moved yet, and after keys only one that moves is looked at.
    for (const float from : {1.0F, 0.0F}) {
        ImGui::GetIO().AddMousePosEvent((box.x + box.z) / 2 - from, (box.y + box.w) / 2);
        frame();
    }
    settle();
    return true;
}

void TourWalk::click(std::string_view name) {
    if (!point(name)) return;
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    settle();
}

void TourWalk::rest_pointer() {
    ImGui::GetIO().AddMousePosEvent(-1000, -1000);
    settle();
}

void TourWalk::item(ImGuiID id, ImVec4 bounds, ImVec4 /*clip*/, bool /*disabled*/, std::string_view /*window*/) {
    places_[id] = bounds;
}

void TourWalk::label(ImGuiID id, std::string_view whole, int /*status*/) {
    const std::size_t mark = whole.find("###");
    if (mark == std::string_view::npos) return;
    named_[std::string(whole.substr(mark + 3))] = places_[id];
}

bool TourWalk::frame() {
    bool changed = false;
    app_.dress(screen_.kit(), variant_.scale, screen_.width(), screen_.height());
    named_.clear();
    screen_.frame([&] { changed = app_.frame(); });
    return changed;
}

void TourWalk::hold(bool held) {
    held_ = held;
    app_.hold_answers(held);
    if (!held) settle();
}

void TourWalk::settle() {
    for (int i = 0; held_ && i < held_frames; ++i) frame();
    if (held_) return;
    const auto started = std::chrono::steady_clock::now();
    int quiet = 0;
    while (quiet < 4) {
        const bool changed = frame();
        const bool idle = app_.idle() && !changed;
        quiet = idle ? quiet + 1 : 0;
        if (!idle) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;
        if (spent.count() > settle_seconds_max) return;
    }
}

Result<> TourWalk::take(const std::string& name) {
    if (!wants(name)) return Done{};
    settle();
    ++taken_;
    return screen_.save_png(std::filesystem::path(request_.folder) / (variant_.name + "-" + name + ".png"));
}

} // namespace epic::shell
