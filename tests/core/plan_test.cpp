// Commands: what they change, what they refuse, and the bugs seen in other implementations.
#include <catch2/catch_test_macros.hpp>

#include "tests/core/memory_world.hpp"

using namespace epic;
using test::Company;

namespace {
constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t start = 1'800'000'000'000;

void sign(Company& company) {
    company.must(company.commercial, SignContract{company.contract, Date{2026, 11, 20}});
}
} // namespace

TEST_CASE("A client that a commercial creates becomes theirs") {
    Company company;
    CHECK(company.record(Entity::client, company.client).reference(Field::client_commercial) == company.commercial.id);
}

TEST_CASE("A commercial cannot create a client for a colleague") {
    Company company;
    const auto plan =
        company.plan(company.commercial, AddRecord{Entity::client,
                                                   {},
                                                   {{Field::client_full_name, std::string("X")},
                                                    {Field::client_commercial, company.other_commercial.id}}});
    REQUIRE_FALSE(plan);
    CHECK(plan.error().code == ErrorCode::not_allowed);
}

TEST_CASE("An event needs a signed contract, and the refusal says so") {
    Company company;
    const auto refused = company.plan(company.commercial, company.an_event(start, start + hour));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "event.create");
    CHECK(refused.error().message.in(Language::english) == "The contract is not signed yet.");
    sign(company);
    CHECK(company.plan(company.commercial, company.an_event(start, start + hour)));
}

TEST_CASE("A contract is signed once") {
    Company company;
    sign(company);
    const auto again = company.plan(company.commercial, SignContract{company.contract, {}});
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::conflict_with_state);
}

TEST_CASE("A signature cannot be cleared while an event that is not cancelled depends on it") {
    Company company;
    sign(company);
    const Id event = company.must(company.commercial, company.an_event(start, start + hour));
    const EditRecord clear{Entity::contract, company.contract, {{Field::contract_signed_on, Value{}}}};
    const auto refused = company.plan(company.gestion, clear);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "contract.signature_holds_events");
    company.must(company.gestion, CancelEvent{event});
    CHECK(company.plan(company.gestion, clear));
}

TEST_CASE("Attendees can be set back to 0") {
    Company company;
    sign(company);
    const Id event = company.must(company.commercial, company.an_event(start, start + hour));
    company.must(company.gestion, EditRecord{Entity::event, event, {{Field::event_attendees, std::int64_t{75}}}});
    company.must(company.gestion, EditRecord{Entity::event, event, {{Field::event_attendees, std::int64_t{0}}}});
    CHECK(company.record(Entity::event, event).get(Field::event_attendees) == Value{std::int64_t{0}});
}

TEST_CASE("Support changes the events assigned to them and no others") {
    Company company;
    sign(company);
    const Id event = company.must(company.commercial, company.an_event(start, start + hour));
    const EditRecord edit{Entity::event, event, {{Field::event_notes, std::string("Arrivée 18 h")}}};
    REQUIRE_FALSE(company.plan(company.support, edit));
    company.must(company.gestion, AssignSupport{event, company.support.id});
    CHECK(company.plan(company.support, edit));
    const auto refused = company.plan(company.other_support, edit);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().who_could.in(Language::english) == "karim, or the Management department");
    CHECK_FALSE(company.plan(company.support, AssignSupport{event, company.other_support.id}));
}

TEST_CASE("The commercial who created an event edits it until it is assigned") {
    Company company;
    sign(company);
    const Id event = company.must(company.commercial, company.an_event(start, start + hour));
    const EditRecord edit{Entity::event, event, {{Field::event_title, std::string("Noces")}}};
    CHECK(company.plan(company.commercial, edit));
    CHECK_FALSE(company.plan(company.other_commercial, edit));
    company.must(company.gestion, AssignSupport{event, company.support.id});
    CHECK_FALSE(company.plan(company.commercial, edit));
}

TEST_CASE("Only active support people are assigned") {
    Company company;
    sign(company);
    const Id event = company.must(company.commercial, company.an_event(start, start + hour));
    const auto wrong_department = company.plan(company.gestion, AssignSupport{event, company.commercial.id});
    REQUIRE_FALSE(wrong_department);
    CHECK(wrong_department.error().rule == "event.support_active");
    company.must(company.gestion, DeactivateCollaborator{company.support.id, {}});
    CHECK_FALSE(company.plan(company.gestion, AssignSupport{event, company.support.id}));
}

