#include <algorithm>
#include <cmath>

#include "app/screens/screen.hpp"
#include "app/state/present.hpp"
#include "app/ui/button.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/date_field.hpp"
#include "app/ui/field.hpp"
#include "app/ui/layout.hpp"

namespace epic::app {
namespace {

using namespace ui;

std::string_view prefix(FormKind kind) {
    switch (kind) {
        case FormKind::sign_in: return "sign_in";
        case FormKind::create_file: return "create";
        case FormKind::join_server: return "join";
        case FormKind::change_password: return "password";
        case FormKind::recovery_key: return "recovery";
        case FormKind::backup: return "backup";
        case FormKind::central_password: return "central";
        case FormKind::join_file: return "renew";
        case FormKind::client: return "client";
        case FormKind::contract: return "contract";
        case FormKind::event: return "event";
        case FormKind::collaborator: return "collaborator";
        case FormKind::payment: return "payment";
        case FormKind::sign_contract: return "sign";
        case FormKind::reverse_payment: return "reverse";
        case FormKind::assign_support: return "assign";
        case FormKind::cancel_event: return "cancel_event";
        case FormKind::deactivate: return "deactivate";
        case FormKind::settle_question: return "settle";
        case FormKind::save_view: return "view";
        case FormKind::assign_many:
        case FormKind::reassign_many: return "many";
        case FormKind::reset_password: break;
    }
    return "reset";
}

struct FieldDrawer {
    const Screen& screen;
    const FormState& form;
    const FormField& field;
    std::string id;
    FieldOptions options;
    bool bare = false;
    bool submitted = false;

    void type(std::string text) const { screen.send(intent::Type{field.key, std::move(text)}); }

    void note(const FieldResult& result) {
        if (bare && result.ended && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
            screen.send(intent::Cancel{});
            return;
        }
        if (result.left || (bare && result.ended)) screen.send(intent::Leave{field.key});
        submitted |= result.submitted;
    }

    void plain(FieldResult (*widget)(const char*, std::string&, const FieldOptions&)) {
        std::string text = field.text;
        const FieldResult result = widget(id.c_str(), text, options);
        if (result.changed) type(std::move(text));
        note(result);
    }

    void long_text() {
        std::string text = field.text;
        const FieldResult result = text_area(id.c_str(), text, field.key == "notes" ? 4 : 2, options);
        if (result.changed) type(std::move(text));
        note(result);
    }

    void combo_field() {
        std::vector<ComboItem> items;
        items.reserve(field.choices.size());
        for (const Choice& choice : field.choices) {
            items.push_back({choice.value, choice.label, choice.detail, choice.person});
        }
        std::string selected = field.text;
        std::string query = field.query;
        ComboOptions combo_options;
        combo_options.field = options;
        combo_options.field.hint = screen.say(words::choose);
        combo_options.clearable = field.clearable;
        if (field.kind == InputKind::search) combo_options.query = &query;
        if (combo(id.c_str(), selected, items, combo_options, field.chosen_label)) {
            type(std::move(selected));
            screen.send(intent::Leave{field.key});
        }
        if (query != field.query) screen.send(intent::Search{field.key, query});
    }

    DateInput& date_input(std::string_view text) const {
        auto [found, fresh] = screen.view.dates.try_emplace(field.key);
        if (fresh) {
            found->second = DateInput(parse_iso_date(text));
            if (!found->second.value) found->second.text = text;
        }
        return found->second;
    }

    DateOptions date_options() const {
        DateOptions date;
        date.field = options;
        date.today = today_in(screen.state.now, screen.state.zone, screen.seams.zones);
        return date;
    }

    void date() {
        DateInput& input = date_input(field.text);
        const std::string before = input.text;
        const FieldResult result = date_field(id.c_str(), input, date_options());
        if (result.changed || input.text != before) type(input.value ? iso_text(*input.value) : input.text);
        FieldResult told = result;
        // The picker takes the keyboard, but the field is not left; what is picked is written at once.
        told.ended = result.ended && ImGui::IsKeyPressed(ImGuiKey_Escape, false);
        told.left = result.left || (bare && result.changed && !result.focused);
        note(told);
    }

