#include "tests/sync/company.hpp"

namespace epic::test {

const intl::Environment& world() {
    return intl::system_environment();
}

sync::ExchangeReport Desk::exchange() {
    sync::ExchangeReport report = try_exchange();
    CHECK(report.state == sync::SyncState::up_to_date);
    return report;
}

sync::ExchangeReport Desk::try_exchange() {
    sync::ExchangeReport report = must(sync::exchange_once(*store, world(), credential));
    if (report.problem) UNSCOPED_INFO(report.problem->message.in(Language::english) << report.problem->details);
    return report;
}

std::optional<Error> Desk::reopen() {
    const std::string who = email();
    store.reset();
    auto opened = store::Store::open(path, {who, password}, world());
    if (!opened) return opened.error();
    store = std::move(*opened);
    return std::nullopt;
}

Error Desk::refused(const Command& command) {
    auto done = store->execute(command);
    REQUIRE_FALSE(done);
    return done.error();
}

CompanyServers shared_servers() {
    const CentralServer& server = shared_server();
    return {{{server.host(), server.port()}}, server.ca_pem(), server.admin_user(), server.admin_password()};
}

Company::Company(CompanyServers named) : servers(std::move(named)) {
    static int count = 0;
    database = "company_" + std::to_string(++count);
    gestion.path = path("gestion");
    gestion.password = "radium";
    gestion.store = must(store::Store::create(
        gestion.path, {.full_name = "Marie Curie", .email = "marie@example.org", .password = gestion.password}, world(),
        vault::KdfLimits::minimum()));
    anne = add("Anne Ancel", "anne@example.org", Department::commercial);
    bruno = add("Bruno Bel", "bruno@example.org", Department::commercial);
    chloe = add("Chloé Cros", "chloe@example.org", Department::support);
    gestion.credential = must(sync::credential_for("marie@example.org", gestion.password));
}

void Company::found() {
    report = must(sync::central_install(*gestion.store, world(),
                                        {.servers = servers.hosts,
                                         .ca_pem = servers.ca_pem,
                                         .admin_user = servers.admin_user,
                                         .admin_password = servers.admin_password,
                                         .database = database,
                                         .own_password = gestion.password}));
}

std::string Company::one_time_password(const std::string& email) const {
    for (const auto& account : report.accounts) {
        if (account.email == email) return account.one_time_password;
    }
    FAIL("no account for " << email);
    return {};
}

Desk Company::join(const std::string& email, const std::string& file) {
    return join_through(servers.hosts, email, world(), file);
}

Desk Company::join_through(const std::vector<sync::Host>& hosts, const std::string& email,
                           const intl::Environment& environment, const std::string& file) {
    auto invitation = must(sync::read_invitation(must(sync::central_invite(*gestion.store))));
    invitation.servers = hosts;
    const std::string once = one_time_password(email);
    Desk desk{path(file.empty() ? email : file), "a password of " + email, nullptr};
    auto joined = must(sync::join(desk.path, invitation, {email, once}, environment, vault::KdfLimits::minimum()));
    CHECK(joined.one_time_password);
    desk.store = std::move(joined.store);
    desk.credential = must(sync::credential_for(email, once));
    auto at_server = accounts(desk);
    std::ignore = must(desk.store->change_own_password(once, desk.password, &at_server));
    return desk;
}

Desk Company::join_again(const Desk& first, const std::string& file) {
    const auto invitation = must(sync::read_invitation(must(sync::central_invite(*gestion.store))));
    const std::string email = first.store->session().email;
    Desk desk{path(file), first.password, nullptr, first.credential};
    auto joined = must(sync::join(desk.path, invitation, {email, desk.password}, world(), vault::KdfLimits::minimum()));
    desk.store = std::move(joined.store);
    return desk;
}

Id Company::add(const std::string& name, const std::string& email, Department department) {
    return must(gestion.store->add_collaborator(
                    {Entity::collaborator,
                     {},
                     {{Field::collaborator_full_name, name},
                      {Field::collaborator_email, email},
                      {Field::collaborator_department, std::string(department_name(department))}}},
                    "initial password"))
        .record;
}

sync::CentralAccounts Company::accounts(Desk& desk) {
    return sync::CentralAccounts(*desk.store, world(), desk.credential,
                                 [&desk](const sync::Credential& next) { desk.credential = next; });
}

sync::Connection Company::connect(const sync::Credential& credential, std::size_t host) const {
    auto opened = sync::Connection::open({.host = servers.hosts[host].name,
                                          .port = servers.hosts[host].port,
                                          .account = credential.account,
                                          .password = credential.password,
                                          .database = database,
                                          .ca_pem = servers.ca_pem});
    if (!opened) FAIL(opened.error().details);
    return std::move(opened).value();
}

sync::Connection Company::admin(std::size_t host) const {
    return connect({servers.admin_user, servers.admin_password}, host);
}

std::string Company::cell(const std::string& query, std::size_t host) const {
    sync::Connection root = admin(host);
    std::string found = "none";
    const auto done = root.execute(
        query, [&](std::size_t, sync::RowView row) { found = row[0] ? std::string(*row[0]) : std::string("null"); });
    if (!done) FAIL(query << ": " << done.error().details);
    return found;
}

void Company::execute(const std::string& statement) {
    sync::Connection root = admin();
    const auto done = root.execute(statement);
    if (!done) FAIL(statement << ": " << done.error().details);
}

AddRecord client_named(std::string name) {
    return {Entity::client,
            {},
            {{Field::client_full_name, std::move(name)}, {Field::client_notes, std::string("première ligne")}}};
}

} // namespace epic::test
