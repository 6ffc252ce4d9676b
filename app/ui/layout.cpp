#include "app/ui/layout.hpp"

#include <algorithm>
#include <cmath>

#include "app/ui/detail.hpp"
#include "app/ui/editable_row.hpp"

namespace epic::ui {
namespace {

ImGuiID last_id(const char* id) {
    return ImGui::GetCurrentWindow()->GetID(id);
}

// Panes touch: what follows one starts right at its edge.
void end_child_without_gap() {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

} // namespace

Root::Root() {
    const ImGuiViewport* viewport = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport->Pos);
    ImGui::SetNextWindowSize(viewport->Size);
    ImGui::Begin("###root", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
}

Root::~Root() {
    ImGui::End();
}

Pane::Pane(const char* id, const PaneOptions& options) {
    float padding_x = options.padding_x;
    float padding_y = options.padding_y;
    Role ground = Role::page;
    switch (options.kind) {
        case PaneKind::page:
            if (padding_x == 0) padding_x = size::page_padding;
            if (padding_y == 0) padding_y = 24;
            break;
        case PaneKind::sidebar:
            ground = Role::sidebar;
            if (padding_x == 0) padding_x = 12;
            if (padding_y == 0) padding_y = 12;
            break;
        case PaneKind::top_bar:
            ground = Role::sidebar;
            if (padding_x == 0) padding_x = size::page_padding;
            if (padding_y == 0) padding_y = (size::top_bar_height - size::control_height) / 2;
            break;
        case PaneKind::plain: break;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(padding_x), px(padding_y)});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, options.kind == PaneKind::plain ? 0 : colour(ground));
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoSavedSettings;
    if (!options.scroll) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::BeginChild(id, {px(options.width), px(options.height)},
                      ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened, flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (options.content_max > 0) {
        for (ImRect* room : {&window->ContentRegionRect, &window->WorkRect}) {
            room->Max.x = std::min(room->Max.x, room->Min.x + px(options.content_max));
        }
    }
    const float line = std::max(1.0F, px(1));
    const ImVec2 low = window->Pos;
    const ImVec2 high{low.x + window->Size.x, low.y + window->Size.y};
    if (options.kind == PaneKind::sidebar) {
        window->DrawList->AddRectFilled({high.x - line, low.y}, high, colour(Role::border));
    } else if (options.kind == PaneKind::top_bar) {
        window->DrawList->AddRectFilled({low.x, high.y - line}, high, colour(Role::border));
    }
}

Pane::~Pane() {
    end_child_without_gap();
}

Card::Card(const char* id, const CardOptions& options) {
    layers_.Split(detail::draw_list(), 2);
    layers_.SetCurrentChannel(detail::draw_list(), 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(options.padding), px(options.padding)});
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, px(size::radius_card));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, std::max(1.0F, px(1)));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, colour(Role::surface));
    ImGuiChildFlags flags =
        ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened | ImGuiChildFlags_Borders;
    if (options.height <= 0) flags |= ImGuiChildFlags_AutoResizeY;
    ImGui::BeginChild(
        id, {px(options.width), px(options.height)}, flags,
        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    if (!options.title.empty()) section_header(options.title, options.subtitle);
}

Card::~Card() {
    ImGui::EndChild();
    const ImRect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    ImDrawList* list = detail::draw_list();
    layers_.SetCurrentChannel(list, 0);
    detail::shadow(list, box, px(size::radius_card), 1.0F);
    layers_.Merge(list);
}

Centred::Centred(const char* id, float width, float height) {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float wide = std::min(px(width), room.x);
    ImGuiStorage* storage = ImGui::GetStateStorage();
    const float high = height > 0 ? px(height) : storage->GetFloat(last_id(id), 0.0F);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(
        {at.x + std::round((room.x - wide) / 2), at.y + std::max(0.0F, std::round((room.y - high) / 2))});
    key_ = last_id(id);
    ImGui::BeginChild(
        id, {wide, px(height)}, ImGuiChildFlags_NavFlattened | (height > 0 ? 0 : ImGuiChildFlags_AutoResizeY),
        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
}

Centred::~Centred() {
    ImGui::EndChild();
    const float high = ImGui::GetItemRectSize().y;
    // Another height is centred in the next frame, which must come even when nothing else happens.
    if (high != ImGui::GetStateStorage()->GetFloat(key_, 0.0F)) Kit::current().request_redraw_in(0);
    ImGui::GetStateStorage()->SetFloat(key_, high);
}

FormGrid::FormGrid(int columns, float width) : columns_(std::max(columns, 1)) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    left_px_ = at.x;
    width_px_ = width > 0 ? px(width) : ImGui::GetContentRegionAvail().x;
    row_top_px_ = row_bottom_px_ = at.y;
}

FormGrid::~FormGrid() {
    end_cell();
    ImGui::SetCursorScreenPos({left_px_, row_bottom_px_});
    ImGui::ItemSize(ImVec2{0, 0});
}