TEST_CASE("A double booking across midnight is found by true overlap, and touching events are none") {
    Company company;
    sign(company);
    const Id first = company.must(company.commercial, company.an_event(start, start + 13 * hour));
    const Id inside = company.must(company.commercial, company.an_event(start + 2 * hour, start + 3 * hour));
    const Id touching = company.must(company.commercial, company.an_event(start + 13 * hour, start + 14 * hour));
    company.must(company.gestion, AssignSupport{first, company.support.id});
    const auto overlap = company.plan(company.gestion, AssignSupport{inside, company.support.id});
    REQUIRE(overlap);
    REQUIRE(overlap->warnings.size() == 1);
    CHECK(overlap->warnings[0].id == "double_booked");
    const auto none = company.plan(company.gestion, AssignSupport{touching, company.support.id});
    REQUIRE(none);
    CHECK(none->warnings.empty());
}

TEST_CASE("An event that ends before it starts is refused at its end") {
    Company company;
    sign(company);
    const auto refused = company.plan(company.commercial, company.an_event(start, start));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().field == "ends_at");
}

TEST_CASE("The last active gestion collaborator can neither leave nor change department") {
    Company company;
    company.must(company.gestion, DeactivateCollaborator{company.other_gestion.id, {}});
    const auto leaves =
        company.plan(company.gestion, EditRecord{Entity::collaborator,
                                                 company.gestion.id,
                                                 {{Field::collaborator_department, std::string("support")}}});
    REQUIRE_FALSE(leaves);
    CHECK(leaves.error().rule == "collaborator.last_gestion");
}

TEST_CASE("Deactivating someone with clients asks who takes over, and hands them over") {
    Company company;
    const auto asks = company.plan(company.gestion, DeactivateCollaborator{company.commercial.id, {}});
    REQUIRE_FALSE(asks);
    CHECK(asks.error().rule == "collaborator.take_over");
    company.must(company.gestion, DeactivateCollaborator{company.commercial.id, company.other_commercial.id});
    CHECK(company.record(Entity::client, company.client).reference(Field::client_commercial) ==
          company.other_commercial.id);
    CHECK_FALSE(company.record(Entity::collaborator, company.commercial.id).flag(Field::collaborator_active));
}

TEST_CASE("A take-over goes only to an active person of the right department") {
    Company company;
    CHECK_FALSE(company.plan(company.gestion, DeactivateCollaborator{company.commercial.id, company.support.id}));
}

