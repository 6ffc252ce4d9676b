// Search as one types: what is found, in which order, and where it is shown.
#include "storage/store/internal/search.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <sqlite3.h>
#include <tuple>

#include "storage/store/bulk.hpp"
#include "storage/store/internal/vocabulary.hpp"
#include "storage/store/internal/words.hpp"
#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

using Titles = std::vector<std::string>;

Titles found(Office& office, const std::string& text, std::int64_t limit = 20) {
    Titles titles;
    for (const SearchHit& hit : must(office->search(text, limit)).hits) titles.push_back(hit.title);
    return titles;
}

bool finds(Office& office, const std::string& text, const std::string& title) {
    const Titles titles = found(office, text, 1000);
    return std::find(titles.begin(), titles.end(), title) != titles.end();
}

// "Lou [Bouz]in" for what is shown of the first hit.
std::string shown(Office& office, const std::string& text) {
    const SearchHit hit = must(office->search(text, 1)).hits.at(0);
    std::string all;
    for (const SearchMatch& match : hit.matches) {
        std::string marked = match.text;
        for (auto range = match.ranges.rbegin(); range != match.ranges.rend(); ++range) {
            marked.insert(range->begin + range->length, "]");
            marked.insert(range->begin, "[");
        }
        all += (all.empty() ? "" : " | ") + std::string(spec(match.field).name) + ": " + marked;
    }
    return all;
}

// One client, contract and event of the company's own sheets.
struct Sheets : Office {
    Sheets() {
        as(commercial);
        client = add_client("Lou Bouzin", {{Field::client_company, std::string("Événements Crêpière")},
                                           {Field::client_email, std::string("lou.b@exemple.fr")},
                                           {Field::client_phone, std::string("06 12 34 56 78")},
                                           {Field::client_notes, std::string("Préfère être\nrappelée le soir.")}});
        contract = add_contract(client, 1000'00);
        event = add(Entity::event, {{Field::event_contract, contract},
                                    {Field::event_title, std::string("Assemblée générale")},
                                    {Field::event_contact_name, std::string("Jacky Blangier")},
                                    {Field::event_starts_at, parse_instant("2026-12-01T09:00:00Z")->unix_ms},
                                    {Field::event_ends_at, parse_instant("2026-12-01T17:00:00Z")->unix_ms},
                                    {Field::event_time_zone, std::string("Europe/Paris")},
                                    {Field::event_venue_name, std::string("Château de l'Œuf")},
                                    {Field::event_notes, std::string("Projecteur à prévoir")}});
    }
    Id client, contract, event;
};

} // namespace

TEST_CASE("Every entity and every text is searched, by the start of words, without case and accents, in any order") {
    Sheets office;
    for (const char* text : {"lou", "BOUZIN", "bouz lou", "lou bouz", "crepiere", "EVEN", "lou.b@exemple", "0612345678",
                             "06 12 34", "+33 6 12", "rappelee", "b", "soir lou"}) {
        INFO(text);
        CHECK(finds(office, text, "Lou Bouzin"));
    }
    for (const char* text :
         {"jacky", "blangier", "assemblee", "château", "oeuf", "chateau oeuf", "projecteur", "generale jacky"}) {
        INFO(text);
        CHECK(finds(office, text, "Assemblée générale"));
    }
    CHECK(finds(office, "emond", "David Émond"));
    CHECK(finds(office, "david@epic", "David Émond"));
    const std::string number = must(office->find(Entity::contract, office.contract)).number;
    CHECK(finds(office, number, number));
    CHECK(finds(office, number.substr(0, 6), number));
    for (const char* text : {"uzin", "lou dupont", "lou bouzin jacky", "", "  ", "…", "'\"*("}) {
        INFO(text);
        CHECK(found(office, text).empty());
    }
}

TEST_CASE("One typing error is forgiven in words of five letters or more, also while they are typed") {
    Sheets office;
    for (const char* text : {"bouzni", "bouzn", "bouuzin", "bousin", "vouzin", "buozi", "ouzin", "crepeire",
                             "bouzib lou", "bouzinn", "rapelee"}) {
        INFO(text);
        CHECK(finds(office, text, "Lou Bouzin"));
    }
    CHECK(finds(office, "blanjier", "Assemblée générale"));
    CHECK(finds(office, "chateua", "Assemblée générale"));
    for (const char* text : {"bpuz", "luo", "bzouni", "0612345679", "lou.b@exmple.fr"}) {
        INFO(text);
        CHECK_FALSE(finds(office, text, "Lou Bouzin"));
    }
    CHECK(must(office->search("bousin", 5)).hits.at(0).mistyped);
    CHECK_FALSE(must(office->search("bouzin", 5)).hits.at(0).mistyped);
}

