#include "app/state/record_page.hpp"

#include <algorithm>

#include "app/state/date_words.hpp"
#include "app/state/form_words.hpp"
#include "app/state/list_words.hpp"
#include "app/state/present.hpp"
#include "app/state/record_words.hpp"
#include "core/commands/command_words.hpp"
#include "core/model/model_words.hpp"
#include "core/rules/rule_words.hpp"

namespace epic::app {
namespace {

using F = Field;

struct Formatter {
    RecordPage& page;
    Language language;
    const Seams& seams;
    Instant now;

    const RecordView& view() const { return page.loaded->view; }
    const Record& record() const { return view().record; }
    std::string say(const Msg& msg) const { return std::string(tr(language, msg)); }

    std::string name_of(Field field) const {
        const auto found = view().names.find(field);
        return found == view().names.end() ? std::string() : found->second;
    }

    DetailLine line(Field field) const {
        DetailLine made{spec(field).label, value_text(field, record().get(field), name_of(field), money_of_record(),
                                                      seams.zones, language)};
        made.long_text = spec(field).type == FieldType::long_text;
        mark(made, field);
        return made;
    }

    // What a person may do with the field where it stands, and whether the server knows it.
    void mark(DetailLine& made, Field field) const {
        made.field = field;
        if (const Refusal* refusal = page.locked(field)) made.locked = refusal_text(*refusal, language);
        for (const HistoryItem& item : page.loaded->history) {
            const bool same = spec(item.field).unit == MergeUnit::alone ? item.field == field
                                                                        : spec(item.field).unit == spec(field).unit;
            if (same && item.state == "pending" && item.before != item.after) made.pending = true;
        }
    }

    // Where the card says already whose it is, a shorter label does.
    static DetailLine titled(const Msg& label, DetailLine made) {
        made.label = label;
        return made;
    }

    Currency money_of_record() const {
        const bool has_money = record().entity == Entity::contract || record().entity == Entity::payment;
        return has_money ? money_of(record()).currency : euro;
    }

    DetailLine link(const Msg& label, std::string text, Entity target, std::optional<Id> id) const {
        DetailLine made{label, std::move(text)};
        if (id) {
            made.target = target;
            made.id = *id;
        }
        return made;
    }

    DetailLine marked(DetailLine made, Field field) const {
        mark(made, field);
        return made;
    }

    void pill(const Msg& msg, Mood mood) const { page.pills.push_back({say(msg), mood}); }

    std::string why_locked(std::initializer_list<Field> fields) const {
        for (const Field field : fields) {
            if (const Refusal* refusal = page.locked(field)) return refusal_text(*refusal, language);
        }
        return {};
    }

    // Editing is refused only when nothing at all may be changed. A reason that names a field is then one about the
    // record: it is not that field that somebody wanted to change.
    std::string why_no_edit(std::initializer_list<Field> fields) const {
        const Refusal* first = nullptr;
        for (const Field field : fields) {
            const Refusal* refusal = page.locked(field);
            if (refusal == nullptr) return {};
            if (first == nullptr) first = refusal;
        }
        if (first == nullptr) return {};
        if (!first->field || first->reason.arguments.empty()) return refusal_text(*first, language);
        Message whole(words::refused_department_change);
        whole.arguments.push_back(first->reason.arguments.front());
        return refusal_text(whole.with(entity_label(page.entity)), first->who_could, language);
    }

    std::string why_no_new(Entity entity) const {
        const auto found = page.loaded->cannot_create.find(entity);
        return found == page.loaded->cannot_create.end() ? std::string() : refusal_text(found->second, language);
    }

    void offer(RecordAction action, std::string reason) const { page.actions.push_back({action, std::move(reason)}); }

