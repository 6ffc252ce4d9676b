// The recovery key and rekey, as the company uses them.
#include <catch2/catch_test_macros.hpp>

#include "tests/store/laptop.hpp"

using namespace epic;
using namespace epic::test;

namespace {

Result<std::unique_ptr<store::Store>> recover(Office& office, const std::string& key, const store::SignIn& who) {
    office.store.reset();
    return store::Store::recover(office.file(), key, who, office.environment);
}

ErrorCode code_of_recovery(Office& office, const std::string& key, const store::SignIn& who) {
    const auto recovered = recover(office, key, who);
    REQUIRE_FALSE(recovered);
    return recovered.error().code;
}

} // namespace

TEST_CASE("With the recovery key someone who lost their password chooses another, and works on") {
    Office office;
    const std::string key = must(office->renew_recovery_key());
    must(office->reset_password(office.support, "initial"));
    office.store = must(recover(office, key, {" AMELIE@epic.EXAMPLE ", "new password"}));
    CHECK(office->session().actor.id == office.gestion);
    office.reopen("amelie@epic.example", "new password");
    office.store.reset();
    CHECK_FALSE(store::Store::open(office.file(), {"amelie@epic.example", "secret"}, office.environment));
    // Who had to choose a password has done so.
    office.store = must(recover(office, key, {"david@epic.example", "chosen"}));
    CHECK_FALSE(office->session().must_change_password);
    CHECK(must(office->verify()).damaged.empty());
}

TEST_CASE("Recovery refuses a mistyped key, another key, a stranger, a closed account and an empty password") {
    Office office;
    const std::string key = must(office->renew_recovery_key());
    const std::string other = must(office->renew_recovery_key());
    office.as(office.gestion);
    must(office->deactivate({office.other_support, {}}));
    const std::string closed = office.sign_ins.at(office.other_support).email;
    CHECK(code_of_recovery(office, key, {"amelie@epic.example", "new"}) == ErrorCode::sign_in_refused);
    std::string mistyped = other;
    mistyped[2] = mistyped[2] == '7' ? '8' : '7';
    CHECK(code_of_recovery(office, mistyped, {"amelie@epic.example", "new"}) == ErrorCode::invalid_value);
    CHECK(code_of_recovery(office, other, {"nobody@epic.example", "new"}) == ErrorCode::not_found);
    CHECK(code_of_recovery(office, other, {closed, "new"}) == ErrorCode::sign_in_refused);
    CHECK(code_of_recovery(office, other, {"amelie@epic.example", ""}) == ErrorCode::invalid_value);
    // Nothing of that has changed who gets in.
    office.reopen("amelie@epic.example", "secret");
    CHECK(office->session().actor.id == office.gestion);
}

TEST_CASE("Only management makes a recovery key or another data key") {
    Office office;
    office.as(office.support);
    const auto refused = office->renew_recovery_key();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::not_allowed);
    CHECK_FALSE(refused.error().who_could.empty());
    const store::SignIn support = office.sign_ins.at(office.support);
    office.store.reset();
    const auto rekeyed = store::Store::rekey(office.file(), support, office.environment, {});
    REQUIRE_FALSE(rekeyed);
    CHECK(rekeyed.error().code == ErrorCode::not_allowed);
}

TEST_CASE("After a rekey everyone works on with their password, their drafts and the recovery key") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Lou Bouzin");
    office.as(office.gestion);
    must(office->save_draft("client.add", "half written"));
    const std::string key = must(office->renew_recovery_key());
    const Id old_file = office->file_id();
    const std::size_t slots = office->slots().size();
    office.store.reset();
    const auto outcome = store::Store::rekey(office.file(), {"amelie@epic.example", "secret"}, office.environment, {});
    CHECK(must(outcome) == vault::RekeyOutcome::done);
    for (const auto& [person, sign_in] : office.sign_ins) {
        office.reopen(sign_in.email, sign_in.password);
        CHECK(office->session().actor.id == person);
        CHECK(must(office->find(Entity::client, client)).record.text(Field::client_full_name) == "Lou Bouzin");
    }
    CHECK(office->file_id() != old_file);
    CHECK(office->slots().size() == slots);
    CHECK(must(office->verify()).damaged.empty());
    office.reopen("amelie@epic.example", "secret");
    CHECK(must(office->load_draft("client.add"))->text == "half written");
    office.store = must(recover(office, key, {"amelie@epic.example", "another"}));
}

TEST_CASE("On a joined laptop a closed account comes along only while work of theirs has not left") {
    Laptop laptop;
    laptop.as(laptop.gestion);
    const auto has_slot = [&](const Id& person) {
        for (const vault::SlotInfo& slot : laptop->slots()) {
            if (slot.collaborator == person) return true;
        }
        return false;
    };
    const store::SignIn gestion = laptop.sign_ins.at(laptop.gestion);
    const store::SignIn commercial = laptop.sign_ins.at(laptop.commercial);
    laptop.reopen(commercial.email, commercial.password);
    laptop.add_client("Not sent yet");
    laptop.reopen(gestion.email, gestion.password);
    must(laptop->deactivate({laptop.commercial, laptop.other_commercial}));
    must(laptop->deactivate({laptop.other_support, {}}));
    REQUIRE(has_slot(laptop.commercial));
    REQUIRE(has_slot(laptop.other_support));
    laptop.store.reset();
    must(store::Store::rekey(laptop.file(), gestion, laptop.environment, {}));
    laptop.reopen(gestion.email, gestion.password);
    CHECK(has_slot(laptop.commercial));
    CHECK_FALSE(has_slot(laptop.other_support));
    CHECK(has_slot(laptop.other_commercial));
}
