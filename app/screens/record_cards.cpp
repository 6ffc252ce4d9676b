#include <algorithm>
#include <cmath>

#include "app/screens/screen.hpp"
#include "app/state/present.hpp"
#include "app/state/record_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/editable_row.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr float side_width = 336;
constexpr float card_gap = 16;
// Below this the side card stands under the main one.
constexpr float two_columns_min = 700;
constexpr float two_columns_min_money = 900; // three amounts stand beside each other
constexpr float details_roomy_min = 440;     // below, labels give room to what they name
constexpr float related_width_min = 560;     // a number, an amount and two pills in a line

void figure(std::string_view label, std::string_view amount, Role role, float x) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text({at.x + px(x), at.y}, label, type::label, colour(Role::text_muted));
    draw_text({at.x + px(x), at.y + px(20)}, amount, {20, Weight::semibold}, colour(role));
}

void money_card(const Screen& screen, const RecordPage& page, float width) {
    const Card card("record.money", {.title = screen.say(words::card_money), .width = width});
    const float third = available_width() / 3;
    figure(screen.say(words::amount_total), page.total, Role::text, 0);
    figure(screen.say(words::amount_paid), page.paid, page.paid_fraction > 0 ? Role::success : Role::text, third);
    figure(screen.say(page.overpaid ? words::amount_credit : words::amount_remaining), page.remaining,
           page.overpaid ? Role::danger : Role::text, 2 * third);
    space(56);
    progress("record.paid", {.fraction = page.paid_fraction});
}

void payment_row(const Screen& screen, const PaymentLine& payment, std::size_t at) {
    const float row_height = 44;
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const float width = px(available_width());
    const float middle = place.y + px(row_height) / 2;
    const float amount_right = width - px(size::control_height_small + 12);
    const float amount_width = measure(payment.amount, type::body_medium).x;
    draw_text_middle(place.x, middle, payment.received_on, type::body, colour(Role::text), px(116));
    std::string what = payment.method;
    if (!payment.note.empty()) what += (what.empty() ? "" : " · ") + payment.note;
    const float what_x = px(124);
    const bool marked = payment.is_reversal || payment.reversed;
    const std::string_view mark =
        marked ? screen.say(payment.is_reversal ? words::reversal_label : words::reversed_label) : std::string_view();
    const float mark_width = marked ? pill_width(mark) + px(12) : 0;
    draw_text_middle(place.x + what_x, middle, what, type::body, colour(Role::text_muted),
                     amount_right - amount_width - what_x - mark_width - px(12));
    if (marked) {
        ImGui::SetCursorPos(
            {origin.x + amount_right - amount_width - mark_width, origin.y + px((row_height - 24) / 2)});
        pill(mark, payment.is_reversal ? Tone::warning : Tone::neutral);
    }
    draw_text_middle(place.x + amount_right - amount_width, middle, payment.amount, type::body_medium,
                     colour(payment.reversed ? Role::text_muted : Role::text));
    ImGui::SetCursorPos({origin.x + width - px(size::control_height_small),
                         origin.y + px((row_height - size::control_height_small) / 2)});
    const std::string id = "payment.reverse." + std::to_string(at);
    if (icon_button(id.c_str(), Icon::undo, screen.say(words::act_reverse),
                    {.disabled_reason = payment.reverse_disabled_reason, .small = true})) {
        screen.send(intent::ReversePayment{payment.id});
    }
    end_row(origin, row_height);
}

void payments_card(const Screen& screen, const RecordPage& page, float width) {
    const Card card("record.payments", {.title = screen.say(words::card_payments), .width = width});
    if (page.payments.empty()) ui::text(screen.say(words::no_payments), type::body, Role::text_muted);
    for (std::size_t i = 0; i < page.payments.size(); ++i) {
        if (i > 0) divider(0);
        payment_row(screen, page.payments[i], i);
    }
}

// Of all rows of a card, so that their amounts stand below each other.
float pills_room(const RecordPage& page) {
    float widest = 0;
    for (const RelatedLine& line : page.related) {
        float width = 0;
        for (const StatusPill& shown : line.pills) width += pill_width(shown.text) + px(8);
        widest = std::max(widest, width);
    }
    return widest;
}

