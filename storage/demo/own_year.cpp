#include "storage/demo/own_year.hpp"

#include <algorithm>
#include <cassert>
#include <map>

#include "core/text/csv.hpp"
#include "embedded/demo_year.hpp"

namespace epic::demo {
namespace {

std::string cell(const CsvTable& table, const CsvRow& row, std::string_view heading) {
    assert(!row.fault && table.column(heading) && "a demonstration file is malformed");
    return std::string(table.cell(row, heading));
}

// Sets what is not empty.
struct Values {
    FieldValues list;

    void text(Field field, std::string value) {
        if (!value.empty()) list.emplace_back(field, std::move(value));
    }
    void money(Field amount, Field currency, std::string_view typed) {
        const auto money = parse_money(typed, euro);
        assert(money && "not an amount in a demonstration file");
        list.emplace_back(amount, money->minor);
        list.emplace_back(currency, std::string(money->currency.text()));
    }
};

// "02:00" after a start at "19:00" is the next day's; "+1 17:00" says so itself.
struct Period {
    CivilTime starts;
    CivilTime ends;
};

Period read_period(Date day, std::string_view start, std::string_view end) {
    std::int64_t days = 0;
    if (end.starts_with('+')) {
        days = end[1] - '0';
        end.remove_prefix(3);
    } else if (end <= start) {
        days = 1;
    }
    const auto starts = parse_civil_time(iso_text(day) + "T" + std::string(start));
    const auto ends = parse_civil_time(iso_text(date_from_days(days_since_epoch(day) + days)) + "T" + std::string(end));
    assert(starts && ends && "not a time in a demonstration file");
    return {*starts, *ends};
}

class Year {
public:
    Year(const Calendar& calendar, const TimeZones& zones) : calendar_(calendar), zones_(zones) {}

    Scenario read() {
        scenario_.people = the_cast();
        read_clients();
        read_contracts();
        read_payments();
        read_events();
        return std::move(scenario_);
    }

private:
    void read_clients() {
        const CsvTable table(embedded::demo_year("clients.csv"));
        for (const CsvRow& row : table.rows()) {
            const Key key = cell(table, row, "key");
            const Key commercial = cell(table, row, "commercial");
            commercial_of_[key] = commercial;
            Values values;
            values.text(Field::client_full_name, cell(table, row, "full_name"));
            values.text(Field::client_company, cell(table, row, "company"));
            values.text(Field::client_email, cell(table, row, "email"));
            values.text(Field::client_phone, cell(table, row, "phone"));
            values.text(Field::client_notes, cell(table, row, "notes"));
            const Date first = calendar_.read(cell(table, row, "first_contact"));
            const Date last = calendar_.read(cell(table, row, "last_contact"));
            add({Deed::Kind::add_client, first, commercial, key, {}, {}, std::move(values.list), {}});
            if (last > first) add({Deed::Kind::contacted, last, commercial, key, {}, {}, {}, {}});
        }
    }

    void read_contracts() {
        const CsvTable table(embedded::demo_year("contracts.csv"));
        std::size_t count = 0;
        for (const CsvRow& row : table.rows()) {
            const Key key = cell(table, row, "key");
            const Key client = cell(table, row, "client");
            commercial_of_[key] = commercial_of_.at(client);
            Values values;
            values.money(Field::contract_total, Field::contract_currency, cell(table, row, "total"));
            values.text(Field::contract_notes, cell(table, row, "notes"));
            const Key& gestion = scenario_.people[count++ % 3 == 0 ? 1 : 0].key;
            add({Deed::Kind::add_contract,
                 calendar_.read(cell(table, row, "created")),
                 gestion,
                 key,
                 client,
                 {},
                 std::move(values.list),
                 {}});
            const std::string signed_on = cell(table, row, "signed");
            if (signed_on.empty()) continue;
            signed_on_[key] = calendar_.read(signed_on);
            add({Deed::Kind::sign, signed_on_[key], commercial_of_[key], key, {}, {}, {}, {}});
        }
    }

