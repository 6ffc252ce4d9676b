#include "tests/bench/office/office.hpp"

#include <fstream>
#include <sstream>
#include <tuple>
#include <unistd.h>

#include "storage/sync/accounts.hpp"

namespace epic::bench {
namespace {

const intl::Environment& world() {
    return intl::system_environment();
}

test::ServerOptions options_for(test::ServerKind kind) {
    return {.kind = kind, .arguments = {"--innodb-buffer-pool-size=256M", "--secure-file-priv="}};
}

const std::string chosen_password = "a password of her own";

} // namespace

Office::Office(test::ServerKind kind, const std::filesystem::path& folder)
    : server(options_for(kind)), email_("anne@example.org") {
    const std::string file = (folder / ("founder-" + name() + ".epic")).string();
    std::filesystem::remove(file);
    auto founder = must(store::Store::create(file, {"Alice Renard", "alice@example.org", "secret"}, world(),
                                             vault::KdfLimits::minimum()));
    const auto add = [&](const char* full_name, const std::string& email, const char* department) {
        return must(founder->add_collaborator({Entity::collaborator,
                                               {},
                                               {{Field::collaborator_full_name, std::string(full_name)},
                                                {Field::collaborator_email, email},
                                                {Field::collaborator_department, std::string(department)}}},
                                              "secret"))
            .record;
    };
    commercial = add("Anne Ancel", email_, "commercial");
    other_commercial = add("Bruno Bel", "bruno@example.org", "commercial");
    support = add("Chloé Cros", "chloe@example.org", "support");
    install(*founder, "secret");
    choose_password(folder / ("chooses-" + name() + ".epic"));
}

Office::Office(test::ServerKind kind, const std::filesystem::path& folder, const std::filesystem::path& file,
               const store::SignIn& founder, const store::SignIn& who)
    : server(options_for(kind)), email_(who.email) {
    {
        const auto own = must(store::Store::open(file, who, world()));
        commercial = other_commercial = own->session().actor.id;
        // The file and the server have one password, as for anybody who joined.
        std::ignore = must(own->change_own_password(who.password, chosen_password));
    }
    install(*must(store::Store::open(file, founder, world())), founder.password);
    choose_password(folder / "chooses.epic");
}

void Office::install(store::Store& founder, const std::string& founder_password) {
    const auto report = must(sync::central_install(founder, world(),
                                                   {.servers = {{server.host(), server.port()}},
                                                    .ca_pem = server.ca_pem(),
                                                    .admin_user = server.admin_user(),
                                                    .admin_password = server.admin_password(),
                                                    .own_password = founder_password}));
    server_id = report.server_id;
    for (const auto& account : report.accounts) {
        if (account.email == email_) password_ = account.one_time_password;
    }
    credential_ = must(sync::credential_for(email_, password_));
    invitation_ = must(sync::read_invitation(must(sync::central_invite(founder))));
}

// Whoever has not chosen one may write nothing.
void Office::choose_password(const std::filesystem::path& file) {
    Laptop laptop = join(file);
    sync::CentralAccounts accounts(*laptop.store, world(), laptop.credential,
                                   [&](const sync::Credential& next) { credential_ = next; });
    std::ignore = must(laptop.store->change_own_password(password_, chosen_password, &accounts));
    password_ = chosen_password;
    laptop.credential = credential_;
    laptop.exchange();
}

sync::Connection Office::open(const std::string& account, const std::string& password, std::uint16_t port,
                              bool compress) const {
    return must(sync::Connection::open({.host = server.host(),
                                        .port = port,
                                        .account = account,
                                        .password = password,
                                        .database = "epic_events",
                                        .ca_pem = server.ca_pem(),
                                        .compress = compress,
                                        .call_timeout = std::chrono::minutes(10)}));
}

sync::Connection Office::admin() const {
    return open(server.admin_user(), server.admin_password(), server.port(), false);
}

sync::Connection Office::connect(std::uint16_t port, bool compress) const {
    return open(credential_.account, credential_.password, port, compress);
}

std::string Office::cell(std::string_view query) const {
    std::string found;
    must(admin().execute(query, [&](std::size_t, sync::RowView row) { found = row[0].value_or("null"); }));
    return found;
}

Office::Laptop Office::join(const std::filesystem::path& file, bool until_useful) const {
    for (const char* suffix : {"", "-wal"}) std::filesystem::remove(file.string() + suffix);
    auto joined = must(sync::join(file.string(), invitation_, {email_, password_}, world(), vault::KdfLimits::minimum(),
                                  {.until_useful = until_useful}));
    return {std::move(joined.store), credential_, joined.pulled, joined.whole};
}

sync::ExchangeReport Office::Laptop::exchange(const std::function<bool(const sync::ExchangeProgress&)>& go_on) {
    return must(sync::exchange_once(*store, world(), credential, go_on));
}

// User and system time of the server's process, proc(5).
double Office::server_cpu_ms() const {
    std::string pid;
    std::ifstream(server.folder() / "pid") >> pid;
    std::string line;
    std::getline(std::ifstream("/proc/" + pid + "/stat"), line);
    // The name, in brackets, may hold anything; user time is the twelfth value behind it.
    std::istringstream values(line.substr(std::min(line.size(), line.rfind(')') + 1)));
    std::string skipped;
    for (int i = 0; i < 11; ++i) values >> skipped;
    double user = 0;
    double system = 0;
    if (!(values >> user >> system)) throw std::runtime_error("no processor time of the server's process");
    return (user + system) * 1'000 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Sample Office::measure(const std::function<void()>& work) const {
    const double before = server_cpu_ms();
    Sample sample = bench::measure(work);
    sample.cpu_ms += server_cpu_ms() - before;
    return sample;
}

} // namespace epic::bench