void related_row(const Screen& screen, const RelatedLine& line, std::size_t at, float pills_px) {
    const float row_height = 56;
    const ImVec2 origin = ImGui::GetCursorPos();
    const ImVec2 place = ImGui::GetCursorScreenPos();
    const float width = px(available_width());
    const float middle = place.y + px(row_height) / 2;
    float right = width;
    for (auto pill_at = line.pills.rbegin(); pill_at != line.pills.rend(); ++pill_at) {
        right -= pill_width(pill_at->text);
        ImGui::SetCursorPos({origin.x + right, origin.y + px((row_height - 24) / 2)});
        pill(pill_at->text, tone(pill_at->mood));
        right -= px(8);
    }
    if (!line.amount.empty()) {
        right = width - pills_px - px(8) - measure(line.amount, type::body_medium).x;
        draw_text_middle(place.x + right, middle, line.amount, type::body_medium, colour(Role::text));
        right -= px(12);
    }
    const float detail_width = measure(line.detail, type::small).x;
    draw_text_middle(place.x, middle + px(11), line.detail, type::small, colour(Role::text_muted),
                     std::min(detail_width + 1, right));
    const std::string id = "related." + std::to_string(at);
    ImGui::SetCursorPos({origin.x, origin.y + px(7)});
    ImGui::PushClipRect(place, {place.x + right, place.y + px(row_height)}, true);
    if (link(id.c_str(), line.title)) screen.send(intent::OpenRecord{line.entity, line.id});
    ImGui::PopClipRect();
    end_row(origin, row_height);
}

void related_card(const Screen& screen, const RecordPage& page, float width) {
    const bool contracts = page.entity == Entity::client;
    const bool clients = page.entity == Entity::collaborator;
    const Msg& title = clients ? words::card_clients : contracts ? words::card_contracts : words::card_events;
    const Card card("record.related", {.title = screen.say(title), .width = width});
    if (page.related.empty()) {
        ui::text(screen.say(contracts ? words::no_related_contracts : words::no_related_events), type::body,
                 Role::text_muted);
    }
    const float pills_px = pills_room(page);
    for (std::size_t i = 0; i < page.related.size(); ++i) {
        if (i > 0) divider(0);
        related_row(screen, page.related[i], i, pills_px);
    }
}

// Beside a link, which leads elsewhere when it is pressed.
void pencil(const Screen& screen, const DetailLine& line) {
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + px(4));
    const std::string id = std::string("edit.") + std::string(spec(*line.field).name);
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::SetCursorPosY(at.y - px(6));
    if (icon_button(id.c_str(), Icon::edit, screen.say(words::edit_here),
                    {.disabled_reason = line.locked, .small = true})) {
        screen.send(intent::EditField{*line.field});
    }
    if (!line.pending) return;
    same_line(0);
    const ImVec2 mark = ImGui::GetCursorScreenPos();
    draw_icon({mark.x + px(8), mark.y + px(15)}, Icon::cloud_upload, 16, colour(Role::info));
    ImGui::Dummy({px(18), px(30)});
    tooltip(screen.say(words::history_pending));
}

void inline_field(const Screen& screen, const DetailLine& line, const FormState& form, float label_width) {
    const FormField& field = form.fields.front();
    const ImVec2 origin = ImGui::GetCursorPos();
    const float left = row_label_px(label_width);
    row_label(screen.say(line.label), label_width, size::control_height);
    ImGui::SetCursorPos({origin.x + left, origin.y});
    const bool fresh = screen.view.form_serial != form.serial;
    if (fresh) {
        screen.view.form_serial = form.serial;
        screen.view.dates.clear();
        screen.view.times.clear();
    }
    const float width = available_width();
    draw_field(screen, form, field,
               {.focus = fresh, .reserve_message = false, .bare = true, .width = std::min(width, 520.0F)});
    if (!form.error.empty()) {
        ImGui::SetCursorPosX(origin.x + left);
        text_wrapped(refusal_text(form.error, form.who_could, screen.state.language), type::meta, Role::danger);
    }
    const float bottom = ImGui::GetCursorPosY();
    end_row(origin, (bottom - origin.y) / Kit::current().scale());
}

void one_line_row(const Screen& screen, const DetailLine& line, float label_width) {
    // As detail_row, with a value that leads somewhere or stays on its line.
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float values_left = row_label_px(label_width);
    const float lift = std::floor((line_height(type::body) - line_height(type::small)) / 2);
    ImGui::BeginGroup();
    draw_text({at.x, at.y + lift}, screen.say(line.label), type::small, colour(Role::text_muted), values_left - px(8));
    ImGui::SetCursorScreenPos({at.x + values_left, at.y});
    const std::string id = std::string("detail.") + line.label.id;
    if (line.target) {
        if (link(id.c_str(), line.text)) screen.send(intent::OpenRecord{*line.target, line.id});
    } else {
        ui::text(line.text.empty() ? "—" : line.text, type::body, line.text.empty() ? Role::text_faint : Role::text);
    }
    ImGui::EndGroup();
    if (!line.target || !line.field) return;
    // It is higher than its line, which keeps its height all the same.
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ImGui::SetCursorScreenPos({high.x, low.y});
    pencil(screen, line);
    ImGui::SetCursorScreenPos(low);
    ImGui::Dummy({high.x - low.x, high.y - low.y});
}

// What one calls or writes to: taken along with one press. The clipboard forgets it after a while.
constexpr float copy_room = 32;
constexpr float row_marks = 36; // what an editable row has beside its value
constexpr float waiting_mark = 22;

