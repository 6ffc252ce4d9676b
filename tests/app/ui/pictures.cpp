// ui_pictures FOLDER [NAME]: writes the pages of the gallery as PNG, to be looked at.
#include <filesystem>
#include <imgui.h>
#include <iostream>
#include <string>

#include "app/shell/offscreen.hpp"
#include "app/ui/kit.hpp"
#include "tests/app/ui/gallery.hpp"

namespace {

using epic::shell::Offscreen;
using epic::test::Gallery;

struct Shot {
    const char* name;
    Gallery::Page page;
    void (*prepare)(Gallery&);
    void (*point)(); // input before the last frames; may be null
};

bool shoot(Offscreen& screen, const Shot& shot, const std::filesystem::path& folder, const std::string& suffix) {
    Gallery gallery;
    gallery.page = shot.page;
    if (shot.prepare != nullptr) shot.prepare(gallery);
    const auto draw = [&gallery] { gallery.draw(); };
    ImGui::GetIO().AddMousePosEvent(-1000, -1000);
    for (int i = 0; i < 8; ++i) screen.frame(draw);
    if (shot.point != nullptr) {
        shot.point();
        for (int i = 0; i < 40; ++i) screen.frame(draw);
    }
    const auto written = screen.save_png(folder / (std::string(shot.name) + suffix + ".png"));
    if (!written) std::cerr << written.error().details << '\n';
    // Dialogs that are no longer drawn must have gone before the next picture.
    gallery.dialog = gallery.confirmation = false;
    gallery.toasts.clear();
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Escape, true);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Escape, false);
    for (int i = 0; i < 4; ++i) screen.frame(draw);
    return written.has_value();
}

void click(float x, float y) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(x, y);
    io.AddMouseButtonEvent(0, true);
    io.AddMouseButtonEvent(0, false);
}

// As a share of the width, for the picture of 1440 pixels.
void click_at_share(float share, float y) {
    click(ImGui::GetIO().DisplaySize.x * share, y);
}

void press_tab(int times) {
    ImGuiIO& io = ImGui::GetIO();
    for (int i = 0; i < times; ++i) {
        io.AddKeyEvent(ImGuiKey_Tab, true);
        io.AddKeyEvent(ImGuiKey_Tab, false);
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    const std::string only = argc > 2 ? argv[2] : "";
    using Page = Gallery::Page;
    const Shot shots[] = {
        {"list", Page::list, [](Gallery& g) { g.table.current = 3; },
         [] { ImGui::GetIO().AddMousePosEvent(600, 420); }},
        {"select", Page::list,
         [](Gallery& g) {
             g.multi_select = true;
             g.table.selected = {1, 2, 5};
             g.table.sort_column = 0;
             g.toasts = {{.id = 1, .text = "Client « Éléonore Lefèvre » créé", .action = "Annuler"},
                         {.id = 2, .text = "Trois modifications envoyées", .tone = epic::ui::Tone::info}};
         },
         nullptr},
        {"loading", Page::list, [](Gallery& g) { g.loading = true; }, nullptr},
        {"empty", Page::list, [](Gallery& g) { g.rows = 0; }, nullptr},
        {"dialog", Page::list,
         [](Gallery& g) {
             g.dialog = true;
             g.name_error = "Le nom est obligatoire.";
         },
         nullptr},
        {"confirm", Page::list, [](Gallery& g) { g.confirmation = true; }, nullptr},
        {"controls", Page::controls, [](Gallery& g) { g.name_error = "Le nom est obligatoire."; }, nullptr},
        {"reason", Page::controls, nullptr,
         [] { ImGui::GetIO().AddMousePosEvent(900 * ImGui::GetIO().DisplaySize.x / 1440, 230); }},
        {"combo", Page::controls, nullptr, [] { click_at_share(0.28F, 612); }},
        {"picker", Page::controls, nullptr, [] { click_at_share(0.693F, 514); }},
        {"menu", Page::controls, nullptr, [] { click_at_share(0.265F, 268); }},
        {"focus", Page::list, nullptr, [] { press_tab(13); }},
        {"feedback", Page::feedback, nullptr, nullptr},
        {"record", Page::record, nullptr, nullptr},
        {"sign_in", Page::sign_in, nullptr, [] { click(520, 380); }},
    };
    bool all = true;
    struct Size {
        int width, height;
        float scale;
        const char* suffix;
    };
    for (const Size& size : {Size{1440, 900, 1, "-1440"}, Size{1024, 700, 1, "-1024"}, Size{2048, 1400, 2, "-200"}}) {
        auto screen = Offscreen::create(size.width, size.height, size.scale);
        if (!screen) {
            std::cerr << screen.error().details << '\n';
            return 1;
        }
        for (const Shot& shot : shots) {
            if (only.empty() || only == shot.name) all &= shoot(*screen, shot, folder, size.suffix);
        }
    }
    return all ? 0 : 1;
}
