// Every text has a French one, and it is whole. The texts are found as a translator's tools find them:
// xgettext over *_words.hpp (core/words/message.hpp says how they are written).
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/places.hpp"
#include "tests/tidy/sources.hpp"

namespace {

using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::tidy::Findings;
using epic::tidy::for_each_line;
using epic::tidy::Source;
using epic::tidy::sources;

struct Entry {
    std::string file;
    std::string english;
    std::string english_plural;
    std::vector<std::string> french;
    bool fuzzy = false;
};

// The text between the quotes of one line of a .po file, escapes undone.
std::string unquoted(std::string_view line) {
    std::string text;
    const std::size_t begin = line.find('"');
    const std::size_t end = line.rfind('"');
    for (std::size_t i = begin + 1; i < end; ++i) {
        if (line[i] != '\\') {
            text += line[i];
            continue;
        }
        ++i;
        text += line[i] == 'n' ? '\n' : line[i] == 't' ? '\t' : line[i];
    }
    return text;
}

// The entries of a .po or .pot file (GNU gettext manual, "The Format of PO Files"), without its header and
// without obsolete ones.
std::vector<Entry> read_po(const std::string& file, std::string_view text) {
    std::vector<Entry> entries;
    Entry entry;
    std::string* last = nullptr;
    const auto finish = [&] {
        if (!entry.english.empty()) entries.push_back(entry);
        entry = Entry{};
        entry.file = file;
        last = nullptr;
    };
    finish();
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.starts_with("#~")) continue;
        if (line.starts_with("#")) {
            if (last != nullptr && !entry.french.empty()) finish();
            if (line.starts_with("#,") && line.find("fuzzy") != std::string_view::npos) entry.fuzzy = true;
        } else if (line.starts_with("msgid_plural")) {
            entry.english_plural = unquoted(line);
            last = &entry.english_plural;
        } else if (line.starts_with("msgid")) {
            if (!entry.french.empty()) finish();
            entry.english = unquoted(line);
            last = &entry.english;
        } else if (line.starts_with("msgstr")) {
            entry.french.push_back(unquoted(line));
            last = &entry.french.back();
        } else if (line.starts_with("\"") && last != nullptr) {
            last->append(unquoted(line));
        }
    }
    finish();
    return entries;
}

std::vector<Entry> extracted() {
    std::vector<Entry> all;
    std::string files;
    for (const Source& source : sources()) {
        if (source.is("_words.hpp")) files += source.path + "\n";
    }
    if (files.empty()) return all;
    const TemporaryFolder folder;
    epic::test::write_file(folder / "files", files);
    const std::string command = "xgettext --language=C++ --from-code=UTF-8 -kN_ -kNP_:1,2 --no-location --directory='" +
                                epic::test::source_dir().string() + "' --files-from='" + (folder / "files").string() +
                                "' --output='" + (folder / "all.pot").string() + "'";
    const int exit_status = std::system(command.c_str());
    INFO(command);
    REQUIRE(exit_status == 0);
    return read_po("*_words.hpp", read_file(folder / "all.pot"));
}

std::vector<Entry> french() {
    std::vector<Entry> all;
    for (const Source& source : sources()) {
        if (!source.path.starts_with("assets/locale/fr/") || !source.is(".po")) continue;
        for (Entry& entry : read_po(source.path, source.text)) all.push_back(std::move(entry));
    }
    return all;
}

std::string in_quotes(std::string_view text) {
    return "“" + std::string(text) + "”";
}

std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> found;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const std::size_t end = text.find('}', at);
        if (end == std::string_view::npos) break;
        found.emplace(text.substr(at, end - at + 1));
    }
    return found;
}

// What a French printer would mark. Narrow no-break space is U+202F.
std::optional<std::string> bad_typography(const std::string& text) {
    if (text.find('\'') != std::string::npos) return "straight apostrophe";
    if (text.find("...") != std::string::npos) return "three dots instead of …";
    for (const std::string_view plain : {" :", " ;", " !", " ?", " »", "« "}) {
        const std::size_t at = text.find(plain);
        // != is a sign, not an exclamation.
        const bool is_sign = at != std::string::npos && text.compare(at, 3, " !=") == 0;
        if (at != std::string::npos && !is_sign) return "a plain space where a no-break space belongs";
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (std::string_view(":;!?").find(text[i]) == std::string_view::npos) continue;
        const bool ends_a_word = i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n';
        const std::string_view before = std::string_view(text).substr(0, i);
        const bool spaced = before.ends_with("\u202f") || before.ends_with("\u00a0") ||
                            std::string_view(":;!?").find(text[i - 1]) != std::string_view::npos;
        if (ends_a_word && !spaced) return "no space before " + std::string(1, text[i]);
    }
    return std::nullopt;
}

} // namespace

