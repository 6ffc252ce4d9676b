#include "storage/demo/agenda.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/model/contact.hpp"
#include "core/text/csv.hpp"
#include "storage/demo/demo_words.hpp"
#include "storage/demo/own_year.hpp"

namespace epic::demo {
namespace {

constexpr std::string_view zone = "Europe/Paris";
constexpr std::size_t events_per_contract_max = 8;

constexpr std::string_view title_column = "Nom de la manifestation";
constexpr std::string_view start_column = "Date début";
constexpr std::string_view end_column = "Date fin";
constexpr std::string_view venue_column = "Lieu - nom";

struct Listed {
    const CsvRow* row = nullptr;
    std::string venue;
    Date first{};
    Date last{};
    Instant starts{};
    Instant ends{};
    std::int64_t attendees = 0;
};

// FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): the same numbers for the same titles everywhere.
std::uint32_t mix(std::string_view text) {
    std::uint32_t hash = 2'166'136'261U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    return hash;
}

// A cell as a field takes it: no control characters, on one line where the field is one line.
std::string clean(std::string_view text, bool lines) {
    std::string out;
    for (const char c : text) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
        if (!control || (lines && c == '\n')) {
            out += c;
        } else if (c == '\n' || c == '\t') {
            out += ' ';
        }
    }
    const std::size_t first = out.find_first_not_of(" \n");
    if (first == std::string::npos) return {};
    return out.substr(first, out.find_last_not_of(" \n") - first + 1);
}

// The number at the front of "05 62 72 23 35 Renseignements".
std::string phone_in(std::string_view text) {
    std::string phone;
    int digits = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            ++digits;
        } else if (c != ' ' && c != '.') {
            break;
        }
        phone += c;
        if (digits == 10) return phone_e164(phone) ? phone : std::string();
    }
    return {};
}

class Reader {
public:
    Reader(std::string_view csv, const Calendar& calendar, const TimeZones& zones)
        : table_(csv), calendar_(calendar), zones_(zones) {}

    Result<Agenda> read() {
        for (const std::string_view heading : {title_column, start_column, end_column, venue_column}) {
            if (!table_.column(heading)) {
                return Error{.code = ErrorCode::invalid_value, .message = Message(words::not_an_agenda, {heading})};
            }
        }
        agenda_.scenario.people = the_cast();
        for (const CsvRow& row : table_.rows()) read_row(row);
        if (listed_.empty()) return Error{.code = ErrorCode::invalid_value, .message = words::agenda_empty};
        move_to_today();
        for (std::size_t i = 0; i < venues_.size(); ++i) add_client(i);
        assign_support();
        return std::move(agenda_);
    }

private:
    std::string text(const CsvRow& row, std::string_view heading, bool lines = false) const {
        return clean(table_.cell(row, heading), lines);
    }

    void reject(const CsvRow& row, std::string_view column, std::string_view code, Message message) {
        agenda_.rejected.push_back({row.line, std::string(column), code, std::move(message)});
    }

    void read_row(const CsvRow& row) {
        if (row.fault) {
            const std::size_t index = row.fault->column - 1;
            const std::string heading = index < table_.headings().size() ? table_.headings()[index] : std::string();
            agenda_.rejected.push_back({row.fault->line, heading, "malformed", row.fault->reason});
            return;
        }
        Listed listed{.row = &row, .venue = text(row, venue_column)};
        if (listed.venue.empty()) return reject(row, venue_column, "no_venue", words::no_venue);
        // A venue is a client whatever becomes of this line.
        if (std::ranges::find(venues_, listed.venue) == venues_.end()) venues_.push_back(listed.venue);
        if (text(row, title_column).empty()) return reject(row, title_column, "no_title", words::no_title);
        for (const auto& [heading, date] :
             {std::pair{start_column, &listed.first}, std::pair{end_column, &listed.last}}) {
            const std::string typed = text(row, heading);
            if (typed.empty() && heading == end_column) {
                listed.last = listed.first;
                continue;
            }
            if (typed.empty()) return reject(row, heading, "no_date", words::no_date);
            const auto read = parse_iso_date(typed);
            if (!read) return reject(row, heading, "unreadable_date", Message(words::unreadable_date, {typed}));
            *date = *read;
        }
        if (listed.last < listed.first)
            return reject(row, end_column, "ends_before_it_starts", words::ends_before_it_starts);
        const std::uint32_t number = mix(text(row, title_column));
        const bool on_stage = text(row, "Catégorie de la manifestation").find("Concert") != std::string::npos;
        listed.attendees = (on_stage ? 250 : 30) + 10 * (number % (on_stage ? 90 : 30));
        listed_.push_back(std::move(listed));
    }

