// The tour through what is there until something is: what was asked for is kept back.
#include <filesystem>

#include "app/shell/tour_walk.hpp"

namespace epic::shell {

using namespace app;

Result<> TourWalk::loading() {
    if (!wants_any("loading-")) return Done{};
    // Opened anew: what was read before stays on screen.
    open(request_.file);
    type(request_.email);
    press(ImGuiKey_Tab);
    type(request_.password);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, true);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, false);
    // Today is asked for once one is signed in, so its answer cannot come in the same frame.
    while (app_.state().gate != Gate::open) {
        frame();
        if (app_.idle() && app_.state().gate_form && !app_.state().gate_form->error.empty()) return Done{};
    }
    hold(true);
    go(intent::GoTo{Section::today});
    EPIC_TRY(take("loading-today"));
    go(intent::GoTo{Section::dashboard});
    EPIC_TRY(take("loading-dashboard"));
    go(intent::GoTo{Section::calendar});
    for (const auto& [mode, name] : {std::pair{CalendarMode::month, "month"},
                                     {CalendarMode::week, "week"},
                                     {CalendarMode::timeline, "timeline"}}) {
        go(intent::ShowCalendar{mode});
        EPIC_TRY(take(std::string("loading-calendar-") + name));
    }
    go(intent::GoTo{Section::clients});
    EPIC_TRY(take("loading-client-list"));
    go(intent::GoTo{Section::events});
    EPIC_TRY(take("loading-event-list"));
    go(intent::GoTo{Section::inbox});
    EPIC_TRY(take("loading-inbox"));
    go(intent::OpenPalette{});
    type("ma");
    EPIC_TRY(take("loading-palette"));
    go(intent::ClosePalette{});
    go(intent::GoTo{Section::clients});
    hold(false);
    if (const Row* row = telling_row(app_.state().list(Entity::client))) {
        const Id client = row->view.record.id;
        hold(true);
        go(intent::OpenRecord{Entity::client, client});
        EPIC_TRY(take("loading-record"));
        hold(false);
        go(intent::Back{});
    }
    return Done{};
}

Result<> TourWalk::export_dialog() {
    if (!wants_any("client-export")) return Done{};
    const std::filesystem::path folder = std::filesystem::absolute(request_.folder) / ".export";
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    go(intent::GoTo{Section::clients});
    go(intent::Export{Entity::client, FilePurpose::export_csv});
    EPIC_TRY(take("client-export-place"));
    type((folder / "clients.csv").string());
    hold(true);
    press(ImGuiKey_Enter);
    EPIC_TRY(take("client-export-running"));
    hold(false);
    EPIC_TRY(take("client-export-done"));
    std::filesystem::remove_all(folder, ignored);
    return Done{};
}

} // namespace epic::shell
