#include "app/state/list.hpp"

#include <algorithm>

#include "app/state/date_words.hpp"
#include "app/state/list_words.hpp"
#include "app/state/present.hpp"
#include "core/model/model_words.hpp"

namespace epic::app {
namespace {

using F = Field;

Cell text_cell(std::string text) {
    return {CellKind::text, std::move(text)};
}

Cell muted_cell(std::string text) {
    return {CellKind::muted, std::move(text)};
}

Cell name_cell(std::string text, std::string second_line = {}) {
    return {CellKind::name, std::move(text), std::move(second_line)};
}

Cell pill_cell(const Msg& msg, Mood mood, Language language) {
    return {CellKind::pill, std::string(tr(language, msg)), {}, mood};
}

std::string name_of(const RecordView& view, Field field) {
    const auto found = view.names.find(field);
    return found == view.names.end() ? std::string() : found->second;
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

std::string maybe_date(const Record& record, Field field, Language language) {
    const auto date = record.date(field);
    return date ? date_text(*date, language) : std::string();
}

std::vector<Cell> client_cells(const RecordView& view, Language language) {
    const Record& r = view.record;
    return {name_cell(r.text(F::client_full_name)),
            text_cell(r.text(F::client_company)),
            muted_cell(r.text(F::client_email)),
            muted_cell(r.text(F::client_phone)),
            text_cell(name_of(view, F::client_commercial)),
            muted_cell(maybe_date(r, F::client_last_contact, language)),
            muted_cell(maybe_date(r, F::client_first_contact, language)),
            muted_cell(first_line(r.text(F::client_notes)))};
}

Cell payment_pill(const RecordView& view, Language language) {
    if (view.remaining.minor < 0) return pill_cell(words::status_overpaid, Mood::danger, language);
    if (view.remaining.minor == 0) return pill_cell(words::status_paid, Mood::success, language);
    if (view.paid.minor > 0) return pill_cell(words::status_part_paid, Mood::info, language);
    return pill_cell(words::status_to_pay, Mood::neutral, language);
}

std::vector<Cell> contract_cells(const RecordView& view, Language language) {
    const Record& r = view.record;
    const bool is_signed = r.date(F::contract_signed_on).has_value();
    return {{CellKind::name, view.number},
            text_cell(view.client_name),
            muted_cell(view.commercial_name),
            pill_cell(is_signed ? words::status_signed : words::status_to_sign,
                      is_signed ? Mood::success : Mood::warning, language),
            {CellKind::amount, display_text(money_of(r), language)},
            {CellKind::amount,
             display_text(view.remaining, language),
             {},
             view.remaining.minor > 0 ? Mood::neutral : Mood::success},
            payment_pill(view, language),
            muted_cell(maybe_date(r, F::contract_created_on, language)),
            muted_cell(maybe_date(r, F::contract_signed_on, language)),
            {CellKind::amount, display_text(view.paid, language)},
            muted_cell(first_line(r.text(F::contract_notes)))};
}

constexpr std::size_t event_status_cell = 5;

Cell event_status(const RecordView& view, Language language, Instant now) {
    const Record& r = view.record;
    if (r.flag(F::event_cancelled)) return pill_cell(words::status_cancelled, Mood::danger, language);
    if (Instant{r.integer(F::event_ends_at)} <= now) return pill_cell(words::status_past, Mood::neutral, language);
    if (view.double_booked) return pill_cell(words::status_double_booked, Mood::warning, language);
    if (Instant{r.integer(F::event_starts_at)} <= now) {
        return pill_cell(words::status_running, Mood::success, language);
    }
    return pill_cell(words::status_upcoming, Mood::info, language);
}

std::vector<Cell> event_cells(const RecordView& view, Language language, const TimeZones& zones, Instant now) {
    const Record& r = view.record;
    const std::string zone = r.text(F::event_time_zone);
    const Instant starts{r.integer(F::event_starts_at)};
    const Instant ends{r.integer(F::event_ends_at)};
    const std::string support = name_of(view, F::event_support);
    const auto attendees = r.integer(F::event_attendees, -1);
    return {name_cell(r.text(F::event_title), view.client_name),
            {CellKind::text, date_text(zones.to_civil(starts, zone).date, language),
             hours_text(starts, ends, zone, zones, language)},
            text_cell(r.text(F::event_venue_name)),
            support.empty() ? pill_cell(words::status_without_support, Mood::warning, language) : text_cell(support),
            {CellKind::amount, attendees < 0 ? std::string() : display_text(attendees, language)},
            event_status(view, language, now),
            text_cell(view.client_name),
            text_cell(moment_text(ends, zone, zones, language)),
            text_cell(r.text(F::event_contact_name)),
            muted_cell(r.text(F::event_contact_phone)),
            muted_cell(view.commercial_name),
            muted_cell(name_of(view, F::event_contract)),
            muted_cell(first_line(r.text(F::event_notes)))};
}

std::vector<Cell> collaborator_cells(const RecordView& view, Language language) {
    const Record& r = view.record;
    const auto department = department_of(r);
    const bool active = r.flag(F::collaborator_active);
    return {name_cell(r.text(F::collaborator_full_name)),
            muted_cell(r.text(F::collaborator_email)),
            muted_cell(r.text(F::collaborator_phone)),
            text_cell(department ? std::string(tr(language, department_label(*department))) : std::string()),
            pill_cell(active ? words::status_active : words::status_inactive, active ? Mood::success : Mood::neutral,
                      language),
            muted_cell(
                std::string(tr(language, r.text(F::collaborator_language) == "fr" ? words::french : words::english)))};
}

} // namespace

const Row* ListState::row(std::int64_t index) const {
    const auto page = pages.find(index / page_rows);
    if (page == pages.end()) return nullptr;
    const auto at = static_cast<std::size_t>(index % page_rows);
    return at < page->second.size() ? &page->second[at] : nullptr;
}

const std::vector<ListColumn>& columns_of(Entity entity) {
    const auto more = [](ListColumn column) {
        column.usual = false;
        return column;
    };
    static const std::vector<ListColumn> clients{
        {"full_name", words::column_name, 2.0F, 180, false, false, F::client_full_name},
        {"company", words::company, 1.8F, 150, false, false, F::client_company},
        {"email", words::email, 2.5F, 190, false, true, F::client_email},
        {"phone", words::phone, 1.2F, 138, false, true, F::client_phone},
        {"commercial", words::commercial, 1.3F, 154, false, false, F::client_commercial},
        {"last_contact", words::last_contact, 1.1F, 136, false, false, F::client_last_contact},
        more({"first_contact", words::first_contact, 1.1F, 136, false, false, F::client_first_contact}),
        more({"notes", words::notes, 2.0F, 160, false, true}),
    };
    static const std::vector<ListColumn> contracts{
        {"number", words::number, 1.2F, 120, false, false, F::contract_number},
        {"client", words::client, 2.0F, 160, false, false, F::contract_client},
        {"commercial", words::commercial, 1.5F, 140, false, true},
        {"signed_on", words::column_status, 1.0F, 100, false, false, F::contract_signed_on},
        {"total", words::total, 1.2F, 120, true, false, F::contract_total},
        {"remaining", words::column_remaining, 1.2F, 120, true, false, std::nullopt, Sort::Derived::remaining},
        {"payment", words::column_payment, 1.1F, 120, false, true},
        more({"created_on", words::created_on, 1.0F, 116, false, false, F::contract_created_on}),
        more({"signature", words::signed_on, 1.0F, 116, false, false, F::contract_signed_on}),
        more({"paid", words::column_paid, 1.2F, 120, true, false, std::nullopt, Sort::Derived::amount_paid}),
        more({"notes", words::notes, 2.0F, 160, false, true}),
    };
    static const std::vector<ListColumn> events{
        {"title", words::column_event, 3.3F, 220, false, false, F::event_title},
        {"starts_at", words::column_when, 1.0F, 128, false, false, F::event_starts_at},
        {"venue_name", words::venue_name, 1.7F, 140, false, true, F::event_venue_name},
        {"support", words::column_support, 1.3F, 140, false, false, F::event_support},
        {"attendees", words::column_attendees, 0.8F, 108, true, true, F::event_attendees},
        {"status", words::column_status, 0.9F, 148},
        more({"client", words::client, 1.6F, 140}),
        more({"ends_at", words::ends_at, 1.4F, 176, false, false, F::event_ends_at}),
        more({"contact_name", words::contact_name, 1.4F, 140, false, false, F::event_contact_name}),
        more({"contact_phone", words::contact_phone, 1.2F, 130, false, true}),
        more({"commercial", words::commercial, 1.4F, 140}),
        more({"contract", words::contract, 1.0F, 110}),
        more({"notes", words::notes, 2.0F, 160, false, true}),
    };
    static const std::vector<ListColumn> collaborators{
        {"full_name", words::column_name, 1.8F, 196, false, false, F::collaborator_full_name},
        {"email", words::email, 3.2F, 308, false, false, F::collaborator_email},
        {"phone", words::phone, 1.4F, 138, false, true, F::collaborator_phone},
        {"department", words::department, 1.1F, 106, false, false, F::collaborator_department},
        {"status", words::column_status, 0.8F, 90, false, false, F::collaborator_active},
        more({"language", words::language, 0.9F, 100}),
    };
    switch (entity) {
        case Entity::client: return clients;
        case Entity::contract: return contracts;
        case Entity::event: return events;
        case Entity::payment:
        case Entity::collaborator: break;
    }
    return collaborators;
}

std::vector<std::size_t> shown_columns(Entity entity, const std::vector<std::string>& names) {
    const std::vector<ListColumn>& all = columns_of(entity);
    std::vector<std::size_t> shown;
    if (names.empty()) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].usual) shown.push_back(i);
        }
        return shown;
    }
    shown.push_back(0);
    for (const std::string& name : names) {
        for (std::size_t i = 1; i < all.size(); ++i) {
            const bool there = std::find(shown.begin(), shown.end(), i) != shown.end();
            if (!there && name == all[i].id) shown.push_back(i);
        }
    }
    return shown;
}

Row make_row(RecordView view, Language language, const TimeZones& zones, Instant now) {
    Row row;
    switch (view.record.entity) {
        case Entity::client: row.cells = client_cells(view, language); break;
        case Entity::contract: row.cells = contract_cells(view, language); break;
        case Entity::event: row.cells = event_cells(view, language, zones, now); break;
        case Entity::collaborator: row.cells = collaborator_cells(view, language); break;
        case Entity::payment: break;
    }
    const bool has_avatar = view.record.entity == Entity::client || view.record.entity == Entity::collaborator;
    if (has_avatar) row.avatar_key = view.record.id.text();
    row.view = std::move(view);
    return row;
}

void reformat(ListState& list, Language language, const TimeZones& zones, Instant now) {
    for (auto& [number, rows] : list.pages) {
        for (Row& row : rows) row = make_row(std::move(row.view), language, zones, now);
    }
}

void tick(ListState& list, Language language, Instant now) {
    if (list.query.entity != Entity::event) return;
    for (auto& [number, rows] : list.pages) {
        for (Row& row : rows) row.cells[event_status_cell] = event_status(row.view, language, now);
    }
}

} // namespace epic::app
