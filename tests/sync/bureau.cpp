#include "tests/sync/bureau.hpp"

#include <tuple>

#include "storage/sync/accounts.hpp"
#include "storage/sync/credential.hpp"
#include "tests/sync/office.hpp"

namespace epic::test::bureau {

sync::ExchangeReport Seat::exchange() {
    sync::ExchangeReport report = must(sync::exchange_once(*store, world(), credential));
    if (report.problem) UNSCOPED_INFO(report.problem->message.in(Language::english) << report.problem->details);
    CHECK(report.state == sync::SyncState::up_to_date);
    return report;
}

Error Seat::refused(const Command& command) {
    auto done = store->execute(command);
    REQUIRE_FALSE(done);
    return done.error();
}

Bureau::Bureau(BureauServers named) : servers(std::move(named)) {
    static int count = 0;
    database = "office_of_" + std::to_string(++count);
    gestion.store = must(store::Store::create(
        path("gestion"), {.full_name = "Marie Curie", .email = "marie@example.org", .password = "radium"}, world(),
        vault::KdfLimits::minimum()));
    anne = add("Anne Ancel", "anne@example.org", Department::commercial);
    bruno = add("Bruno Bel", "bruno@example.org", Department::commercial);
    chloe = add("Chloé Cros", "chloe@example.org", Department::support);
    gestion.credential = must(sync::credential_for("marie@example.org", "radium"));
}

void Bureau::found() {
    report = must(sync::central_install(*gestion.store, world(),
                                        {.servers = servers.hosts,
                                         .ca_pem = servers.ca_pem,
                                         .admin_user = servers.admin_user,
                                         .admin_password = servers.admin_password,
                                         .database = database,
                                         .own_password = "radium"}));
}

Seat Bureau::join(const std::string& email) {
    return join(email, servers.hosts);
}

Seat Bureau::join(const std::string& email, const std::vector<sync::Host>& hosts,
                   const intl::Environment& environment) {
    auto invitation = must(sync::read_invitation(must(sync::central_invite(*gestion.store))));
    invitation.servers = hosts;
    std::string once;
    for (const auto& account : report.accounts) {
        if (account.email == email) once = account.one_time_password;
    }
    REQUIRE_FALSE(once.empty());
    auto joined = must(sync::join(path(email), invitation, {email, once}, environment, vault::KdfLimits::minimum()));
    CHECK(joined.one_time_password);
    Seat desk{std::move(joined.store), must(sync::credential_for(email, once))};
    sync::CentralAccounts accounts(*desk.store, environment, desk.credential,
                                   [&](const sync::Credential& next) { desk.credential = next; });
    std::ignore = must(desk.store->change_own_password(once, "a password of my own", &accounts));
    return desk;
}

sync::Connection Bureau::connect(const sync::Credential& credential, std::size_t host) const {
    auto opened = sync::Connection::open({.host = servers.hosts[host].name,
                                          .port = servers.hosts[host].port,
                                          .account = credential.account,
                                          .password = credential.password,
                                          .database = database,
                                          .ca_pem = servers.ca_pem});
    if (!opened) FAIL(opened.error().details);
    return std::move(opened).value();
}

sync::Connection Bureau::admin(std::size_t host) const {
    return connect({servers.admin_user, servers.admin_password}, host);
}

std::string Bureau::number(std::string_view query, std::size_t host) const {
    sync::Connection root = admin(host);
    std::string cell = "none";
    const auto done = root.execute(
        query, [&](std::size_t, sync::RowView row) { cell = row[0] ? std::string(*row[0]) : std::string("null"); });
    if (!done) FAIL(query << ": " << done.error().details);
    return cell;
}

Id Bureau::add(std::string name, std::string email, Department department) {
    return must(gestion.store->add_collaborator(
                    {Entity::collaborator,
                     {},
                     {{Field::collaborator_full_name, std::move(name)},
                      {Field::collaborator_email, std::move(email)},
                      {Field::collaborator_department, std::string(department_name(department))}}},
                    "initial password"))
        .record;
}

AddRecord client_named(std::string name) {
    return {Entity::client,
            {},
            {{Field::client_full_name, std::move(name)}, {Field::client_notes, std::string("première ligne")}}};
}

BureauServers shared_servers() {
    CentralServer& server = shared_server();
    return {{{server.host(), server.port()}}, server.ca_pem(), server.admin_user(), server.admin_password()};
}

} // namespace epic::test::bureau
