#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/screens/screen.hpp"
#include "app/state/transfer_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float mark = 48; // of what the page is about

constexpr float content_width_max = 1440; // a label and its value, a name and its amount stay together

struct ActionLook {
    const char* id;
    const Msg& text;
    Icon icon;
    bool in_menu = false; // rarely wanted, or not easily taken back
    bool danger = false;
};

ActionLook look_of(RecordAction action) {
    switch (action) {
        case RecordAction::edit: return {"record.edit", words::act_edit, Icon::edit};
        case RecordAction::contacted_today: return {"record.contacted", words::act_contacted, Icon::phone};
        case RecordAction::new_contract: return {"record.new_contract", words::act_new_contract, Icon::add};
        case RecordAction::sign: return {"record.sign", words::act_sign, Icon::check};
        case RecordAction::add_payment: return {"record.add_payment", words::act_add_payment, Icon::payment};
        case RecordAction::new_event: return {"record.new_event", words::act_new_event, Icon::event};
        case RecordAction::assign_support: return {"record.assign", words::act_assign, Icon::person_add};
        case RecordAction::cancel_event:
            return {"record.cancel", words::act_cancel_event, Icon::event_busy, true, true};
        case RecordAction::reset_password: return {"record.reset", words::act_reset, Icon::key, true};
        case RecordAction::deactivate: return {"record.deactivate", words::act_deactivate, Icon::block, true, true};
        case RecordAction::save_sheet: return {"record.sheet", words::act_save_sheet, Icon::download, true};
        case RecordAction::save_calendar: return {"record.calendar", words::act_save_calendar, Icon::calendar, true};
        case RecordAction::reactivate: break;
    }
    return {"record.reactivate", words::act_reactivate, Icon::lock_open, true};
}

struct HeaderActions {
    std::vector<ButtonSpec> buttons;
    std::vector<RecordAction> of_button;
    std::vector<MenuItem> items;
    std::vector<RecordAction> of_item;
    float width_px = 0;
};

// The last button that may be used is the main one.
HeaderActions header_actions(const Screen& screen, const RecordPage& page) {
    HeaderActions made;
    for (const OfferedAction& offer : page.actions) {
        const ActionLook look = look_of(offer.action);
        if (look.in_menu) {
            made.items.push_back(
                {look.id, screen.say(look.text), look.icon, offer.disabled_reason, {}, look.danger, false, false});
            made.of_item.push_back(offer.action);
        } else {
            made.buttons.push_back(
                {look.id, screen.say(look.text), {.icon = look.icon, .disabled_reason = offer.disabled_reason}});
            made.of_button.push_back(offer.action);
        }
    }
    for (std::size_t i = made.buttons.size(); i-- > 0;) {
        if (!made.buttons[i].options.disabled_reason.empty()) continue;
        made.buttons[i].options.kind = ButtonKind::primary;
        break;
    }
    for (const ButtonSpec& spec : made.buttons) {
        made.width_px += button_width(spec.text, spec.options) + px(size::gap);
    }
    if (!made.items.empty()) made.width_px += px(size::control_height + size::gap);
    return made;
}

void pills(const std::vector<StatusPill>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0) same_line(8);
        pill(all[i].text, tone(all[i].mood));
    }
}

float pills_width(const std::vector<StatusPill>& all) {
    float width = 0;
    for (std::size_t i = 0; i < all.size(); ++i) width += pill_width(all[i].text) + (i > 0 ? px(8) : 0);
    return width;
}

// Where nothing of the record may be changed, the reason stands in the open and not only in tooltips.
void read_only_note(const RecordPage& page, bool behind_pills) {
    const OfferedAction* edit = page.offered(RecordAction::edit);
    if (edit == nullptr || edit->disabled_reason.empty()) return;
    const float needed = px(12 + 22) + measure(edit->disabled_reason, type::small).x;
    // Behind the pills where it has room, else below them, in as many lines as it takes.
    if (behind_pills) {
        same_line(12);
        if (ImGui::GetContentRegionAvail().x < needed) {
            ImGui::NewLine();
            space(4);
        }
    }
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = 24;
    const float middle = at.y + px(height) / 2;
    draw_icon({at.x + px(8), middle}, Icon::lock, 16, colour(Role::text_muted));
    const float room = available_width() - 22;
    if (needed - px(12 + 22) <= px(room)) {
        draw_text_middle(at.x + px(22), middle, edit->disabled_reason, type::small, colour(Role::text_muted));
        end_row(origin, height + 8); // as far from what follows as the pills are
        return;
    }
    ImGui::SetCursorPos({origin.x + px(22), origin.y + px(4)});
    text_wrapped(edit->disabled_reason, type::small, Role::text_muted, room);
    end_row(origin, (ImGui::GetCursorPosY() - origin.y) / Kit::current().scale() + 8);
}