    void client() const {
        page.title = record().text(F::client_full_name);
        page.subtitle = record().text(F::client_company);
        page.details = {line(F::client_email),         line(F::client_phone),        line(F::client_company),
                        line(F::client_first_contact), line(F::client_last_contact), line(F::client_notes)};
        page.side = {marked(link(words::commercial, name_of(F::client_commercial), Entity::collaborator,
                                 record().reference(F::client_commercial)),
                            F::client_commercial)};
        offer(RecordAction::contacted_today, why_locked({F::client_last_contact}));
        offer(RecordAction::edit,
              why_no_edit({F::client_full_name, F::client_email, F::client_phone, F::client_commercial}));
        offer(RecordAction::new_contract, why_no_new(Entity::contract));
    }

    void contract() const {
        const bool is_signed = record().date(F::contract_signed_on).has_value();
        page.title = view().number;
        page.subtitle = view().client_name;
        pill(is_signed ? words::status_signed : words::status_to_sign, is_signed ? Mood::success : Mood::warning);
        if (view().number_provisional) pill(words::provisional_number, Mood::info);
        page.details = {link(words::client, view().client_name, Entity::client, view().client),
                        link(words::commercial, view().commercial_name, Entity::collaborator, view().commercial),
                        line(F::contract_created_on), line(F::contract_signed_on), line(F::contract_notes)};
        money();
        offer(RecordAction::edit, why_no_edit({F::contract_total, F::contract_notes}));
        offer(RecordAction::add_payment, why_no_new(Entity::payment));
        offer(RecordAction::new_event, why_no_new(Entity::event));
        if (!is_signed) offer(RecordAction::sign, why_locked({F::contract_signed_on}));
    }

    void money() const {
        const Money total = money_of(record());
        page.total = display_text(total, language);
        page.paid = display_text(view().paid, language);
        page.remaining = display_text(view().remaining, language);
        page.overpaid = view().remaining.minor < 0;
        // A share of a bar: the only place where an amount becomes a float.
        page.paid_fraction = total.minor <= 0 ? 0.0F
                                              : std::clamp(static_cast<float>(static_cast<double>(view().paid.minor) /
                                                                              static_cast<double>(total.minor)),
                                                           0.0F, 1.0F);
        if (page.overpaid) {
            pill(words::status_overpaid, Mood::danger);
        } else if (view().remaining.minor == 0) {
            pill(words::status_paid, Mood::success);
        } else {
            const bool part = view().paid.minor > 0;
            pill(part ? words::status_part_paid : words::status_to_pay, part ? Mood::info : Mood::neutral);
        }
        const std::string reason = why_no_new(Entity::payment);
        for (const RecordView& payment : page.loaded->payments) page.payments.push_back(payment_line(payment, reason));
    }

    PaymentLine payment_line(const RecordView& payment, const std::string& reason) const {
        const Record& r = payment.record;
        PaymentLine made;
        made.id = r.id;
        made.received_on = date_text(r.date(F::payment_received_on).value_or(Date{}), language);
        made.amount = display_text(money_of(r), language);
        made.method = r.text(F::payment_method);
        made.note = r.text(F::payment_note);
        made.is_reversal = r.reference(F::payment_reverses).has_value();
        made.reversed = payment.reversed;
        made.reverse_disabled_reason = reason;
        if (made.is_reversal) made.reverse_disabled_reason = say(words::reversal_of_reversal);
        if (made.reversed) made.reverse_disabled_reason = say(words::already_reversed);
        return made;
    }

