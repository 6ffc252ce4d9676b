#include "tests/bench/frames/scenes.hpp"

#include <array>
#include <cmath>

#include "app/state/calendar_intent.hpp"
#include "app/state/overview_intent.hpp"

namespace epic::bench {
namespace {

using app::Section;
namespace intent = app::intent;

// The pointer goes about over the page, so that what it passes lights up.
void wander(Desk&, int frame) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float turn = static_cast<float>(frame) / 40;
    ImGui::GetIO().AddMousePosEvent(size.x * (0.6F + 0.3F * std::cos(turn)),
                                    size.y * (0.5F + 0.35F * std::sin(1.7F * turn)));
}

// Through a list with the wheel, now and then to its very end and back.
void scroll(Desk&, int frame) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(io.DisplaySize.x * 0.6F, io.DisplaySize.y * 0.6F);
    const bool down = frame / 120 % 2 == 0;
    const bool far = frame % 60 == 59;
    io.AddMouseWheelEvent(0, (down ? -1.0F : 1.0F) * (far ? 1e6F : 2.0F));
}

Scene page(std::string name, Section section) {
    return {std::move(name), [section](Desk& desk) { desk.send(intent::GoTo{section}); }, wander};
}

Scene list(std::string name, Section section) {
    const auto enter = [section](Desk& desk) {
        desk.send(intent::GoTo{section});
        desk.send(intent::ClearFilters{app::entity_of(section)}); // all there are, past events too
    };
    return {std::move(name), enter, scroll};
}

Scene calendar(std::string name, app::CalendarMode mode) {
    const auto enter = [mode](Desk& desk) {
        desk.send(intent::GoTo{Section::calendar});
        desk.send(intent::CalendarMine{false}); // everybody's
        desk.send(intent::ShowCalendar{mode});
    };
    const auto play = [](Desk& desk, int frame) {
        wander(desk, frame);
        if (frame % 60 == 59) desk.send(intent::CalendarPages{frame / 60 % 2 == 0 ? -1 : 1});
    };
    return {std::move(name), enter, play};
}

Scene record(std::string name, Section section, int tab) {
    const auto enter = [section, tab](Desk& desk) {
        const Entity entity = app::entity_of(section);
        desk.send(intent::GoTo{section});
        desk.send(intent::ClearFilters{entity});
        // The first on screen, wherever the list was left.
        const auto first = [&] {
            const app::ListState& list = desk.state().list(entity);
            return list.row(list.first_visible);
        };
        desk.until([&] { return first() != nullptr; });
        desk.send(intent::OpenRecord{entity, first()->view.record.id});
        desk.send(intent::ShowTab{tab});
    };
    return {std::move(name), enter, wander};
}

} // namespace

std::vector<Scene> scenes() {
    return {
        page("Today", Section::today),
        list("clients, scrolled", Section::clients),
        list("contracts, scrolled", Section::contracts),
        list("events, scrolled", Section::events),
        page("collaborators", Section::collaborators),
        record("a client", Section::clients, 0),
        record("a contract", Section::contracts, 0),
        record("an event", Section::events, 0),
        record("a client’s history", Section::clients, 1),
        calendar("calendar, month", app::CalendarMode::month),
        calendar("calendar, week", app::CalendarMode::week),
        calendar("calendar, timeline", app::CalendarMode::timeline),
        page("dashboard", Section::dashboard),
        page("inbox", Section::inbox),
        page("synchronisation", Section::sync),
        page("settings", Section::settings),
        {"a new client’s form, typed into",
         [](Desk& desk) {
             desk.send(intent::GoTo{Section::clients});
             desk.send(intent::NewRecord{Entity::client});
             desk.draw(10);
         },
         [](Desk&, int frame) {
             if (frame % 6 == 0) type(frame % 60 == 0 ? "é" : "a");
             if (frame % 90 == 89) press(ImGuiKey_Tab);
         }},
        {"palette, typed into",
         [](Desk& desk) {
             desk.send(intent::Cancel{});
             desk.draw(10);
             desk.send(intent::OpenPalette{});
         },
         [](Desk&, int frame) {
             constexpr std::array<const char*, 8> letters{"d", "u", "b", "o", "i", "s", " ", "m"};
             if (frame % 12 == 0 && frame / 12 % 16 < 8) type(letters.at(static_cast<std::size_t>(frame / 12 % 8)));
             if (frame % 12 == 0 && frame / 12 % 16 >= 8) press(ImGuiKey_Backspace);
         }},
    };
}

} // namespace epic::bench