    void moment() {
        const std::size_t gap = std::min(field.text.find(' '), field.text.size());
        DateInput& input = date_input(std::string_view(field.text).substr(0, gap));
        auto [time, fresh] = screen.view.times.try_emplace(field.key);
        if (fresh && gap < field.text.size()) time->second = field.text.substr(gap + 1);
        const std::string date_before = input.text;
        const float width = options.width > 0 ? options.width : available_width();
        const float time_width = 104;
        DateOptions date = date_options();
        date.field.width = width - time_width - 8;
        const FieldResult of_date = date_field((id + ".date").c_str(), input, date);
        same_line(8);
        FieldOptions time_options = options;
        time_options.label = screen.say(words::time_part);
        time_options.error = {};
        time_options.help = {};
        time_options.required = false;
        time_options.focus = false;
        time_options.width = time_width;
        const FieldResult of_time = time_field((id + ".time").c_str(), time->second, time_options);
        if (of_date.changed || of_time.changed || of_time.left || input.text != date_before) {
            const std::string day = input.value ? iso_text(*input.value) : input.text;
            const std::string text = day.empty() && time->second.empty() ? std::string() : day + " " + time->second;
            if (text != field.text) type(text);
        }
        note(of_date);
        note(of_time);
    }

    void path() {
        const float width = available_width();
        const std::string_view label = screen.say(words::browse);
        const float button_space = std::max(108.0F, std::ceil(button_width(label) / Kit::current().scale()));
        options.width = width - button_space - 8;
        const float label_height = 22;
        const ImVec2 at = ImGui::GetCursorPos();
        plain(text_field);
        const ImVec2 after = ImGui::GetCursorPos();
        ImGui::SetCursorPos({at.x + px(width - button_space), at.y + px(label_height)});
        const std::string browse = id + ".browse";
        if (button(browse.c_str(), label, {.width = button_space})) screen.send(intent::BrowseFile{field.key});
        end_row(at, (after.y - at.y) / Kit::current().scale());
    }

    void one_time_password() {
        plain(text_field);
        space(8);
        if (button((id + ".copy").c_str(), screen.say(words::copy), {.icon = Icon::copy, .small = true})) {
            screen.send(intent::CopyOneTimePassword{});
        }
        same_line(8);
        if (button((id + ".another").c_str(), screen.say(words::another_password),
                   {.icon = Icon::refresh, .small = true})) {
            screen.send(intent::SuggestPassword{});
        }
    }

    void draw() {
        switch (field.kind) {
            case InputKind::text:
            case InputKind::email: plain(text_field); break;
            case InputKind::phone: plain(phone_field); break;
            case InputKind::long_text: long_text(); break;
            case InputKind::password: plain(password_field); break;
            case InputKind::one_time_password: one_time_password(); break;
            case InputKind::amount: plain(money_field); break;
            case InputKind::number: plain(number_field); break;
            case InputKind::date: date(); break;
            case InputKind::moment: moment(); break;
            case InputKind::choice:
            case InputKind::search: combo_field(); break;
            case InputKind::path: path(); break;
        }
    }
};

} // namespace

bool draw_field(const Screen& screen, const FormState& form, const FormField& field, const FieldPlace& place) {
    const Language language = screen.state.language;
    const std::string_view where = place.bare ? std::string_view("inline") : prefix(form.kind);
    FieldDrawer drawer{screen, form, field, std::string(where) + "." + field.key, {}};
    const std::string error = field.shown && !field.error.empty() ? field.error.in(language) : std::string();
    const std::string reason =
        field.disabled() ? refusal_text(field.disabled_reason, field.disabled_who, language) : std::string();
    const std::string currency(form.text_of("currency").empty() ? form.currency.text() : form.text_of("currency"));
    FieldOptions& options = drawer.options;
    options.label = screen.say(field.label);
    if (field.help.text[0] != '\0') options.help = screen.say(field.help);
    options.error = error;
    options.disabled_reason = reason;
    options.disabled = form.busy;
    options.required = field.required;
    options.reserve_message = place.reserve_message;
    options.focus = place.focus;
    if (field.kind == InputKind::amount) options.suffix = currency;
    if (place.bare) {
        drawer.bare = true;
        options.label = {};
        options.help = {};
        options.required = false;
        options.select_all = field.kind != InputKind::long_text;
        options.width = place.width;
    }
    drawer.draw();
    return drawer.submitted;
}

} // namespace epic::app
