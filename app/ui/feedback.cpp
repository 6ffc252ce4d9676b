#include "app/ui/feedback.hpp"

#include <algorithm>
#include <cmath>

#include "app/ui/detail.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {
namespace {

constexpr float pill_height = 24;
constexpr float pill_padding = 10;

// The first letter of a word, a UTF-8 sequence; empty at the end.
std::string_view first_letter(std::string_view word) {
    if (word.empty()) return {};
    std::size_t length = 1;
    while (length < word.size() && (static_cast<unsigned char>(word[length]) & 0xC0U) == 0x80U) ++length;
    return word.substr(0, length);
}

// FNV-1a, 32 bits: the same colour on every machine.
std::uint32_t stable_hash(std::string_view key) {
    std::uint32_t hash = 2166136261U;
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

// The narrowest width at which a text takes no more lines: no last line of one word.
float balanced_width(std::string_view text, TextStyle style, float width) {
    const std::size_t lines = detail::wrap(text, style, width).size();
    if (lines < 2) return width;
    float narrow = width / 2;
    for (int halving = 0; halving < 6; ++halving) {
        const float middle = std::round((narrow + width) / 2);
        (detail::wrap(text, style, middle).size() > lines ? narrow : width) = middle;
    }
    return width;
}

} // namespace

namespace detail {

void draw_pill(const ImRect& box, std::string_view text, Tone tone, Icon icon) {
    filled_box(draw_list(), box, box.GetHeight() / 2, colour(tone_background(tone)));
    const ImU32 tint = colour(tone_foreground(tone));
    float x = box.Min.x + px(pill_padding);
    const float middle = box.GetCenter().y;
    if (icon != Icon::none) {
        draw_icon({x + px(7), middle}, icon, 16, tint);
        x += px(20);
    }
    draw_text_middle(x, middle, text, type::meta_medium, tint, box.Max.x - px(pill_padding) - x + 1);
}

void draw_avatar(ImVec2 centre, std::string_view name, std::string_view key, float diameter) {
    const Palette& palette = Kit::current().palette();
    const Colour ground = palette.avatars[stable_hash(key.empty() ? name : key) % avatar_colour_count];
    const float side = px(diameter);
    draw_list()->AddCircleFilled(centre, side / 2, IM_COL32(ground.r, ground.g, ground.b, ground.a));
    const std::string letters = initials(name);
    const TextStyle style{diameter * 0.40F, Weight::semibold};
    const float width = measure(letters, style).x;
    draw_text_middle(std::round(centre.x - width / 2), centre.y, letters, style, colour(Role::on_accent));
}

void draw_spinner(ImVec2 centre, float diameter, ImU32 tint) {
    const float radius = px(diameter) / 2 - px(2);
    constexpr float turn_seconds = 0.9F;
    constexpr float full = 2 * IM_PI;
    const float start = full * std::fmod(static_cast<float>(ImGui::GetTime()) / turn_seconds, 1.0F);
    ImDrawList* list = draw_list();
    list->PathArcTo(centre, radius, start, start + full * 0.7F, 24);
    list->PathStroke(tint, 0, std::max(1.5F, px(2)));
    Kit::current().request_redraw_in(1.0 / 30);
}

} // namespace detail

float pill_width(std::string_view text, Icon icon) {
    return measure(text, type::meta_medium).x + 2 * px(pill_padding) + (icon != Icon::none ? px(20) : 0);
}

void pill(std::string_view text, Tone tone, Icon icon) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const ImVec2 at = window->DC.CursorPos;
    const ImVec2 box{pill_width(text, icon), px(pill_height)};
    ImGui::ItemSize(box);
    if (!ImGui::ItemAdd({at, {at.x + box.x, at.y + box.y}}, 0)) return;
    detail::draw_pill({at, {at.x + box.x, at.y + box.y}}, text, tone, icon);
}

std::string initials(std::string_view name) {
    std::string letters;
    std::string_view last;
    bool first = true;
    std::size_t at = 0;
    while (at < name.size()) {
        const std::size_t start = name.find_first_not_of(" -.", at);
        if (start == std::string_view::npos) break;
        const std::size_t end = std::min(name.find(' ', start), name.size());
        const std::string_view word = name.substr(start, end - start);
        if (first) {
            letters += first_letter(word);
            first = false;
        } else {
            last = word;
        }
        at = end;
    }
    letters += first_letter(last);
    return letters;
}

void avatar(std::string_view name, std::string_view key, float diameter) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const ImVec2 at = window->DC.CursorPos;
    const float side = px(diameter);
    ImGui::ItemSize(ImVec2{side, side});
    if (!ImGui::ItemAdd({at, {at.x + side, at.y + side}}, 0)) return;
    detail::draw_avatar({at.x + side / 2, at.y + side / 2}, name, key, diameter);
}

