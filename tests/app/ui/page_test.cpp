#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>

#include "app/ui/button.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/kit.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/text.hpp"
#include "tests/app/support/driver.hpp"
#include "tests/app/ui/gallery.hpp"

namespace epic::test {
namespace {

using namespace epic::ui;
using Page = Gallery::Page;

TEST_CASE("A dialog gives its first field the keyboard, refuses until valid, and confirms on Enter") {
    Gallery gallery;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    driver.click("clients.new");
    REQUIRE(gallery.dialog);
    CHECK(driver.is_disabled("client.save"));
    CHECK(driver.tooltip_of("client.save") == "Le nom est obligatoire.");
    driver.key(ImGuiKey_Enter);
    CHECK(gallery.saved == 0);
    driver.click("client.name");
    driver.type("Éléonore");
    CHECK(gallery.name == "Éléonore");
    driver.key(ImGuiKey_Enter);
    CHECK(gallery.saved == 1);
    CHECK_FALSE(gallery.dialog);
    CHECK(driver.sees("Client « Éléonore » créé"));
    // The page below takes input again.
    driver.click("clients.mine");
    CHECK_FALSE(gallery.only_mine);
}

TEST_CASE("The first field of a dialog can be typed in at once") {
    Gallery gallery;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    driver.click("clients.new");
    driver.type("Lou Bouzin");
    CHECK(gallery.name == "Lou Bouzin");
    driver.key(ImGuiKey_Tab);
    driver.type("Société");
    CHECK(gallery.company == "Société");
}

TEST_CASE("Esc and the cross dismiss a dialog, and Enter in a text of several lines does not confirm it") {
    Gallery gallery;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    driver.click("clients.new");
    driver.key(ImGuiKey_Escape);
    CHECK_FALSE(gallery.dialog);
    CHECK(gallery.cancelled == 1);
    driver.click("clients.new");
    driver.click("client.form.close");
    CHECK_FALSE(gallery.dialog);
    driver.click("clients.new");
    driver.type("Lou");
    driver.click("client.notes");
    driver.key(ImGuiKey_Enter);
    CHECK(gallery.saved == 0);
    CHECK(gallery.dialog);
}

TEST_CASE("What is behind a dialog cannot be pressed") {
    Gallery gallery;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    driver.click("clients.new");
    driver.click_at(driver.get("nav.contracts").bounds.x + 20, driver.get("nav.contracts").bounds.y + 15);
    CHECK(gallery.page == Page::list);
    CHECK(gallery.dialog);
}

TEST_CASE("A dialog of buttons only confirms on Enter and is left by Esc") {
    Gallery gallery;
    Driver driver(1024, 700, 1, [&] { gallery.draw(); });
    gallery.confirmation = true;
    driver.frames(4);
    driver.key(ImGuiKey_Escape);
    CHECK_FALSE(gallery.confirmation);
    CHECK(gallery.saved == 0);
    gallery.confirmation = true;
    driver.frames(4);
    driver.key(ImGuiKey_Enter);
    CHECK_FALSE(gallery.confirmation);
    CHECK(gallery.saved == 1);
}

TEST_CASE("Enter in a dialog presses the button the keyboard stands on, and only that") {
    Gallery gallery;
    Driver driver(1024, 700, 1, [&] { gallery.draw(); });
    gallery.confirmation = true;
    driver.frames(4);
    driver.key(ImGuiKey_Tab);
    driver.key(ImGuiKey_Enter);
    CHECK_FALSE(gallery.confirmation);
    CHECK(gallery.saved == 0);
}

TEST_CASE("A toast is acted on, closed, or goes by itself") {
    Gallery gallery;
    std::vector<ToastEvent> events;
    Driver driver(1024, 700, 1, [&] {
        const Root root;
        if (const auto event = toasts(gallery.toasts)) events.push_back(*event);
    });
    gallery.toasts = {{.id = 7, .text = "Client créé", .action = "Annuler"},
                      {.id = 8, .text = "Envoyé"},
                      {.id = 9, .text = "Bref", .seconds_left = 2}};
    driver.frames(3);
    driver.click("toast.7.action");
    REQUIRE(events.size() >= 1);
    CHECK(events[0].toast == 7);
    CHECK(events[0].action);
    driver.click("toast.8.close");
    driver.move_to(10, 10); // a toast stays as long as the pointer is on it
    driver.frames(150);
    CHECK(gallery.toasts.empty());
    REQUIRE(events.size() == 3);
    CHECK_FALSE(events[1].action);
    CHECK_FALSE(events[2].action);
}

TEST_CASE("A toast that follows an idle hour is there to be read") {
    std::vector<Toast> stack;
    Driver driver(1024, 700, 1, [&] {
        const Root root;
        toasts(stack);
    });
    stack = {{.id = 1, .text = "Verrouillé"}};
    driver.pause(3600);
    driver.frames(3);
    CHECK(driver.sees("Verrouillé"));
    CHECK(driver.kit().redraw_in_seconds() > 5);
    driver.pause(6);
    driver.frames(2);
    CHECK(stack.empty());
}

TEST_CASE("Banner, progress and empty state are pressed by their names") {
    Gallery gallery;
    gallery.page = Page::feedback;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    CHECK(driver.find("fb.warning.action") != nullptr);
    CHECK(driver.find("fb.warning.close") != nullptr);
    driver.click("fb.bar.cancel");
    CHECK(gallery.cancelled == 1);
    CHECK(driver.find("fb.nothing.action") != nullptr);
}

TEST_CASE("A still page asks for no frame, a spinner and a toast do") {
    Gallery gallery;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    driver.move_to(700, 20);
    driver.frames(60);
    CHECK(std::isinf(driver.kit().redraw_in_seconds()));
    gallery.toasts = {{.id = 1, .text = "Envoyé"}};
    driver.frames(2);
    CHECK(driver.kit().redraw_in_seconds() < 7);
    gallery.toasts.clear();
    gallery.page = Page::feedback;
    driver.frames(2);
    CHECK(driver.kit().redraw_in_seconds() < 0.1);
}

TEST_CASE("On every page nothing is cut and nothing lies on anything, at three sizes and three scales") {
    struct Screen {
        int width, height;
        float scale;
    };
    const Screen screens[] = {{1024, 700, 1}, {1440, 900, 1}, {2560, 1440, 1}, {1536, 1050, 1.5F}, {2048, 1400, 2}};
    Gallery gallery;
    gallery.name_error = "Le nom est obligatoire.";
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    for (const Screen& screen : screens) {
        for (const Page page : {Page::list, Page::controls, Page::feedback, Page::record, Page::sign_in}) {
            for (const bool dialog : {false, true}) {
                gallery.page = page;
                gallery.dialog = dialog;
                driver.resize(screen.width, screen.height, screen.scale);
                driver.frames(3);
                CAPTURE(screen.width, screen.scale, static_cast<int>(page), dialog);
                CHECK(driver.layout_faults() == std::vector<std::string>{});
            }
        }
    }
}

TEST_CASE("The driver finds text that is cut and texts that lie on each other") {
    int fault = 0;
    Driver driver(800, 600, 1, [&] {
        const Root root;
        {
            const Pane narrow("narrow", {.width = 60, .height = 100});
            if (fault == 1) draw_text({4, 4}, "bien trop long", type::body, colour(Role::text));
        }
        if (fault == 2) {
            draw_text({100, 200}, "dessous", type::body, colour(Role::text));
            draw_text({110, 204}, "dessus", type::body, colour(Role::danger));
        }
    });
    CHECK(driver.layout_faults().empty());
    fault = 1;
    driver.frames(2);
    REQUIRE(driver.layout_faults().size() >= 1);
    CHECK(driver.layout_faults()[0] == "cut at the side: bien trop long");
    fault = 2;
    driver.frames(2);
    REQUIRE(driver.layout_faults().size() == 1);
    CHECK(driver.layout_faults()[0] == "on each other: dessous / dessus");
}

TEST_CASE("A text that does not fit ends in an ellipsis and is whole in its tooltip") {
    Driver driver(800, 600, 1, [&] {
        const Root root;
        const Pane narrow("narrow", {.width = 160, .height = 100});
        text("Compagnie générale des expositions");
    });
    CHECK(driver.sees("…"));
    CHECK_FALSE(driver.sees("expositions"));
    driver.move_to(40, 10);
    driver.frames(40);
    CHECK(driver.sees("Compagnie générale des expositions"));
}

TEST_CASE("No line ends in front of a French sign of punctuation, nor behind what opens a quotation") {
    float width = 126; // has room for the longest word and its signs
    Driver driver(800, 600, 1, [&] {
        const Root root;
        const Pane pane("page", {.width = 700, .height = 500});
        text_wrapped("Conférence « Donner et transmettre » : à confirmer ? Oui !", type::body, Role::text, width);
    });
    for (; width < 440; width += 7) {
        driver.frames(2);
        for (const TextRun& run : driver.texts()) {
            INFO(width << ": " << run.text);
            for (const char* sign : {"»", ":", "?", "!"}) CHECK_FALSE(run.text.starts_with(sign));
            CHECK_FALSE(run.text.ends_with("«"));
        }
    }
}

TEST_CASE("A number that is longer than its line parts behind one of its signs") {
    Driver driver(800, 600, 1, [&] {
        const Root root;
        const Pane pane("page", {.width = 700, .height = 500});
        text_wrapped("001-795-383-7996", type::body, Role::text, 105);
    });
    CHECK(driver.sees("001-795-383-"));
    CHECK(driver.sees("7996"));
    CHECK_FALSE(driver.sees("001-795-383-7"));
}

TEST_CASE("The title of an empty card stands at one height, whether its text takes one line or two") {
    const char* text = "Tout est signé.";
    Driver driver(800, 600, 1, [&] {
        const Root root;
        const Pane pane("page", {.width = 380, .height = 500});
        empty_state("empty", {.icon = Icon::check, .title = "Titre", .text = text, .action = "Voir"});
    });
    const auto top = [&] {
        driver.frames(2);
        for (const TextRun& run : driver.texts()) {
            if (run.text == "Titre") return run.top;
        }
        return -1.0F;
    };
    const float one = top();
    CHECK(one > 0);
    text = "Quand un contrat signé n’a pas encore d’événement, il attend ici son jour.";
    CHECK(top() == one);
}

TEST_CASE("The scale changes while the page is drawn, and everything with it") {
    Gallery gallery;
    Driver driver(1440, 900, 1, [&] { gallery.draw(); });
    const ImVec4 before = driver.get("clients.new").bounds;
    driver.resize(2880, 1800, 2);
    const ImVec4 after = driver.get("clients.new").bounds;
    CHECK(after.w - after.y == 2 * (before.w - before.y));
    CHECK(driver.sees("Éléonore Lefèvre"));
}

TEST_CASE("An item that is scrolled away is scrolled to before it is pressed") {
    int pressed = 0;
    Driver driver(800, 400, 1, [&] {
        const Root root;
        const Pane pane("page", {.kind = PaneKind::page, .scroll = true});
        for (int i = 0; i < 40; ++i) {
            const std::string id = "b" + std::to_string(i);
            if (button(id.c_str(), id)) pressed = i;
        }
    });
    driver.click("b38");
    CHECK(pressed == 38);
    driver.click("b1");
    CHECK(pressed == 1);
    CHECK_THROWS(driver.click("b99"));
}

} // namespace
} // namespace epic::test