TEST_CASE("Every text of the program has its French text") {
    std::map<std::string, Entry, std::less<>> translated;
    for (const Entry& entry : french()) translated.emplace(entry.english, entry);

    Findings findings;
    for (const Entry& wanted : extracted()) {
        const auto found = translated.find(wanted.english);
        if (found == translated.end()) {
            findings.add("assets/locale/fr", "no French for " + in_quotes(wanted.english));
            continue;
        }
        const Entry& entry = found->second;
        const std::size_t forms = wanted.english_plural.empty() ? 1 : 2;
        const bool whole = entry.french.size() == forms && std::ranges::none_of(entry.french, &std::string::empty);
        if (!whole) findings.add(entry.file, "not every form is there: " + in_quotes(wanted.english));
        if (entry.fuzzy) findings.add(entry.file, "fuzzy, so it is not used: " + in_quotes(wanted.english));
    }
    epic::tidy::check(findings);
}

TEST_CASE("No French text is left over, and none is given twice differently") {
    std::set<std::string, std::less<>> used;
    for (const Entry& entry : extracted()) used.insert(entry.english);

    Findings findings;
    std::map<std::string, Entry, std::less<>> seen;
    for (const Entry& entry : french()) {
        if (!used.contains(entry.english)) findings.add(entry.file, "nobody says " + in_quotes(entry.english));
        const auto [other, is_new] = seen.emplace(entry.english, entry);
        if (!is_new && other->second.french != entry.french) {
            findings.add(entry.file, in_quotes(entry.english) + " is said differently in " + other->second.file);
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("Placeholders survive translation") {
    Findings findings;
    for (const Entry& entry : french()) {
        std::set<std::string> english = placeholders(entry.english);
        english.merge(placeholders(entry.english_plural));
        for (const std::string& text : entry.french) {
            const std::set<std::string> here = placeholders(text);
            // A singular may say “one” without the figure; nothing may name what is not given.
            const bool right = entry.english_plural.empty() ? here == english : std::ranges::includes(english, here);
            if (!right)
                findings.add(entry.file, "placeholders differ: " + in_quotes(entry.english) + " / " + in_quotes(text));
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("French texts are set as French is") {
    Findings findings;
    for (const Entry& entry : french()) {
        for (const std::string& text : entry.french) {
            if (const auto what = bad_typography(text)) findings.add(entry.file, *what + ": " + in_quotes(text));
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("Texts are written in *_words.hpp only, and within a namespace a name or an id has one text") {
    static const std::regex definition(R"re(Msg\s+(\w+)\s*\{\s*"([^"]*)"\s*,\s*NP?_\(([^;]*)\)\s*\})re");
    static const std::regex opening(R"re((^|\n)namespace ([\w:]+) \{)re");
    Findings findings;
    // Where it was first seen, and its text.
    std::map<std::string, std::pair<std::string, std::string>> texts;
    for (const Source& source : sources()) {
        if (!source.is_cpp() || source.below("tests") || source.path == "core/words/message.hpp") continue;
        if (!source.is("_words.hpp")) {
            for_each_line(source, [&](std::string_view line, std::size_t number) {
                if (line.find("N_(\"") != std::string_view::npos)
                    findings.add(source, number, "a text outside *_words.hpp");
            });
            continue;
        }
        std::smatch space;
        if (!std::regex_search(source.text, space, opening)) findings.add(source.path, "no namespace");
        for (std::sregex_iterator match(source.text.begin(), source.text.end(), definition), end; match != end;
             ++match) {
            for (const std::string& key : {"the name " + (*match)[1].str(), "the id " + (*match)[2].str()}) {
                const auto [other, is_new] =
                    texts.emplace(space[2].str() + ": " + key, std::pair{source.path, (*match)[3].str()});
                if (!is_new && other->second.second != (*match)[3]) {
                    findings.add(source.path, key + " has another text in " + other->second.first);
                }
            }
        }
    }
    epic::tidy::check(findings);
    CHECK_FALSE(texts.empty());
}

TEST_CASE("The translation rules see what they look for") {
    const std::vector<Entry> entries = read_po("x", R"(# comment
msgid ""
msgstr ""
"Language: fr\n"

#, fuzzy
msgid "Save"
msgstr "Enregistrer"

msgid "{0} client"
msgid_plural ""
"{0} clients"
msgstr[0] "{0} client"
msgstr[1] "{0} clients"
)");
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].english == "Save");
    CHECK(entries[0].fuzzy);
    CHECK(entries[1].english_plural == "{0} clients");
    CHECK(entries[1].french.size() == 2);
    CHECK_FALSE(entries[1].fuzzy);

    CHECK(placeholders("{0} of {1}") == std::set<std::string>{"{0}", "{1}"});
    CHECK(bad_typography("L'adresse"));
    CHECK(bad_typography("Quoi?"));
    CHECK(bad_typography("Quoi ?"));
    CHECK(bad_typography("Montant : {0}"));
    CHECK_FALSE(bad_typography("avec = != < ou >"));
    CHECK_FALSE(bad_typography("Quoi\u202f?"));
    CHECK_FALSE(bad_typography("Montant\u00a0: {0}"));
    CHECK_FALSE(bad_typography("À 10:30, «\u202fnon\u202f»"));
}