    void event() const {
        const std::string zone = record().text(F::event_time_zone);
        const Instant starts{record().integer(F::event_starts_at)};
        const Instant ends{record().integer(F::event_ends_at)};
        const std::string support = name_of(F::event_support);
        const bool cancelled = record().flag(F::event_cancelled);
        page.title = record().text(F::event_title);
        page.subtitle = view().client_name;
        if (cancelled) pill(words::status_cancelled, Mood::danger);
        if (!cancelled && support.empty()) pill(words::status_without_support, Mood::warning);
        if (!cancelled && view().double_booked) pill(words::status_double_booked, Mood::warning);
        if (!cancelled && ends <= now) {
            pill(words::status_past, Mood::neutral);
        } else if (!cancelled && starts <= now) {
            pill(words::status_running, Mood::success);
        }
        std::string period = period_text(starts, ends, zone, seams.zones, language);
        if (zone != seams.zones.local_zone()) period = tr(language, words::local_time, {period, zone});
        DetailLine when{words::when, period};
        mark(when, F::event_starts_at);
        page.details = {when, line(F::event_venue_name), line(F::event_venue_address),
                        titled(words::column_attendees, line(F::event_attendees)), line(F::event_notes)};
        page.side = {
            link(words::client, view().client_name, Entity::client, view().client),
            link(words::contract, name_of(F::event_contract), Entity::contract, record().reference(F::event_contract)),
            link(words::commercial, view().commercial_name, Entity::collaborator, view().commercial),
            marked(link(words::column_support, support, Entity::collaborator, record().reference(F::event_support)),
                   F::event_support),
            titled(words::on_site, line(F::event_contact_name)),
            titled(words::phone, line(F::event_contact_phone)),
            titled(words::email, line(F::event_contact_email))};
        if (!cancelled) offer(RecordAction::cancel_event, why_locked({F::event_cancelled}));
        offer(RecordAction::edit, why_no_edit({F::event_title, F::event_notes, F::event_attendees}));
        offer(RecordAction::assign_support, why_locked({F::event_support}));
        offer(RecordAction::save_sheet, {});
        offer(RecordAction::save_calendar, {});
    }

    void collaborator() const {
        const bool active = record().flag(F::collaborator_active);
        const auto department = department_of(record());
        page.title = record().text(F::collaborator_full_name);
        page.subtitle = department ? say(department_label(*department)) : std::string();
        pill(active ? words::status_active : words::status_inactive, active ? Mood::success : Mood::neutral);
        page.details = {line(F::collaborator_email), line(F::collaborator_phone), line(F::collaborator_department),
                        line(F::collaborator_language)};
        if (active) {
            offer(RecordAction::deactivate, why_locked({F::collaborator_active}));
            offer(RecordAction::reset_password, why_locked({F::collaborator_active}));
        } else {
            offer(RecordAction::reactivate, why_locked({F::collaborator_active}));
        }
        offer(RecordAction::edit, why_no_edit({F::collaborator_full_name, F::collaborator_email}));
    }

    void related() const {
        for (const RecordView& other : page.loaded->related) {
            RelatedLine made;
            made.entity = other.record.entity;
            made.id = other.record.id;
            const Row row = make_row(other, language, seams.zones, now);
            if (made.entity == Entity::contract) {
                made.title = other.number;
                made.detail = date_text(other.record.date(F::contract_created_on).value_or(Date{}), language);
                made.amount = display_text(money_of(other.record), language);
                for (const std::size_t at : {std::size_t{3}, std::size_t{6}}) {
                    made.pills.push_back({row.cells[at].text, row.cells[at].mood});
                }
            } else {
                made.title = other.record.text(F::event_title);
                made.detail = row.cells[1].text;
                if (row.cells[3].kind == CellKind::pill && !other.record.flag(F::event_cancelled)) {
                    made.pills.push_back({row.cells[3].text, row.cells[3].mood});
                }
                made.pills.push_back({row.cells[5].text, row.cells[5].mood});
            }
            page.related.push_back(std::move(made));
        }
    }

    const Msg& deed(const HistoryItem& item) const {
        if (item.command.ends_with(".add")) return words::did_create;
        if (item.command == "contract.sign") return words::did_sign;
        if (item.command == "event.assign") return words::did_assign;
        if (item.command == "event.cancel") return words::did_cancel;
        if (item.command == "payment.reverse") return words::did_reverse;
        if (item.command == "collaborator.deactivate") return words::did_deactivate;
        if (item.command == "collaborator.reset_password") return words::did_reset;
        if (item.command == "password.change") return words::did_password;
        return words::did_change;
    }