bool is_contact(const DetailLine& line) {
    if (!line.field || line.text.empty()) return false;
    const FieldType type = spec(*line.field).type;
    return type == FieldType::email || type == FieldType::phone;
}

// Close to what it copies, also on a wide screen.
float copy_place(const DetailLine& line, float label_width, float full) {
    const float value = (row_label_px(label_width) + measure(line.text, type::body).x) / Kit::current().scale();
    return std::min(value + row_marks + (line.pending ? waiting_mark : 0), full - copy_room);
}

void copy_button(const Screen& screen, const DetailLine& line, ImVec2 at) {
    const ImVec2 after = ImGui::GetCursorPos();
    ImGui::SetCursorPos({at.x, at.y - px(6)});
    const std::string id = "copy." + std::string(spec(*line.field).name);
    if (icon_button(id.c_str(), Icon::copy, screen.say(words::copy), {.small = true})) {
        screen.send(intent::CopyText{line.text});
    }
    // The empty item ends the line without leaving another gap below it.
    ImGui::SetCursorPos({after.x, after.y - ImGui::GetStyle().ItemSpacing.y});
    ImGui::Dummy({0, 0});
}

} // namespace

void detail_lines(const Screen& screen, const std::vector<DetailLine>& lines, float label_width, bool one_line) {
    const FormState* editing = screen.state.inline_edit ? &*screen.state.inline_edit : nullptr;
    for (const DetailLine& line : lines) {
        if (editing != nullptr && line.field && editing->fields.front().field == line.field) {
            inline_field(screen, line, *editing, label_width);
        } else if (line.target || (one_line && !line.field)) {
            one_line_row(screen, line, label_width);
        } else if (line.field) {
            const std::string id = std::string("edit.") + std::string(spec(*line.field).name);
            const std::string_view waiting = line.pending ? screen.say(words::history_pending) : std::string_view();
            const bool copied = is_contact(line);
            const ImVec2 at = ImGui::GetCursorPos();
            const float full = available_width();
            const float copy_left = copied ? copy_place(line, label_width, full) : 0;
            if (editable_row(id.c_str(), screen.say(line.label), line.text,
                             {.label_width = label_width,
                              .tooltip = screen.say(words::edit_here),
                              .disabled_reason = line.locked,
                              .right_room = copied ? full - copy_left + 8 : 0,
                              .waiting = waiting})) {
                screen.send(intent::EditField{*line.field});
            }
            if (copied) copy_button(screen, line, {at.x + px(copy_left), at.y});
        } else {
            detail_row(screen.say(line.label), line.text, {.label_width = label_width});
        }
    }
}

namespace {

void details_card(const Screen& screen, const RecordPage& page, float width, float label_width) {
    const Card card("record.details", {.title = screen.say(words::card_details), .width = width});
    detail_lines(screen, page.details, label_width, false);
}

void side_card(const Screen& screen, const RecordPage& page, float width) {
    const bool people = page.entity == Entity::event;
    const Card card("record.side",
                    {.title = screen.say(people ? words::card_people : words::card_responsible), .width = width});
    detail_lines(screen, page.side, people ? 104 : 112, true);
}

} // namespace

// What the record is about stands in the wide column: of a contract its money, of another its details.
void record_details(const Screen& screen, const RecordPage& page) {
    const bool contract = page.entity == Entity::contract;
    const bool related = contract || page.entity == Entity::client;
    const bool side = contract || !page.side.empty();
    const bool two_columns = side && available_width() >= (contract ? two_columns_min_money : two_columns_min);
    const float full = available_width();
    const float main_width = two_columns ? full - side_width - card_gap : full;
    const bool related_beside = related && main_width >= related_width_min;
    const ImVec2 top = ImGui::GetCursorPos();
    const auto beside = [&](float width) {
        if (contract) {
            details_card(screen, page, width, two_columns ? 120 : 160);
        } else {
            side_card(screen, page, width);
        }
    };
    if (contract) {
        money_card(screen, page, main_width);
        space(card_gap);
        if (!two_columns) {
            beside(0);
            space(card_gap);
        }
        payments_card(screen, page, main_width);
    } else {
        details_card(screen, page, main_width, main_width < details_roomy_min ? 120 : 160);
        if (side && !two_columns) {
            space(card_gap);
            beside(0);
        }
    }
    if (related_beside) {
        space(card_gap);
        related_card(screen, page, main_width);
    }
    const float left_bottom = ImGui::GetCursorPosY();
    if (two_columns) {
        ImGui::SetCursorPos({top.x + px(full - side_width), top.y});
        beside(side_width);
        const float bottom = std::max(ImGui::GetCursorPosY(), left_bottom);
        end_row(top, (bottom - top.y) / Kit::current().scale());
    }
    if (related && !related_beside) {
        space(card_gap);
        related_card(screen, page, full);
    }
}

} // namespace epic::app