void header(const Screen& screen, const RecordPage& page) {
    const HeaderActions actions = header_actions(screen, page);
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float full_width = px(available_width());
    const bool person = page.entity == Entity::client || page.entity == Entity::collaborator;
    if (person) {
        avatar(page.title, page.avatar_key, mark);
    } else {
        const ImVec2 corner{at.x + px(mark), at.y + px(mark)};
        ImGui::GetWindowDrawList()->AddRectFilled(at, corner, colour(Role::accent_soft), px(size::radius_card));
        draw_icon({at.x + px(mark) / 2, at.y + px(mark) / 2}, icon_of(page.entity), 26, colour(Role::accent));
    }
    const float text_x = at.x + px(mark + 14);
    // With many buttons the title has a line of its own, above them.
    const float title_room = px(mark + 14) + std::max(measure(page.title, type::title).x, px(160));
    const bool narrow = full_width - actions.width_px < title_room;
    const float text_width = full_width - px(mark + 14) - (narrow ? 0 : actions.width_px);
    const float title_y = at.y + px(page.subtitle.empty() ? 10 : -2);
    draw_text({text_x, title_y}, page.title, type::title, colour(Role::text), text_width);
    // What state it is in is read together with its name, where both have room.
    const float title_width = measure(page.title, type::title).x + px(14);
    const bool pills_beside = !page.pills.empty() && title_width + pills_width(page.pills) <= text_width;
    if (pills_beside) {
        const float middle = title_y + line_height(type::title) / 2;
        ImGui::SetCursorScreenPos({std::round(text_x + title_width), std::round(middle - px(24) / 2)});
        pills(page.pills);
    }
    draw_text({text_x, at.y + px(29)}, page.subtitle, type::body, colour(Role::text_muted), text_width);
    const float buttons_y = origin.y + px(narrow ? mark + 12 : 6);
    ImGui::SetCursorPos({origin.x, buttons_y});
    if (!actions.items.empty()) {
        align_right(actions.width_px - px(size::gap));
        const bool open = icon_button("record.more", Icon::more, screen.say(words::more_actions), {.framed = true});
        const int chosen = menu("record.menu", open, actions.items);
        if (chosen >= 0) screen.send(intent::Act{actions.of_item[static_cast<std::size_t>(chosen)]});
    }
    ImGui::SetCursorPos({origin.x, buttons_y});
    const int pressed = buttons_right(actions.buttons);
    if (pressed >= 0) screen.send(intent::Act{actions.of_button[static_cast<std::size_t>(pressed)]});
    end_row(origin, (narrow ? mark + 12 + size::control_height : mark) + 12);
    if (!pills_beside) pills(page.pills);
    read_only_note(page, !pills_beside && !page.pills.empty());
}

std::string_view back_text(const Screen& screen) {
    const auto& trail = screen.state.trail;
    return screen.say(
        section_title(trail.size() > 1 ? section_of(trail[trail.size() - 2].entity) : screen.state.section));
}

void loading() {
    const ImVec2 origin = ImGui::GetCursorPos();
    skeleton(mark, mark);
    ImGui::SetCursorPos({origin.x + px(mark + 14), origin.y + px(3)});
    skeleton(220, 20);
    ImGui::SetCursorPos({origin.x + px(mark + 14), origin.y + px(31)});
    skeleton(140, 12);
    end_row(origin, mark + 12 + 40 + 32);
    const Card card("record.loading");
    for (const float width : {280.0F, 420.0F, 360.0F, 400.0F}) {
        skeleton(width, 16);
        space(14);
    }
}

} // namespace

void draw_record(const Screen& screen) {
    const RecordPage& page = *screen.state.page;
    const Pane pane("page", {.kind = PaneKind::page, .scroll = true, .content_max = content_width_max});
    if (back_link("record.back", back_text(screen))) screen.send(intent::Back{});
    space(12);
    // What was read before stays on screen.
    if (read_failed(screen, "record.error", page.error)) space(16);
    if (!page.loaded) {
        if (!page.error) loading();
        return;
    }
    header(screen, page);
    space(16);
    const std::array<TabItem, 2> items{{{"record.tab.details", screen.say(words::tab_details), {}},
                                        {"record.tab.history", screen.say(words::tab_history), {}}}};
    int tab = page.tab;
    if (tabs("record.tabs", items, tab)) screen.send(intent::ShowTab{tab});
    space(16);
    if (page.tab == 0) {
        record_details(screen, page);
    } else {
        record_history(screen, page);
    }
    space(28);
}

} // namespace epic::app