    void history() const {
        const HistoryItem* previous = nullptr;
        for (const HistoryItem& item : page.loaded->history) {
            // A creation says what is so, not all that is not.
            const FieldType type = spec(item.field).type;
            const bool nothing =
                is_null(item.before) && item.after == Value{std::int64_t{0}} && type == FieldType::boolean;
            // Fields of one unit travel together: those that did not change, and the currency of an amount, are no
            // news.
            if (nothing || item.before == item.after || type == FieldType::currency) continue;
            HistoryLine made;
            made.first_of_operation = previous == nullptr || previous->operation != item.operation;
            made.when = moment_text(item.at, seams.zones.local_zone(), seams.zones, language);
            made.who = item.by_name;
            made.avatar_key = item.by.text();
            made.command = say(deed(item));
            made.field = say(spec(item.field).label);
            made.before = shown(item, item.before, item.before_name, false);
            made.after = shown(item, item.after, item.after_name, true);
            if (item.state == "pending") set_state(made, words::history_pending, Mood::info);
            if (item.state == "merged") set_state(made, words::history_merged, Mood::neutral);
            if (item.state == "conflict") set_state(made, words::history_conflict, Mood::warning);
            if (item.state == "refused") set_state(made, words::history_refused, Mood::danger);
            page.history.push_back(std::move(made));
            previous = &item;
        }
    }

    // The currency that an amount had before or after this operation.
    Currency currency_then(const HistoryItem& amount, bool after) const {
        for (const HistoryItem& item : page.loaded->history) {
            if (item.operation != amount.operation || spec(item.field).type != FieldType::currency) continue;
            const Value& value = after ? item.after : item.before;
            const auto* code = std::get_if<std::string>(&value);
            if (code != nullptr) return Currency::parse(*code).value_or(euro);
        }
        return money_of_record();
    }

    std::string shown(const HistoryItem& item, const Value& value, const std::string& name, bool after) const {
        if (spec(item.field).type != FieldType::instant) {
            return value_text(item.field, value, name, currency_then(item, after), seams.zones, language);
        }
        if (is_null(value)) return {};
        const std::string zone = record().text(F::event_time_zone);
        return moment_text(Instant{std::get<std::int64_t>(value)}, zone, seams.zones, language);
    }

    void set_state(HistoryLine& made, const Msg& msg, Mood mood) const {
        made.state = say(msg);
        made.state_mood = mood;
    }
};

} // namespace

const OfferedAction* RecordPage::offered(RecordAction action) const {
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [&](const OfferedAction& offer) { return offer.action == action; });
    return found == actions.end() ? nullptr : &*found;
}

const Refusal* RecordPage::locked(Field field) const {
    if (!loaded) return nullptr;
    for (const auto& [candidate, refusal] : loaded->locked) {
        if (candidate == field) return &refusal;
    }
    return nullptr;
}

void format(RecordPage& page, Language language, const Seams& seams, Instant now) {
    if (!page.loaded) return;
    page.pills.clear();
    page.details.clear();
    page.side.clear();
    page.payments.clear();
    page.related.clear();
    page.history.clear();
    page.actions.clear();
    const Record& record = page.loaded->view.record;
    page.avatar_key = record.id.text();
    const Formatter formatter{page, language, seams, now};
    switch (record.entity) {
        case Entity::client: formatter.client(); break;
        case Entity::contract: formatter.contract(); break;
        case Entity::event: formatter.event(); break;
        case Entity::collaborator: formatter.collaborator(); break;
        case Entity::payment: break;
    }
    if (page.loaded->view.pending) page.pills.push_back({std::string(tr(language, words::status_pending)), Mood::info});
    formatter.related();
    formatter.history();
}

} // namespace epic::app
