#include "app/ui/kit.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "app/ui/detail.hpp"
#include "app/ui/fonts.hpp"
#include "app/ui/type_ahead.hpp"

namespace epic::ui {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

std::string fold_ascii(std::string_view text) {
    std::string folded(text);
    for (char& c : folded) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return folded;
}

} // namespace

Kit::Kit(float scale)
    : palette_(&light_palette()),
      scale_(scale),
      fold_(fold_ascii),
      redraw_at_(never),
      popup_(std::make_unique<PopupState>()),
      type_ahead_(std::make_unique<TypeAhead>()) {
    ImGuiIO& io = ImGui::GetIO();
    assert(io.UserData == nullptr);
    io.UserData = this;
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    // A caret that blinks would draw twice a second for ever.
    io.ConfigInputTextCursorBlink = false;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    const Fonts fonts = load_fonts();
    fonts_ = fonts.text;
    icon_font_ = fonts.icons;
    io.FontDefault = fonts_[0];
    apply_style();
}

Kit::~Kit() {
    ImGui::GetIO().UserData = nullptr;
}

Kit& Kit::current() {
    auto* kit = static_cast<Kit*>(ImGui::GetIO().UserData);
    assert(kit != nullptr);
    return *kit;
}

void Kit::begin_frame() {
    redraw_at_ = never;
    popup_->wants_first_field = false;
    ImGuiContext& g = *ImGui::GetCurrentContext();
    // A dialog that its owner no longer draws would go on holding all input.
    std::erase_if(popup_->modals, [&g](const PopupState::OpenModal& modal) {
        if (modal.last_frame >= g.FrameCount - 1) return false;
        for (int level = 0; level < g.OpenPopupStack.Size; ++level) {
            if (g.OpenPopupStack[level].PopupId == modal.id) {
                ImGui::ClosePopupToLevel(level, true);
                break;
            }
        }
        return true;
    });
    if (g.DimBgRatio > 0.0F && g.DimBgRatio < 1.0F) request_redraw_in(0);
}

void Kit::set_scale(float scale) {
    if (scale == scale_) return;
    scale_ = scale;
    apply_style();
}

void Kit::set_palette(const Palette& palette) {
    palette_ = &palette;
    apply_style();
}

void Kit::request_redraw_in(double seconds) {
    redraw_at_ = std::min(redraw_at_, std::max(seconds, 0.0));
}

double Kit::redraw_in_seconds() const {
    return redraw_at_;
}

void Kit::set_item_sink(ItemSink* sink) {
    item_sink_ = sink;
    ImGui::GetCurrentContext()->TestEngineHookItems = sink != nullptr;
}

void Kit::apply_style() {
    ImGuiStyle style;
    style.ScaleAllSizes(scale_);
    style.FontScaleDpi = 1.0F; // every font is pushed with its final size
    style.FontSizeBase = font_size(type::body.size, scale_);
    style.DisabledAlpha = 1.0F; // what is disabled has colours of its own
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = std::max(1.0F, px(1));
    style.FrameBorderSize = 0;
    style.WindowRounding = 0;
    style.ChildRounding = 0;
    style.PopupRounding = px(size::radius_card);
    style.FrameRounding = px(size::radius_control);
    style.ItemSpacing = {px(8), px(8)};
    style.ItemInnerSpacing = {px(8), px(4)};
    style.ScrollbarSize = px(12);
    style.ScrollbarRounding = px(6);
    style.WindowMinSize = {1, 1};
    style.HoverDelayShort = 0.25F;
    style.AntiAliasedLinesUseTex = true;
    style.CircleTessellationMaxError = 0.2F;
    style.Colors[ImGuiCol_Text] = colour4(Role::text);
    style.Colors[ImGuiCol_TextDisabled] = colour4(Role::text_faint);
    style.Colors[ImGuiCol_WindowBg] = colour4(Role::page);
    style.Colors[ImGuiCol_ChildBg] = ImVec4(0, 0, 0, 0);
    style.Colors[ImGuiCol_PopupBg] = colour4(Role::surface);
    style.Colors[ImGuiCol_Border] = colour4(Role::border);
    style.Colors[ImGuiCol_FrameBg] = ImVec4(0, 0, 0, 0);
    style.Colors[ImGuiCol_FrameBgHovered] = ImVec4(0, 0, 0, 0);
    style.Colors[ImGuiCol_FrameBgActive] = ImVec4(0, 0, 0, 0);
    style.Colors[ImGuiCol_ScrollbarBg] = ImVec4(0, 0, 0, 0);
    style.Colors[ImGuiCol_ScrollbarGrab] = colour4(Role::border_control, 0.45F);
    style.Colors[ImGuiCol_ScrollbarGrabHovered] = colour4(Role::border_control, 0.8F);
    style.Colors[ImGuiCol_ScrollbarGrabActive] = colour4(Role::border_control);
    style.Colors[ImGuiCol_TextSelectedBg] = colour4(Role::accent, 0.22F);
    style.Colors[ImGuiCol_InputTextCursor] = colour4(Role::text);
    style.Colors[ImGuiCol_ModalWindowDimBg] = colour4(Role::scrim);
    // Rings are drawn by the widgets themselves.
    style.Colors[ImGuiCol_NavCursor] = ImVec4(0, 0, 0, 0);
    ImGui::GetStyle() = style;
}

float px(float design_pixels) {
    return std::round(design_pixels * Kit::current().scale());
}

ImU32 colour(Role role, float alpha) {
    return ImGui::ColorConvertFloat4ToU32(colour4(role, alpha));
}

ImVec4 colour4(Role role, float alpha) {
    const Colour value = Kit::current().palette()[role];
    constexpr float full = 255.0F;
    return {static_cast<float>(value.r) / full, static_cast<float>(value.g) / full, static_cast<float>(value.b) / full,
            static_cast<float>(value.a) / full * alpha};
}

} // namespace epic::ui