    void read_payments() {
        const CsvTable table(embedded::demo_year("payments.csv"));
        std::size_t count = 0;
        for (const CsvRow& row : table.rows()) {
            const Key contract = cell(table, row, "contract");
            const Key key = "payment " + std::to_string(++count);
            const Date received = calendar_.read(cell(table, row, "received"));
            Values values;
            values.money(Field::payment_amount, Field::payment_currency, cell(table, row, "amount"));
            values.text(Field::payment_method, cell(table, row, "method"));
            values.text(Field::payment_note, cell(table, row, "note"));
            // Most payments reach the office; some are handed to whoever sold.
            const Key& author = count % 4 == 0 ? commercial_of_.at(contract) : scenario_.people[1].key;
            add({Deed::Kind::pay, received, author, key, contract, {}, std::move(values.list), {}});
            if (const std::string reversed = cell(table, row, "reversed"); !reversed.empty()) {
                add({Deed::Kind::reverse,
                     calendar_.read(reversed),
                     scenario_.people[0].key,
                     key,
                     {},
                     {},
                     {},
                     cell(table, row, "reversal_note")});
            }
        }
    }

    void read_events() {
        const CsvTable table(embedded::demo_year("events.csv"));
        std::size_t count = 0;
        for (const CsvRow& row : table.rows()) {
            const Key contract = cell(table, row, "contract");
            const Key key = "event " + std::to_string(++count);
            std::string zone = cell(table, row, "time_zone");
            if (zone.empty()) zone = "Europe/Paris";
            const Period period = read_period(calendar_.read(cell(table, row, "day")), cell(table, row, "start"),
                                              cell(table, row, "end"));
            Values values;
            values.text(Field::event_title, cell(table, row, "title"));
            values.text(Field::event_contact_name, cell(table, row, "contact_name"));
            values.text(Field::event_contact_phone, cell(table, row, "contact_phone"));
            values.text(Field::event_contact_email, cell(table, row, "contact_email"));
            values.list.emplace_back(Field::event_starts_at, zones_.to_instant(period.starts, zone).unix_ms);
            values.list.emplace_back(Field::event_ends_at, zones_.to_instant(period.ends, zone).unix_ms);
            values.text(Field::event_time_zone, std::move(zone));
            values.text(Field::event_venue_name, cell(table, row, "venue_name"));
            values.text(Field::event_venue_address, cell(table, row, "venue_address"));
            values.list.emplace_back(Field::event_attendees, std::int64_t{std::stoi(cell(table, row, "attendees"))});
            values.text(Field::event_notes, cell(table, row, "notes"));
            // Someone who runs three events a week hears of the next one some days after the signature.
            const Date created = later(signed_on_.at(contract), 2);
            const Date assigned = later(created, 3);
            add({Deed::Kind::add_event,
                 created,
                 commercial_of_.at(contract),
                 key,
                 contract,
                 {},
                 std::move(values.list),
                 {}});
            if (const Key support = cell(table, row, "support"); !support.empty()) {
                add({Deed::Kind::assign, assigned, scenario_.people[count % 2].key, key, {}, support, {}, {}});
            }
            if (const std::string cancelled = cell(table, row, "cancelled"); !cancelled.empty()) {
                add({Deed::Kind::cancel, calendar_.read(cancelled), scenario_.people[0].key, key, {}, {}, {}, {}});
            }
        }
    }

    Date later(Date day, std::int64_t days) const {
        return std::min(date_from_days(days_since_epoch(day) + days), calendar_.day(-1));
    }

    void add(Deed deed) { scenario_.deeds.push_back(std::move(deed)); }

    const Calendar& calendar_;
    const TimeZones& zones_;
    Scenario scenario_;
    std::map<Key, Key> commercial_of_; // of clients and contracts
    std::map<Key, Date> signed_on_;
};

} // namespace

std::vector<Cast> the_cast() {
    const CsvTable table(embedded::demo_year("collaborators.csv"));
    std::vector<Cast> people;
    for (const CsvRow& row : table.rows()) {
        const auto department = parse_department(cell(table, row, "department"));
        assert(department && "not a department in a demonstration file");
        people.push_back({cell(table, row, "key"), cell(table, row, "full_name"), cell(table, row, "email"),
                          cell(table, row, "phone"), *department});
    }
    return people;
}

Scenario own_year(const Calendar& calendar, const TimeZones& zones) {
    return Year(calendar, zones).read();
}

} // namespace epic::demo
