// The recovery key: what a person may mistype, what it opens, and what it may not do.
#include "storage/vault/recovery_key.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iostream>
#include <set>

#include "storage/vault/format.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::TemporaryFolder;

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t size = RecoveryKey::groups * RecoveryKey::symbols_per_group;

std::string symbols_of(const RecoveryKey& key) {
    std::string text = key.text();
    std::erase(text, '-');
    return text;
}

std::string group_of(std::size_t symbol) {
    return "Group " + std::to_string(symbol / RecoveryKey::symbols_per_group + 1) + " ";
}

// "" when it is accepted.
std::string said_of(std::string_view typed) {
    const auto parsed = RecoveryKey::parse(typed);
    if (parsed) return "";
    CHECK(parsed.error().code == ErrorCode::invalid_value);
    CHECK(parsed.error().field == "recovery_key");
    return parsed.error().message.in(Language::english);
}

std::string key_text(const std::filesystem::path& path) {
    return open_file(path)->renew_recovery_key()->text();
}

std::unique_ptr<Vault> open_for_recovery(const std::filesystem::path& path, const std::string& text) {
    auto vault = Vault::open_for_recovery(path.string(), *RecoveryKey::parse(text));
    REQUIRE(vault);
    return std::move(*vault);
}

} // namespace

TEST_CASE("Any one wrong symbol of a recovery key is found, and its group named") {
    std::size_t tried = 0;
    for (int round = 0; round < 20; ++round) {
        const std::string right = symbols_of(RecoveryKey::generate());
        REQUIRE(said_of(right).empty());
        for (std::size_t at = 0; at < size; ++at) {
            for (const char symbol : alphabet) {
                if (symbol == right[at]) continue;
                std::string wrong = right;
                wrong[at] = symbol;
                CHECK(said_of(wrong).starts_with(group_of(at)));
                ++tried;
            }
        }
    }
    std::cout << "recovery key: " << tried << " wrong symbols, all found\n";
}

TEST_CASE("Any two symbols that change places in a group or beside each other are found, and so are groups") {
    std::size_t tried = 0;
    for (int round = 0; round < 20; ++round) {
        const std::string right = symbols_of(RecoveryKey::generate());
        for (std::size_t a = 0; a < size; ++a) {
            for (std::size_t b = a + 1; b < size; ++b) {
                const bool same_group = a / RecoveryKey::symbols_per_group == b / RecoveryKey::symbols_per_group;
                if (right[a] == right[b] || (!same_group && b != a + 1)) continue;
                std::string wrong = right;
                std::swap(wrong[a], wrong[b]);
                CHECK(said_of(wrong).starts_with(group_of(a)));
                ++tried;
            }
        }
        for (std::size_t a = 0; a < size; a += RecoveryKey::symbols_per_group) {
            for (std::size_t b = a + RecoveryKey::symbols_per_group; b < size; b += RecoveryKey::symbols_per_group) {
                std::string wrong = right;
                std::swap_ranges(wrong.begin() + static_cast<std::ptrdiff_t>(a),
                                 wrong.begin() + static_cast<std::ptrdiff_t>(a + RecoveryKey::symbols_per_group),
                                 wrong.begin() + static_cast<std::ptrdiff_t>(b));
                CHECK(said_of(wrong).starts_with(group_of(a)));
                ++tried;
            }
        }
    }
    std::cout << "recovery key: " << tried << " exchanges, all found\n";
}

TEST_CASE("A recovery key may be typed in any case, with any spaces, and with letters that look alike") {
    // 0 and 1 stand in it, and V.
    std::string right;
    while (right.find('0') == std::string::npos || right.find('1') == std::string::npos ||
           right.find('V') == std::string::npos) {
        right = symbols_of(RecoveryKey::generate());
    }
    const auto means_the_same = [&](const std::string& typed) {
        const auto parsed = RecoveryKey::parse(typed);
        INFO(typed);
        REQUIRE(parsed);
        CHECK(symbols_of(*parsed) == right);
    };
    std::string spaced;
    std::string dashed;
    for (std::size_t i = 0; i < size; ++i) {
        if (i != 0 && i % 3 == 0) spaced += i % 2 == 0 ? "  " : "\t";
        if (i != 0 && i % 5 == 0) dashed += "\u2013\u00a0";
        spaced += right[i];
        dashed += right[i];
    }
    means_the_same(spaced + "\r\n");
    means_the_same(dashed);
    std::string lower = right;
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    means_the_same(lower);
    for (const auto& [meant, typed] :
         {std::pair('0', 'O'), {'0', 'o'}, {'1', 'I'}, {'1', 'l'}, {'1', 'i'}, {'V', 'u'}}) {
        std::string alike = right;
        std::ranges::replace(alike, meant, typed);
        means_the_same(alike);
    }
}

TEST_CASE("What is too short, too long or no symbol is said of the group where it is") {
    const std::string right = RecoveryKey::generate().text();
    std::string missing = right;
    missing.erase(13, 1); // in the third group
    CHECK(said_of(missing) == "Group 3 of the recovery key should have 5 letters and digits. It has 4.");
    std::string twice = right;
    twice.insert(31, 1, twice[31]); // in the sixth
    CHECK(said_of(twice) == "Group 6 of the recovery key should have 5 letters and digits. It has 6.");
    CHECK(said_of(right.substr(0, 29)).find("There are 25 here") != std::string::npos);
    CHECK(said_of(right + right).find("There are 70 here") != std::string::npos);
    CHECK(said_of("").find("There are 0 here") != std::string::npos);
    std::string foreign = right;
    foreign.replace(7, 1, "é");
    CHECK(said_of(foreign) == "“é” in group 2 is not a letter or digit of a recovery key.");
    CHECK_FALSE(said_of(std::string("\xff\x00\xe2", 3)).empty());
}

