#include "tests/app/harness/first_steps.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "app/state/present.hpp"
#include "storage/store/store.hpp"

namespace epic::test {
namespace {

const std::string one_time = "once and never again";

struct Script {
    const Keyboard& keyboard;

    void keys(const std::string& chord, int times = 1) const {
        for (int i = 0; i < times; ++i) keyboard.key(chord);
    }
    // Into the field that has the keyboard, whatever is in it; then on.
    void fill(std::string_view text) const {
        keyboard.key("ctrl+a");
        keyboard.type(std::string(text));
        keyboard.key("Tab");
    }
    void done() const {
        keyboard.key("Return");
        keyboard.wait();
    }
    // The first of those that fit; then on.
    void choose(std::string_view text) const {
        keyboard.type(std::string(text));
        keyboard.wait();
        keyboard.key("Return");
        keyboard.key("Tab");
    }

    void create_company(const std::filesystem::path& file) const {
        keyboard.wait();
        done();
        fill("Alice Renard");
        fill(founder_email);
        fill(first_password);
        fill(first_password);
        keys("ctrl+a");
        keyboard.type(file.string());
        done();
        keys("space"); // the recovery key is kept
        done();
    }
    void invite_seller() const {
        done(); // what the first steps offer
        fill("Bruno Lemoine");
        fill(seller_email);
        keys("Tab"); // no phone
        choose("Sales");
        keys("Tab"); // the language stays
        keys("ctrl+a");
        keyboard.type(one_time);
        done();
    }
    void sign_in_as(std::string_view email, std::string_view password) const {
        keys("ctrl+l");
        keyboard.wait();
        keys("shift+Tab");
        fill(email);
        keyboard.type(std::string(password));
        done();
    }
    void choose_password() const {
        fill(one_time);
        fill(first_password);
        keyboard.type(std::string(first_password));
        done();
    }
    void add_client() const {
        done();
        fill("Kevin Casey");
        keys("Tab"); // no company
        keyboard.type("kevin@startup.test");
        done();
    }
    void add_contract(const std::string& today) const {
        keys("ctrl+4");
        keys("ctrl+n");
        keyboard.wait();
        choose("Kevin");
        keyboard.type("1200");
        done();
        keys("ctrl+e");
        keyboard.wait();
        keys("Tab", 3); // the day of signature
        keyboard.type(today);
        done();
    }
    void add_event() const {
        keys("ctrl+5");
        keys("ctrl+n");
        keyboard.wait();
        fill("Kevin's first evening");
        for (const std::string_view part : {"04/06/2030", "1300", "05/06/2030", "0200"}) fill(part);
        keys("Tab"); // the zone stays
        choose("Kevin");
        done();
    }
};

std::string today_as_typed() {
    const intl::Environment& environment = intl::system_environment();
    const app::Seams seams{environment.zones, environment.unicode};
    const app::AppState fresh = app::initial_state(Language::english, environment.clock.now(), seams);
    const Date today = app::today_in(fresh.now, fresh.zone, environment.zones);
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(today.day) + "/" + two(today.month) + "/" + std::to_string(today.year);
}

ImGuiKeyChord chord_of(std::string_view named) {
    ImGuiKeyChord chord = 0;
    for (std::size_t plus = named.find('+'); plus != std::string_view::npos; plus = named.find('+')) {
        chord |= named.substr(0, plus) == "ctrl" ? ImGuiMod_Ctrl : ImGuiMod_Shift;
        named.remove_prefix(plus + 1);
    }
    if (named == "Return") return chord | ImGuiKey_Enter;
    if (named == "Tab") return chord | ImGuiKey_Tab;
    if (named == "space") return chord | ImGuiKey_Space;
    if (named.size() == 1 && named[0] >= 'a' && named[0] <= 'z') return chord | (ImGuiKey_A + (named[0] - 'a'));
    if (named.size() == 1 && named[0] >= '0' && named[0] <= '9') return chord | (ImGuiKey_0 + (named[0] - '0'));
    throw std::runtime_error("no such key: " + std::string(named));
}

} // namespace

void take_first_steps(const Keyboard& keyboard, const std::filesystem::path& file) {
    const Script script{keyboard};
    script.create_company(file);
    script.invite_seller();
    script.sign_in_as(seller_email, one_time);
    script.choose_password();
    script.add_client();
    script.sign_in_as(founder_email, first_password);
    script.add_contract(today_as_typed());
    script.sign_in_as(seller_email, first_password);
    script.add_event();
}

void check_first_steps(const std::filesystem::path& file) {
    const auto store = store::Store::open(file.string(), {std::string(seller_email), std::string(first_password)},
                                          intl::system_environment());
    REQUIRE(store);
    for (const Entity entity : {Entity::client, Entity::contract, Entity::event}) {
        const auto records = (*store)->list({.entity = entity});
        REQUIRE(records);
        CHECK(records->total == 1);
    }
    const auto people = (*store)->list({.entity = Entity::collaborator});
    REQUIRE(people);
    CHECK(people->total == 2);
    const auto unsigned_contracts =
        (*store)->list({.entity = Entity::contract, .filters = {Filter::contract_not_signed}});
    REQUIRE(unsigned_contracts);
    CHECK(unsigned_contracts->total == 0);
}

Keyboard keyboard_of(AppUnderTest& laptop) {
    return {.key = [&](const std::string& chord) { laptop.ui().key(chord_of(chord)); },
            .type = [&](const std::string& ascii) { laptop.ui().type(ascii); },
            .wait = [&] { laptop.settle(); }};
}

} // namespace epic::test