    void move_to_today() {
        std::vector<std::int64_t> days;
        for (const Listed& listed : listed_) days.push_back(days_since_epoch(listed.first));
        std::ranges::sort(days);
        // Whole weeks: a Saturday's concert stays on a Saturday.
        const std::int64_t monday = days_since_epoch(calendar_.today) - weekday_monday_first(calendar_.today);
        const std::int64_t middle = days[days.size() / 2];
        const std::int64_t move = monday - (middle - weekday_monday_first(date_from_days(middle)));
        for (Listed& listed : listed_) {
            listed.first = date_from_days(days_since_epoch(listed.first) + move);
            listed.last = date_from_days(days_since_epoch(listed.last) + move);
            set_times(listed);
        }
    }

    void set_times(Listed& listed) const {
        const bool several_days = listed.first != listed.last;
        const auto hours = read_hours(text(*listed.row, "Horaires"));
        const bool evening = text(*listed.row, "Catégorie de la manifestation").find("Concert") != std::string::npos;
        const int starts = hours ? hours->starts_minute : evening && !several_days ? 20 * 60 + 30 : 10 * 60;
        int ends = hours && hours->ends_minute ? *hours->ends_minute : several_days ? 18 * 60 : starts + 150;
        // The end of an exhibition is that of its last day; "de 19h à 1h" ends on the next.
        if (ends <= starts) ends = !hours || !hours->ends_minute ? starts + 150 : ends + 24 * 60;
        listed.starts = at(listed.first, starts);
        listed.ends = at(listed.last, ends);
    }

    Instant at(Date date, int minute) const {
        const Date day = date_from_days(days_since_epoch(date) + minute / (24 * 60));
        return zones_.to_instant({day, minute / 60 % 24, minute % 60, 0}, zone);
    }

    void add_client(std::size_t index) {
        const std::string& venue = venues_[index];
        std::vector<const Listed*> events;
        FieldValues values{{Field::client_full_name, venue}};
        bool phone_known = false;
        bool email_known = false;
        for (const CsvRow& row : table_.rows()) {
            if (row.fault || text(row, venue_column) != venue) continue;
            const std::string phone = phone_in(text(row, "Réservation téléphone"));
            if (!phone_known && !phone.empty()) values.emplace_back(Field::client_phone, phone);
            phone_known = phone_known || !phone.empty();
            const std::string email = text(row, "Réservation email");
            if (!email_known && is_email(email)) values.emplace_back(Field::client_email, email);
            email_known = email_known || is_email(email);
        }
        for (const Listed& listed : listed_) {
            if (listed.venue == venue) events.push_back(&listed);
        }
        std::ranges::stable_sort(events, {}, &Listed::starts);

        const Key commercial = person(Department::commercial, index);
        const Key client = "client " + std::to_string(index);
        const Date first_contact =
            events.empty() ? calendar_.day(-60 - static_cast<std::int64_t>(index)) : before(events.front()->first, 95);
        add({Deed::Kind::add_client, first_contact, commercial, client, {}, {}, std::move(values), {}});
        const Date contacted = calendar_.day(-1 - static_cast<std::int64_t>(index % 9));
        if (contacted > first_contact) add({Deed::Kind::contacted, contacted, commercial, client, {}, {}, {}, {}});
        if (events.empty()) {
            // A venue without a dated event: an offer that waits for its signature.
            add_contract(client, commercial, before(calendar_.day(30), 12 + static_cast<std::int64_t>(index % 30)), {},
                         2'400'00);
            return;
        }
        for (std::size_t from = 0; from < events.size(); from += events_per_contract_max) {
            const std::size_t count = std::min(events_per_contract_max, events.size() - from);
            add_signed_contract(client, commercial,
                                {events.begin() + static_cast<std::ptrdiff_t>(from),
                                 events.begin() + static_cast<std::ptrdiff_t>(from + count)});
        }
    }