TEST_CASE("A payment keeps the contract's currency, warns when it overpays and fixes the currency") {
    Company company;
    const auto pay = [&](std::int64_t minor, const char* currency) {
        return AddRecord{Entity::payment,
                         {},
                         {{Field::payment_contract, company.contract},
                          {Field::payment_amount, minor},
                          {Field::payment_currency, std::string(currency)}}};
    };
    CHECK_FALSE(company.plan(company.gestion, pay(100, "USD")));
    CHECK_FALSE(company.plan(company.gestion, pay(0, "EUR")));
    CHECK_FALSE(company.plan(company.gestion, pay(-5, "EUR")));
    company.must(company.commercial, pay(1'499'00, "EUR"));
    const auto over = company.plan(company.commercial, pay(2'00, "EUR"));
    REQUIRE(over);
    REQUIRE(over->warnings.size() == 1);
    CHECK(over->warnings[0].message.in(Language::english) ==
          "The contract is now overpaid by 1.00 EUR: the client has a credit.");
    const auto fixed =
        company.plan(company.gestion,
                     EditRecord{Entity::contract, company.contract, {{Field::contract_currency, std::string("USD")}}});
    REQUIRE_FALSE(fixed);
    CHECK(fixed.error().rule == "contract.currency_fixed");
    CHECK_FALSE(company.plan(company.support, pay(100, "EUR")));
}

TEST_CASE("A payment is reversed once, with a reason, and a reversal never") {
    Company company;
    const Id payment = company.must(company.gestion, AddRecord{Entity::payment,
                                                               {},
                                                               {{Field::payment_contract, company.contract},
                                                                {Field::payment_amount, std::int64_t{500'00}},
                                                                {Field::payment_currency, std::string("EUR")}}});
    const auto silent = company.plan(company.gestion, ReversePayment{payment, ""});
    REQUIRE_FALSE(silent);
    CHECK(silent.error().field == "note");
    // Nor by adding the reversal by hand.
    CHECK_FALSE(company.plan(company.gestion, AddRecord{Entity::payment,
                                                        {},
                                                        {{Field::payment_contract, company.contract},
                                                         {Field::payment_amount, std::int64_t{-500'00}},
                                                         {Field::payment_currency, std::string("EUR")},
                                                         {Field::payment_reverses, payment}}}));
    const Id reversal = company.must(company.gestion, ReversePayment{payment, "Chèque impayé"});
    CHECK(*company.world.paid_minor(company.contract) == 0);
    CHECK_FALSE(company.plan(company.gestion, ReversePayment{payment, "encore"}));
    const auto twice = company.plan(company.gestion, ReversePayment{reversal, "encore"});
    REQUIRE_FALSE(twice);
    CHECK(twice.error().rule == "payment.reversal_final");
}

TEST_CASE("Amount with currency, and start with end and zone, travel together") {
    Company company;
    const auto total = company.plan(
        company.commercial, EditRecord{Entity::contract, company.contract, {{Field::contract_total, std::int64_t{1}}}});
    REQUIRE(total);
    CHECK(total->operations[0].changed == std::vector{Field::contract_total, Field::contract_currency});
    sign(company);
    const Id event = company.must(company.commercial, company.an_event(start, start + hour));
    const auto moved =
        company.plan(company.gestion, EditRecord{Entity::event, event, {{Field::event_ends_at, start + day}}});
    REQUIRE(moved);
    CHECK(moved->operations[0].changed ==
          std::vector{Field::event_starts_at, Field::event_ends_at, Field::event_time_zone});
}

TEST_CASE("Nobody ends an access by an edit, which would go round the take-over") {
    Company company;
    const auto edit = [&](std::int64_t active) {
        return company.plan(
            company.gestion,
            EditRecord{Entity::collaborator, company.commercial.id, {{Field::collaborator_active, active}}});
    };
    const auto refused = edit(0);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().field == "active");
    company.must(company.gestion, DeactivateCollaborator{company.commercial.id, company.other_commercial.id});
    CHECK(edit(1));
}

TEST_CASE("A cancelled event stands again only on a signed contract and with active support") {
    Company company;
    sign(company);
    const Id event = company.must(company.commercial, company.an_event(start, start + hour));
    company.must(company.gestion, AssignSupport{event, company.support.id});
    company.must(company.gestion, CancelEvent{event});
    const EditRecord again{Entity::event, event, {{Field::event_cancelled, std::int64_t{0}}}};
    CHECK(company.plan(company.gestion, again));
    company.must(company.gestion, DeactivateCollaborator{company.support.id, {}});
    const auto without_support = company.plan(company.gestion, again);
    REQUIRE_FALSE(without_support);
    CHECK(without_support.error().rule == "event.support_active");
    company.must(company.gestion, AssignSupport{event, company.other_support.id});
    company.must(company.gestion,
                 EditRecord{Entity::contract, company.contract, {{Field::contract_signed_on, Value{}}}});
    const auto unsigned_contract = company.plan(company.gestion, again);
    REQUIRE_FALSE(unsigned_contract);
    CHECK(unsigned_contract.error().rule == "event.signed_contract");
}

TEST_CASE("An event that stands again warns of a double booking") {
    Company company;
    sign(company);
    const Id first = company.must(company.commercial, company.an_event(start, start + 2 * hour));
    const Id second = company.must(company.commercial, company.an_event(start + hour, start + 3 * hour));
    company.must(company.gestion, AssignSupport{first, company.support.id});
    company.must(company.gestion, CancelEvent{first});
    company.must(company.gestion, AssignSupport{second, company.support.id});
    const auto again =
        company.plan(company.gestion, EditRecord{Entity::event, first, {{Field::event_cancelled, std::int64_t{0}}}});
    REQUIRE(again);
    REQUIRE(again->warnings.size() == 1);
    CHECK(again->warnings[0].id == "double_booked");
}

TEST_CASE("A total set below what was paid is said to leave a credit") {
    Company company;
    company.must(company.commercial, AddRecord{Entity::payment,
                                               {},
                                               {{Field::payment_contract, company.contract},
                                                {Field::payment_amount, std::int64_t{1'000'00}},
                                                {Field::payment_currency, std::string("EUR")}}});
    const auto lowered =
        company.plan(company.gestion,
                     EditRecord{Entity::contract, company.contract, {{Field::contract_total, std::int64_t{900'00}}}});
    REQUIRE(lowered);
    REQUIRE(lowered->warnings.size() == 1);
    CHECK(lowered->warnings[0].id == "overpaid");
}

TEST_CASE("A contract is withdrawn when nothing stands on it, and returns only to a client that stands") {
    Company company;
    const Id payment = company.must(company.gestion, AddRecord{Entity::payment,
                                                               {},
                                                               {{Field::payment_contract, company.contract},
                                                                {Field::payment_amount, std::int64_t{500'00}},
                                                                {Field::payment_currency, std::string("EUR")}}});
    const auto withdrawn = [&](std::int64_t flag) {
        return EditRecord{Entity::contract, company.contract, {{Field::contract_withdrawn, flag}}};
    };
    const auto held = company.plan(company.gestion, withdrawn(1));
    REQUIRE_FALSE(held);
    CHECK(held.error().rule == "contract.has_dependents");
    company.must(company.gestion, ReversePayment{payment, "Erreur"});
    company.must(company.gestion, withdrawn(1));
    CHECK(company.plan(company.gestion, withdrawn(0)));
    company.world.records[company.client].set(Field::client_withdrawn, std::int64_t{1});
    CHECK_FALSE(company.plan(company.gestion, withdrawn(0)));
}

TEST_CASE("An answer to a question is written although the value stands, by who may write the field") {
    Company company;
    const SettleQuestion same{
        Entity::client, company.client, {{Field::client_full_name, std::string("Kevin Casey")}}, {company.client}};
    const auto plan = company.plan(company.commercial, same);
    REQUIRE(plan);
    REQUIRE(plan->operations.size() == 1);
    CHECK(plan->operations[0].changed == std::vector{Field::client_full_name});
    CHECK(plan->operations[0].settles == std::vector{company.client});
    CHECK_FALSE(company.plan(company.other_commercial, same));
    CHECK_FALSE(company.plan(company.commercial,
                             SettleQuestion{Entity::client, company.client, {{Field::event_title, Value{}}}, {}}));
}

TEST_CASE("An edit that changes nothing plans nothing") {
    Company company;
    const auto plan = company.plan(
        company.commercial,
        EditRecord{Entity::client, company.client, {{Field::client_full_name, std::string("Kevin Casey")}}});
    REQUIRE(plan);
    CHECK(plan->operations.empty());
    CHECK(plan->record == company.client);
}

TEST_CASE("An e-mail signs in one collaborator only") {
    Company company;
    const auto taken =
        company.plan(company.gestion, AddRecord{Entity::collaborator,
                                                {},
                                                {{Field::collaborator_full_name, std::string("Double")},
                                                 {Field::collaborator_email, std::string("karim@epic.test")},
                                                 {Field::collaborator_department, std::string("support")}}});
    REQUIRE_FALSE(taken);
    CHECK(taken.error().rule == "collaborator.email_unique");
}

TEST_CASE("Nobody but gestion resets a password, and everyone finishes their own change") {
    Company company;
    CHECK_FALSE(company.plan(company.commercial, ResetPassword{company.commercial.id}));
    company.must(company.gestion, ResetPassword{company.commercial.id});
    CHECK(company.record(Entity::collaborator, company.commercial.id).flag(Field::collaborator_must_change_password));
    company.must(company.commercial, PasswordChanged{});
    CHECK_FALSE(
        company.record(Entity::collaborator, company.commercial.id).flag(Field::collaborator_must_change_password));
}

TEST_CASE("A record that does not exist is not found, whatever is asked of it") {
    Company company;
    const Id nobody = company.ids.next();
    for (const Command& command : std::vector<Command>{EditRecord{Entity::client, nobody, {}}, SignContract{nobody, {}},
                                                       ReversePayment{nobody, "x"}, AssignSupport{nobody, {}},
                                                       CancelEvent{nobody}, DeactivateCollaborator{nobody, {}}}) {
        const auto plan = company.plan(company.gestion, command);
        REQUIRE_FALSE(plan);
        CHECK(plan.error().code == ErrorCode::not_found);
    }
}
