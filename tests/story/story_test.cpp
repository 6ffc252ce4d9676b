// The main job from end to end, as the people of the company do it: each at a laptop of their own, through the real
// screens, over encrypted files, with a real MariaDB between them.
//
// Nothing here reaches into the program to make something happen: what a person could not click or type fails.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "storage/sync/connection.hpp"
#include "storage/sync/credential.hpp"
#include "tests/app/harness/joined_office.hpp"

namespace epic::test {
namespace {

std::string refusal_of(AppUnderTest& laptop, std::string_view item) {
    REQUIRE(laptop.ui().is_disabled(item));
    return laptop.ui().tooltip_of(item);
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// What a program that ignores the screens would send: the change of a colleague's client, straight to the procedures.
nlohmann::json force_through(JoinedOffice& office, const std::string& email, const Id& client) {
    const auto credential = sync::credential_for(email, office_password);
    REQUIRE(credential);
    auto connection = sync::Connection::open({.host = office.server.host(),
                                              .port = office.server.port(),
                                              .account = credential->account,
                                              .password = credential->password,
                                              .database = "epic_events",
                                              .ca_pem = office.server.ca_pem()});
    REQUIRE(connection);
    const std::string device(32, 'd');
    nlohmann::json request = {{"protocol", "1"},  {"server_id", office.server_id},
                              {"device", device}, {"cursor", "0"},
                              {"schema", "1"},    {"program", "test"}};
    auto hello = connection->call_for_text("sync_hello", {request.dump()});
    REQUIRE(hello);
    request["fence"] = nlohmann::json::parse(*hello)["fence"];
    request["batch"] = std::string(32, 'b');
    request["operations"] = nlohmann::json::array({{{"id", std::string(32, 'a')},
                                                    {"c", "client.edit"},
                                                    {"e", "client"},
                                                    {"r", client.hex()},
                                                    {"k", "change"},
                                                    {"f", nlohmann::json::array({{"full_name", "Volé", "0"}})},
                                                    {"s", "1"}}});
    auto answer = connection->call_for_text("sync_push", {request.dump()});
    REQUIRE(answer);
    // No table is open to the account, whatever it asks.
    CHECK_FALSE(connection->execute("select * from client"));
    CHECK_FALSE(connection->execute("update client set full_name = 'Volé'"));
    return nlohmann::json::parse(*answer)["operations"][0];
}

} // namespace

TEST_CASE("The story: from the first collaborator to a support person back from a venue without a network") {
    JoinedOffice office;

    AppUnderTest alice({.state_folder = office.folder / "alice-state"});
    alice.open(office.folder / "alice.epic");
    alice.sign_in("alice@agence.test", office_password);
    REQUIRE(alice.state().gate == app::Gate::open);

    // Gestion creates the collaborators.
    add_collaborator(alice, "Bruno Lemoine", "bruno@agence.test", "Sales");
    add_collaborator(alice, "Claire Vidal", "claire@agence.test", "Sales");
    add_collaborator(alice, "Karim Haddad", "karim@agence.test", "Support");
    exchange(office, alice);

    // A commercial creates a client, and it is theirs.
    const auto bruno = office.join("bruno");
    bruno->click("nav.clients");
    bruno->click("list.client.new");
    bruno->fill("client.full_name", "Kevin Casey");
    bruno->fill("client.company", "Cool Startup");
    bruno->fill("client.email", "kevin@startup.test");
    bruno->fill("client.phone", "+33 6 39 98 12 34");
    bruno->click("form.save");
    REQUIRE(bruno->state().page);
    const Id client = bruno->state().page->loaded->view.record.id;
    CHECK(bruno->state().page->loaded->view.record.reference(Field::client_commercial) == bruno->state().person.id);
    CHECK(holds(refusal_of(*bruno, "record.new_contract"), "does not create a contract"));
    exchange(office, *bruno);

    // Gestion creates a contract for it.
    exchange(office, alice);
    alice.click("nav.clients");
    alice.open_row("Kevin Casey");
    alice.click("record.new_contract");
    alice.fill("contract.total", "1 500,50");
    alice.click("form.save");
    REQUIRE(alice.state().page);
    REQUIRE(alice.state().page->loaded->view.record.entity == Entity::contract);
    CHECK(alice.state().page->loaded->view.remaining == Money{150050, euro});
    exchange(office, alice);

    // The commercial signs it; only then can they create the event.
    exchange(office, *bruno);
    bruno->click("nav.contracts");
    bruno->click("list.contract.filter.not-signed");
    bruno->open_row("Kevin Casey");
    CHECK_FALSE(bruno->state().page->loaded->view.number_provisional);
    CHECK(holds(refusal_of(*bruno, "record.new_event"), "The contract is not signed yet."));
    bruno->click("record.sign");
    bruno->click("form.save");
    CHECK(bruno->state().page->loaded->view.contract_signed);
    bruno->click("record.new_event");
    bruno->fill("event.title", "Assemblée générale de l’été");
    bruno->fill_moment("event.starts_at", "04/06/2027", "13:00");
    bruno->fill_moment("event.ends_at", "05/06/2027", "02:00");
    bruno->fill("event.venue_name", "Salle des fêtes de Mufflins");
    bruno->fill("event.attendees", "75");
    bruno->click("form.save");
    INFO(bruno->ui().text_on_screen());
    REQUIRE(bruno->state().page);
    REQUIRE(bruno->state().page->loaded->view.record.entity == Entity::event);
    exchange(office, *bruno);

    // Gestion filters the events without support, and assigns one.
    exchange(office, alice);
    alice.click("nav.events");
    alice.click("list.event.filter.without-support");
    CHECK(alice.sees("1 event"));
    alice.open_row("Assemblée générale");
    alice.click("record.assign");
    alice.choose("assign.support", "Karim");
    alice.click("form.save");
    REQUIRE(alice.state().page->loaded->view.names.at(Field::event_support) == "Karim Haddad");
    exchange(office, alice);
    alice.click("nav.events");
    CHECK_FALSE(alice.sees("Assemblée générale"));
    alice.click("list.event.filter.without-support");
    CHECK(alice.sees("Assemblée générale"));

    // On a laptop of their own the support person works where there is no network.
    const auto karim = office.join("karim", Language::french);
    karim->click("nav.events");
    karim->open_row("Assemblée générale");
    office.server.stop();
    karim->click("record.edit");
    CHECK(holds(refusal_of(*karim, "event.contract"), "ne modifie pas"));
    karim->fill("event.attendees", "0");
    karim->ui().fill("event.notes", "Traiteur à 18 h.\nClés chez le gardien.");
    karim->click("form.save");
    INFO(karim->ui().text_on_screen());
    REQUIRE(karim->state().page->loaded->view.pending);
    REQUIRE(
        karim->ui().wait_until([&] { return karim->state().sync.phase == app::SyncPhase::offline; }, patience_seconds));
    CHECK(karim->state().sync.pending > 0);
    // Meanwhile gestion, as cut off, changes another field of the same event.
    alice.open_row("Assemblée générale");
    alice.click("record.edit");
    alice.fill("event.venue_address", "12 rue des Lilas, 31000 Toulouse");
    alice.click("form.save");
    REQUIRE(alice.state().page->loaded->view.pending);

    // Back online both exchange, and both show the same.
    office.server.start();
    exchange(office, *karim);
    exchange(office, alice);
    exchange(office, *karim);
    const Record at_karim = karim->state().page->loaded->view.record;
    const Record at_alice = alice.state().page->loaded->view.record;
    for (const FieldSpec& field : fields_of(Entity::event)) {
        INFO(field.name);
        CHECK(at_karim.get(field.field) == at_alice.get(field.field));
    }
    CHECK(at_alice.get(Field::event_attendees) == Value{std::int64_t{0}});
    CHECK(at_alice.text(Field::event_notes) == "Traiteur à 18 h.\nClés chez le gardien.");
    CHECK(at_karim.text(Field::event_venue_address) == "12 rue des Lilas, 31000 Toulouse");
    CHECK(karim->sees("Clés chez le gardien."));
    CHECK(alice.sees("Clés chez le gardien."));
    CHECK(karim->state().inbox.empty());
    CHECK(office.number("select attendees from event") == "0");
    CHECK(office.number("select venue_address from event") == "12 rue des Lilas, 31000 Toulouse");

    // Another commercial is refused a change to that client, by the screen and by the server.
    const auto claire = office.join("claire");
    claire->click("nav.clients");
    claire->open_row("Kevin Casey");
    const std::string reason = refusal_of(*claire, "record.edit");
    CHECK(holds(reason, "Bruno Lemoine"));
    const nlohmann::json refused = force_through(office, "claire@agence.test", client);
    CHECK(refused["state"] == "refused");
    CHECK(refused["rule"] == "client.change.own");
    CHECK(office.number("select full_name from client") == "Kevin Casey");
}

} // namespace epic::test
