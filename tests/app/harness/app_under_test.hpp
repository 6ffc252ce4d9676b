// The whole program but its window: the real state, screens, runner and encrypted file, driven as a person would.
//
//     AppUnderTest laptop({.state_folder = folder / "laptop", .language = Language::french});
//     laptop.open(file);
//     laptop.sign_in("alice@agence.fr", "…");
//     laptop.ui().click("nav.clients");
//     laptop.settle();
//     REQUIRE(laptop.ui().sees("Éléonore Lefèvre"));
//
// Several may live beside each other in one process, each with a file of its own (two laptops of one office): `ui()`
// makes its ImGui context the current one. What a person could not do throws (see Driver). Threads: the test's.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/shell/app.hpp"
#include "tests/app/support/driver.hpp"

namespace epic::test {

struct LaptopOptions {
    std::filesystem::path state_folder;
    Language language = Language::english;
    int width = 1440;
    int height = 900;
    float screen_scale = 1; // what the screen asks for, beside what the person sets
    const intl::Environment& environment = intl::system_environment();
    shell::DesktopDialogs dialogs{.portal = false, .programs = false}; // nobody sits in front
};

class AppUnderTest {
public:
    explicit AppUnderTest(const LaptopOptions& options);

    // The driver, with this laptop's context current.
    Driver& ui();
    shell::App& app() { return app_; }
    const app::AppState& state() const { return app_.state(); }

    void resize(int width, int height, float screen_scale);

    // Draws until nothing is under way and nothing changes any more; throws after half a minute.
    void settle();
    // Presses and settles.
    void click(std::string_view item);
    // Types into a field and leaves it with Tab.
    void fill(std::string_view field, std::string_view text);
    // Chooses an option of a combo by the text it shows, searching for it first.
    void choose(std::string_view combo, std::string_view text);
    // A field for date and time: "04/06/2027", "13:00".
    void fill_moment(std::string_view field, std::string_view date, std::string_view time);
    // Opens the row of the list on screen whose first cells hold `text`, with the mouse.
    void open_row(std::string_view text);

    void open(const std::filesystem::path& file);
    void sign_in(std::string_view email, std::string_view password);
    // Makes a file through the start page, and puts its recovery key away.
    void create_file(const std::filesystem::path& file, std::string_view name, std::string_view email,
                     std::string_view password);
    bool sees(std::string_view text) { return ui().sees(text); }

private:
    shell::App app_;
    Driver driver_;
};

} // namespace epic::test
