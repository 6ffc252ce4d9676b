#include "tests/app/support/driver.hpp"

// After imgui.h, which it needs.
#include <algorithm>
#include <chrono>
#include <imgui_internal.h>
#include <stdexcept>
#include <thread>

namespace epic::test {
namespace {

// Takes the textures as a graphics card would, without one.
void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        switch (texture->Status) {
            case ImTextureStatus_WantCreate:
                texture->SetTexID(static_cast<ImTextureID>(texture->UniqueID + 1));
                texture->SetStatus(ImTextureStatus_OK);
                break;
            case ImTextureStatus_WantUpdates: texture->SetStatus(ImTextureStatus_OK); break;
            case ImTextureStatus_WantDestroy:
                if (texture->UnusedFrames > 0) {
                    texture->SetTexID(ImTextureID_Invalid);
                    texture->SetStatus(ImTextureStatus_Destroyed);
                }
                break;
            case ImTextureStatus_OK:
            case ImTextureStatus_Destroyed: break;
        }
    }
}

bool is_icon(const TextRun& run) {
    return run.text.size() == 3 &&
           (static_cast<unsigned char>(run.text[0]) == 0xEE || static_cast<unsigned char>(run.text[0]) == 0xEF);
}

} // namespace

Driver::Driver(int width, int height, float scale, std::function<void()> draw) : draw_(std::move(draw)) {
    context_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_HasMouseCursors;
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    kit_ = std::make_unique<ui::Kit>(scale);
    kit_->set_item_sink(this);
    frames(3);
}

Driver::~Driver() {
    ImGui::SetCurrentContext(context_);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    kit_->set_item_sink(nullptr);
    kit_.reset();
    ImGui::DestroyContext(context_);
}

void Driver::resize(int width, int height, float scale) {
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    kit_->set_scale(scale);
    frames(4);
}

void Driver::frame() {
    ImGui::SetCurrentContext(context_);
    ImGui::GetIO().DeltaTime = delta_seconds_;
    delta_seconds_ = frame_seconds;
    items_.clear();
    index_.clear();
    lines_.clear();
    if (between_frames_) between_frames_();
    ImGui::NewFrame();
    kit_->begin_frame();
    draw_();
    ImGui::Render();
    accept_textures();
}

void Driver::frames(int count) {
    for (int i = 0; i < count; ++i) frame();
    // Events beyond the first of a kind wait for the next frame.
    for (int i = 0; i < 1000 && context_->InputEventsQueue.Size > 0; ++i) frame();
}

bool Driver::wait_until(const std::function<bool()>& done, double seconds_max) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds_max);
    frame();
    while (!done()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        frame();
    }
    // What the answer changes is drawn one frame later.
    frames(2);
    return true;
}

void Driver::item(ImGuiID id, ImVec4 bounds, ImVec4 clip, bool disabled, std::string_view window) {
    const auto [found, is_new] = index_.try_emplace(id, items_.size());
    if (is_new) items_.emplace_back();
    Item& item = items_[found->second];
    item.id = id;
    item.bounds = bounds;
    item.clip = clip;
    item.disabled = disabled;
    item.window = window;
}

void Driver::label(ImGuiID id, std::string_view label, int status) {
    const auto found = index_.find(id);
    if (found == index_.end()) return;
    Item& item = items_[found->second];
    const std::size_t marker = label.find("###");
    item.text = label.substr(0, std::min(marker, label.find("##")));
    if (marker != std::string_view::npos) item.name = label.substr(marker + 3);
    item.checked = (status & ImGuiItemStatusFlags_Checked) != 0;
}

void Driver::text(std::string_view value, ImVec4 bounds, ImVec4 clip, std::string_view window, bool shortened) {
    lines_.push_back({std::string(value), std::string(window), bounds, clip, shortened});
}

const Item* Driver::find(std::string_view wanted) const {
    const Item* hidden = nullptr;
    for (const bool by_name : {true, false}) {
        for (const Item& item : items_) {
            if ((by_name ? item.name : item.text) != wanted) continue;
            if (item.visible()) return &item;
            if (hidden == nullptr) hidden = &item;
        }
        if (hidden != nullptr) return hidden;
    }
    return nullptr;
}

std::string Driver::known_items() const {
    std::string list;
    for (const Item& item : items_) {
        if (!item.name.empty()) list += "\n  " + item.name + (item.text.empty() ? "" : " \"" + item.text + "\"");
    }
    return list;
}

const Item& Driver::get(std::string_view wanted) const {
    const Item* item = find(wanted);
    if (item == nullptr) {
        throw std::runtime_error("no item \"" + std::string(wanted) + "\"; there are:" + known_items());
    }
    return *item;
}

const Item& Driver::reachable(std::string_view wanted) {
    const Item* item = &get(wanted);
    for (int turn = 0; turn < 300 && !item->visible(); ++turn) {
        const ImGuiWindow* window = ImGui::FindWindowByName(item->window.c_str());
        while (window != nullptr && window->ScrollMax.y <= 0) window = window->ParentWindow;
        if (window == nullptr) break;
        const ImVec2 centre = window->InnerClipRect.GetCenter();
        const bool below = (item->bounds.y + item->bounds.w) / 2 > centre.y;
        ImGui::GetIO().AddMousePosEvent(centre.x, centre.y);
        ImGui::GetIO().AddMouseWheelEvent(0, below ? -1.0F : 1.0F);
        frames(2);
        item = &get(wanted);
    }
    if (!item->visible()) throw std::runtime_error("\"" + std::string(wanted) + "\" is not to be seen");
    return *item;
}

void Driver::move_to(float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
    frames(2);
}

