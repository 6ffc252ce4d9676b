// The lines of the mission that others got wrong, through the store.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "core/model/validation.hpp"
#include "tests/store/office.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

TEST_CASE("19.99 is kept as 1999 cents") {
    Office office;
    const InputContext context{office.zones, office.unicode, "Europe/Paris"};
    const FieldValues values = must(parse_input(Field::payment_amount, "19.99 EUR", context));
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 19'99);
    FieldValues payment{{Field::payment_contract, contract}};
    payment.insert(payment.end(), values.begin(), values.end());
    const Id id = office.add(Entity::payment, payment);
    CHECK(money_of(office.record(Entity::payment, id)).minor == 1999);
    CHECK(must(office->find(Entity::contract, contract)).remaining.minor == 0);
}

TEST_CASE("Attendees can be set back to 0, and emptied") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000);
    const Id event = office.add_event(contract, "AG", "2026-12-01T09:00", "2026-12-01T18:00");
    const auto set = [&](Value value) {
        must(office->execute(EditRecord{Entity::event, event, {{Field::event_attendees, std::move(value)}}}));
        return office.record(Entity::event, event).get(Field::event_attendees);
    };
    CHECK(set(std::int64_t{75}) == Value{std::int64_t{75}});
    CHECK(set(std::int64_t{0}) == Value{std::int64_t{0}});
    CHECK(set(Value{}) == Value{});
}

TEST_CASE("An overpayment is taken with a warning and shows a credit, and a reversal takes it back") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 100'00);
    const auto paid = must(office->execute(AddRecord{Entity::payment,
                                                     {},
                                                     {{Field::payment_contract, contract},
                                                      {Field::payment_amount, std::int64_t{150'00}},
                                                      {Field::payment_currency, std::string("EUR")}}}));
    REQUIRE(paid.warnings.size() == 1);
    CHECK(paid.warnings[0].id == "overpaid");
    CHECK(must(office->find(Entity::contract, contract)).remaining.minor == -50'00);
    must(office->execute(ReversePayment{paid.record, "Typed twice"}));
    CHECK(must(office->find(Entity::contract, contract)).paid.minor == 0);
    CHECK(must(office->find(Entity::payment, paid.record)).reversed);
    CHECK(must(office->list({.entity = Entity::payment})).total == 2);
    CHECK(office->execute(ReversePayment{paid.record, "Again"}).error().rule == "payment.reversed_once");
}

TEST_CASE("A file without a server issues contract numbers by year, and a number finds its contract") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const Id first = office.add_contract(client, 100);
    office.clock.set("2027-01-02T09:00:00Z");
    const Id second = office.add_contract(client, 100);
    const Id third = office.add_contract(client, 100);
    CHECK(must(office->find(Entity::contract, first)).number == "2026-0001");
    CHECK(must(office->find(Entity::contract, second)).number == "2027-0001");
    CHECK(must(office->find(Entity::contract, third)).number == "2027-0002");
    CHECK_FALSE(must(office->find(Entity::contract, third)).number_provisional);
    CHECK(must(office->resolve(Entity::contract, "2027-0002")) == third);
    CHECK(must(office->resolve(Entity::contract, third.text())) == third);
    CHECK(must(office->resolve(Entity::collaborator, " DAVID@epic.example ")) == office.support);
    CHECK(office->resolve(Entity::contract, "2027-0009").error().code == ErrorCode::not_found);
    CHECK(office->resolve(Entity::client, third.text()).error().code == ErrorCode::not_found);
}

TEST_CASE("A number that two contracts have names neither of them") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    office.as(office.gestion);
    // The provisional number is made of the identifier's last 30 bits.
    for (const char* id : {"01999999-0000-7000-8000-00000000002a", "01999999-0000-7000-8000-00010000002a"}) {
        must(
            office->execute(AddRecord{Entity::contract,
                                      *Id::parse(id),
                                      {{Field::contract_client, client}, {Field::contract_total, std::int64_t{100}}}}));
    }
    const auto twice = office->resolve(Entity::contract, "P-00001A");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == ErrorCode::invalid_value);
    CHECK(office->resolve(Entity::contract, "2026-0001"));
    CHECK(office->resolve(Entity::contract, "2026-0002"));
}

TEST_CASE("A commercial may not change another's client, and is told whose it is") {
    Office office;
    office.as(office.other_commercial);
    const Id client = office.add_client("Theirs");
    office.as(office.commercial);
    const auto refusal = must(office->may_change(Entity::client, client, one(Field::client_phone)));
    REQUIRE(refusal);
    CHECK(refusal->reason.in(Language::english).find("Chloé Petit") != std::string::npos);
    const auto refused =
        office->execute(EditRecord{Entity::client, client, {{Field::client_phone, std::string("0611223344")}}});
    CHECK(refused.error().code == ErrorCode::not_allowed);
    CHECK(must(office->locked_fields(Entity::client, client)).size() == fields_of(Entity::client).size());
    office.as(office.other_commercial);
    CHECK_FALSE(must(office->may_change(Entity::client, client, one(Field::client_phone))));
}