    Key add_contract(const Key& client, const Key& commercial, Date created, Date signed_on, std::int64_t total_minor) {
        const Key contract = "contract " + std::to_string(contracts_++);
        FieldValues values{{Field::contract_total, total_minor}, {Field::contract_currency, std::string(euro.text())}};
        add({Deed::Kind::add_contract,
             created,
             person(Department::gestion, contracts_),
             contract,
             client,
             {},
             std::move(values),
             {}});
        if (signed_on >= created) add({Deed::Kind::sign, signed_on, commercial, contract, {}, {}, {}, {}});
        return contract;
    }

    void add_signed_contract(const Key& client, const Key& commercial, const std::vector<const Listed*>& events) {
        const Date created = before(events.front()->first, 80);
        const Date signed_on = shifted(created, 7);
        std::int64_t total = 0;
        for (const Listed* event : events) total += 90'000 + 1'500 * event->attendees;
        const Key contract = add_contract(client, commercial, created, signed_on, total);
        add_payments(contract, total, shifted(signed_on, 5), shifted(events.back()->last, 10));
        for (const Listed* event : events) add_event(*event, contract, commercial, shifted(signed_on, 2));
    }

    // Some have paid all, some a part, some nothing yet; the first one has paid a little too much.
    void add_payments(const Key& contract, std::int64_t total, Date first, Date last) {
        const std::size_t pattern = contracts_ % 5;
        const std::int64_t deposit = total * 3 / 10 / 1000 * 1000;
        if (pattern == 4) return;
        pay(contract, deposit, std::min(first, calendar_.day(-1)));
        if (pattern == 3) return;
        const bool over = last < calendar_.today;
        if (over || contracts_ == 1)
            pay(contract, total - deposit + (contracts_ == 1 ? 120'00 : 0), std::min(last, calendar_.day(-1)));
    }

    void pay(const Key& contract, std::int64_t minor, Date received) {
        FieldValues values{{Field::payment_amount, minor},
                           {Field::payment_currency, std::string(euro.text())},
                           {Field::payment_method, std::string("virement")}};
        add({Deed::Kind::pay,
             received,
             person(Department::gestion, 1),
             "payment " + std::to_string(payments_++),
             contract,
             {},
             std::move(values),
             {}});
    }

    void add_event(const Listed& listed, const Key& contract, const Key& commercial, Date created) {
        const CsvRow& row = *listed.row;
        const Key key = event_key(listed);
        FieldValues values{
            {Field::event_title, text(row, title_column)}, {Field::event_starts_at, listed.starts.unix_ms},
            {Field::event_ends_at, listed.ends.unix_ms},   {Field::event_time_zone, std::string(zone)},
            {Field::event_venue_name, listed.venue},       {Field::event_attendees, listed.attendees}};
        std::string address;
        for (const std::string_view heading : {"Lieu - adresse 1", "Lieu - adresse 2", "Lieu - adresse 3"})
            add_line(address, text(row, heading));
        add_line(address, clean(text(row, "Code postal") + " " + text(row, "Commune"), false));
        std::string notes;
        for (const std::string_view heading : {"Descriptif court", "Horaires", "Tarif normal", "Descriptif long"})
            add_line(notes, text(row, heading, true));
        if (!address.empty()) values.emplace_back(Field::event_venue_address, address);
        if (!notes.empty()) values.emplace_back(Field::event_notes, notes);
        const std::string phone = phone_in(text(row, "Réservation téléphone"));
        if (!phone.empty()) values.emplace_back(Field::event_contact_phone, phone);
        if (const std::string email = text(row, "Réservation email"); is_email(email))
            values.emplace_back(Field::event_contact_email, email);
        add({Deed::Kind::add_event, created, commercial, key, contract, {}, std::move(values), {}});
        if (cancelled(listed)) {
            add({Deed::Kind::cancel,
                 std::max(shifted(created, 4), before(listed.first, 20)),
                 person(Department::gestion, 0),
                 key,
                 {},
                 {},
                 {},
                 {}});
        }
    }

    bool cancelled(const Listed& listed) const { return text(*listed.row, "Modification dernière minute") == "ANNULE"; }

    // Nobody is at two places at once, as far as three people can; who is left over stays without support, but
    // for one, so that a double booking can be seen.
    void assign_support() {
        std::map<Key, std::vector<const Listed*>> booked;
        std::vector<const Listed*> events;
        for (const Listed& listed : listed_) events.push_back(&listed);
        // An exhibition of months takes whoever is left over once the evenings have their person.
        const auto lasts = [](const Listed* listed) {
            return listed->first < date_from_days(days_since_epoch(listed->last) - 3);
        };
        std::ranges::stable_sort(events, {},
                                 [&](const Listed* listed) { return std::pair(lasts(listed), listed->starts); });
        bool doubled = false;
        std::size_t turn = 0;
        for (const Listed* event : events) {
            if (cancelled(*event)) continue;
            const Key* free = nullptr;
            const Key first = person(Department::support, turn);
            std::array<Key, 3> candidates{first, person(Department::support, turn + 1),
                                          person(Department::support, turn + 2)};
            for (const Key& candidate : candidates) {
                const bool overlaps = std::ranges::any_of(booked[candidate], [&](const Listed* other) {
                    return other->starts < event->ends && event->starts < other->ends;
                });
                if (!overlaps && free == nullptr) free = &candidate;
            }
            if (free == nullptr && !doubled && event->first > calendar_.day(7)) {
                doubled = true;
                free = &first;
            }
            // Every ninth waits for gestion's decision.
            if (free == nullptr || (event->first > calendar_.today && mix(text(*event->row, title_column)) % 9 == 0))
                continue;
            ++turn;
            booked[*free].push_back(event);
            add({Deed::Kind::assign,
                 before(event->first, 60),
                 person(Department::gestion, turn),
                 event_key(*event),
                 {},
                 *free,
                 {},
                 {}});
        }
    }

    Key event_key(const Listed& listed) const { return "event " + std::to_string(listed.row->line); }

    Key person(Department department, std::size_t turn) const {
        std::vector<const Cast*> people;
        for (const Cast& cast : agenda_.scenario.people) {
            if (cast.department == department) people.push_back(&cast);
        }
        return people[turn % people.size()]->key;
    }

    // Days before a date, and in the past at that.
    Date before(Date date, std::int64_t days) const { return shifted(date, -days); }
    Date shifted(Date date, std::int64_t days) const {
        return std::min(date_from_days(days_since_epoch(date) + days), calendar_.day(-1));
    }

    static void add_line(std::string& lines, const std::string& line) {
        if (line.empty()) return;
        if (!lines.empty()) lines += '\n';
        lines += line;
    }

    void add(Deed deed) { agenda_.scenario.deeds.push_back(std::move(deed)); }

    CsvTable table_;
    const Calendar& calendar_;
    const TimeZones& zones_;
    Agenda agenda_;
    std::vector<std::string> venues_; // in the order of the file
    std::vector<Listed> listed_;
    std::size_t contracts_ = 0;
    std::size_t payments_ = 0;
};

} // namespace

Result<Agenda> read_agenda(std::string_view csv, const Calendar& calendar, const TimeZones& zones) {
    return Reader(csv, calendar, zones).read();
}

} // namespace epic::demo
