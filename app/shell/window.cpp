#include "app/shell/window.hpp"

#define GLFW_INCLUDE_NONE
#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <utility>

#include "app/screens/screen_words.hpp"
#include "app/shell/app.hpp"
#include "app/shell/idle_lock.hpp"
#include "app/shell/shell_words.hpp"
#include "app/shell/sleep_lock.hpp"
#include "app/ui/kit.hpp"
#include "app/ui/picture.hpp"
#include "assets/catalogue.hpp"

namespace epic::shell {
namespace {

constexpr int frames_after_event = 3; // hovering, popups and focus settle within these
constexpr double one_frame = 1.0 / 60;

struct Glfw {
    Glfw() : ready(glfwInit() == GLFW_TRUE) {}
    ~Glfw() {
        if (ready) glfwTerminate();
    }
    Glfw(const Glfw&) = delete;
    Glfw& operator=(const Glfw&) = delete;
    bool ready;
};

struct Window {
    Window() {
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
        glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
        // The title names no file and nobody: a task bar is seen by others.
        handle = glfwCreateWindow(1280, 800, words::product.text, nullptr, nullptr);
        if (handle == nullptr) return;
        glfwSetWindowUserPointer(handle, &picture);
        glfwSetWindowRefreshCallback(
            handle, [](GLFWwindow* window) { static_cast<ui::Picture*>(glfwGetWindowUserPointer(window))->forget(); });
    }
    ~Window() {
        if (handle != nullptr) glfwDestroyWindow(handle);
    }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    float scale() const {
        float x = 1;
        float y = 1;
        glfwGetWindowContentScale(handle, &x, &y);
        return std::clamp(x, 0.5F, 4.0F);
    }
    std::pair<int, int> size() const {
        int width = 0;
        int height = 0;
        glfwGetFramebufferSize(handle, &width, &height);
        return {width, height};
    }
    GLFWwindow* handle = nullptr;
    ui::Picture picture;
};

struct Gui {
    explicit Gui(const Window& window) {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        ImGui_ImplGlfw_InitForOpenGL(window.handle, true);
        ImGui_ImplOpenGL3_Init("#version 130");
        kit.emplace(window.scale());
    }
    ~Gui() {
        kit.reset();
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext();
    }
    Gui(const Gui&) = delete;
    Gui& operator=(const Gui&) = delete;
    std::optional<ui::Kit> kit;
};

// Whether it was another picture than the one on screen.
bool render(Window& window) {
    if (!window.picture.becomes(*ImGui::GetDrawData())) return false;
    const auto [width, height] = window.size();
    glViewport(0, 0, width, height);
    const ImVec4 ground = ui::colour4(ui::Role::page);
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(window.handle);
    return true;
}

// What stands before our window asks for it by this name. GLFW has the function where it was built for X11 only, and
// the library in use is chosen when the program starts.
std::string name_for_portal(const Window& window) {
    using NumberOf = unsigned long (*)(GLFWwindow*);
    const auto number_of = reinterpret_cast<NumberOf>(::dlsym(RTLD_DEFAULT, "glfwGetX11Window"));
    const unsigned long number = number_of != nullptr ? number_of(window.handle) : 0;
    if (number == 0) return {};
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "x11:%lx", number);
    return name.data();
}

double seconds_to_next_minute() {
    const std::int64_t now_ms = intl::system_environment().clock.now().unix_ms;
    return static_cast<double>(60'000 - now_ms % 60'000) / 1000.0 + 0.05;
}

void loop(Window& window, Gui& gui, App& app, SleepLock& sleep_lock) {
    int frames_left = frames_after_event;
    std::pair<int, int> drawn_size;
    bool shown = true; // the last frame was another picture, for which the screen was waited for
    IdleLock idle_lock(glfwGetTime());
    while (!app.state().quit) {
        if (frames_left > 0 && shown) {
            glfwPollEvents();
        } else if (frames_left > 0) {
            glfwWaitEventsTimeout(one_frame);
        } else {
            const double redraw = gui.kit->redraw_in_seconds();
            glfwWaitEventsTimeout(std::clamp(std::min(redraw, seconds_to_next_minute()), 0.001, 60.0));
        }
        if (idle_lock.before_frame(app, glfwGetTime())) frames_left = frames_after_event;
        if (glfwWindowShouldClose(window.handle) != 0) {
            glfwSetWindowShouldClose(window.handle, GLFW_FALSE);
            app.send(app::intent::Quit{}); // asks while something would be lost
        }
        sleep_lock.before_frame();
        const auto [width, height] = window.size();
        if (std::exchange(drawn_size, {width, height}) != std::pair(width, height)) frames_left = frames_after_event;
        app.dress(*gui.kit, window.scale(), width, height);
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplGlfw_NewFrame();
        ImGui::NewFrame();
        gui.kit->begin_frame();
        const bool changed = app.frame();
        // What a widget wants to settle at once is as good as an event; a movement asks for it in every frame.
        const bool settles = gui.kit->redraw_in_seconds() <= 0;
        frames_left = changed || settles ? frames_after_event : std::max(frames_left - 1, 0);
        ImGui::Render();
        shown = render(window);
    }
}

} // namespace

Language language_of_environment() {
    const auto value = [](const char* name) {
        const char* text = std::getenv(name);
        return std::string_view(text != nullptr ? text : "");
    };
    std::string_view locale = value("LC_ALL");
    if (locale.empty()) locale = value("LC_MESSAGES");
    if (locale.empty()) locale = value("LANG");
    if (locale == "C" || locale == "POSIX") return Language::english;
    if (const std::string_view list = value("LANGUAGE"); !list.empty()) return language_from_code(list);
    return language_from_code(locale);
}

int run_window(const std::string& file) {
    assets::install_catalogues();
    const std::filesystem::path state_folder = StateFolder::default_path();
    const StateFolder remembered(state_folder);
    const Language language = remembered.language().value_or(language_of_environment());
    const Glfw glfw;
    std::optional<Window> window;
    if (glfw.ready) window.emplace();
    if (!window || window->handle == nullptr) {
        const std::string text(tr(language, words::no_screen));
        std::fprintf(stderr, "%s\n", text.c_str());
        return 1;
    }
    glfwMakeContextCurrent(window->handle);
    glfwSwapInterval(1);
    Gui gui(*window);
    App app({.environment = intl::system_environment(),
             .state_folder = state_folder,
             .wake = [] { glfwPostEmptyEvent(); },
             .dialogs = {.parent = name_for_portal(*window)}},
            language, remembered.preferences());
    if (!file.empty()) app.send(app::intent::OpenFile{file});
    SleepLock sleep_lock(app, [] { glfwPostEmptyEvent(); });
    loop(*window, gui, app, sleep_lock);
    return 0;
}

} // namespace epic::shell