TEST_CASE("An event waits for the signature of its contract") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000, false);
    Record event(Entity::event, Id{});
    event.set(Field::event_contract, contract);
    const auto before = must(office->may(Action::create, event, {}));
    REQUIRE(before);
    CHECK_FALSE(before->reason.in(Language::english).empty());
    must(office->execute(SignContract{contract, {}}));
    CHECK_FALSE(must(office->may(Action::create, event, {})));
    office.add_event(contract, "AG", "2026-12-01T09:00", "2026-12-01T18:00");
    CHECK(
        office->execute(EditRecord{Entity::contract, contract, {{Field::contract_signed_on, Value{}}}}).error().rule ==
        "contract.signature_holds_events");
}

TEST_CASE("Deactivation asks who takes over, and hands clients and coming events over in one group") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    office.as(office.gestion);
    const auto refused = office->execute(DeactivateCollaborator{office.commercial, {}});
    CHECK(refused.error().rule == "collaborator.take_over");
    const auto done = must(office->execute(DeactivateCollaborator{office.commercial, office.other_commercial}));
    CHECK(done.operations.size() == 2);
    CHECK(office.record(Entity::client, client).reference(Field::client_commercial) == office.other_commercial);
    CHECK_FALSE(office.record(Entity::collaborator, office.commercial).flag(Field::collaborator_active));
    const auto slots = office->slots();
    CHECK(slots.size() == 4);
}

TEST_CASE("A client who has contracts cannot be withdrawn, and nothing takes their contracts along") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const Id contract = office.add_contract(client, 100'00);
    const EditRecord withdraw{Entity::client, client, {{Field::client_withdrawn, std::int64_t{1}}}};
    CHECK(office->execute(withdraw).error().rule == "client.has_contracts");
    CHECK(office.record(Entity::contract, contract).reference(Field::contract_client) == client);
    CHECK(must(office->list({.entity = Entity::contract})).total == 1);
}

TEST_CASE("The contact on site is another person than the client, and changing one leaves the other") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin", {{Field::client_phone, std::string("05 61 22 23 24")}});
    const Id event = office.add_event(office.add_contract(client, 1000), "AG", "2026-12-01T09:00", "2026-12-01T18:00");
    must(office->execute(EditRecord{Entity::event,
                                    event,
                                    {{Field::event_contact_name, std::string("Jacky Blangier")},
                                     {Field::event_contact_phone, std::string("06 11 22 33 44")}}}));
    CHECK(office.record(Entity::client, client).text(Field::client_full_name) == "Lou Bouzin");
    CHECK(office.record(Entity::client, client).text(Field::client_phone) == "05 61 22 23 24");
    const RecordView view = must(office->find(Entity::event, event));
    CHECK(view.client_name == "Lou Bouzin");
    CHECK(view.record.text(Field::event_contact_name) == "Jacky Blangier");
    must(office->execute(EditRecord{Entity::client, client, {{Field::client_full_name, std::string("Lou B.")}}}));
    CHECK(office.record(Entity::event, event).text(Field::event_contact_name) == "Jacky Blangier");
}

TEST_CASE("The filter for contracts not signed returns exactly those, and one that is signed leaves it") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const Id open = office.add_contract(client, 100'00, false);
    office.add_contract(client, 200'00, true);
    const ListQuery not_signed{.entity = Entity::contract, .filters = {Filter::contract_not_signed}};
    CHECK(office.ids(not_signed) == std::vector<Id>{open});
    must(office->execute(SignContract{open, {}}));
    CHECK(office.ids(not_signed).empty());
    must(office->execute(EditRecord{Entity::contract, open, {{Field::contract_signed_on, Value{}}}}));
    CHECK(office.ids(not_signed) == std::vector<Id>{open});
}

TEST_CASE("Support changes their own events and nobody else's") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000);
    const Id event = office.add_event(contract, "AG", "2026-12-01T09:00", "2026-12-01T18:00");
    office.as(office.gestion);
    must(office->execute(AssignSupport{event, office.support}));
    const EditRecord edit{Entity::event, event, {{Field::event_notes, std::string("Sono à 18 h")}}};
    office.as(office.other_support);
    const auto refused = office->execute(edit);
    CHECK(refused.error().rule == "event.change.assigned");
    CHECK(refused.error().who_could.in(Language::english) == "David Émond, or the Management department");
    office.as(office.support);
    must(office->execute(edit));
}

TEST_CASE("The last active person of gestion stays") {
    Office office;
    const Id second = office.add_person("Farid Noël", "farid@epic.example", Department::gestion);
    office.as(second);
    must(office->execute(DeactivateCollaborator{office.gestion, {}}));
    const auto edited = office->execute(
        EditRecord{Entity::collaborator, second, {{Field::collaborator_department, std::string("support")}}});
    CHECK(edited.error().rule == "collaborator.last_gestion");
}

