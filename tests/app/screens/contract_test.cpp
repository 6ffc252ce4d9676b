#include <catch2/catch_test_macros.hpp>

#include "tests/app/harness/app_under_test.hpp"
#include "tests/app/harness/sample_office.hpp"
#include "tests/support/places.hpp"

namespace epic::test {
namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("an event can be created only once the contract is signed") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.commercial, office.password);
    laptop.app().send(app::intent::OpenRecord{Entity::contract, office.open_contract});
    laptop.settle();
    REQUIRE(laptop.ui().is_disabled("record.new_event"));
    CHECK(holds(laptop.ui().tooltip_of("record.new_event"), "The contract is not signed yet."));

    laptop.click("record.sign");
    laptop.click("form.save");
    CHECK(laptop.sees("Contract signed."));
    laptop.click("record.new_event");
    laptop.fill("event.title", "Assemblée générale");
    laptop.fill_moment("event.starts_at", "04/06/2027", "13:00");
    laptop.fill_moment("event.ends_at", "04/06/2027", "12:00");
    CHECK(laptop.ui().is_disabled("form.save"));
    CHECK(holds(laptop.ui().tooltip_of("form.save"), "The end is not after the start."));
    laptop.fill_moment("event.ends_at", "05/06/2027", "02:00");
    laptop.click("form.save");
    REQUIRE(laptop.state().page);
    CHECK(laptop.state().page->title == "Assemblée générale");
    CHECK(laptop.sees("4 Jun 2027, 13:00"));
}

TEST_CASE("a payment beyond the total is asked about before it is recorded") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.app().send(app::intent::OpenRecord{Entity::contract, office.signed_contract});
    laptop.settle();
    CHECK(laptop.state().page->remaining == "€7,500.00");
    laptop.click("record.add_payment");
    laptop.fill("payment.amount", "8000");
    laptop.click("form.save");
    CHECK(laptop.sees("A second look"));
    CHECK(laptop.sees("overpaid by"));
    laptop.click("warnings.back");
    CHECK(laptop.state().page->payments.size() == 1);
    laptop.fill("payment.amount", "7 500,00");
    laptop.click("form.save");
    CHECK(laptop.sees("Payment recorded."));
    CHECK(laptop.state().page->payments.size() == 2);
    CHECK(laptop.state().page->remaining == "€0.00");
}

TEST_CASE("a payment is reversed with a reason, and both stay to be seen") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.app().send(app::intent::OpenRecord{Entity::contract, office.signed_contract});
    laptop.settle();
    laptop.click("payment.reverse.0");
    CHECK(laptop.ui().is_disabled("form.save"));
    laptop.fill("reverse.note", "Chèque sans provision");
    laptop.click("form.save");
    CHECK(laptop.state().page->payments.size() == 2);
    CHECK(laptop.sees("Chèque sans provision"));
    CHECK(laptop.state().page->remaining == "€12,500.00");
}

TEST_CASE("gestion assigns support, and support changes the notes but not the assignment") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state", .language = Language::french});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.click("nav.events");
    laptop.click("list.event.filter.without-support");
    laptop.open_row("Mariage de Camille et Loïc");
    laptop.click("record.assign");
    laptop.choose("assign.support", "David Morel");
    laptop.click("form.save");
    CHECK(laptop.sees("Support affecté."));

    laptop.app().send(app::intent::Lock{});
    laptop.settle();
    laptop.sign_in(office.support, office.password);
    CHECK(laptop.state().section == app::Section::today);
    laptop.click("nav.events");
    laptop.open_row("Mariage de Camille et Loïc");
    CHECK(laptop.ui().is_disabled("record.assign"));
    laptop.click("record.edit");
    CHECK(laptop.ui().is_disabled("event.contract"));
    laptop.fill("event.attendees", "140");
    laptop.click("form.save");
    CHECK(laptop.sees("140"));
    laptop.click("record.tab.history");
    CHECK(laptop.sees("David Morel"));
    CHECK(laptop.sees("120"));
}

TEST_CASE("a new collaborator gets a one-time password and must choose another at the first sign-in") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.click("nav.collaborators");
    laptop.click("list.collaborator.new");
    laptop.fill("collaborator.full_name", "Karim Haddad");
    laptop.fill("collaborator.email", "karim@agence.fr");
    laptop.choose("collaborator.department", "Support");
    const std::string once(laptop.state().form->text_of("initial_password"));
    CHECK(once.size() >= app::password_length_min);
    laptop.click("form.save");
    CHECK(laptop.sees("Account created."));

    laptop.app().send(app::intent::Lock{});
    laptop.settle();
    laptop.sign_in("karim@agence.fr", once);
    REQUIRE(laptop.state().gate == app::Gate::change_password);
    laptop.fill("password.current_password", once);
    laptop.fill("password.new_password", "une autre phrase");
    laptop.fill("password.repeat_password", "une autre phrase");
    laptop.click("password.submit");
    CHECK(laptop.state().gate == app::Gate::open);
    CHECK(laptop.sees("Karim Haddad"));
}

TEST_CASE("the events open on what is to come, and an empty file invites to begin") {
    const TemporaryFolder folder;
    const SampleOffice office = make_sample_office(folder / "office.epic");
    AppUnderTest laptop({.state_folder = folder / "state"});
    laptop.open(folder / "office.epic");
    laptop.sign_in(office.gestion, office.password);
    laptop.click("nav.events");
    CHECK(laptop.state().list(Entity::event).query.filters == std::vector{Filter::event_upcoming});
    CHECK(laptop.sees("Mariage de Camille et Loïc"));

    AppUnderTest fresh({.state_folder = folder / "fresh"});
    fresh.create_file(folder / "new.epic", "Alice Renard", "alice@agence.test", "une phrase facile");
    fresh.click("nav.events");
    CHECK(fresh.sees("No event yet"));
}

} // namespace epic::test