TEST_CASE("Names come before companies, venues and notes; words before starts of words; the mistyped last") {
    Office office;
    office.as(office.commercial);
    office.add_client("In notes", {{Field::client_notes, std::string("Durand a rappelé")}});
    office.add_client("Of the company", {{Field::client_company, std::string("Durand SA")}});
    office.add_client("Paul Dirand");
    office.add_client("Paul Durandeau");
    office.add_client("Paul Durand");
    CHECK(found(office, "durand") ==
          Titles{"Paul Durand", "Paul Durandeau", "Of the company", "In notes", "Paul Dirand"});
    CHECK(found(office, "durand", 2) == Titles{"Paul Durand", "Paul Durandeau"});
}

TEST_CASE("Among equals one's own come first, then the newest, and the entities take turns") {
    Office office;
    office.as(office.other_commercial);
    office.add_client("Emma Old");
    office.add_client("Emma New");
    office.as(office.commercial);
    const Id mine = office.add_client("Emma Mine");
    office.as(office.other_commercial);
    office.add_client("Emma Newest");
    office.as(office.commercial);
    CHECK(found(office, "emma") == Titles{"Emma Mine", "Emma Newest", "Emma New", "Emma Old"});
    office.add_event(office.add_contract(mine, 100), "Emma se marie", "2026-12-01T09:00", "2026-12-01T18:00");
    CHECK(found(office, "emma", 3) == Titles{"Emma Mine", "Emma se marie", "Emma Newest"});
}

TEST_CASE("What was found is shown where it stands in the text as it was written") {
    Sheets office;
    CHECK(shown(office, "bouz") == "full_name: Lou [Bouz]in");
    CHECK(shown(office, "crepiere evene") == "company: [Événe]ments [Crêpière]");
    CHECK(shown(office, "soir prefere lou") == "full_name: [Lou] Bouzin | notes: [Préfère] être rappelée le [soir].");
    CHECK(shown(office, "oeu") == "venue_name: Château de l'[Œu]f");
    CHECK(shown(office, "061234") == "phone: [06 12 34 56 78]");
    CHECK(shown(office, "bousin") == "full_name: Lou [Bouzin]");
    office.as(office.commercial);
    std::string long_notes = "Début. ";
    for (int i = 0; i < 60; ++i) long_notes += "très long ";
    long_notes += "échéance ";
    for (int i = 0; i < 60; ++i) long_notes += "encore ";
    office.add_client("Other", {{Field::client_notes, long_notes}});
    const std::string snippet = shown(office, "echeance");
    CHECK(snippet.find("…") != std::string::npos);
    CHECK(snippet.find("long [échéance] encore") != std::string::npos);
    CHECK(snippet.size() < 220);
}

TEST_CASE("What is withdrawn is not found, and an edit moves the words with it") {
    Office office;
    office.as(office.commercial);
    const Id client = office.add_client("Bérénice Avant");
    must(office->execute(
        EditRecord{Entity::client, client, {{Field::client_full_name, std::string("Bérénice Après")}}}));
    CHECK(found(office, "avant").empty());
    CHECK(finds(office, "apres", "Bérénice Après"));
    Laptop laptop;
    CHECK(finds(laptop, "bouzin", "Lou Bouzin"));
    laptop.pull({laptop.entry(Field::client_withdrawn, std::int64_t{1})});
    CHECK_FALSE(finds(laptop, "bouzin", "Lou Bouzin"));
}

TEST_CASE("What a server refuses is no longer found") {
    Laptop laptop;
    laptop.as(laptop.commercial);
    laptop.add_client("Never Accepted");
    CHECK(finds(laptop, "never", "Never Accepted"));
    store::Acknowledgement answer = laptop.freeze();
    for (const Operation& operation : laptop.sent) {
        store::Outcome refused{operation.id, store::Verdict::refused};
        refused.code = "not_allowed";
        answer.outcomes.push_back(refused);
    }
    must(laptop.exchange().apply(answer));
    CHECK(found(laptop, "never").empty());
    laptop.pull({laptop.entry(Field::client_company, std::string("Quintefeuille"))});
    CHECK(finds(laptop, "quintefeuille", "Lou Bouzin"));
    CHECK(must(laptop->verify()).damaged.empty());
}

