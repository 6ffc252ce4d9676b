// The tour through the first minutes of a company: its file is made, its recovery key is shown, and there is nothing
// yet.
#include <filesystem>

#include "app/shell/tour_walk.hpp"

namespace epic::shell {

using namespace app;

Result<> TourWalk::first_run() {
    if (!wants_any("first-run-")) return Done{};
    const std::filesystem::path folder = std::filesystem::absolute(request_.folder) / ".first";
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    std::filesystem::create_directories(folder, ignored);
    go(intent::GoToGate{Gate::start});
    go(intent::GoToGate{Gate::create_file});
    // The two passwords differ: what is wrong is said beside the field.
    for (const char* text : {"Hélène Castagnet", "helene@epic-events.example", "une phrase à retenir", "une autre"}) {
        type(text);
        press(ImGuiKey_Tab);
    }
    EPIC_TRY(take("first-run-refused"));
    go(intent::GoToGate{Gate::start});
    go(intent::GoToGate{Gate::create_file});
    const std::string file = (folder / "epic-events.epic").string();
    const std::string password = "une phrase à retenir";
    for (const std::string& text :
         {std::string("Hélène Castagnet"), std::string("helene@epic-events.example"), password, password}) {
        type(text);
        press(ImGuiKey_Tab);
    }
    type(file);
    press(ImGuiKey_Enter);
    EPIC_TRY(take("first-run-key"));
    click("recovery_key.kept");
    press(ImGuiKey_Enter);
    rest_pointer();
    EPIC_TRY(take("first-run-today"));
    for (const auto& [section, name] :
         {std::pair{Section::clients, "clients"}, {Section::contracts, "contracts"}, {Section::events, "events"}}) {
        go(intent::GoTo{section});
        EPIC_TRY(take(std::string("first-run-") + name));
    }
    go(intent::CloseFile{});
    std::filesystem::remove_all(folder, ignored);
    return Done{};
}

} // namespace epic::shell