void spinner(float diameter, Role role) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const ImVec2 at = window->DC.CursorPos;
    const float side = px(diameter);
    ImGui::ItemSize(ImVec2{side, side});
    if (!ImGui::ItemAdd({at, {at.x + side, at.y + side}}, 0)) return;
    detail::draw_spinner({at.x + side / 2, at.y + side / 2}, diameter, colour(role));
}

float sync_pill_width(std::string_view text) {
    return measure(text, type::label).x + px(12 + 18 + 8 + 14);
}

bool sync_pill(const char* id, std::string_view text, const SyncPillOptions& options) {
    const float high = px(size::control_height_small);
    const detail::Press press = detail::press_area(id, text, {sync_pill_width(text), high});
    if (!press.visible) return false;
    const bool neutral = options.tone == Tone::neutral;
    ImDrawList* list = detail::draw_list();
    detail::filled_box(
        list, press.box, high / 2,
        colour(neutral ? (press.hovered ? Role::border : Role::surface_hover) : tone_background(options.tone)));
    const ImU32 tint = colour(tone_foreground(options.tone));
    if (press.hovered && !neutral) list->AddRect(press.box.Min, press.box.Max, tint, high / 2);
    if (press.focused) detail::focus_ring(press.box, high / 2);
    const float middle = press.box.GetCenter().y;
    const ImVec2 mark{press.box.Min.x + px(12 + 9), middle};
    if (options.spinning) {
        detail::draw_spinner(mark, 18, tint);
    } else {
        draw_icon(mark, options.icon, size::icon_small, tint);
    }
    draw_text_middle(press.box.Min.x + px(12 + 18 + 8), middle, text, type::label, tint);
    detail::item_tooltip(options.tooltip, {}, false);
    return press.pressed;
}

BannerEvent banner(const char* id, std::string_view text, const BannerOptions& options) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return BannerEvent::none;
    const Kit& kit = Kit::current();
    const ImVec2 at = window->DC.CursorPos;
    const float width = ImGui::GetContentRegionAvail().x;
    const ButtonOptions action_options{.kind = ButtonKind::secondary, .small = true};
    const float action_width = options.action.empty() ? 0 : button_width(options.action, action_options) + px(12);
    const float cross_width = options.dismissible ? px(size::control_height_small) + px(4) : 0;
    const float left = px(16 + 20 + 12);
    const float room = std::max(width - left - action_width - cross_width - px(14), px(80));
    const float title_height =
        options.title.empty() ? 0 : detail::paragraph_height(options.title, type::body_semibold, room) + px(2);
    const float size = line_height(type::small);
    const float text_height = detail::paragraph_height(text, type::small, room);
    const float inner = std::max(title_height + text_height, px(size::control_height_small));
    const ImRect box{at, {at.x + width, at.y + inner + px(20)}};
    ImDrawList* list = detail::draw_list();
    detail::filled_box(list, box, px(size::radius_control), colour(tone_background(options.tone)));
    const Icon mark = options.tone == Tone::success   ? Icon::check_circle
                      : options.tone == Tone::warning ? Icon::warning
                      : options.tone == Tone::danger  ? Icon::error
                                                      : Icon::info;
    const float text_top = at.y + px(10) + std::floor((inner - title_height - text_height) / 2);
    const float first_line = options.title.empty() ? size : line_height(type::body_semibold);
    draw_icon({at.x + px(16 + 10), text_top + first_line / 2}, mark, size::icon, colour(tone_foreground(options.tone)));
    if (!options.title.empty()) {
        detail::draw_paragraph({at.x + left, text_top}, options.title, type::body_semibold, colour(Role::text), room);
    }
    detail::draw_paragraph({at.x + left, text_top + title_height}, text, type::small, colour(Role::text), room);
    BannerEvent event = BannerEvent::none;
    const float control_top = at.y + std::floor((box.GetHeight() - px(size::control_height_small)) / 2);
    const std::string name(id);
    ImGui::BeginGroup();
    if (!options.action.empty()) {
        ImGui::SetCursorScreenPos({box.Max.x - action_width - cross_width, control_top});
        if (button((name + ".action").c_str(), options.action, action_options)) event = BannerEvent::action;
    }
    if (options.dismissible) {
        ImGui::SetCursorScreenPos({box.Max.x - cross_width - px(4), control_top});
        if (icon_button((name + ".close").c_str(), Icon::close, kit.words().close, {.small = true}))
            event = BannerEvent::dismissed;
    }
    ImGui::SetCursorScreenPos(box.Min);
    ImGui::Dummy(box.GetSize());
    ImGui::EndGroup();
    return event;
}