void Driver::move_to(std::string_view wanted) {
    const Item& item = reachable(wanted);
    move_to((item.clip.x + item.clip.z) / 2, (item.clip.y + item.clip.w) / 2);
}

void Driver::click_at(float x, float y) {
    move_to(x, y);
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    frames(2);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    frames(3);
    // The next click is one of its own, not the second of a double click.
    for (int i = 0; i < 20; ++i) frame();
}

void Driver::click(std::string_view wanted) {
    const Item item = reachable(wanted);
    if (item.disabled) throw std::runtime_error("\"" + std::string(wanted) + "\" is disabled");
    click_at((item.clip.x + item.clip.z) / 2, (item.clip.y + item.clip.w) / 2);
}

void Driver::double_click(std::string_view wanted) {
    move_to(wanted);
    ImGuiIO& io = ImGui::GetIO();
    for (int i = 0; i < 2; ++i) {
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
        frames(1);
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
        frames(1);
    }
    frames(2);
}

void Driver::wheel(std::string_view wanted, float notches) {
    move_to(wanted);
    ImGui::GetIO().AddMouseWheelEvent(0, notches);
    frames(3);
}

void Driver::drag(ImVec2 from, ImVec2 to) {
    ImGuiIO& io = ImGui::GetIO();
    move_to(from.x, from.y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    frames(2);
    move_to((from.x + to.x) / 2, (from.y + to.y) / 2);
    move_to(to.x, to.y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    frames(3);
}

void Driver::type(std::string_view utf8) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
    frames(3);
}

void Driver::key(ImGuiKeyChord chord, int times) {
    ImGuiIO& io = ImGui::GetIO();
    const ImGuiKey key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
    const auto modifiers = [&io, chord](bool down) {
        for (const ImGuiKey modifier : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt, ImGuiMod_Super}) {
            if ((chord & modifier) != 0) io.AddKeyEvent(modifier, down);
        }
    };
    for (int i = 0; i < times; ++i) {
        modifiers(true);
        io.AddKeyEvent(key, true);
        frames(1);
        io.AddKeyEvent(key, false);
        modifiers(false);
        frames(2);
    }
}

void Driver::fill(std::string_view name, std::string_view utf8) {
    click(name);
    key(ImGuiMod_Ctrl | ImGuiKey_A);
    if (utf8.empty()) {
        key(ImGuiKey_Delete);
    } else {
        type(utf8);
    }
}

std::vector<std::string> Driver::shortened_texts() const {
    std::vector<std::string> texts;
    for (const Line& line : lines_) {
        const bool seen = line.bounds.w > line.clip.y && line.bounds.y < line.clip.w;
        if (line.shortened && seen) texts.push_back(line.text);
    }
    return texts;
}

std::string Driver::text_on_screen() const {
    std::string all;
    for (const TextRun& run : texts()) all += run.text + "\n";
    return all;
}

bool Driver::sees(std::string_view text) const {
    const std::vector<TextRun> runs = texts();
    return std::any_of(runs.begin(), runs.end(),
                       [text](const TextRun& run) { return run.text.find(text) != std::string::npos; });
}

std::string Driver::tooltip_of(std::string_view wanted) {
    move_to(wanted);
    frames(40);
    std::string text;
    for (const TextRun& run : texts()) {
        if (run.window.find("##Tooltip") == std::string::npos) continue;
        if (!text.empty()) text += ' ';
        text += run.text;
    }
    return text;
}

// A scrolled pane or table cuts its first and its last line.
bool Driver::scrolls(const std::string& name) const {
    const ImGuiWindow* window = ImGui::FindWindowByName(name.c_str());
    for (; window != nullptr; window = window->ParentWindow) {
        if (window->ScrollMax.y > 0) return true;
    }
    return std::any_of(items_.begin(), items_.end(),
                       [&name](const Item& item) { return item.window == name && item.name.ends_with(".rows"); });
}

std::vector<std::string> Driver::layout_faults() const {
    std::vector<std::string> faults;
    const std::vector<TextRun> runs = texts();
    // Text may leave a field that is too narrow for it while it is typed.
    const auto in_field = [this](const TextRun& run) {
        return std::any_of(items_.begin(), items_.end(), [&run](const Item& item) {
            return item.window == run.window && run.left >= item.bounds.x - 2 && run.top >= item.bounds.y - 8 &&
                   run.top <= item.bounds.w && ImGui::GetCurrentContext()->InputTextState.ID == item.id;
        });
    };
    for (const Line& line : lines_) {
        // What is wholly above or below is scrolled away; what is cut at a side cannot be reached.
        const bool in_height = line.bounds.w > line.clip.y && line.bounds.y < line.clip.w;
        const bool cut = line.bounds.x < line.clip.x - 1 || line.bounds.z > line.clip.z + 1;
        if (in_height && cut) faults.push_back("cut at the side: " + line.text);
        const bool cut_along = line.bounds.y < line.clip.y - 4 || line.bounds.w > line.clip.w + 4;
        if (cut_along && !scrolls(line.window)) faults.push_back("cut above or below: " + line.text);
    }
    for (const TextRun& run : runs) {
        if (in_field(run)) continue;
        if (run.cut_across) faults.push_back("glyphs cut at the side: " + run.text);
        if (run.cut_along && !scrolls(run.window)) faults.push_back("glyphs cut above or below: " + run.text);
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (std::size_t j = i + 1; j < runs.size(); ++j) {
            const TextRun& a = runs[i];
            const TextRun& b = runs[j];
            if (a.window != b.window || is_icon(a) != is_icon(b)) continue;
            const float across = std::min(a.right, b.right) - std::max(a.left, b.left);
            const float along = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
            if (across > 1 && along > 2) faults.push_back("on each other: " + a.text + " / " + b.text);
        }
    }
    return faults;
}

} // namespace epic::test
