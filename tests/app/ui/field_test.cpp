#include "app/ui/field.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "app/ui/button.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/date_field.hpp"
#include "app/ui/layout.hpp"
#include "tests/app/support/driver.hpp"
#include "tests/app/ui/gallery.hpp"

namespace epic::test {
namespace {

using namespace epic::ui;

constexpr Date today{2026, 11, 23};

// The accents that the tests need; the program gives the kit a real folding.
std::string fold_some(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, char>, 6> accents{
        {{"é", 'e'}, {"É", 'e'}, {"è", 'e'}, {"ö", 'o'}, {"Ö", 'o'}, {"ï", 'i'}}};
    std::string folded;
    for (std::size_t at = 0; at < text.size();) {
        bool replaced = false;
        for (const auto& [from, to] : accents) {
            if (text.substr(at).starts_with(from)) {
                folded += to;
                at += from.size();
                replaced = true;
                break;
            }
        }
        if (!replaced) {
            const char c = text[at++];
            folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
    }
    return folded;
}

// One page with what `content` draws on it.
std::function<void()> page(std::function<void()> content) {
    return [content = std::move(content)] {
        const Root root;
        const Pane pane("page", {.kind = PaneKind::page, .scroll = true});
        content();
    };
}

TEST_CASE("A button is pressed by the mouse, and by Enter and Space once Tab has reached it") {
    int pressed = 0;
    Driver driver(800, 600, 1, page([&] {
                      if (button("save", "Enregistrer", {.kind = ButtonKind::primary, .icon = Icon::check})) ++pressed;
                  }));
    driver.click("save");
    CHECK(pressed == 1);
    CHECK(driver.sees("Enregistrer"));
    driver.key(ImGuiKey_Tab);
    driver.key(ImGuiKey_Enter);
    CHECK(pressed == 2);
    driver.key(ImGuiKey_Space);
    CHECK(pressed == 3);
}

TEST_CASE("A button that may not be used is not pressed, and says why") {
    int pressed = 0;
    Driver driver(800, 600, 1, page([&] {
                      if (button("event.new", "Créer", {.disabled_reason = "Le contrat n’est pas signé."})) ++pressed;
                  }));
    CHECK(driver.is_disabled("event.new"));
    CHECK_THROWS(driver.click("event.new"));
    const Item& item = driver.get("event.new");
    driver.click_at((item.bounds.x + item.bounds.z) / 2, (item.bounds.y + item.bounds.w) / 2);
    CHECK(pressed == 0);
    CHECK(driver.tooltip_of("event.new") == "Le contrat n’est pas signé.");
}

TEST_CASE("Accents arrive in a field as they were typed, and leaving it is told once") {
    std::string value;
    int left = 0;
    int changed = 0;
    std::string other;
    Driver driver(800, 600, 1, page([&] {
                      const FieldResult result = text_field("name", value, {.label = "Nom complet"});
                      left += result.left ? 1 : 0;
                      changed += result.changed ? 1 : 0;
                      text_field("other", other, {.label = "Autre"});
                  }));
    driver.click("name");
    driver.type("Éléonore d’Août-Çelik Œil");
    CHECK(value == "Éléonore d’Août-Çelik Œil");
    CHECK(driver.sees("Éléonore d’Août-Çelik Œil"));
    CHECK(changed > 0);
    CHECK(left == 0);
    driver.key(ImGuiKey_Tab);
    CHECK(left == 1);
    driver.type("b");
    CHECK(other == "b");
    // By its label as well as by its name.
    driver.fill("Nom complet", "");
    CHECK(value.empty());
}

TEST_CASE("A click on the icon of a field is a click on the field") {
    std::string value;
    Driver driver(800, 600, 1, page([&] { text_field("mail", value, {.label = "E-mail", .icon = Icon::mail}); }));
    const Item& item = driver.get("mail");
    driver.click_at(item.bounds.x - 12, (item.bounds.y + item.bounds.w) / 2);
    driver.type("a@b.fr");
    CHECK(value == "a@b.fr");
}

TEST_CASE("An error replaces the help, and the reserved line keeps the form still") {
    std::string value;
    std::string error;
    Driver driver(800, 600, 1, page([&] {
                      text_field("name", value, {.label = "Nom", .error = error, .reserve_message = true});
                      button("below", "Suite");
                  }));
    const float before = driver.get("below").bounds.y;
    error = "Le nom est obligatoire.";
    driver.frames(3);
    CHECK(driver.sees("Le nom est obligatoire."));
    CHECK(driver.get("below").bounds.y == before);
}

TEST_CASE("A disabled field takes no text and says why") {
    std::string value = "Camille Roussel";
    Driver driver(800, 600, 1, page([&] {
                      text_field("owner", value, {.label = "Commercial", .disabled_reason = "Seule la gestion."});
                  }));
    CHECK(driver.is_disabled("owner"));
    CHECK(driver.tooltip_of("owner") == "Seule la gestion.");
    CHECK(driver.sees("Camille Roussel"));
}

TEST_CASE("A field never holds more than it may, and never half a character") {
    std::string value;
    Driver driver(800, 600, 1, page([&] { text_field("short", value, {.label = "Court", .bytes_max = 5}); }));
    driver.click("short");
    driver.type("ééé");
    CHECK(value == "éé");
}

TEST_CASE("A password is hidden until its eye is pressed") {
    std::string value;
    Driver driver(800, 600, 1, page([&] { password_field("password", value, {.label = "Mot de passe"}); }));
    driver.click("password");
    driver.type("sésame");
    CHECK(value == "sésame");
    CHECK_FALSE(driver.sees("sésame"));
    driver.click("password.show");
    CHECK(driver.sees("sésame"));
    driver.click("password.show");
    CHECK_FALSE(driver.sees("sésame"));
}

TEST_CASE("The cross of a search empties it") {
    std::string value;
    Driver driver(800, 600, 1, page([&] { search_field("search", value, {.width = 280}); }));
    CHECK(driver.find("search.clear") == nullptr);
    driver.fill("search", "noces");
    CHECK(value == "noces");
    driver.click("search.clear");
    CHECK(value.empty());
    driver.fill("search", "gala");
    CHECK(value == "gala");
}

TEST_CASE("Money, phone and time fields take only what belongs there") {
    std::string amount, phone, time;
    Driver driver(800, 600, 1, page([&] {
                      money_field("amount", amount, {.label = "Montant", .suffix = "€"});
                      phone_field("phone", phone, {.label = "Téléphone"});
                      time_field("time", time, {.label = "Heure"});
                  }));
    driver.fill("amount", "12x 500,50z");
    CHECK(amount == "12 500,50");
    driver.fill("phone", "+33 (0)5.61a");
    CHECK(phone == "+33 (0)5.61");
    const std::array<std::pair<const char*, const char*>, 6> times{
        {{"9", "09:00"}, {"930", "09:30"}, {"9h30", "09:30"}, {"21:5", "21:05"}, {"2360", "2360"}, {"24:00", "24:00"}}};
    for (const auto& [typed, kept] : times) {
        driver.fill("time", typed);
        driver.key(ImGuiKey_Tab);
        CHECK(time == kept);
    }
}

TEST_CASE("In a text of several lines Enter makes a line and Ctrl+Enter submits") {
    std::string value;
    int submitted = 0;
    Driver driver(800, 600, 1,
                  page([&] { submitted += text_area("notes", value, 4, {.label = "Notes"}).submitted ? 1 : 0; }));
    driver.click("notes");
    driver.type("un");
    driver.key(ImGuiKey_Enter);
    driver.type("deux");
    CHECK(value == "un\ndeux");
    CHECK(submitted == 0);
    driver.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
    CHECK(submitted == 1);
    CHECK(value == "un\ndeux");
}

TEST_CASE("A checkbox is ticked by its label and by Space, and reports it") {
    bool value = false;
    Driver driver(800, 600, 1, page([&] { checkbox("tell", "Prévenir le client", value); }));
    driver.click("tell");
    CHECK(value);
    CHECK(driver.is_checked("tell"));
    driver.key(ImGuiKey_Tab);
    driver.key(ImGuiKey_Space);
    CHECK_FALSE(value);
}

const std::array<ComboItem, 9> people{{{.id = "u1", .text = "Aliénor Vidal"},
                                       {.id = "u2", .text = "Éléonore Petit", .detail = "libre", .person = true},
                                       {.id = "u3", .text = "Kate Hastroff"},
                                       {.id = "u4", .text = "Mickaël Ögel"},
                                       {.id = "u5", .text = "Noé Sylvestre"},
                                       {.id = "u6", .text = "Ophélie Ça"},
                                       {.id = "u7", .text = "Paul Œil"},
                                       {.id = "u8", .text = "Rémi Zoé"},
                                       {.id = "u9", .text = "Zoé Avenel"}}};

TEST_CASE("A combo finds a person without the accents and takes the first with Enter") {
    std::string selected;
    int changes = 0;
    Driver driver(
        800, 700, 1, page([&] {
            changes += combo("support", selected, people, {.field = {.label = "Support"}, .clearable = true}) ? 1 : 0;
        }));
    driver.kit().set_fold(fold_some);
    driver.click("support");
    driver.type("eleo");
    CHECK(driver.find("support.option.u1") == nullptr);
    CHECK(driver.find("support.option.u2") != nullptr);
    driver.key(ImGuiKey_Enter);
    CHECK(selected == "u2");
    CHECK(changes == 1);
    CHECK(driver.find("support.option.u2") == nullptr);
    CHECK(driver.sees("Éléonore Petit"));

    driver.click("support");
    driver.click("support.option.u4");
    CHECK(selected == "u4");
    driver.click("support.clear");
    CHECK(selected.empty());
    CHECK(changes == 3);
}

TEST_CASE("In a combo the arrows move, Esc leaves it as it was, and nothing found is said") {
    std::string selected = "u3";
    Driver driver(800, 700, 1, page([&] { combo("support", selected, people, {.field = {.label = "Support"}}); }));
    driver.click("support");
    driver.key(ImGuiKey_DownArrow, 2);
    driver.key(ImGuiKey_Enter);
    CHECK(selected == "u5");
    driver.click("support");
    driver.key(ImGuiKey_DownArrow);
    driver.key(ImGuiKey_Escape);
    CHECK(selected == "u5");
    CHECK(driver.find("support.option.u1") == nullptr);
    driver.click("support");
    driver.type("xyz");
    CHECK(driver.sees("Nothing found"));
    driver.key(ImGuiKey_Enter);
    CHECK(selected == "u5");
}

TEST_CASE("A short combo has no search and is chosen from by the arrows") {
    const std::array<ComboItem, 3> three{
        {{.id = "a", .text = "Gestion"}, {.id = "b", .text = "Commercial"}, {.id = "c", .text = "Support"}}};
    std::string selected;
    Driver driver(800, 600, 1, page([&] { combo("department", selected, three, {.field = {.label = "Service"}}); }));
    driver.key(ImGuiKey_Tab);
    driver.key(ImGuiKey_Enter);
    REQUIRE(driver.find("department.option.a") != nullptr);
    CHECK(driver.find("department.search") == nullptr);
    driver.key(ImGuiKey_DownArrow);
    driver.key(ImGuiKey_Enter);
    CHECK(selected == "b");
}

TEST_CASE("A combo whose caller searches shows what the caller gives") {
    std::string selected;
    std::string query;
    Driver driver(800, 600, 1, page([&] {
                      const std::array<ComboItem, 1> found{{{.id = "z9", .text = "Zénith"}}};
                      const std::span<const ComboItem> items =
                          query == "zen" ? std::span<const ComboItem>(found) : std::span<const ComboItem>();
                      combo("client", selected, items, {.field = {.label = "Client"}, .query = &query}, "Zénith");
                  }));
    driver.click("client");
    driver.type("zen");
    driver.click("client.option.z9");
    CHECK(selected == "z9");
    CHECK(driver.sees("Zénith"));
}

TEST_CASE("A date is typed in the ways people write it") {
    CHECK(parse_typed_date("4/6/2026", today) == Date{2026, 6, 4});
    CHECK(parse_typed_date("04.06.26", today) == Date{2026, 6, 4});
    CHECK(parse_typed_date("4 6", today) == Date{2026, 6, 4});
    CHECK(parse_typed_date("2026-06-04", today) == Date{2026, 6, 4});
    CHECK(parse_typed_date("04062026", today) == Date{2026, 6, 4});
    CHECK(parse_typed_date("29/02/2028", today) == Date{2028, 2, 29});
    CHECK_FALSE(parse_typed_date("29/02/2026", today));
    CHECK_FALSE(parse_typed_date("31/4/2026", today));
    CHECK_FALSE(parse_typed_date("4/6/2", today));
    CHECK_FALSE(parse_typed_date("4/6/20261234567", today));
    CHECK_FALSE(parse_typed_date("", today));
    CHECK_FALSE(parse_typed_date("1/2/3/4", today));
}

TEST_CASE("A date field takes what is typed, and says when it is no date") {
    DateInput input;
    int changes = 0;
    Driver driver(800, 700, 1, page([&] {
                      const DateOptions options{
                          .field = {.label = "Début"}, .today = today, .invalid_error = "Date inconnue."};
                      changes += date_field("start", input, options).changed ? 1 : 0;
                      button("below", "Suite");
                  }));
    driver.fill("start", "4/6/26");
    driver.key(ImGuiKey_Tab);
    CHECK(input.value == Date{2026, 6, 4});
    CHECK(input.text == "04/06/2026");
    CHECK(changes == 1);
    driver.fill("start", "31/02/2026");
    CHECK_FALSE(driver.sees("Date inconnue."));
    driver.key(ImGuiKey_Tab);
    CHECK_FALSE(input.value);
    CHECK(driver.sees("Date inconnue."));
}

TEST_CASE("The date picker starts on Monday, turns pages and picks a day within the limits") {
    DateInput input;
    Driver driver(
        800, 700, 1, page([&] {
            date_field("start", input, {.field = {.label = "Début"}, .today = today, .earliest = Date{2026, 11, 23}});
        }));
    driver.click("start.open");
    CHECK(driver.sees("November 2026"));
    // The month's grid begins on Monday 26 October; what is too early cannot be picked.
    CHECK(driver.get("start.day.2026-10-26").bounds.x < driver.get("start.day.2026-10-27").bounds.x);
    CHECK(driver.is_disabled("start.day.2026-11-22"));
    CHECK_FALSE(driver.is_disabled("start.day.2026-11-23"));
    driver.click("start.next");
    CHECK(driver.sees("December 2026"));
    driver.click("start.day.2026-12-31");
    CHECK(input.value == Date{2026, 12, 31});
    CHECK(driver.find("start.day.2026-12-31") == nullptr);
    CHECK(driver.sees("31/12/2026"));
    driver.click("start.open");
    driver.click("start.next");
    CHECK(driver.sees("January 2027"));
    driver.click("start.today");
    CHECK(input.value == today);
}

TEST_CASE("Segments, chips and tabs tell which was pressed") {
    Gallery gallery;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    driver.click("clients.unsigned");
    CHECK(gallery.unsigned_only);
    CHECK(driver.is_checked("clients.unsigned"));
    driver.click("nav.contracts");
    driver.click("record.tab.payments");
    CHECK(gallery.tab == 1);
    driver.click("nav.events");
    driver.click("f.view.2");
    CHECK(gallery.view == 2);
    driver.click("b.icon");
    CHECK(driver.is_disabled("m.assign"));
    driver.click("m.today");
    CHECK(gallery.menu_chosen == 1);
}

} // namespace
} // namespace epic::test
