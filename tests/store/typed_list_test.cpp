// What is typed into a list that was prepared is found in memory: the same rows as by SQL, after whatever was written.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

using F = Field;

const std::vector<std::string> words{"Éric", "Eva",     "Léa Martin", "Martinet", "Zoé",
                                     "2026", "06 12 3", "Fête",       "à Lyon",   "Société d’Est"};
// The last have neither a letter nor a digit, or are nowhere.
const std::vector<std::string> typed{"e",    "é",        "ma",     "martin", "lea ma", "zoe", "20",
                                     "0612", "06 12 34", "2026-0", "fete l", "d est",  "-",   "xyz"};

// By SQL, whatever is remembered.
std::vector<Id> all_of(Office& office, const ListQuery& query) {
    std::vector<Id> ids;
    must(office->for_each(query, [&](const RecordView& view) -> Result<> {
        ids.push_back(view.record.id);
        return Done{};
    }));
    return ids;
}

std::vector<ListQuery> lists(const Office& office) {
    const auto sorted = [](Entity entity, std::optional<F> field, std::vector<Filter> filters = {}) {
        ListQuery query{.entity = entity, .filters = std::move(filters)};
        query.sort.field = field;
        return query;
    };
    ListQuery owned{.entity = Entity::event};
    owned.where = {{F::event_support, Comparison::equal, office.support}};
    return {sorted(Entity::client, {}),
            sorted(Entity::client, F::client_company),
            sorted(Entity::client, F::client_email, {Filter::client_mine}),
            sorted(Entity::contract, {}),
            sorted(Entity::contract, F::contract_client, {Filter::contract_not_signed}),
            sorted(Entity::event, {}),
            sorted(Entity::event, F::event_support, {Filter::event_upcoming}),
            sorted(Entity::event, F::event_venue_name, {Filter::event_mine}),
            owned};
}

class Writer {
public:
    Writer(Office& office, Random& random) : office_(office), random_(random) {
        office.as(office.commercial);
        clients_ = {office.add_client("Lou Bouzin")};
        contract_ = office.add_contract(clients_[0], 100'00);
    }

    void write() {
        office_.as(office_.commercial);
        switch (random_.between(0, 4)) {
            case 0: clients_.push_back(office_.add_client(word(), {{F::client_company, word()}})); break;
            case 1: edit(Entity::client, random_.pick(clients_), F::client_full_name); break;
            case 2: {
                office_.as(office_.gestion);
                const Id contract = office_.add(Entity::contract, {{F::contract_client, random_.pick(clients_)},
                                                                   {F::contract_total, std::int64_t{100'00}},
                                                                   {F::contract_notes, word()}});
                if (random_.chance(70)) must(office_->execute(SignContract{contract, {}}));
                break;
            }
            case 3: {
                const std::string day = "2026-12-0" + std::to_string(random_.between(1, 9));
                events_.push_back(office_.add_event(contract_, word(), day + "T09:00", day + "T18:00"));
                break;
            }
            default:
                if (!events_.empty()) edit(Entity::event, random_.pick(events_), F::event_venue_name);
                break;
        }
    }

private:
    std::string word() { return random_.pick(words); }
    void edit(Entity entity, const Id& record, F field) {
        must(office_->execute(EditRecord{entity, record, {{field, word()}}}));
    }

    Office& office_;
    Random& random_;
    std::vector<Id> clients_, events_;
    Id contract_{};
};

} // namespace

TEST_CASE("What is typed into a prepared list finds what SQL finds, whatever is written meanwhile") {
    for_each_seed(4, [](Random& random) {
        Office office;
        Writer writer(office, random);
        for (int i = 0; i < 25; ++i) writer.write();
        const std::vector<ListQuery> queries = lists(office);
        for (int round = 0; round < 12; ++round) {
            ListQuery query = random.pick(queries);
            office.as(random.chance(50) ? office.commercial : office.gestion);
            must(office->prepare(query));
            CHECK(office->is_prepared(query));
            const Id reader = office->session().actor.id;
            for (std::int64_t i = random.between(0, 3); i > 0; --i) writer.write();
            office.as(reader);
            query.text = random.pick(typed);
            query.sort.descending = random.chance(50);
            query.limit = 1'000;
            INFO(entity_name(query.entity)
                 << " “" << query.text << "”" << (query.sort.descending ? " descending" : ""));
            const std::vector<Id> expected = all_of(office, query);
            CHECK(office.ids(query) == expected);
            query.offset = random.between(0, static_cast<std::int64_t>(expected.size()));
            query.limit = 3;
            const Page window = must(office->list(query));
            CHECK(window.total == static_cast<std::int64_t>(expected.size()));
            for (std::size_t i = 0; i < window.items.size(); ++i) {
                CHECK(window.items[i].record.id == expected.at(static_cast<std::size_t>(query.offset) + i));
            }
        }
    });
}

TEST_CASE("A list is prepared for every text, and what was written since is found too") {
    Laptop laptop;
    laptop.add_event(laptop.contract, "Fête", "2026-12-01T09:00", "2026-12-01T18:00");
    ListQuery query{.entity = Entity::event};
    CHECK_FALSE(laptop->is_prepared(query));
    must(laptop->prepare(query));
    CHECK(laptop->is_prepared(query));
    query.text = "bouzin";
    query.sort.descending = true;
    CHECK(laptop->is_prepared(query));
    CHECK(must(laptop->list(query)).total == 1);
    // What its clients are called counts as if it were its own.
    laptop.edit(F::client_company, text("Autre"));
    CHECK(must(laptop->list(query)).total == 1);
    // The words that many have are brought to the present before they are typed.
    CHECK_FALSE(laptop->is_prepared(query));
    must(laptop->prepare(query));
    CHECK(laptop->is_prepared(query));
    laptop.pull({laptop.entry(F::client_full_name, text("Zoé"))});
    CHECK(must(laptop->list(query)).total == 0);
    query.text = "zoe autre";
    CHECK(must(laptop->list(query)).total == 1);
    must(laptop->prepare(query));
    query.filters = {Filter::event_upcoming};
    CHECK_FALSE(laptop->is_prepared(query));
}

TEST_CASE("A list that nobody waits for any more is cancelled, and what was half prepared is not taken for it") {
    Office office;
    office.as(office.commercial);
    for (int i = 0; i < 300; ++i) office.add_client("Client " + std::to_string(i));
    ListQuery query{.entity = Entity::client, .text = "client"};
    query.sort.field = F::client_email;
    int asked = 0;
    const auto lost = [&] { return ++asked > 0; };
    const auto page = office->list(query, lost);
    REQUIRE_FALSE(page);
    CHECK(page.error().code == ErrorCode::cancelled);
    CHECK(asked == 1);
    CHECK_FALSE(static_cast<bool>(office->prepare(query, lost)));
    CHECK_FALSE(office->is_prepared(query));
    CHECK(must(office->list(query, [] { return false; })).total == 300);
    must(office->prepare(query));
    CHECK(office->is_prepared(query));
}
