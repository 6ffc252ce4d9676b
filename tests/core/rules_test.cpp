// The rule table of PRODUCT.md, checked for every role, action, ownership and state.
#include "core/rules/rules.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/memory_world.hpp"

using namespace epic;

namespace {

struct Case {
    Actor actor;
    Entity entity;
    Action action;
    Field field;
    RuleFacts facts;
    bool owns;
    bool assigned;
    bool somebody_assigned;
    bool created;
};

Id id_of(std::uint8_t n) {
    Id id;
    id.bytes[15] = n;
    return id;
}

// The table of PRODUCT.md, written a second time and differently: as a decision, not as rows.
bool product_says(const Case& c) {
    const auto is = [&](Department d) { return c.actor.department == d; };
    if (c.field == Field::contract_number && c.action == Action::change) return false;
    switch (c.entity) {
        case Entity::collaborator:
            if (is(Department::gestion)) return true;
            return c.action == Action::change && c.facts.record == c.actor.id &&
                   (c.field == Field::collaborator_language || c.field == Field::collaborator_must_change_password);
        case Entity::client:
            if (c.action == Action::create)
                return is(Department::commercial) && c.owns && c.field != Field::client_withdrawn;
            if (is(Department::gestion)) return c.field == Field::client_commercial;
            return is(Department::commercial) && c.owns && c.field != Field::client_commercial;
        case Entity::contract:
            if (c.action == Action::create) return is(Department::gestion) && c.field != Field::contract_withdrawn;
            if (c.field == Field::contract_client) return false;
            if (is(Department::gestion)) return true;
            return is(Department::commercial) && c.owns && c.field != Field::contract_withdrawn;
        case Entity::payment:
            if (c.action == Action::change) return false;
            return is(Department::gestion) || (is(Department::commercial) && c.owns);
        case Entity::event: break;
    }
    const bool fixed = c.field == Field::event_contract || c.field == Field::event_support;
    if (c.action == Action::create) {
        return is(Department::commercial) && c.owns && c.facts.contract_signed && c.field != Field::event_support &&
               c.field != Field::event_cancelled && c.field != Field::event_withdrawn;
    }
    if (is(Department::gestion)) return true;
    if (is(Department::support)) return c.assigned && !fixed && c.field != Field::event_withdrawn;
    return c.created && !c.assigned && !c.somebody_assigned && !fixed;
}

template <typename Visit>
void for_each_case(Visit visit) {
    for (std::size_t department = 0; department < department_count; ++department) {
        for (std::size_t f = 0; f < field_count; ++f) {
            for (int state = 0; state < 64; ++state) {
                for (const Action action : {Action::create, Action::change}) {
                    Case c;
                    c.actor = Actor{id_of(1), static_cast<Department>(department), true};
                    c.field = static_cast<Field>(f);
                    c.entity = spec(c.field).entity;
                    c.action = action;
                    c.owns = (state & 1) != 0;
                    c.assigned = (state & 2) != 0;
                    c.somebody_assigned = (state & 4) != 0 && !c.assigned;
                    c.created = (state & 8) != 0;
                    c.facts.record = (state & 16) != 0 ? c.actor.id : id_of(9);
                    c.facts.contract_signed = (state & 32) != 0;
                    c.facts.client_commercial = c.owns ? c.actor.id : id_of(2);
                    c.facts.client_commercial_name = "Claire Noël";
                    c.facts.created_by = c.created ? c.actor.id : id_of(3);
                    if (c.assigned) c.facts.support = c.actor.id;
                    if (c.somebody_assigned) c.facts.support = id_of(4);
                    visit(c);
                }
            }
        }
    }
}

} // namespace

TEST_CASE("The rule table answers as PRODUCT.md for every role, field, action, ownership and state") {
    std::size_t cases = 0;
    for_each_case([&](const Case& c) {
        ++cases;
        const bool allowed = !refuses(c.actor, c.entity, c.action, field_set({c.field}), c.facts).has_value();
        if (allowed != product_says(c)) {
            CAPTURE(department_name(c.actor.department), entity_name(c.entity), action_name(c.action),
                    spec(c.field).name, c.owns, c.assigned, c.created, c.facts.contract_signed);
            FAIL("the table and PRODUCT.md differ");
        }
    });
    CHECK(cases == department_count * field_count * 64 * 2);
}

TEST_CASE("Every refusal names its rule and a reason in both languages") {
    for_each_case([&](const Case& c) {
        const auto refusal = refuses(c.actor, c.entity, c.action, field_set({c.field}), c.facts);
        if (!refusal) return;
        if (refusal->rule.empty() || refusal->reason.in(Language::english).empty() ||
            refusal->reason.in(Language::english).find('{') != std::string::npos) {
            CAPTURE(department_name(c.actor.department), entity_name(c.entity), action_name(c.action),
                    spec(c.field).name);
            FAIL("a refusal without a rule or with an unfilled reason");
        }
    });
}

TEST_CASE("Every refusal names who could do it, wherever somebody could") {
    const auto somebody_could = [](const Case& c) {
        const auto rules = rule_table();
        return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
            return rule.entity == c.entity && rule.action == c.action &&
                   rule.fields.test(static_cast<std::size_t>(c.field));
        });
    };
    std::size_t named = 0;
    for_each_case([&](const Case& c) {
        const auto refusal = refuses(c.actor, c.entity, c.action, field_set({c.field}), c.facts);
        if (!refusal) return;
        const std::string who = refusal->who_could.in(Language::english);
        if ((who.empty() && somebody_could(c)) || who.find('{') != std::string::npos) {
            CAPTURE(department_name(c.actor.department), entity_name(c.entity), action_name(c.action),
                    spec(c.field).name, who, c.owns, c.assigned, c.created);
            FAIL("a refusal that does not say who could");
        }
        if (!who.empty()) ++named;
    });
    CHECK(named > 1000);
}

TEST_CASE("An inactive person may do nothing") {
    for_each_case([&](Case c) {
        c.actor.active = false;
        REQUIRE(refuses(c.actor, c.entity, c.action, field_set({c.field}), c.facts));
    });
}

TEST_CASE("Rights over several fields at once are not more than over each") {
    for_each_case([&](const Case& c) {
        const FieldSet all = all_fields_of(c.entity);
        if (!refuses(c.actor, c.entity, c.action, all, c.facts)) {
            REQUIRE_FALSE(refuses(c.actor, c.entity, c.action, field_set({c.field}), c.facts));
        }
    });
}

TEST_CASE("A refusal says who could do it instead") {
    test::Company company;
    const auto refused =
        company.plan(company.other_commercial,
                     EditRecord{Entity::client, company.client, {{Field::client_company, std::string("Cool")}}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::not_allowed);
    CHECK(refused.error().rule == "client.change.own");
    CHECK(refused.error().message.in(Language::english) == "This client is looked after by bruno.");
    CHECK(refused.error().who_could.in(Language::english) == "bruno");
}
