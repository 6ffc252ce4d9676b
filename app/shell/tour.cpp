#include "app/shell/tour.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <imgui.h>
#include <thread>

#include "app/shell/app.hpp"
#include "app/shell/offscreen.hpp"
#include "app/shell/shell_words.hpp"
#include "assets/catalogue.hpp"

namespace epic::shell {
namespace {

using namespace app;

constexpr double settle_seconds_max = 30;

struct Variant {
    int width;
    int height;
    Language language;
    Theme theme;
    const char* name; // of its pictures
};

constexpr std::array variants{
    Variant{1440, 900, Language::english, Theme::light, "1440-en"},
    Variant{1440, 900, Language::french, Theme::light, "1440-fr"},
    Variant{1024, 700, Language::english, Theme::light, "1024-en"},
    Variant{1024, 700, Language::french, Theme::light, "1024-fr"},
    Variant{1440, 900, Language::french, Theme::dark, "1440-fr-dark"},
    Variant{1440, 900, Language::english, Theme::high_contrast, "1440-en-contrast"},
    Variant{2560, 1440, Language::french, Theme::light, "2560-fr"},
};

class Tour {
public:
    Tour(const TourRequest& request, Offscreen& screen, const Variant& variant,
         const std::filesystem::path& state_folder)
        : request_(request),
          screen_(screen),
          name_(variant.name),
          app_({.environment = intl::system_environment(), .state_folder = state_folder}, variant.language,
               {.theme = variant.theme}) {}

    // The number of pictures written, or why there are none.
    Result<int> run() {
        EPIC_TRY(take("start"));
        app_.send(intent::GoToGate{Gate::create_file});
        EPIC_TRY(take("create-a-file"));
        app_.send(intent::GoToGate{Gate::join_server});
        EPIC_TRY(take("join-an-office"));
        app_.send(intent::OpenDemonstration{});
        EPIC_TRY(take("demonstration"));
        app_.send(intent::GoToGate{Gate::start});
        app_.send(intent::OpenFile{request_.file});
        EPIC_TRY(take("sign-in"));
        if (request_.email.empty()) return taken_;
        EPIC_TRY(sign_in());
        EPIC_TRY(overviews());
        for (const Section section : {Section::clients, Section::contracts, Section::events, Section::collaborators}) {
            EPIC_TRY(list(section));
        }
        app_.send(intent::GoTo{Section::inbox});
        EPIC_TRY(take("inbox"));
        EPIC_TRY(palette());
        app_.send(intent::GoTo{Section::sync});
        EPIC_TRY(take("synchronisation"));
        app_.send(intent::GoTo{Section::settings});
        EPIC_TRY(take("settings"));
        app_.send(intent::BackUp{});
        EPIC_TRY(take("safety-copy"));
        app_.send(intent::Cancel{});
        app_.send(intent::ShowShortcuts{});
        EPIC_TRY(take("shortcuts"));
        app_.send(intent::ShowShortcuts{false});
        return taken_;
    }

private:
    Result<> sign_in() {
        type(request_.email);
        press(ImGuiKey_Tab);
        type("wrong on purpose");
        press(ImGuiKey_Enter);
        EPIC_TRY(take("sign-in-refused"));
        type(request_.password);
        press(ImGuiKey_Enter);
        if (app_.state().gate == Gate::open) return Done{};
        const FormState* form = app_.state().gate_form ? &*app_.state().gate_form : nullptr;
        return Error{.code = ErrorCode::sign_in_refused, .message = form != nullptr ? form->error : Message()};
    }

    Result<> overviews() {
        EPIC_TRY(take("today"));
        app_.send(intent::GoTo{Section::dashboard});
        EPIC_TRY(take("dashboard"));
        app_.send(intent::GoTo{Section::calendar});
        EPIC_TRY(take("calendar-month"));
        app_.send(intent::ShowCalendar{CalendarMode::week});
        EPIC_TRY(take("calendar-week"));
        app_.send(intent::ShowCalendar{CalendarMode::timeline});
        EPIC_TRY(take("calendar-timeline"));
        return Done{};
    }

    Result<> palette() {
        app_.send(intent::OpenPalette{});
        EPIC_TRY(take("palette"));
        type("ma");
        EPIC_TRY(take("palette-search"));
        app_.send(intent::ClosePalette{});
        settle();
        return Done{};
    }

    // What is done with a list beside filtering it.
    Result<> list_tools(const std::string& name, Entity entity) {
        app_.send(intent::ChooseColumns{entity});
        EPIC_TRY(take(name + "-columns"));
        app_.send(intent::ChooseColumns{});
        settle();
        app_.send(intent::SaveView{entity});
        EPIC_TRY(take(name + "-view"));
        app_.send(intent::Cancel{});
        settle();
        if (many_disabled_reason(app_.state(), entity) != std::string()) return Done{};
        app_.send(intent::ChooseAll{entity});
        settle();
        EPIC_TRY(take(name + "-chosen"));
        app_.send(intent::ActOnChosen{entity});
        EPIC_TRY(take(name + "-many"));
        app_.send(intent::Cancel{});
        app_.send(intent::ChooseNone{entity});
        settle();
        return Done{};
    }

