#include "tests/app/harness/app_under_test.hpp"

#include <chrono>
#include <ctime>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "assets/catalogue.hpp"

namespace epic::test {
namespace {

// Catalogues are set once, before any other thread starts.
shell::RunnerOptions runner_options(const LaptopOptions& options) {
    static std::once_flag once;
    std::call_once(once, assets::install_catalogues);
    return {.environment = options.environment,
            .state_folder = options.state_folder,
            .limits = vault::KdfLimits::minimum(),
            .dialogs = options.dialogs};
}

} // namespace

void AppUnderTest::resize(int width, int height, float screen_scale) {
    driver_.set_between_frames([=, this] { app_.dress(driver_.kit(), screen_scale, width, height); });
    driver_.resize(width, height, driver_.kit().scale());
}

AppUnderTest::AppUnderTest(const LaptopOptions& options)
    : app_(runner_options(options), options.language),
      driver_(options.width, options.height, 1.0F, [this] { app_.frame(); }) {
    resize(options.width, options.height, options.screen_scale);
    settle();
}

Driver& AppUnderTest::ui() {
    driver_.frames(1);
    return driver_;
}

void AppUnderTest::settle() {
    // Of this program's processor time: on a busy computer everything takes longer.
    constexpr double seconds_max = 30;
    const std::clock_t begin = std::clock();
    driver_.frames(2);
    int quiet = 0;
    while (quiet < 3) {
        quiet = app_.idle() ? quiet + 1 : 0;
        if (quiet == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC > seconds_max) {
            throw std::runtime_error("the program does not come to rest");
        }
        driver_.frames(1);
    }
}

void AppUnderTest::click(std::string_view item) {
    ui().click(item);
    settle();
}

void AppUnderTest::fill(std::string_view field, std::string_view text) {
    ui().fill(field, text);
    driver_.key(ImGuiKey_Tab);
    settle();
}

void AppUnderTest::choose(std::string_view combo, std::string_view text) {
    click(combo);
    driver_.type(text);
    settle();
    driver_.key(ImGuiKey_Enter);
    settle();
}

void AppUnderTest::fill_moment(std::string_view field, std::string_view date, std::string_view time) {
    fill(std::string(field) + ".date", date);
    fill(std::string(field) + ".time", time);
}

void AppUnderTest::open_row(std::string_view text) {
    ui();
    for (const TextRun& run : driver_.texts()) {
        if (run.text.find(text) == std::string::npos || run.window.find("list.") == std::string::npos) continue;
        driver_.click_at((run.left + run.right) / 2, (run.top + run.bottom) / 2);
        settle();
        return;
    }
    throw std::runtime_error("no row shows \"" + std::string(text) + "\"; on screen:\n" + driver_.text_on_screen());
}

void AppUnderTest::open(const std::filesystem::path& file) {
    app_.send(app::intent::OpenFile{file.string()});
    settle();
}

void AppUnderTest::sign_in(std::string_view email, std::string_view password) {
    fill("sign_in.email", email);
    fill("sign_in.password", password);
    click("sign_in.submit");
}

void AppUnderTest::create_file(const std::filesystem::path& file, std::string_view name, std::string_view email,
                               std::string_view password) {
    click("start.create");
    fill("create.path", file.string());
    fill("create.full_name", name);
    fill("create.email", email);
    fill("create.password", password);
    fill("create.repeat_password", password);
    click("create.submit");
    if (!state().recovery_key) return;
    click("recovery_key.kept");
    click("recovery_key.done");
}

} // namespace epic::test
