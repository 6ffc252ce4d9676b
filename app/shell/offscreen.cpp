#include "app/shell/offscreen.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#include <cstdio>
#include <cstring>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <png.h>
#include <string>
#include <utility>

#include "app/shell/few_colours.hpp"
#include "app/shell/offscreen_words.hpp"
#include "app/ui/kit.hpp"

namespace epic::shell {
namespace {

Error no_offscreen(std::string details) {
    return Error{.code = ErrorCode::unexpected, .message = words::no_offscreen, .details = std::move(details)};
}

std::string egl_details(const char* call) {
    return std::string(call) + ": EGL error " + std::to_string(eglGetError());
}

// A surfaceless display with one current context.
struct Surface {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;

    Surface() = default;
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;
    ~Surface() {
        if (display == EGL_NO_DISPLAY) return;
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
        eglTerminate(display);
    }

    Result<> open() {
        display = eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
        if (display == EGL_NO_DISPLAY) return no_offscreen(egl_details("eglGetPlatformDisplay"));
        if (eglInitialize(display, nullptr, nullptr) == EGL_FALSE) return no_offscreen(egl_details("eglInitialize"));
        if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) return no_offscreen(egl_details("eglBindAPI"));
        const EGLint config_wish[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
        EGLConfig config = nullptr;
        EGLint count = 0;
        if (eglChooseConfig(display, config_wish, &config, 1, &count) == EGL_FALSE || count == 0)
            return no_offscreen(egl_details("eglChooseConfig"));
        const EGLint context_wish[] = {
            EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
            EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
        context = eglCreateContext(display, config, EGL_NO_CONTEXT, context_wish);
        if (context == EGL_NO_CONTEXT) return no_offscreen(egl_details("eglCreateContext"));
        if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_FALSE)
            return no_offscreen(egl_details("eglMakeCurrent"));
        return Done{};
    }
};

} // namespace

struct Offscreen::State {
    int width = 0;
    int height = 0;
    Surface surface;
    GLuint framebuffer = 0;
    GLuint texture = 0;
    ImGuiContext* context = nullptr;
    std::unique_ptr<ui::Kit> kit;
    bool backend = false;

    State(int w, int h) : width(w), height(h) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (context != nullptr) {
            ImGui::SetCurrentContext(context);
            if (backend) ImGui_ImplOpenGL3_Shutdown();
            kit.reset();
            ImGui::DestroyContext(context);
        }
        if (framebuffer != 0) glDeleteFramebuffers(1, &framebuffer);
        if (texture != 0) glDeleteTextures(1, &texture);
    }

    Result<> open(float scale) {
        EPIC_TRY(surface.open());
        glGenFramebuffers(1, &framebuffer);
        glGenTextures(1, &texture);
        if (!attach()) return no_offscreen("incomplete framebuffer");
        IMGUI_CHECKVERSION();
        context = ImGui::CreateContext();
        ImGui::SetCurrentContext(context);
        kit = std::make_unique<ui::Kit>(scale);
        backend = ImGui_ImplOpenGL3_Init("#version 330");
        if (!backend) return no_offscreen("ImGui_ImplOpenGL3_Init");
        return Done{};
    }

    bool attach() const {
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glBindTexture(GL_TEXTURE_2D, texture);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
        return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    }
};

Result<Offscreen> Offscreen::create(int width, int height, float scale) {
    auto state = std::make_unique<State>(width, height);
    EPIC_TRY(state->open(scale));
    return Offscreen(std::move(state));
}

Offscreen::Offscreen(std::unique_ptr<State> state) : state_(std::move(state)) {}
Offscreen::~Offscreen() = default;
Offscreen::Offscreen(Offscreen&&) noexcept = default;
Offscreen& Offscreen::operator=(Offscreen&&) noexcept = default;

ui::Kit& Offscreen::kit() {
    return *state_->kit;
}
int Offscreen::width() const {
    return state_->width;
}
int Offscreen::height() const {
    return state_->height;
}

void Offscreen::resize(int width, int height, float scale) {
    state_->width = width;
    state_->height = height;
    state_->attach();
    state_->kit->set_scale(scale);
}

void Offscreen::frame(const std::function<void()>& draw) {
    ImGui::SetCurrentContext(state_->context);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(state_->width), static_cast<float>(state_->height)};
    io.DeltaTime = 1.0F / 60;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    state_->kit->begin_frame();
    draw();
    ImGui::Render();
    glBindFramebuffer(GL_FRAMEBUFFER, state_->framebuffer);
    glViewport(0, 0, state_->width, state_->height);
    glClearColor(1, 1, 1, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

std::vector<std::uint8_t> Offscreen::pixels() const {
    const auto row = static_cast<std::size_t>(state_->width) * 3;
    const auto rows = static_cast<std::size_t>(state_->height);
    std::vector<std::uint8_t> upward(row * rows);
    glBindFramebuffer(GL_FRAMEBUFFER, state_->framebuffer);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, state_->width, state_->height, GL_RGB, GL_UNSIGNED_BYTE, upward.data());
    std::vector<std::uint8_t> downward(upward.size());
    for (std::size_t y = 0; y < rows; ++y)
        std::memcpy(downward.data() + y * row, upward.data() + (rows - 1 - y) * row, row);
    return downward;
}

Result<> Offscreen::save_png(const std::filesystem::path& path) const {
    const FewColours picture = in_few_colours(pixels());
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(state_->width);
    image.height = static_cast<png_uint_32>(state_->height);
    image.format = PNG_FORMAT_RGB_COLORMAP;
    image.colormap_entries = 256;
    if (png_image_write_to_file(&image, path.c_str(), 0, picture.pixels.data(), 0, picture.colours.data()) == 0) {
        return Error{.code = ErrorCode::unexpected,
                     .message = Message(words::picture_not_written, {path.string()}),
                     .details = image.message};
    }
    return Done{};
}

} // namespace epic::shell
