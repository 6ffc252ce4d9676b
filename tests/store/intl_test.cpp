// The seams of core over ICU, and ids.
#include "storage/intl/intl.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <thread>

#include "storage/intl/display_width.hpp"
#include "tests/store/office.hpp"

using namespace epic;
using namespace epic::test;

TEST_CASE("Folding drops case and accents and opens ligatures") {
    const intl::IcuUnicode unicode;
    CHECK(unicode.fold("Œuvre À L’ÉLYSÉE") == "oeuvre a l'elysee");
    CHECK(unicode.fold("Straße Łódź Ærø") == "strasse lodz aero");
    CHECK(unicode.fold("ﬁn Ⅳ") == "fin iv");
    CHECK(unicode.fold("e\xCC\x81") == unicode.fold("É"));
    CHECK(unicode.fold("日本 Ωμέγα") == "日本 ωμεγα");
    CHECK(unicode.fold("\xFF\xFE") == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("NFC composes, and replaces what is no UTF-8") {
    const intl::IcuUnicode unicode;
    CHECK(unicode.nfc("cle\xCC\x81") == "clé");
    CHECK(unicode.nfc("plain") == "plain");
    CHECK(unicode.nfc("a\xC3") == "a\xEF\xBF\xBD");
}

TEST_CASE("Sort keys order as French readers do, and as compare does") {
    const intl::IcuUnicode unicode;
    const std::vector<std::string> in_order{"a", "A", "à", "cote", "coté", "côte", "côté", "élan", "etc", "œuf", "z"};
    for (std::size_t i = 0; i + 1 < in_order.size(); ++i) {
        INFO(in_order[i] << " < " << in_order[i + 1]);
        CHECK(unicode.sort_key(in_order[i]) < unicode.sort_key(in_order[i + 1]));
        CHECK(unicode.compare(in_order[i], in_order[i + 1]) < 0);
    }
    const std::string long_name(5000, 'e');
    CHECK(unicode.sort_key(long_name) < unicode.sort_key(long_name + "f"));
}

TEST_CASE("A skipped civil time moves forward, one that comes twice is the earlier") {
    const intl::IcuTimeZones zones;
    const auto utc = [&](const char* civil) {
        return utc_text(zones.to_instant(*parse_civil_time(civil), "Europe/Paris"));
    };
    CHECK(utc("2026-11-23T10:00") == "2026-11-23T09:00:00Z");
    CHECK(utc("2027-03-28T02:30") == "2027-03-28T01:30:00Z"); // shown as 03:30
    CHECK(utc("2026-10-25T02:30") == "2026-10-25T00:30:00Z");
    CHECK(iso_text(zones.to_civil(*parse_instant("2027-03-28T01:30:00Z"), "Europe/Paris")) == "2027-03-28T03:30");
    CHECK(iso_text(zones.to_civil(*parse_instant("2026-06-04T23:30:00Z"), "Asia/Tokyo")) == "2026-06-05T08:30");
}

TEST_CASE("Zones are IANA names, old abbreviations are not") {
    const intl::IcuTimeZones zones;
    CHECK(zones.knows("Europe/Paris"));
    CHECK(zones.knows("UTC"));
    CHECK(zones.knows("Asia/Calcutta")); // an old name of a place still stands in files
    CHECK_FALSE(zones.knows("ECT"));
    CHECK_FALSE(zones.knows("Europe/Nowhere"));
    CHECK_FALSE(zones.knows("GMT+5"));
    CHECK_FALSE(zones.knows(""));
    const auto names = zones.names();
    CHECK(std::count(names.begin(), names.end(), "Europe/Paris") == 1);
    for (const std::string& name : names) CHECK(zones.knows(name));
    CHECK(zones.knows(zones.local_zone()));
}

TEST_CASE("A text is as wide as a terminal shows it, and is cut between characters") {
    using intl::display_width;
    CHECK(display_width("Château") == 7);
    CHECK(display_width("Cha\u0302teau") == 7); // a combining circumflex
    CHECK(display_width("日本") == 4);
    CHECK(display_width("🎂") == 2);
    CHECK(display_width("👩‍🍳👍🏽") == 4); // joined, and with a skin tone
    CHECK(display_width("❤️") == 2);
    CHECK(display_width("\u200f\u2060") == 0);
    CHECK(display_width("\xff\xfe") == 2);
    CHECK(display_width("") == 0);

    CHECK(intl::cut_to_width("Château", 7) == "Château");
    CHECK(intl::cut_to_width("Château", 6) == "Châte…");
    CHECK(intl::cut_to_width("Cha\u0302teau", 4) == "Cha\u0302…");
    CHECK(intl::cut_to_width("日本語", 4) == "日…"); // half a character is none
    CHECK(intl::cut_to_width("日本語", 1) == "…");
    CHECK(intl::cut_to_width("👩‍🍳👩‍🍳", 3) == "👩‍🍳…");
}

TEST_CASE("What a terminal would obey is shown as a mark instead") {
    CHECK(intl::printable("Zoé\tétoile\nfin") == "Zoé étoile\nfin");
    CHECK(intl::printable("\x1b[2Jx") == "\ufffd[2Jx");
    CHECK(intl::printable("a\u009bb") == "a\ufffdb"); // a control sequence in one character
    CHECK(intl::printable("\u202eabc\u2069") == "\ufffdabc\ufffd");
    CHECK(intl::printable("\xc3(") == "\ufffd(");
    CHECK(intl::printable("مرحبا 👋") == "مرحبا 👋");
}

TEST_CASE("Ids increase strictly on every thread, even when the clock stands still or goes back") {
    FixedClock clock;
    intl::RandomIds ids(clock);
    std::vector<std::vector<Id>> made(4);
    std::vector<std::thread> threads;
    for (auto& list : made) {
        threads.emplace_back([&] {
            for (int i = 0; i < 2000; ++i) list.push_back(ids.next());
        });
    }
    for (auto& thread : threads) thread.join();
    std::set<Id> all;
    for (const auto& list : made) {
        CHECK(std::is_sorted(list.begin(), list.end()));
        all.insert(list.begin(), list.end());
    }
    CHECK(all.size() == 8000);
    clock.set("2020-01-01T00:00:00Z");
    CHECK(ids.next() > *all.rbegin());
}
