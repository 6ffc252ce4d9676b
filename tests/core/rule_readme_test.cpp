// The rule table printed in core/README.md and the one in the program are the same.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>
#include <sstream>

#include "core/rules/rules.hpp"
#include "tests/support/places.hpp"

using namespace epic;

namespace {

std::string trimmed(std::string text) {
    const auto edge = [](char c) { return c == ' ' || c == '`'; };
    while (!text.empty() && edge(text.front())) text.erase(text.begin());
    while (!text.empty() && edge(text.back())) text.pop_back();
    return text;
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(trimmed(part));
    return parts;
}

FieldSet named_fields(Entity entity, const std::string& names) {
    FieldSet set;
    for (const std::string& name : split(names, ',')) {
        const auto field = find_field(entity, name);
        INFO("field " << name);
        REQUIRE(field);
        set.set(static_cast<std::size_t>(*field));
    }
    return set;
}

FieldSet printed_fields(Entity entity, const std::string& text) {
    if (text == "all") return all_fields_of(entity);
    if (text.starts_with("all but ")) return all_fields_of(entity) & ~named_fields(entity, text.substr(8));
    return named_fields(entity, text);
}

Condition printed_condition(const std::string& text) {
    const std::map<std::string, Condition> conditions{
        {"always", Condition::always},
        {"themself", Condition::self},
        {"it becomes theirs", Condition::own_client},
        {"own client", Condition::own_client},
        {"of an own client", Condition::own_client},
        {"contract of an own client", Condition::own_client},
        {"own client, signed contract", Condition::own_client_signed},
        {"assigned to them", Condition::assigned_to_me},
        {"they created it and nobody is assigned", Condition::created_by_me_unassigned},
    };
    INFO("condition " << text);
    REQUIRE(conditions.contains(text));
    return conditions.at(text);
}

// One rule as a line, so that a difference is readable.
std::string line_of(std::string_view id, Department department, Action action, Entity entity, const FieldSet& fields,
                    Condition condition) {
    std::string line = std::string(id) + " " + std::string(department_name(department)) + " " +
                       std::string(action_name(action)) + " " + std::string(entity_name(entity)) + " " +
                       std::string(condition_name(condition)) + ":";
    for (const FieldSpec& field : fields_of(entity)) {
        if (fields.test(static_cast<std::size_t>(field.field))) line += " " + std::string(field.name);
    }
    return line;
}

std::set<std::string> printed_rules() {
    std::set<std::string> rules;
    std::istringstream readme(test::read_file(test::source_dir() / "core" / "README.md"));
    bool in_table = false;
    for (std::string line; std::getline(readme, line);) {
        if (line.starts_with("| rule |")) in_table = true;
        if (!in_table || line.starts_with("| rule |") || line.starts_with("|---")) continue;
        if (!line.starts_with("|")) break;
        const auto cells = split(line.substr(1), '|');
        REQUIRE(cells.size() == 5);
        const auto deed = split(cells[2], ' ');
        REQUIRE(deed.size() == 2);
        const auto entity = parse_entity(deed[1]);
        REQUIRE(entity);
        const Action action = deed[0] == "create" ? Action::create : Action::change;
        CHECK(deed[0] == action_name(action));
        for (const std::string& name : split(cells[1], ',')) {
            const auto department = parse_department(name);
            REQUIRE(department);
            rules.insert(line_of(cells[0], *department, action, *entity, printed_fields(*entity, cells[3]),
                                 printed_condition(cells[4])));
        }
    }
    return rules;
}

} // namespace

TEST_CASE("The rule table printed in core's README is the one that decides") {
    std::set<std::string> coded;
    for (const Rule& rule : rule_table()) {
        coded.insert(line_of(rule.id, rule.department, rule.action, rule.entity, rule.fields, rule.condition));
    }
    const auto printed = printed_rules();
    CHECK(printed.size() == rule_table().size());
    for (const std::string& rule : coded) {
        INFO("in the code: " << rule);
        CHECK(printed.contains(rule));
    }
    for (const std::string& rule : printed) {
        INFO("in the README: " << rule);
        CHECK(coded.contains(rule));
    }
}