TEST_CASE("Recovery keys are random in every symbol") {
    std::set<std::string> all;
    std::array<std::set<char>, size> seen;
    for (int i = 0; i < 2000; ++i) {
        const std::string key = symbols_of(RecoveryKey::generate());
        all.insert(key);
        for (std::size_t at = 0; at < size; ++at) seen.at(at).insert(key[at]);
    }
    CHECK(all.size() == 2000);
    // That one of 32 symbols is missing at a place after 2000 draws has a chance of 10^-25.
    for (const std::set<char>& symbols : seen) CHECK(symbols.size() == 32);
}

TEST_CASE("A recovery key lets people in again, with a new slot or a new password, and they read everything") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        REQUIRE(add_note(db, 1) == SQLITE_OK);
    });
    const std::string content = look_at(path);
    const std::string text = key_text(path);
    {
        const auto vault = open_for_recovery(path, text);
        CHECK(vault->opened_by().is_nil());
        REQUIRE(vault->slots().size() == 2);
        CHECK(vault->slots()[1].kind == SlotKind::recovery);
        REQUIRE(vault->reset_slot({alice.login, "chosen anew"}, alice_id));
        REQUIRE(vault->add_slot(bob, bob_id));
    }
    CHECK_FALSE(Vault::open(path.string(), alice));
    for (const Credential& credential : {Credential{alice.login, "chosen anew"}, bob}) {
        const auto vault = open_file(path, credential);
        Connection db(*vault);
        CHECK(read_everything(db) == content);
    }
    // It stays good until another one is made.
    CHECK(Vault::open_for_recovery(path.string(), *RecoveryKey::parse(text)));
}

TEST_CASE("A recovery key changes nothing else: no page, no other slot, no key of its own kind") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const std::string text = key_text(path);
    REQUIRE(open_file(path)->add_slot(bob, bob_id));
    Snapshot with_log;
    {
        const auto vault = open_file(path);
        Connection db(*vault);
        REQUIRE(add_note(db, 1) == SQLITE_OK);
        with_log = Snapshot::of(path);
    }
    with_log.put(path);
    {
        const auto vault = open_for_recovery(path, text);
        Connection db(*vault);
        CHECK(db.ask("SELECT count(*) FROM note") == "1");
        CHECK(add_note(db, 2) == SQLITE_READONLY);
        // A connection that does not keep to the rule is stopped below.
        REQUIRE(db.run("PRAGMA query_only = OFF") == SQLITE_OK);
        CHECK((add_note(db, 2) & 0xff) == SQLITE_READONLY);
        CHECK((db.run("CREATE TABLE other (id INTEGER)") & 0xff) == SQLITE_READONLY);
        CHECK(vault->remove_slot(bob_id).error().code == ErrorCode::not_allowed);
        CHECK(vault->change_credential(bob, {bob.login, "x"}).error().code == ErrorCode::not_allowed);
        CHECK(vault->renew_recovery_key().error().code == ErrorCode::not_allowed);
        CHECK_FALSE(vault->open_sealed(*vault->seal_for(bob_id, Bytes{1, 2, 3})));
    }
    const auto vault = open_file(path);
    Connection db(*vault);
    CHECK(db.ask("SELECT count(*) FROM note") == "1");
    CHECK(db.ask("PRAGMA integrity_check") == "ok");
    CHECK(vault->slots().size() == 3);
}

TEST_CASE("Recovery keys and passwords do not stand for one another") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto none = Vault::open_for_recovery(path.string(), RecoveryKey::generate());
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::sign_in_refused);
    CHECK(none.error().message.in(Language::english).find("recovery key") != std::string::npos);

    const auto key = RecoveryKey::parse(key_text(path));
    CHECK_FALSE(Vault::open(path.string(), key->credential()));
    CHECK_FALSE(Vault::open(path.string(), {alice.login, key->credential().password}));
    CHECK_FALSE(Vault::rekey(path.string(), key->credential(), {}, {}));

    // Someone who has signed in with an empty login is no recovery key either.
    REQUIRE(open_file(path)->add_slot({"", bob.password}, bob_id));
    CHECK(open_file(path, {"", bob.password})->opened_by() == bob_id);
}

TEST_CASE("A new recovery key takes the place of the one before, in both copies of the slots") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const std::string first = key_text(path);
    const std::string before = epic::test::read_file(path);
    const std::string second = key_text(path);
    CHECK(first != second);
    CHECK(open_file(path)->slots().size() == 2);
    CHECK_FALSE(Vault::open_for_recovery(path.string(), *RecoveryKey::parse(first)));
    open_for_recovery(path, second);
    for (const std::size_t offset : format::table_offset) {
        std::string stale = epic::test::read_file(path);
        stale.replace(offset, format::table_size, before, offset, format::table_size);
        epic::test::write_file(path, stale);
        CHECK_FALSE(Vault::open_for_recovery(path.string(), *RecoveryKey::parse(first)));
        open_for_recovery(path, second);
    }
}

TEST_CASE("The recovery key of before opens the rekeyed file") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const std::string text = key_text(path);
    REQUIRE(Vault::rekey(path.string(), alice, [](const Id&) { return false; }, {}));
    REQUIRE(open_for_recovery(path, text)->add_slot(bob, bob_id));
    CHECK(open_file(path, bob)->opened_by() == bob_id);
}