void FormGrid::next() {
    place(1);
}

void FormGrid::next_wide() {
    place(columns_);
}

void FormGrid::end_cell() {
    if (!open_) return;
    ImGui::EndGroup();
    ImGui::GetCurrentWindow()->ContentRegionRect.Max.x = right_px_;
    row_bottom_px_ = std::max(row_bottom_px_, ImGui::GetItemRectMax().y);
    open_ = false;
}

void FormGrid::place(int span) {
    end_cell();
    if (at_ > 0 && at_ + span > columns_) at_ = 0;
    if (at_ == 0 && row_bottom_px_ > row_top_px_) row_top_px_ = row_bottom_px_ + px(size::gap_form);
    const float gap = px(16);
    const float one = (width_px_ - gap * static_cast<float>(columns_ - 1)) / static_cast<float>(columns_);
    const float x = std::floor(left_px_ + static_cast<float>(at_) * (one + gap));
    const float wide = std::floor(one * static_cast<float>(span) + gap * static_cast<float>(span - 1));
    ImGui::SetCursorScreenPos({x, row_top_px_});
    ImGui::BeginGroup();
    // What is available inside the cell is the cell's own width.
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    right_px_ = window->ContentRegionRect.Max.x;
    window->ContentRegionRect.Max.x = x + wide;
    open_ = true;
    at_ = (at_ + span) % columns_;
}

Row::Row(float height) : height_px_(px(height)) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    left_px_ = x_px_ = at.x;
    top_px_ = at.y;
    right_px_ = at.x + ImGui::GetContentRegionAvail().x;
}

void Row::next(float height, float gap) {
    if (!first_ && !pushed_) x_px_ = ImGui::GetItemRectMax().x + px(gap);
    first_ = pushed_ = false;
    ImGui::SetCursorScreenPos({x_px_, top_px_ + std::floor((height_px_ - px(height)) / 2)});
}

void Row::push_right(float width_px) {
    const float after = first_ ? left_px_ : ImGui::GetItemRectMax().x + px(size::gap);
    x_px_ = std::max(after, right_px_ - width_px);
    pushed_ = true;
}

void Row::wrap(float width_px, float gap) {
    if (first_ || ImGui::GetItemRectMax().x + px(gap) + width_px <= right_px_) return;
    top_px_ += height_px_ + px(8);
    x_px_ = left_px_;
    pushed_ = true;
}

void Row::end() {
    if (ended_) return;
    ended_ = true;
    ImGui::SetCursorScreenPos({left_px_, top_px_});
    ImGui::ItemSize(ImVec2{0, height_px_});
}

void same_line(float gap) {
    ImGui::SameLine(0, px(gap));
}

void space(float height) {
    // The gap before and after an item is part of what is asked for.
    const float gap = ImGui::GetStyle().ItemSpacing.y;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, 0});
    ImGui::ItemSize(ImVec2{0, std::max(px(height) - gap, 0.0F)});
    ImGui::PopStyleVar();
}

void divider(float space_around) {
    space(space_around);
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 at = window->DC.CursorPos;
    const float line = std::max(1.0F, px(1));
    window->DrawList->AddRectFilled(at, {at.x + ImGui::GetContentRegionAvail().x, at.y + line}, colour(Role::border));
    // As far from what follows as from what stands above.
    const ImVec2 gap = ImGui::GetStyle().ItemSpacing;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap.x, std::min(gap.y, px(space_around))});
    ImGui::ItemSize(ImVec2{0, line});
    ImGui::PopStyleVar();
    space(space_around);
}

float available_width() {
    return ImGui::GetContentRegionAvail().x / Kit::current().scale();
}

float available_height() {
    return ImGui::GetContentRegionAvail().y / Kit::current().scale();
}

void align_right(float width_px) {
    const float room = ImGui::GetContentRegionAvail().x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(room - width_px, 0.0F));
}

void centre_in_row(float row_height, float height) {
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + std::max(0.0F, std::round((px(row_height) - px(height)) / 2)));
}

void section_header(std::string_view title, std::string_view subtitle) {
    text(title, type::card);
    if (!subtitle.empty()) {
        space(4);
        text_wrapped(subtitle, type::small, Role::text_muted);
    }
    space(12);
}

void detail_row(std::string_view label, std::string_view value, const DetailOptions& options) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float label_width = row_label_px(options.label_width);
    const float lift = std::floor((line_height(type::body) - line_height(type::small)) / 2);
    ImGui::BeginGroup();
    draw_text({at.x, at.y + lift}, label, type::small, colour(Role::text_muted), label_width - px(12));
    ImGui::SetCursorScreenPos({at.x + label_width, at.y});
    if (value.empty()) {
        text(options.empty_text, type::body, Role::text_faint);
    } else {
        text_wrapped(value, type::body, options.value_role);
    }
    ImGui::EndGroup();
}

} // namespace epic::ui
