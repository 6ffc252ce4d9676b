#include <array>

#include "app/screens/screen.hpp"
#include "app/state/desk_words.hpp"
#include "app/state/exchange_words.hpp"
#include "app/state/first_run_words.hpp"
#include "app/state/form_words.hpp"
#include "app/state/inbox_words.hpp"
#include "app/state/present.hpp"
#include "app/state/transfer_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

struct DialogWords {
    const Msg& title;
    const Msg& save;
};

DialogWords words_of(const FormState& form) {
    const bool created = !form.subject.has_value();
    switch (form.kind) {
        case FormKind::client:
            return created ? DialogWords{words::new_client, words::create_client}
                           : DialogWords{words::edit_client, words::save};
        case FormKind::contract:
            return created ? DialogWords{words::new_contract, words::create_contract}
                           : DialogWords{words::edit_contract, words::save};
        case FormKind::event:
            return created ? DialogWords{words::new_event, words::create_event}
                           : DialogWords{words::edit_event, words::save};
        case FormKind::collaborator:
            return created ? DialogWords{words::new_collaborator, words::create_collaborator}
                           : DialogWords{words::edit_collaborator, words::save};
        case FormKind::payment: return {words::record_payment, words::record_payment_now};
        case FormKind::sign_contract: return {words::sign_contract, words::sign_now};
        case FormKind::reverse_payment: return {words::reverse_payment, words::reverse_now};
        case FormKind::assign_support: return {words::assign_support, words::assign_now};
        case FormKind::cancel_event: return {words::cancel_event, words::cancel_event};
        case FormKind::deactivate: return {words::deactivate_collaborator, words::deactivate_now};
        case FormKind::reset_password: return {words::reset_password, words::reset_now};
        case FormKind::recovery_key: return {words::new_recovery_key, words::new_recovery_now};
        case FormKind::backup: return {words::make_backup, words::backup_now};
        case FormKind::central_password: return {words::central_password_title, words::central_password_now};
        case FormKind::join_file: return {words::renew_join_title, words::renew_join_now};
        case FormKind::save_view:
            return form.subject_name.empty() ? DialogWords{words::view_save_title, words::save}
                                             : DialogWords{words::view_rename_title, words::save};
        case FormKind::assign_many: return {words::assign_support, words::assign_now};
        case FormKind::reassign_many: return {words::many_reassign_title, words::many_reassign_now};
        case FormKind::settle_question: return {words::settle_question, words::save};
        case FormKind::change_password:
        case FormKind::sign_in:
        case FormKind::create_file:
        case FormKind::join_server: break;
    }
    return {words::change_password, words::save};
}

bool destructive(FormKind kind) {
    return kind == FormKind::cancel_event || kind == FormKind::deactivate || kind == FormKind::reverse_payment;
}

bool wide_form(const FormState& form) {
    return form.kind == FormKind::event || form.kind == FormKind::client || form.kind == FormKind::contract ||
           form.kind == FormKind::collaborator || form.kind == FormKind::payment;
}

bool wide_field(const FormField& field) {
    return (field.kind == InputKind::long_text && field.key != "venue_address") ||
           field.kind == InputKind::one_time_password || field.key == "title" ||
           (field.key == "client" && field.target);
}

void draw_fields(const Screen& screen, const FormState& form) {
    FormGrid grid(wide_form(form) ? 2 : 1);
    for (const FormField& field : form.fields) {
        if (wide_field(field)) {
            grid.next_wide();
        } else {
            grid.next();
        }
        draw_field(screen, form, field, {.reserve_message = false});
    }
}

void draw_warnings(const Screen& screen, const FormState& form) {
    Modal modal("form.warnings",
                {.title = screen.say(words::are_you_sure), .width = 480, .icon = Icon::warning, .tone = Tone::warning});
    for (const Message& warning : form.warnings) {
        ui::text_wrapped(warning.in(screen.state.language));
        space(8);
    }
    const int pressed =
        modal.footer({{"warnings.back", screen.say(words::go_back), {}},
                      {"warnings.save", screen.say(words::save_anyway), {.kind = ButtonKind::primary}}});
    if (pressed == 0 || modal.dismissed()) screen.send(intent::Cancel{});
    if (pressed == 1 || modal.confirmed()) screen.send(intent::AcceptWarnings{});
}

} // namespace

void form_error(const Screen& screen, const FormState& form, const char* id) {
    if (form.error.empty()) return;
    banner(id, refusal_text(form.error, form.who_could, screen.state.language), {.tone = Tone::danger});
    space(16);
}

void draw_form(const Screen& screen) {
    const FormState& form = *screen.state.form;
    if (screen.view.form_serial != form.serial) {
        screen.view.form_serial = form.serial;
        screen.view.dates.clear();
        screen.view.times.clear();
    }
    if (!form.warnings.empty()) {
        draw_warnings(screen, form);
        return;
    }
    if (form.quick) return;
    const DialogWords said = words_of(form);
    const std::string_view subtitle = !form.subject_name.empty() ? std::string_view(form.subject_name)
                                      : wide_form(form)          ? screen.say(words::required_note)
                                                                 : std::string_view();
    Modal modal("form", {.title = screen.say(said.title),
                         .subtitle = subtitle,
                         .width = wide_form(form) ? 720.0F : 460.0F,
                         .tone = destructive(form.kind) ? Tone::danger : Tone::accent});
    form_error(screen, form, "form.error");
    if (form.restored) {
        if (banner("form.draft", screen.say(words::draft_restored), {.action = screen.say(words::start_afresh)}) ==
            BannerEvent::action) {
            screen.send(intent::DiscardDraft{});
        }
        space(16);
    }
    if (!form.notice.empty()) {
        ui::text_wrapped(form.notice.in(screen.state.language), type::body, Role::text_muted);
        space(16);
    }
    draw_fields(screen, form);
    const std::string why = form.busy ? std::string() : form.save_reason.in(screen.state.language);
    const bool can_be_stopped = form.busy && form.kind == FormKind::backup;
    const Msg& no = form.kind == FormKind::cancel_event ? words::keep_event
                    : can_be_stopped                    ? words::backup_stop
                                                        : words::cancel;
    const int pressed = modal.footer({{"form.cancel", screen.say(no), {.disabled = form.busy && !can_be_stopped}},
                                      {"form.save",
                                       screen.say(form.busy ? words::saving : said.save),
                                       {.kind = destructive(form.kind) ? ButtonKind::danger : ButtonKind::primary,
                                        .disabled_reason = why,
                                        .busy = form.busy}}});
    if (pressed == 0 || modal.dismissed()) screen.send(intent::Cancel{});
    if (pressed == 1 || modal.confirmed()) screen.send(intent::Submit{});
}

} // namespace epic::app