TEST_CASE("Double booking is true overlap: across midnight, zones and summer time") {
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000);
    const auto books = [&](const Id& event) {
        const Id before = office->session().actor.id;
        office.as(office.gestion);
        const auto written = must(office->execute(AssignSupport{event, office.support}));
        office.as(before);
        return !written.warnings.empty() && written.warnings[0].id == "double_booked";
    };
    const Id wedding = office.add_event(contract, "Wedding", "2027-06-04T13:00", "2027-06-05T02:00");
    CHECK_FALSE(books(wedding));
    const Id next_day = office.add_event(contract, "Next day", "2027-06-05T02:00", "2027-06-05T10:00");
    CHECK_FALSE(books(next_day)); // they only touch
    const Id during = office.add_event(contract, "During", "2027-06-05T01:00", "2027-06-05T01:30");
    CHECK(books(during));
    // 19:30 in New York on the 4th is 01:30 in Paris on the 5th.
    const Id far = office.add_event(contract, "Far", "2027-06-04T19:30", "2027-06-04T19:45", "America/New_York");
    CHECK(books(far));
    // On 28 March 2027 Paris goes from 02:00 to 03:00: 01:30 to 03:30 is one hour.
    const Id spring = office.add_event(contract, "Spring", "2027-03-28T01:30", "2027-03-28T03:30");
    CHECK_FALSE(books(spring));
    const Id london = office.add_event(contract, "London", "2027-03-28T02:30", "2027-03-28T04:00", "Europe/London");
    CHECK_FALSE(books(london));
    // On 31 October 2027 Paris goes back from 03:00 to 02:00: 01:30 to 03:30 is three hours. London goes back at the
    // same moment, so its 01:30 to 02:00 is ninety minutes of them.
    const Id autumn = office.add_event(contract, "Autumn", "2027-10-31T01:30", "2027-10-31T03:30");
    CHECK_FALSE(books(autumn));
    const Id hour_twice = office.add_event(contract, "Twice", "2027-10-31T01:30", "2027-10-31T02:00", "Europe/London");
    CHECK(books(hour_twice));
    const Id after = office.add_event(contract, "After", "2027-10-31T02:30", "2027-10-31T04:00", "Europe/London");
    CHECK_FALSE(books(after));
    const auto shown = office.ids({.entity = Entity::event, .filters = {Filter::event_double_booked}});
    CHECK(shown == std::vector<Id>{wedding, during, far, autumn, hour_twice});
    CHECK(must(office->find(Entity::event, during)).double_booked);
    CHECK_FALSE(must(office->find(Entity::event, spring)).double_booked);
}

TEST_CASE("Double bookings are found however long the events last") {
    for_each_seed(20, [](Random& random) {
        struct Booked {
            Id id;
            std::int64_t starts;
            std::int64_t ends;
            bool overlaps(const Booked& other) const { return starts < other.ends && other.starts < ends; }
        };
        constexpr std::int64_t hour_ms = 3'600'000;
        constexpr std::int64_t first_ms = 1'800'000'000'000;
        Office office;
        office.as(office.commercial);
        const Id contract = office.add_contract(office.add_client("Lou Bouzin"), 1000);
        std::vector<Booked> all;
        for (int i = 0; i < 12; ++i) {
            // Around a day, where the search for others changes its way, and far from it.
            const std::int64_t hours = random.pick(std::vector<std::int64_t>{1, 5, 23, 24, 25, 48, 200});
            Booked booked{.id = {}, .starts = first_ms + random.between(0, 600) * hour_ms, .ends = 0};
            booked.ends = booked.starts + hours * hour_ms;
            office.as(office.commercial);
            booked.id = office.add(Entity::event, {{Field::event_title, std::string("Fair")},
                                                   {Field::event_contract, contract},
                                                   {Field::event_starts_at, booked.starts},
                                                   {Field::event_ends_at, booked.ends},
                                                   {Field::event_time_zone, std::string("Europe/Paris")}});
            office.as(office.gestion);
            const auto written = must(office->execute(AssignSupport{booked.id, office.support}));
            const auto clashes =
                std::count_if(all.begin(), all.end(), [&](const Booked& other) { return booked.overlaps(other); });
            CHECK(std::count_if(written.warnings.begin(), written.warnings.end(),
                                [](const auto& warning) { return warning.id == "double_booked"; }) == clashes);
            all.push_back(booked);
        }
        std::vector<Id> clashing;
        for (const Booked& one : all) {
            const bool clashes = std::any_of(
                all.begin(), all.end(), [&](const Booked& other) { return other.id != one.id && one.overlaps(other); });
            CHECK(must(office->find(Entity::event, one.id)).double_booked == clashes);
            if (clashes) clashing.push_back(one.id);
        }
        auto shown = office.ids({.entity = Entity::event, .filters = {Filter::event_double_booked}});
        std::sort(shown.begin(), shown.end());
        std::sort(clashing.begin(), clashing.end());
        CHECK(shown == clashing);
    });
}