bool progress(const char* id, const ProgressOptions& options) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    ImGui::BeginGroup();
    const float width = options.width > 0 ? px(options.width) : ImGui::GetContentRegionAvail().x;
    const ButtonOptions cancel_options{.kind = ButtonKind::ghost, .small = true};
    const float cancel_width = options.cancel.empty() ? 0 : button_width(options.cancel, cancel_options) + px(8);
    const float bar_width = width - cancel_width;
    const ImVec2 at = window->DC.CursorPos;
    const float detail_width = measure(options.detail, type::meta).x;
    draw_text(at, options.text, type::label, colour(Role::text), bar_width - detail_width - px(8));
    draw_text({at.x + bar_width - detail_width, at.y}, options.detail, type::meta, colour(Role::text_muted));
    const float high = px(6);
    const float top = at.y + line_height(type::label) + px(8);
    ImDrawList* list = detail::draw_list();
    list->AddRectFilled({at.x, top}, {at.x + bar_width, top + high}, colour(Role::border), high / 2);
    if (options.fraction >= 0) {
        const float done = bar_width * std::min(options.fraction, 1.0F);
        if (done >= 1)
            list->AddRectFilled({at.x, top}, {at.x + std::max(done, high), top + high}, colour(Role::accent), high / 2);
    } else {
        constexpr float piece = 0.3F;
        const float phase = std::fmod(static_cast<float>(ImGui::GetTime()) / 1.4F, 1.0F);
        const float from = (phase * (1 + piece) - piece) * bar_width;
        list->AddRectFilled({at.x + std::max(from, 0.0F), top},
                            {at.x + std::min(from + piece * bar_width, bar_width), top + high}, colour(Role::accent),
                            high / 2);
        Kit::current().request_redraw_in(1.0 / 30);
    }
    ImGui::ItemSize(ImVec2{bar_width, top + high - at.y});
    bool cancelled = false;
    if (!options.cancel.empty()) {
        ImGui::SetCursorScreenPos({at.x + bar_width + px(8), at.y + std::floor((top + high - at.y - px(30)) / 2)});
        cancelled = button((std::string(id) + ".cancel").c_str(), options.cancel, cancel_options);
    }
    ImGui::EndGroup();
    return cancelled;
}

bool empty_state(const char* id, const EmptyStateOptions& options) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return false;
    const ImVec2 at = window->DC.CursorPos;
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float high = options.height > 0 ? px(options.height) : room.y;
    const float width = balanced_width(options.text, type::body, std::min(room.x, px(420)));
    const float wrapped = detail::paragraph_height(options.text, type::body, width);
    const float content = px(64 + 16) + line_height(type::card) + px(6) + wrapped +
                          (options.action.empty() ? 0 : px(20 + size::control_height));
    // As if the text had two lines, so that those of cards beside each other begin at one height.
    const float usual = content - wrapped + 2 * line_height(type::body);
    float y = at.y + std::max(0.0F, std::floor(std::min((high - usual) / 2, high - content)));
    const float centre = at.x + room.x / 2;
    ImDrawList* list = detail::draw_list();
    list->AddCircleFilled({std::round(centre), y + px(32)}, px(32), colour(Role::accent_soft));
    draw_icon({centre, y + px(32)}, options.icon, 30, colour(Role::accent));
    y += px(64 + 16);
    const float title_width = measure(options.title, type::card).x;
    draw_text({std::round(centre - std::min(title_width, room.x) / 2), y}, options.title, type::card,
              colour(Role::text), title_width > room.x ? room.x : 0);
    y += line_height(type::card) + px(6);
    detail::draw_paragraph({centre, y}, options.text, type::body, colour(Role::text_muted), width, true);
    y += wrapped + px(20);
    bool pressed = false;
    ImGui::BeginGroup();
    if (!options.action.empty()) {
        const ButtonOptions button_options{.kind = options.primary ? ButtonKind::primary : ButtonKind::secondary,
                                           .icon = options.action_icon,
                                           .disabled_reason = options.action_disabled_reason};
        ImGui::SetCursorScreenPos({std::round(centre - button_width(options.action, button_options) / 2), y});
        pressed = button((std::string(id) + ".action").c_str(), options.action, button_options);
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::ItemSize(ImVec2{room.x, high});
    ImGui::EndGroup();
    return pressed;
}

void skeleton(float width, float height) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const ImVec2 at = window->DC.CursorPos;
    const ImVec2 box{width > 0 ? px(width) : ImGui::GetContentRegionAvail().x, px(height)};
    ImGui::ItemSize(box);
    if (!ImGui::ItemAdd({at, {at.x + box.x, at.y + box.y}}, 0)) return;
    detail::filled_box(detail::draw_list(), {at, {at.x + box.x, at.y + box.y}}, px(4), colour(Role::border));
}

void tooltip(std::string_view text, std::string_view shortcut) {
    detail::item_tooltip(text, shortcut, false);
}

float key_hint_width(std::string_view chord) {
    return detail::keys_width(chord);
}

void key_hint(std::string_view chord) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const ImVec2 at = window->DC.CursorPos;
    const float width = detail::draw_keys(at, chord, false);
    ImGui::ItemSize(ImVec2{width, px(22)});
}

} // namespace epic::ui
