#include "tests/app/harness/joined_office.hpp"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <tuple>
#include <utility>

#include "storage/sync/central.hpp"
#include "storage/sync/connection.hpp"

namespace epic::test {

JoinedOffice::JoinedOffice() {
    {
        AppUnderTest first({.state_folder = folder / "founding"});
        first.create_file(folder / "alice.epic", "Alice Renard", "alice@agence.test", office_password);
        REQUIRE(first.state().gate == app::Gate::open);
    }
    const intl::Environment& environment = intl::system_environment();
    auto store = store::Store::open((folder / "alice.epic").string(),
                                    {"alice@agence.test", std::string(office_password)}, environment);
    REQUIRE(store);
    const auto installed = sync::central_install(**store, environment,
                                                 {.servers = {{server.host(), server.port()}},
                                                  .ca_pem = server.ca_pem(),
                                                  .admin_user = server.admin_user(),
                                                  .admin_password = server.admin_password(),
                                                  .own_password = std::string(office_password)});
    if (!installed) {
        FAIL(installed.error().message.in(Language::english) << " " << installed.error().details);
    }
    server_id = installed->server_id;
    const auto invite = sync::central_invite(**store);
    REQUIRE(invite);
    write_file(folder / "office.join", *invite);
}

std::unique_ptr<AppUnderTest> JoinedOffice::join(const std::string& name, Language language) {
    auto laptop =
        std::make_unique<AppUnderTest>(LaptopOptions{.state_folder = folder / (name + "-state"), .language = language});
    laptop->click("start.join");
    laptop->fill("join.invite", (folder / "office.join").string());
    laptop->fill("join.path", (folder / (name + ".epic")).string());
    laptop->fill("join.email", name + "@agence.test");
    laptop->fill("join.password", office_one_time);
    laptop->click("join.submit");
    INFO(laptop->ui().text_on_screen());
    REQUIRE(laptop->state().gate == app::Gate::change_password);
    laptop->fill("password.current_password", office_one_time);
    laptop->fill("password.new_password", office_password);
    laptop->fill("password.repeat_password", office_password);
    laptop->click("password.submit");
    INFO(laptop->ui().text_on_screen());
    REQUIRE(laptop->state().gate == app::Gate::open);
    return laptop;
}

std::string JoinedOffice::number(const std::string& query) {
    auto admin = sync::Connection::open({.host = server.host(),
                                         .port = server.port(),
                                         .account = server.admin_user(),
                                         .password = server.admin_password(),
                                         .database = "epic_events",
                                         .ca_pem = server.ca_pem()});
    REQUIRE(admin);
    std::string cell;
    REQUIRE(admin->execute(query, [&](std::size_t, sync::RowView row) { cell = row[0].value_or("null"); }));
    return cell;
}

// Twice, because an exchange may have been under way already, and what the screen knew then was of before the key was
// pressed: even that somebody is needed, where a password was entered a moment ago. It is given up when exchanges come
// to their end and leave something, not by the clock: a busy computer is only slow.
void exchange(JoinedOffice& office, AppUnderTest& laptop) {
    constexpr int ends_max = 5;
    for (int round = 0; round < 2; ++round) {
        const auto before = laptop.state().sync.last_exchange;
        std::pair<std::optional<Instant>, std::uint64_t> asked{before, 0}; // when the server was asked last
        int ends = 0;
        bool done = false;
        laptop.ui().key(ImGuiKey_F5);
        std::ignore = laptop.ui().wait_until(
            [&] {
                const app::SyncStatus& sync = laptop.state().sync;
                const bool ended = sync.phase == app::SyncPhase::up_to_date && sync.last_exchange != before;
                if (!ended || sync.pending != 0 || asked == std::pair(sync.last_exchange, sync.head)) return false;
                if (asked.first != sync.last_exchange) ++ends;
                asked = {sync.last_exchange, sync.head};
                done = std::to_string(sync.head) == office.number("select number from head");
                return done || ends == ends_max;
            },
            patience_seconds);
        INFO(laptop.ui().text_on_screen());
        REQUIRE(done);
        laptop.settle();
    }
}

void add_collaborator(AppUnderTest& laptop, std::string_view name, std::string_view email,
                      std::string_view department) {
    laptop.click("nav.collaborators");
    laptop.click("list.collaborator.new");
    laptop.fill("collaborator.full_name", name);
    laptop.fill("collaborator.email", email);
    laptop.click("collaborator.department");
    laptop.click(department);
    laptop.fill("collaborator.initial_password", office_one_time);
    laptop.click("form.save");
    INFO(laptop.ui().text_on_screen());
    REQUIRE(laptop.state().page);
    REQUIRE(laptop.state().page->title == name);
}

} // namespace epic::test
