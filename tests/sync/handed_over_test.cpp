// What someone gives to management reaches its laptops, and one of them takes it on.
#include <catch2/catch_test_macros.hpp>
#include <tuple>

#include "storage/sync/wire.hpp"
#include "tests/sync/company.hpp"

using namespace epic;
using namespace epic::test;

namespace {

std::vector<store::ReturnedItem> tray(Desk& seat) {
    return must(seat.store->exchange().returned(seat.store->session().actor.id));
}

// Anne's client goes to Bruno while she changes it: her edit comes back.
class Refused : public Company {
public:
    Refused() {
        found();
        anne_seat = join("anne@example.org");
        client = anne_seat.run(client_named("Client")).record;
        anne_seat.exchange();
        gestion.exchange();
        gestion.run(EditRecord{Entity::client, client, {{Field::client_commercial, bruno}}});
        gestion.exchange();
        anne_seat.run(EditRecord{Entity::client, client, {{Field::client_phone, std::string("05 61 00 00 00")}}});
        anne_seat.exchange();
        returned = tray(anne_seat).at(0).id;
    }

    Desk anne_seat;
    Id client, returned;
};

} // namespace

TEST_CASE("an edit that came back and is handed over reaches management on other laptops, once") {
    Refused bureau;
    CHECK(tray(bureau.gestion).empty());
    std::ignore = must(bureau.anne_seat.store->hand_over(bureau.returned));
    CHECK(tray(bureau.anne_seat).empty());
    bureau.anne_seat.exchange();
    CHECK(bureau.cell("select count(*) from hand_over") == "1");
    bureau.anne_seat.exchange(); // not a second time
    CHECK(bureau.cell("select count(*) from hand_over") == "1");
    bureau.gestion.exchange();
    bureau.gestion.exchange();
    const auto items = tray(bureau.gestion);
    REQUIRE(items.size() == 1);
    CHECK(items[0].handed_over);
    CHECK(items[0].operation.author == bureau.anne);
    CHECK(items[0].operation.record == bureau.client);
    CHECK(items[0].operation.changes.at(0).after == Value{std::string("05 61 00 00 00")});
    CHECK_FALSE(items[0].text.empty());
    CHECK(must(bureau.gestion.store->verify()).sound());
    // Put aside by management: it is not told again, on no laptop.
    std::ignore = must(bureau.gestion.store->exchange().dismiss_returned(items[0].id));
    bureau.gestion.exchange();
    CHECK(tray(bureau.gestion).empty());
    CHECK(bureau.cell("select count(*) from hand_over_taken") == "1");
}

TEST_CASE("what is handed over is taken on under the rights and the name of the one who does") {
    Refused bureau;
    // What management may write itself: who looks after the client.
    bureau.gestion.run(EditRecord{Entity::client, bureau.client, {{Field::client_commercial, bureau.anne}}});
    bureau.gestion.exchange();
    bureau.anne_seat.exchange();
    const Id contract = bureau.gestion
                            .run(AddRecord{Entity::contract,
                                           {},
                                           {{Field::contract_client, bureau.client},
                                            {Field::contract_total, std::int64_t{100}},
                                            {Field::contract_currency, std::string("EUR")}}})
                            .record;
    bureau.gestion.exchange();
    bureau.anne_seat.exchange();
    // Anne corrects the contract of a client that goes to Bruno meanwhile.
    bureau.gestion.run(EditRecord{Entity::client, bureau.client, {{Field::client_commercial, bureau.bruno}}});
    bureau.gestion.exchange();
    bureau.anne_seat.run(EditRecord{Entity::contract, contract, {{Field::contract_total, std::int64_t{250}}}});
    bureau.anne_seat.exchange();
    Id handed;
    for (const store::ReturnedItem& item : tray(bureau.anne_seat)) {
        if (item.operation.record == contract) handed = item.id;
    }
    REQUIRE_FALSE(handed.is_nil());
    std::ignore = must(bureau.anne_seat.store->hand_over(handed));
    bureau.anne_seat.exchange();
    bureau.gestion.exchange();
    REQUIRE(tray(bureau.gestion).size() == 1);
    const auto written = must(bureau.gestion.store->resend(tray(bureau.gestion)[0].id));
    CHECK(must(bureau.gestion.store->exchange().operation(written.operations.at(0))).author ==
          bureau.gestion.store->session().actor.id);
    CHECK(bureau.gestion.exchange().pending == 0);
    bureau.anne_seat.exchange();
    CHECK(bureau.anne_seat.record(Entity::contract, contract).integer(Field::contract_total) == 250);
    CHECK(tray(bureau.gestion).empty());
}

TEST_CASE("only management is told what was handed over") {
    Refused bureau;
    std::ignore = must(bureau.anne_seat.store->hand_over(bureau.returned));
    bureau.anne_seat.exchange();
    Desk chloe = bureau.join("chloe@example.org");
    chloe.exchange();
    CHECK(tray(chloe).empty());
    sync::Connection connection = bureau.connect(chloe.credential);
    const auto state = must(chloe.store->exchange().state());
    const auto refused = connection.call_for_text("sync_handed_over",
                                                  {sync::handed_over_document({state.server_id, state.device}, 0, {})});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().number == 31'003);
}
