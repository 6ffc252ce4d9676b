// What others changed while a person was away.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/store/laptop.hpp"

using namespace epic;
using namespace epic::test;

namespace {

class Away : public Laptop {
public:
    Away() { seen(); }
    void seen() { must(store->mark_digest_seen(must(store->digest()).until)); }
    Digest digest() { return must(store->digest()); }
};

} // namespace

TEST_CASE("what others changed is told record by record, from what the person knew to what stands") {
    Away away;
    CHECK(away.digest().items.empty());
    away.pull({away.entry(Field::client_company, text("Bouzin & fils")), away.entry(Field::client_phone, text("0561")),
               away.entry(Field::client_company, text("Bouzin frères"))});
    const Digest digest = away.digest();
    CHECK(digest.total == 1);
    REQUIRE(digest.items.size() == 1);
    const DigestItem& item = digest.items[0];
    CHECK(item.record == away.client);
    CHECK(item.name == "Lou Bouzin");
    CHECK_FALSE(item.created);
    CHECK(item.own);
    CHECK(item.by == away.gestion);
    CHECK_FALSE(item.by_name.empty());
    REQUIRE(item.fields.size() == 2);
    const auto company = std::find_if(item.fields.begin(), item.fields.end(),
                                      [](const DigestField& field) { return field.field == Field::client_company; });
    REQUIRE(company != item.fields.end());
    CHECK(company->before == text("Bouzin SA"));
    CHECK(company->after == text("Bouzin frères"));
}

TEST_CASE("an own edit is no news, nor is what was changed and changed back") {
    Away away;
    away.edit(Field::client_company, text("Mine"));
    away.confirm_all();
    CHECK(away.digest().items.empty());
    away.pull({away.entry(Field::client_phone, text("0561")), away.entry(Field::client_phone, Value{})});
    CHECK(away.digest().items.empty());
}

TEST_CASE("what was seen is not told again, and what arrives while one reads is told next time") {
    Away away;
    away.pull({away.entry(Field::client_company, text("One"))});
    const Digest first = away.digest();
    away.pull({away.entry(Field::client_company, text("Two"))});
    must(away.store->mark_digest_seen(first.until));
    const Digest next = away.digest();
    REQUIRE(next.items.size() == 1);
    REQUIRE(next.items[0].fields.size() == 1);
    CHECK(next.items[0].fields[0].before == text("One"));
    CHECK(next.items[0].fields[0].after == text("Two"));
    away.seen();
    CHECK(away.digest().items.empty());
    // An older screen that is closed late does not bring back what was seen.
    must(away.store->mark_digest_seen(first.until));
    CHECK(away.digest().items.empty());
}

TEST_CASE("the mark outlives the program, and is each person's own") {
    Away away;
    away.pull({away.entry(Field::client_company, text("Other"))});
    const Id colleague = away.commercial;
    away.as(away.gestion);
    const Digest of_founder = away.digest(); // who has not looked since the file was made
    REQUIRE(of_founder.items.size() == 1);   // the client; the contract is gestion’s own
    for (const DigestItem& item : of_founder.items) {
        CHECK(item.by == colleague);
        for (const DigestField& field : item.fields) CHECK(field.field != Field::client_company); // written over
    }
    away.as(colleague);
    CHECK(away.digest().items.size() == 1);
}

TEST_CASE("a long absence is told up to a limit, with how much there is") {
    Away away;
    std::vector<store::LogEntry> entries;
    for (int i = 0; i < 30; ++i) {
        store::LogEntry line = away.entry(Field::client_full_name, std::string("Client ") + std::to_string(i));
        line.operation.record = away.ids_source.next();
        line.operation.kind = OperationKind::create;
        line.operation.changes.push_back({Field::client_commercial, {}, away.gestion, {}});
        line.operation.changes.push_back({Field::client_first_contact, {}, Date{2026, 11, 1}, {}});
        line.operation.changes.push_back({Field::client_withdrawn, {}, std::int64_t{0}, {}});
        entries.push_back(std::move(line));
    }
    away.pull(std::move(entries));
    away.pull({away.entry(Field::client_company, text("Mine all the same"))});
    const Digest digest = must(away.store->digest(10));
    CHECK(digest.total == 31);
    REQUIRE(digest.items.size() == 10);
    CHECK(digest.items[0].own);
    CHECK(digest.items[1].name == "Client 29");
    CHECK(digest.items[1].created);
}
