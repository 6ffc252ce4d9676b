// Windows of lists: the same rows wherever they are asked for, by whatever way they are read.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

std::vector<Id> ids_of(const Page& page) {
    std::vector<Id> ids;
    for (const RecordView& view : page.items) ids.push_back(view.record.id);
    return ids;
}

} // namespace

TEST_CASE("Windows of every sort are parts of one order, up and down, what is empty last in both") {
    for_each_seed(3, [](Random& random) {
        Office office;
        const std::vector<std::string> names{"Éric", "eric", "Zoé", "Élan", "Ode", "Œuvre", "Eva"};
        for (int i = 0; i < 40; ++i) {
            office.as(random.chance(50) ? office.commercial : office.other_commercial);
            FieldValues more;
            if (random.chance(60)) more.emplace_back(Field::client_company, random.pick(names));
            if (random.chance(60)) more.emplace_back(Field::client_email, random.pick(names).substr(0, 0) + "a@b.fr");
            if (random.chance(60)) more.emplace_back(Field::client_last_contact, Date{2026, 10, 1 + i % 7});
            if (random.chance(60)) more.emplace_back(Field::client_notes, random.pick(names));
            const Id client = office.add_client(random.pick(names), more);
            office.add_contract(client, random.between(1, 9) * 100, random.chance(50));
        }
        for (const Entity entity : {Entity::client, Entity::contract, Entity::collaborator}) {
            for (const FieldSpec& field : fields_of(entity)) {
                const auto value_of = [&](const RecordView& view) -> std::string {
                    const auto name = view.names.find(field.field);
                    if (field.target) return name == view.names.end() ? std::string() : name->second;
                    return field.field == Field::contract_number ? view.number
                                                                 : wire_text(view.record.get(field.field)).value_or("");
                };
                for (const bool descending : {false, true}) {
                    ListQuery query{.entity = entity, .sort = {field.field, {}, descending}, .limit = 1000};
                    const Page all = must(office->list(query));
                    const std::vector<Id> ids = ids_of(all);
                    INFO(field.name << (descending ? " descending" : ""));
                    REQUIRE(all.total == static_cast<std::int64_t>(ids.size()));
                    for (std::size_t i = 1; i < all.items.size(); ++i) {
                        const std::string before = value_of(all.items[i - 1]);
                        const std::string after = value_of(all.items[i]);
                        const bool numeric = field.type == FieldType::amount_minor || field.type == FieldType::boolean;
                        if (before == after) {
                            CHECK((descending ? ids[i] < ids[i - 1] : ids[i - 1] < ids[i]));
                        } else if (after.empty() || before.empty()) {
                            CHECK(after.empty());
                        } else if (!numeric) {
                            const bool read = field.type == FieldType::text || field.type == FieldType::long_text ||
                                              field.target == Entity::client || field.target == Entity::collaborator;
                            const bool plain = !read || field.field == Field::contract_number;
                            const std::string a = plain ? before : office.unicode.sort_key(before);
                            const std::string b = plain ? after : office.unicode.sort_key(after);
                            CHECK((descending ? b <= a : a <= b));
                        }
                    }
                    query.limit = random.between(1, 12);
                    query.offset = random.between(0, all.total + 3);
                    const Page window = must(office->list(query));
                    CHECK(window.total == all.total);
                    const auto begin = std::min(static_cast<std::size_t>(query.offset), ids.size());
                    const auto end = std::min(begin + static_cast<std::size_t>(query.limit), ids.size());
                    CHECK(ids_of(window) == std::vector<Id>(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                                                            ids.begin() + static_cast<std::ptrdiff_t>(end)));
                }
            }
        }
    });
}

TEST_CASE("A list that was read is right again after every write, also of what it only refers to") {
    Laptop laptop;
    laptop.as(laptop.commercial);
    const Id other = laptop.add_client("Aline");
    laptop.add_contract(other, 100'00);
    const auto names = [&](std::optional<Field> sort) {
        std::vector<std::string> found;
        for (const RecordView& view : must(laptop->list({.entity = Entity::contract, .sort = {sort}})).items)
            found.push_back(view.client_name);
        return found;
    };
    using Names = std::vector<std::string>;
    CHECK(names(Field::contract_client) == Names{"Aline", "Lou Bouzin"});
    laptop.as(laptop.commercial);
    must(laptop->execute(EditRecord{Entity::client, other, {{Field::client_full_name, text("Zoé")}}}));
    CHECK(names(Field::contract_client) == Names{"Lou Bouzin", "Zoé"});
    laptop.pull({laptop.entry(Field::client_full_name, text("Zz"))});
    CHECK(names(Field::contract_client) == Names{"Zoé", "Zz"});
    ListQuery paid{.entity = Entity::contract, .filters = {Filter::contract_not_fully_paid}};
    CHECK(must(laptop->list(paid)).total == 2);
    laptop.as(laptop.commercial);
    laptop.add_payment(laptop.contract, 1000'00);
    CHECK(must(laptop->list(paid)).total == 1);
    const std::vector<ListQuery> asked{paid, {.entity = Entity::contract}};
    CHECK(must(laptop->count(asked)) == std::vector<std::int64_t>{1, 2});
}
