// Figures that are kept instead of counted: right after whatever writes a row.
#include <catch2/catch_test_macros.hpp>
#include <map>

#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

DashboardQuery today(Office& office) {
    return {.today = office->moment().today};
}

} // namespace

TEST_CASE("The dashboard tells what was signed and remains by month, the weeks to come and who carries them") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    const Id contract = office.add_contract(client, 1000'00);
    office.add_contract(client, 300'00, false);
    office.add_payment(contract, 400'00);
    // The clock stands on Monday 23 November 2026.
    const Id event = office.add_event(contract, "Mariage", "2026-11-28T13:00", "2026-11-29T02:00");
    office.add_event(contract, "AG", "2026-12-01T09:00", "2026-12-01T18:00");
    office.add_event(contract, "Passé", "2026-11-20T09:00", "2026-11-20T18:00");
    office.as(office.gestion);
    must(office->execute(AssignSupport{event, office.support}));

    const Dashboard figures = must(office->dashboard(today(office)));
    REQUIRE(figures.signed_by_month.size() == 1);
    CHECK(figures.signed_by_month[0].month == Date{2026, 11, 1});
    CHECK(figures.signed_by_month[0].contracts.contracts == 1);
    CHECK(figures.signed_by_month[0].contracts.total.minor == 1000'00);
    CHECK(figures.signed_by_month[0].contracts.remaining.minor == 600'00);
    REQUIRE(figures.to_sign.size() == 1);
    CHECK(figures.to_sign[0].total.minor == 300'00);
    REQUIRE(figures.to_be_paid.size() == 1);
    CHECK(figures.to_be_paid[0].unpaid == 1);
    REQUIRE(figures.events_by_week.size() == 12);
    CHECK(figures.events_by_week[0].monday == Date{2026, 11, 23});
    CHECK(figures.events_by_week[0].events == 1);
    CHECK(figures.events_by_week[0].without_support == 0);
    CHECK(figures.events_by_week[1].events == 1);
    CHECK(figures.events_by_week[1].without_support == 1);
    CHECK(figures.events_without_support == 1);
    REQUIRE(figures.load.size() == 2);
    CHECK(figures.load[0].name == "David Émond");
    CHECK(figures.load[0].events[0] == 1);
    CHECK(figures.load[0].minutes[0] == 13 * 60);
    CHECK(figures.load[1].events[0] == 0);
}

TEST_CASE("Mine are the figures of one's own clients, and they follow a client to another commercial") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    office.add_contract(client, 1000'00);
    const auto mine = [&](const Id& person) {
        office.as(person);
        DashboardQuery query = today(office);
        query.mine = true;
        query.not_contacted_days = 0;
        return must(office->dashboard(query));
    };
    CHECK(mine(office.commercial).to_be_paid.size() == 1);
    CHECK(mine(office.commercial).not_contacted == 1);
    CHECK(mine(office.other_commercial).to_be_paid.empty());
    office.as(office.gestion);
    must(office->execute(EditRecord{Entity::client, client, {{Field::client_commercial, office.other_commercial}}}));
    CHECK(mine(office.commercial).to_be_paid.empty());
    CHECK(mine(office.commercial).not_contacted == 0);
    CHECK(mine(office.other_commercial).to_be_paid.size() == 1);
    CHECK(mine(office.other_commercial).not_contacted == 1);
}

TEST_CASE("Whatever writes rows, the figures kept are those a recount finds") {
    for_each_seed(6, [](Random& random) {
        Laptop laptop;
        std::vector<Id> clients{laptop.client};
        std::vector<Id> contracts{laptop.contract};
        std::vector<Id> events;
        const auto command = [&] {
            laptop.as(random.chance(50) ? laptop.commercial : laptop.gestion);
            const std::int64_t kind = random.between(0, 8);
            const Id& contract = random.pick(contracts);
            const std::string day = "2026-12-" + std::to_string(random.between(10, 28));
            Result<store::Written> written = [&] {
                switch (kind) {
                    case 0:
                        return laptop->execute(AddRecord{Entity::client, {}, {{Field::client_full_name, text("C")}}});
                    case 1:
                        return laptop->execute(AddRecord{Entity::contract,
                                                         {},
                                                         {{Field::contract_client, random.pick(clients)},
                                                          {Field::contract_total, random.between(1, 900) * 100}}});
                    case 2: return laptop->execute(SignContract{contract, {}});
                    case 3:
                        return laptop->execute(AddRecord{Entity::payment,
                                                         {},
                                                         {{Field::payment_contract, contract},
                                                          {Field::payment_amount, random.between(1, 500) * 100},
                                                          {Field::payment_currency, text("EUR")},
                                                          {Field::payment_received_on, Date{2026, 11, 1}},
                                                          {Field::payment_method, text("virement")}}});
                    case 4: {
                        const std::int64_t starts = parse_instant(day + "T20:00:00Z")->unix_ms;
                        return laptop->execute(AddRecord{
                            Entity::event,
                            {},
                            {{Field::event_title, text("E")},
                             {Field::event_contract, contract},
                             {Field::event_starts_at, starts},
                             {Field::event_ends_at, starts + random.between(1, 20) * 3'600'000},
                             {Field::event_time_zone, text(random.chance(50) ? "Asia/Tokyo" : "Europe/Paris")}}});
                    }
                    case 5:
                        return laptop->execute(
                            AssignSupport{events.empty() ? contract : random.pick(events), laptop.support});
                    case 6:
                        return laptop->execute(
                            EditRecord{Entity::client,
                                       random.pick(clients),
                                       {{Field::client_commercial,
                                         random.chance(50) ? laptop.commercial : laptop.other_commercial}}});
                    case 7:
                        return laptop->execute(EditRecord{
                            Entity::contract, contract, {{Field::contract_total, random.between(1, 900) * 100}}});
                    default: return laptop->execute(CancelEvent{events.empty() ? contract : random.pick(events)});
                }
            }();
            if (!written || written->operations.empty()) return;
            if (kind == 0) clients.push_back(written->record);
            if (kind == 1) contracts.push_back(written->record);
            if (kind == 4) events.push_back(written->record);
        };
        for (int round = 0; round < 6; ++round) {
            for (std::int64_t left = random.between(3, 12); left > 0; --left) command();
            if (random.chance(40)) (void)laptop->undo();
            if (random.chance(60)) {
                store::Acknowledgement answer = laptop.freeze();
                for (const Operation& operation : laptop.sent) {
                    store::Outcome outcome{operation.id, store::Verdict::refused};
                    outcome.code = "not_allowed";
                    if (random.chance(75)) outcome = {operation.id, store::Verdict::applied, ++laptop.head};
                    answer.outcomes.push_back(outcome);
                }
                must(laptop.exchange().apply(answer));
            }
            if (random.chance(60)) {
                laptop.pull(
                    {laptop.entry(Field::client_last_contact, Date{2026, 11, static_cast<int>(random.between(1, 28))}),
                     laptop.entry(Field::client_commercial,
                                  random.chance(50) ? laptop.commercial : laptop.other_commercial),
                     laptop.entry(Field::client_withdrawn, std::int64_t{random.chance(30) ? 1 : 0})});
            }
            for (const store::Flaw& flaw : must(laptop->verify()).invariants) {
                INFO(flaw.message.in(Language::english));
                CHECK(flaw.code != "tally");
            }
        }
        CHECK(must(laptop->dashboard(today(laptop))).events_by_week.size() == 12);
    });
}
