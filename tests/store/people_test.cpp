// Passwords and slots: who opens the file, and what they must do first.
#include <catch2/catch_test_macros.hpp>

#include "tests/store/office.hpp"

using namespace epic;
using namespace epic::test;

namespace {

ErrorCode open_error(Office& office, const std::string& email, const std::string& password) {
    office.store.reset();
    auto opened = store::Store::open(office.file(), {email, password}, office.environment);
    REQUIRE_FALSE(opened);
    return opened.error().code;
}

} // namespace

TEST_CASE("The founder opens the file with their e-mail in any case and a composed or decomposed password") {
    Office office;
    office.reopen(" AMELIE@epic.EXAMPLE ");
    CHECK(office->session().actor.id == office.gestion);
    CHECK(office->session().full_name == "Amélie Garnier");
    must(office->change_own_password("secret", "clé de sol"));
    office.reopen("amelie@epic.example", "cle\xCC\x81 de sol");
    CHECK(open_error(office, "amelie@epic.example", "secret") == ErrorCode::sign_in_refused);
    CHECK(open_error(office, "bastien@epic.example", "clé de sol") == ErrorCode::sign_in_refused);
}

TEST_CASE("A collaborator added with an initial password must change it before anything else") {
    Office office;
    const AddRecord command{Entity::collaborator,
                            {},
                            {{Field::collaborator_full_name, std::string("Inès Adam")},
                             {Field::collaborator_email, std::string("Ines@epic.example")},
                             {Field::collaborator_department, std::string("commercial")}}};
    const Id ines = must(office->add_collaborator(command, "first")).record;
    office.reopen("ines@epic.example", "first");
    CHECK(office->session().actor.id == ines);
    CHECK(office->session().must_change_password);
    const auto blocked = office->execute(AddRecord{Entity::client, {}, {{Field::client_full_name, std::string("X")}}});
    CHECK(blocked.error().code == ErrorCode::must_change_password);
    CHECK(office->change_own_password("wrong", "second").error().code == ErrorCode::sign_in_refused);
    CHECK(office->change_own_password("first", "first").error().code == ErrorCode::invalid_value);
    CHECK(office->change_own_password("first", "").error().code == ErrorCode::invalid_value);
    must(office->change_own_password("first", "second"));
    CHECK_FALSE(office->session().must_change_password);
    office.add_client("Hers");
    office.reopen("ines@epic.example", "second");
    CHECK_FALSE(office->session().must_change_password);
    CHECK(must(office->list({.entity = Entity::client, .filters = {Filter::client_mine}})).total == 1);
}

TEST_CASE("Only gestion adds people, and a refusal leaves no slot") {
    Office office;
    office.as(office.commercial);
    const std::size_t slots = office->slots().size();
    const AddRecord command{Entity::collaborator,
                            {},
                            {{Field::collaborator_full_name, std::string("X")},
                             {Field::collaborator_email, std::string("x@epic.example")},
                             {Field::collaborator_department, std::string("gestion")}}};
    CHECK(office->add_collaborator(command, "first").error().code == ErrorCode::not_allowed);
    office.as(office.gestion);
    AddRecord taken = command;
    taken.values[1].second = std::string("BASTIEN@epic.example");
    CHECK(office->add_collaborator(taken, "first").error().rule == "collaborator.email_unique");
    CHECK(office->add_collaborator(command, "").error().code == ErrorCode::invalid_value);
    CHECK(office->slots().size() == slots);
}

TEST_CASE("A reset gives a new password that must be changed, and the old one no longer opens") {
    Office office;
    must(office->reset_password(office.support, "again"));
    CHECK(open_error(office, "david@epic.example", "secret-david") == ErrorCode::sign_in_refused);
    office.reopen("david@epic.example", "again");
    CHECK(office->session().must_change_password);
    CHECK(office->reset_password(office.commercial, "mine").error().code == ErrorCode::not_allowed);
}

TEST_CASE("Who was deactivated no longer opens the file, and their name stays in the history") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    office.as(office.gestion);
    must(office->execute(DeactivateCollaborator{office.commercial, office.other_commercial}));
    CHECK(open_error(office, "bastien@epic.example", "secret-bastien") == ErrorCode::sign_in_refused);
    office.reopen("chloe@epic.example", "secret-chloe");
    CHECK(must(office->history(Entity::client, client)).back().by_name == "Bastien Roy");
}

TEST_CASE("An e-mail changed by gestion signs in after a reset, and the person is told") {
    Office office;
    const auto written = must(office->execute(EditRecord{
        Entity::collaborator, office.support, {{Field::collaborator_email, std::string("d.emond@epic.example")}}}));
    REQUIRE(written.warnings.size() == 1);
    CHECK(written.warnings[0].id == "login_unchanged");
    must(office->reset_password(office.support, "again"));
    office.reopen("d.emond@epic.example", "again");
    CHECK(office->session().actor.id == office.support);
}

TEST_CASE("A locked store answers every call with sign in refused") {
    Office office;
    office->lock();
    CHECK(office->list({.entity = Entity::client}).error().code == ErrorCode::sign_in_refused);
    CHECK(office->execute(PasswordChanged{}).error().code == ErrorCode::sign_in_refused);
    CHECK(office->save_draft("client.add", "x").error().code == ErrorCode::sign_in_refused);
    office.reopen("amelie@epic.example");
    CHECK(office->list({.entity = Entity::client}));
}

TEST_CASE("Creating over an existing file is refused, and a bad founder leaves no file") {
    Office office;
    const auto again = store::Store::create(office.file(), {"A", "a@epic.example", "p"}, office.environment,
                                            vault::KdfLimits::minimum());
    REQUIRE_FALSE(again);
    const std::string other = (office.folder / "other.epic").string();
    const auto nameless =
        store::Store::create(other, {"", "a@epic.example", "p"}, office.environment, vault::KdfLimits::minimum());
    CHECK(nameless.error().code == ErrorCode::invalid_value);
    const auto no_password =
        store::Store::create(other, {"A", "a@epic.example", ""}, office.environment, vault::KdfLimits::minimum());
    CHECK(no_password.error().code == ErrorCode::invalid_value);
    CHECK_FALSE(std::filesystem::exists(other));
}

TEST_CASE("Drafts belong to a person and a form, and outlive a lock") {
    Office office;
    must(office->save_draft("client.add", "Lou"));
    must(office->save_draft("client.add", "Lou Bouzin"));
    office.as(office.commercial);
    CHECK_FALSE(must(office->load_draft("client.add")));
    must(office->save_draft("client.add", "Other"));
    office.as(office.gestion);
    CHECK(must(office->load_draft("client.add"))->text == "Lou Bouzin");
    office->lock();
    office.reopen("amelie@epic.example");
    REQUIRE(must(office->drafts()).size() == 1);
    CHECK(must(office->drafts())[0].form == "client.add");
    must(office->remove_draft("client.add"));
    CHECK(must(office->drafts()).empty());
}