    Result<> list(Section section) {
        const Entity entity = entity_of(section);
        const std::string name(entity_name(entity));
        app_.send(intent::GoTo{section});
        EPIC_TRY(take(name + "-list"));
        app_.send(intent::ToggleFilter{entity, filters_of(entity).front()});
        EPIC_TRY(take(name + "-list-filtered"));
        app_.send(intent::SetText{entity, "zzzz"});
        EPIC_TRY(take(name + "-list-nothing"));
        app_.send(intent::ClearFilters{entity});
        settle();
        if (create_disabled_reason(app_.state(), entity).empty()) {
            app_.send(intent::NewRecord{entity});
            EPIC_TRY(take(name + "-new"));
            app_.send(intent::Cancel{});
            settle();
        }
        EPIC_TRY(list_tools(name, entity));
        const Row* row = telling_row(app_.state().list(entity));
        if (row == nullptr) return Done{};
        app_.send(intent::OpenRecord{entity, row->view.record.id});
        EPIC_TRY(take(name + "-record"));
        EPIC_TRY(edit_in_place(name));
        app_.send(intent::ShowTab{1});
        EPIC_TRY(take(name + "-history"));
        app_.send(intent::ShowTab{0});
        settle();
        for (const RecordAction action :
             {RecordAction::edit, RecordAction::sign, RecordAction::add_payment, RecordAction::new_event,
              RecordAction::assign_support, RecordAction::cancel_event, RecordAction::deactivate,
              RecordAction::reset_password}) {
            EPIC_TRY(dialog(name, action));
        }
        app_.send(intent::Back{});
        settle();
        return Done{};
    }

    Result<> edit_in_place(const std::string& name) {
        if (!app_.state().page) return Done{};
        for (const DetailLine& line : app_.state().page->details) {
            if (!line.field || !line.locked.empty() || spec(*line.field).unit != MergeUnit::alone) continue;
            app_.send(intent::EditField{*line.field});
            EPIC_TRY(take(name + "-edit-in-place"));
            app_.send(intent::Cancel{});
            settle();
            break;
        }
        return Done{};
    }

    Result<> dialog(const std::string& name, RecordAction action) {
        const RecordPage* page = app_.state().page ? &*app_.state().page : nullptr;
        const OfferedAction* offer = page != nullptr ? page->offered(action) : nullptr;
        if (offer == nullptr || !offer->disabled_reason.empty()) return Done{};
        app_.send(intent::Act{action});
        settle();
        if (!app_.state().form) return Done{};
        EPIC_TRY(take(name + "-dialog-" + std::to_string(static_cast<int>(action))));
        app_.send(intent::Cancel{});
        settle();
        return Done{};
    }

    // The first record that has something to show: payments, a company, an event to come.
    const Row* telling_row(const ListState& list) const {
        for (std::int64_t i = 0; i < std::min(list.total, page_rows); ++i) {
            const Row* row = list.row(i);
            if (row == nullptr) break;
            const RecordView& view = row->view;
            const Record& record = view.record;
            const bool tells = record.entity == Entity::contract ? view.paid.minor > 0 && view.remaining.minor > 0
                               : record.entity == Entity::client
                                   ? !record.text(Field::client_company).empty()
                                   : record.entity != Entity::event ||
                                         record.integer(Field::event_starts_at) > app_.state().now.unix_ms;
            if (tells) return row;
        }
        return list.row(0);
    }

    // Into the field that has the keyboard, as a person would.
    void type(const std::string& text) {
        ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
        settle();
    }

    void press(ImGuiKey key) {
        ImGui::GetIO().AddKeyEvent(key, true);
        ImGui::GetIO().AddKeyEvent(key, false);
        settle();
    }

    // Draws until nothing is under way and nothing moves any more.
    void settle() {
        const auto started = std::chrono::steady_clock::now();
        int quiet = 0;
        while (quiet < 4) {
            bool changed = false;
            app_.dress(screen_.kit(), 1, screen_.width(), screen_.height());
            screen_.frame([&] { changed = app_.frame(); });
            const bool idle = app_.idle() && !changed;
            quiet = idle ? quiet + 1 : 0;
            if (!idle) std::this_thread::sleep_for(std::chrono::milliseconds(2));
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;
            if (spent.count() > settle_seconds_max) return;
        }
    }

    Result<> take(const std::string& name) {
        settle();
        std::string number = std::to_string(++taken_);
        if (number.size() < 2) number.insert(0, "0");
        const std::string file = name_ + "-" + number + "-" + name + ".png";
        return screen_.save_png(std::filesystem::path(request_.folder) / file);
    }

    const TourRequest& request_;
    Offscreen& screen_;
    std::string name_;
    App app_;
    int taken_ = 0;
};

Result<int> all_pictures(const TourRequest& request) {
    std::error_code ignored;
    std::filesystem::create_directories(request.folder, ignored);
    // What the tour opens is not remembered among the person's own files.
    const std::filesystem::path state_folder = std::filesystem::path(request.folder) / ".state";
    int taken = 0;
    for (const Variant& variant : variants) {
        if (request.narrow_french_only && (variant.width != 1024 || variant.language != Language::french)) continue;
        Offscreen screen = EPIC_TRY(Offscreen::create(variant.width, variant.height, 1.0F));
        taken += EPIC_TRY(Tour(request, screen, variant, state_folder).run());
    }
    std::filesystem::remove_all(state_folder, ignored);
    return taken;
}

} // namespace

int run_tour(const TourRequest& request) {
    assets::install_catalogues();
    const auto taken = all_pictures(request);
    if (!taken) {
        const std::string text =
            tr(Language::english, words::tour_no_sign_in, {taken.error().message.in(Language::english)});
        std::fprintf(stderr, "%s\n", text.c_str());
        return 1;
    }
    const std::string text = tr(Language::english, words::tour_done, {std::to_string(*taken), request.folder});
    std::printf("%s\n", text.c_str());
    return 0;
}

} // namespace epic::shell
