#include "tests/cli/joined_office.hpp"

#include <catch2/catch_test_macros.hpp>

namespace epic::test {

JoinedOffice::JoinedOffice(ServerKind kind) : server({.kind = kind}) {
    const auto admin = office.write("admin", server.admin_password());
    office.alice.done({"central", "install", "--server", server.host() + ":" + std::to_string(server.port()), "--ca",
                       server.ca_file(), "--admin-user", server.admin_user(), "--admin-password-file", admin,
                       "--one-time-passwords", office.path("once")});
    once = read_file(office.path("once"));
    office.alice.done({"central", "invite", office.path("office.join")});
}

std::filesystem::path JoinedOffice::handed_over(const std::string& name) const {
    const std::string email = name + "@agence.example";
    const std::size_t at = once.find(email) + email.size() + 1;
    REQUIRE(at > email.size());
    return office.write(name + ".once", once.substr(at, once.find('\n', at) - at));
}

Person JoinedOffice::join(const std::string& name) const {
    const std::string email = name + "@agence.example";
    const auto first = handed_over(name);
    const auto own = office.write(name + ".own", "le mot de passe de " + name);
    const Outcome joined = run_program({"join", office.path(name + ".epic"), "--invite", office.path("office.join"),
                                        "--email", email, "--password-file", first, "--json"});
    INFO(joined.err);
    REQUIRE(joined.exit == 0);
    Person{office.path(name + ".epic"), email, first}.done({"password", "--new-password-file", own});
    return {office.path(name + ".epic"), email, own};
}

} // namespace epic::test