TEST_CASE("A search that is wanted no longer ends without an answer") {
    Sheets office;
    const SearchAnswer answer = must(office->search("lou", 10, [] { return true; }));
    CHECK(answer.interrupted);
    CHECK(answer.hits.empty());
    CHECK_FALSE(must(office->search("lou", 10, [] { return false; })).interrupted);
}

// ---- against the obvious ----

namespace {

// The least number of single errors between two words: insertion, deletion, substitution, neighbours exchanged
// (optimal string alignment).
std::size_t errors_between(const std::u32string& a, const std::u32string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

bool starts_with_one_error(const std::u32string& typed, const std::u32string& word) {
    for (std::size_t length = 0; length <= word.size(); ++length) {
        if (errors_between(typed, word.substr(0, length)) <= 1) return true;
    }
    return false;
}

std::string random_word(Random& random, std::int64_t length_min, std::int64_t length_max) {
    static const std::vector<std::string> letters{"a", "b", "e", "é", "n", "o", "r"};
    std::string word;
    for (std::int64_t left = random.between(length_min, length_max); left > 0; --left) word += random.pick(letters);
    return word;
}

std::string random_words(Random& random, int words_max) {
    std::string text;
    for (std::int64_t left = random.between(1, words_max); left > 0; --left) {
        text += (text.empty() ? "" : " ") + random_word(random, 2, 7);
    }
    return text;
}

// One client as the search sees it.
struct Client {
    std::string name, company, notes;
    bool own = false;
};

// The rank of PRODUCT's rule, computed the slow way; the first three of the tuple are rank_of's.
std::optional<std::tuple<bool, int, bool>> obvious_rank(const Client& client, const std::vector<std::string>& typed,
                                                        const Unicode& unicode) {
    const std::vector<std::pair<int, std::string>> columns{{0, client.name}, {1, client.company}, {4, client.notes}};
    for (const bool mistyped : {false, true}) {
        for (const int place : {0, 1, 4}) {
            for (const bool partial : {false, true}) {
                const bool all = std::all_of(typed.begin(), typed.end(), [&](const std::string& wanted) {
                    const std::u32string letters = store::letters_of(wanted);
                    for (const auto& [at, text] : columns) {
                        if (at > place) continue;
                        const std::string folded = unicode.fold(text);
                        for (const store::Word& word : store::words_of(folded)) {
                            if (word.text == wanted || (partial && word.text.starts_with(wanted))) return true;
                            const std::u32string there = store::letters_of(word.text);
                            if (!mistyped || letters.size() < 5 || there.size() < 4) continue;
                            if (errors_between(letters, there) <= 1 && !word.text.starts_with(wanted)) return true;
                            if (partial && starts_with_one_error(letters, there)) return true;
                        }
                    }
                    return false;
                });
                if (all) return std::tuple(mistyped, place, partial);
            }
        }
    }
    return std::nullopt;
}

} // namespace

TEST_CASE("Likeness is the edit distance of one, whole or as a start") {
    for_each_seed(2000, [](Random& random) {
        const std::u32string typed = store::letters_of(random_word(random, 4, 7));
        const std::u32string word = store::letters_of(random_word(random, 3, 8));
        std::string typed_text;
        std::string word_text;
        for (const char32_t letter : typed) store::append_letter(typed_text, letter);
        for (const char32_t letter : word) store::append_letter(word_text, letter);
        const store::Likeness found = store::likeness(typed_text, word_text);
        INFO(typed_text << " " << word_text);
        if (word.starts_with(typed)) {
            CHECK(found == (word == typed ? store::Likeness::whole : store::Likeness::start));
        } else if (typed.size() < 5 || word.size() < 4) {
            CHECK(found == store::Likeness::none);
        } else {
            const bool whole = errors_between(typed, word) <= 1;
            const bool start = starts_with_one_error(typed, word);
            CHECK(found == (whole   ? store::Likeness::mistyped
                            : start ? store::Likeness::mistyped_start
                                    : store::Likeness::none));
        }
    });
}

TEST_CASE("The vocabulary gives every word near a mistyped one, and nothing else") {
    for_each_seed(60, [](Random& random) {
        std::set<std::string> words;
        while (words.size() < 200) words.insert(random_word(random, 4, 8));
        store::Vocabulary vocabulary;
        std::vector<std::string> learnt(words.begin(), words.end());
        const auto middle = learnt.begin() + random.between(0, 200);
        vocabulary.add({middle, learnt.end()});
        vocabulary.add({learnt.begin(), middle});
        for (int i = 0; i < 20; ++i) {
            const std::string typed = random_word(random, 5, 7);
            const auto near = vocabulary.near(typed);
            for (const std::string& word : words) {
                const store::Likeness like = store::likeness(typed, word);
                const bool is_start = std::any_of(near.starts.begin(), near.starts.end(),
                                                  [&](const std::string& start) { return word.starts_with(start); });
                const bool is_word = std::find(near.words.begin(), near.words.end(), word) != near.words.end();
                INFO(typed << " " << word);
                if (like == store::Likeness::whole || like == store::Likeness::start) continue;
                CHECK(is_word == (like == store::Likeness::mistyped));
                CHECK(is_start == (like != store::Likeness::none));
            }
        }
    });
}

TEST_CASE("A search finds what a slow and obvious one finds, in its order") {
    for_each_seed(12, [](Random& random) {
        Office office;
        office.as(office.commercial);
        std::vector<Client> clients;
        for (std::int64_t left = random.between(5, 40); left > 0; --left) {
            Client client{random_words(random, 2), random.chance(60) ? random_words(random, 2) : "",
                          random.chance(50) ? random_words(random, 4) : "", random.chance(50)};
            office.as(client.own ? office.commercial : office.other_commercial);
            FieldValues more;
            if (!client.company.empty()) more.emplace_back(Field::client_company, client.company);
            if (!client.notes.empty()) more.emplace_back(Field::client_notes, client.notes);
            office.add_client(client.name, more);
            clients.push_back(std::move(client));
        }
        office.as(office.commercial);
        for (int i = 0; i < 25; ++i) {
            const std::string text = random.chance(70) ? random_word(random, 1, 7) : random_words(random, 3);
            std::vector<std::string> typed;
            const std::string folded = office.unicode.fold(text);
            for (const store::Word& word : store::words_of(folded)) typed.emplace_back(word.text);
            std::vector<std::tuple<std::tuple<bool, int, bool>, bool, std::int64_t, std::string>> expected;
            for (std::size_t c = 0; c < clients.size(); ++c) {
                const auto rank = obvious_rank(clients[c], typed, office.unicode);
                if (rank) expected.emplace_back(*rank, !clients[c].own, -static_cast<std::int64_t>(c), clients[c].name);
            }
            std::sort(expected.begin(), expected.end());
            const std::int64_t limit = random.between(1, 60);
            Titles titles;
            std::size_t others = 0; // the people of the office
            for (const SearchHit& hit : must(office->search(text, limit)).hits) {
                if (hit.view.record.entity == Entity::client) titles.push_back(hit.title);
                if (hit.view.record.entity != Entity::client) ++others;
                CHECK_FALSE(hit.matches.empty());
            }
            Titles wanted;
            for (const auto& hit : expected) {
                if (wanted.size() + others < static_cast<std::size_t>(limit)) wanted.push_back(std::get<3>(hit));
            }
            INFO(text);
            CHECK(titles == wanted);
        }
    });
}

TEST_CASE("Asked rank by rank, a search of many records gives what it gives of few") {
    Office office;
    office.as(office.commercial);
    // More than are looked at together: the ranks are asked for one by one.
    for (int i = 0; i < 70; ++i) {
        office.add_client("Alma " + std::to_string(i), {{Field::client_company, std::string("Norman SA")}});
    }
    office.add_client("Zoé", {{Field::client_company, std::string("Alma & Fils")}});
    office.add_client("Norman Alma");
    office.as(office.other_commercial);
    office.add_client("Norma Almaviva");
    office.as(office.commercial);
    CHECK(found(office, "norman", 1) == Titles{"Norman Alma"});
    CHECK(found(office, "norm", 2) == Titles{"Norman Alma", "Norma Almaviva"});
    const Titles all = found(office, "alma", 100);
    CHECK(all.size() == 73);
    CHECK(std::set<std::string>(all.begin(), all.end()).size() == 73);
    CHECK(all.at(71) == "Norma Almaviva");
    CHECK(all.at(72) == "Zoé");
    CHECK(found(office, "norman alma", 3).at(0) == "Norman Alma");
}

TEST_CASE("Several frequent words find what the obvious search finds, also after everything around them was written") {
    for_each_seed(2, [](Random& random) {
        Office office;
        office.as(office.commercial);
        const std::vector<std::string> words{"de", "la", "mer", "sur", "zoé", "cap", "salle", "fêtes", "fête"};
        const auto some = [&](std::int64_t most) {
            std::string text;
            for (std::int64_t left = random.between(1, most); left > 0; --left) {
                text += (text.empty() ? "" : " ") + random.pick(words);
            }
            return text;
        };
        // More than are looked at one by one.
        std::vector<Client> clients;
        std::vector<Id> ids;
        const auto values = [&](const Client& client) {
            return FieldValues{{Field::client_full_name, client.name},
                               {Field::client_company, client.company},
                               {Field::client_notes, client.notes}};
        };
        must(office->execute_together(office.ids_source.next(), "import", [&](store::Bulk& bulk) -> Result<> {
            for (int i = 0; i < 700; ++i) {
                clients.push_back({some(3), some(3), some(5), true});
                ids.push_back(EPIC_TRY(bulk.execute(AddRecord{Entity::client, {}, values(clients.back())})).record);
            }
            return Done{};
        }));
        for (int i = 0; i < 14; ++i) {
            std::string text = some(4);
            if (random.chance(50) && text.back() >= 'a' && text.back() <= 'z') text.pop_back();
            if (random.chance(20)) text += " sale";
            std::vector<std::string> typed;
            const std::string folded = office.unicode.fold(text);
            for (const store::Word& word : store::words_of(folded)) typed.emplace_back(word.text);
            std::vector<std::tuple<std::tuple<bool, int, bool>, std::int64_t, std::string>> expected;
            for (std::size_t c = 0; c < clients.size(); ++c) {
                const auto rank = obvious_rank(clients[c], typed, office.unicode);
                if (rank) expected.emplace_back(*rank, -static_cast<std::int64_t>(c), clients[c].name);
            }
            std::sort(expected.begin(), expected.end());
            Titles titles;
            std::size_t others = 0; // the people of the office
            for (const SearchHit& hit : must(office->search(text, 40)).hits) {
                if (hit.view.record.entity == Entity::client) titles.push_back(hit.title);
                if (hit.view.record.entity != Entity::client) ++others;
            }
            Titles wanted;
            for (std::size_t c = 0; c < std::min(40 - others, expected.size()); ++c) {
                wanted.push_back(std::get<2>(expected[c]));
            }
            INFO(text);
            CHECK(titles == wanted);
            for (int edits = 0; edits < 4; ++edits) {
                const auto c = static_cast<std::size_t>(random.between(600, 699));
                clients[c] = {some(3), some(3), some(5), true};
                must(office->execute(EditRecord{Entity::client, ids[c], values(clients[c])}));
            }
        }
    });
}

TEST_CASE("of what many records have, no more rows of an entity are looked at than its best") {
    constexpr int many = 120;
    Office office;
    office.as(office.commercial);
    const Id contract = office.add_contract(office.add_client("Durand 0"), 1000'00);
    for (int i = 1; i < many; ++i) office.add_client("Durand " + std::to_string(i));
    for (int i = 0; i < many; ++i) {
        office.add_event(contract, "Durand " + std::to_string(i), "2026-12-01T10:00", "2026-12-01T18:00");
    }
    const Id reader = office->session().actor.id;
    office.store.reset();
    const auto vault = must(vault::Vault::open(office.file(), {"amelie@epic.example", "secret"}));
    const auto connection = must(store::Connection::open(*vault, office.environment));
    std::size_t events = 0;
    const auto note = [](unsigned, void* count, void* statement, void*) {
        const std::string_view sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
        if (sql.find("WHERE e.row =") != std::string_view::npos) ++*static_cast<std::size_t*>(count);
        return 0;
    };
    sqlite3_trace_v2(connection->sqlite().getHandle(), SQLITE_TRACE_STMT, note, &events);
    store::Vocabulary vocabulary;
    store::WordRows rows;
    const store::ChangeLog log;
    const store::ReadTransaction transaction(*connection);
    const std::function<bool()> stale;
    const store::Interruption interruption(*connection, stale);
    const SearchAnswer answer = store::search_records(*connection, {vocabulary, rows, log}, "durand", 20,
                                                      store::Reader{.me = reader}, interruption);
    CHECK(answer.hits.size() == 20);
    CHECK(events == store::looked_at_min);
}
