#include "tests/bench/frames/desk.hpp"

#include <ctime>
#include <stdexcept>
#include <thread>

#include "assets/catalogue.hpp"
#include "storage/intl/intl.hpp"

namespace epic::bench {
namespace {

constexpr std::chrono::nanoseconds frame_time{1'000'000'000 / 60};

double thread_cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// As a graphics card takes them.
void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) {
            texture->SetTexID(static_cast<ImTextureID>(texture->UniqueID + 1));
        }
        if (texture->Status == ImTextureStatus_WantDestroy) {
            if (texture->UnusedFrames == 0) continue;
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else if (texture->Status != ImTextureStatus_Destroyed) {
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
}

} // namespace

Desk::Desk(const std::filesystem::path& state_folder, int width, int height) : width_(width), height_(height) {
    assets::install_catalogues();
    context_ = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_HasMouseCursors |
                       ImGuiBackendFlags_RendererHasVtxOffset;
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    kit_ = std::make_unique<ui::Kit>(1.0F);
    app_ = std::make_unique<shell::App>(shell::RunnerOptions{.environment = intl::system_environment(),
                                                             .state_folder = state_folder,
                                                             .limits = vault::KdfLimits::minimum()},
                                        Language::french);
    screen_begin_ = next_frame_ = std::chrono::steady_clock::now();
}

Desk::~Desk() {
    app_.reset();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    kit_.reset();
    ImGui::DestroyContext(context_);
}

double Desk::frame() {
    const double before = thread_cpu_ms();
    app_->dress(*kit_, 1, width_, height_);
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    ImGui::NewFrame();
    kit_->begin_frame();
    app_->frame();
    ImGui::Render();
    const double spent = thread_cpu_ms() - before;
    accept_textures();
    // The screen takes one picture at each of its own ticks, and the program waits until it has.
    const auto shown = (std::chrono::steady_clock::now() - screen_begin_) / frame_time + 1;
    next_frame_ = screen_begin_ + shown * frame_time;
    return spent;
}

void Desk::wait_for_screen() {
    std::this_thread::sleep_until(next_frame_);
}

void Desk::draw(int frames) {
    for (int i = 0; i < frames; ++i) {
        frame();
        wait_for_screen();
    }
}

void Desk::settle(double seconds_max) {
    int quiet = 0;
    until([&] { return (quiet = app_->idle() ? quiet + 1 : 0) >= 4; }, seconds_max);
}

void Desk::until(const std::function<bool()>& there, double seconds_max) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds_max);
    do {
        frame();
        wait_for_screen();
        if (std::chrono::steady_clock::now() > end) throw std::runtime_error(stuck());
    } while (!there());
}

std::string Desk::stuck() const {
    const app::AppState& now = state();
    std::string text =
        "what was asked for does not come; on the way to page " + std::to_string(static_cast<int>(now.gate));
    text += ", section " + std::to_string(static_cast<int>(now.section)) + (app_->idle() ? ", at rest" : ", busy");
    if (now.file_error) text += ": " + now.file_error->message.in(Language::english) + " " + now.file_error->details;
    if (now.gate_form) text += ": " + now.gate_form->error.in(Language::english);
    if (now.today.error) text += ": " + now.today.error->message.in(Language::english) + " " + now.today.error->details;
    return text;
}

void press(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    ImGui::GetIO().AddKeyEvent(key, false);
}

void type(std::string_view utf8) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
}

} // namespace epic::bench
