// The lines of the mission that others got wrong, through the store.
#include <catch2/catch_test_macros.hpp>

#include "core/model/validation.hpp"
#include "tests/store/office.hpp"

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
    const auto shown = office.ids({.entity = Entity::event, .filters = {Filter::event_double_booked}});
    CHECK(shown == std::vector<Id>{wedding, during, far});
    CHECK(must(office->find(Entity::event, during)).double_booked);
    CHECK_FALSE(must(office->find(Entity::event, spring)).double_booked);
}
