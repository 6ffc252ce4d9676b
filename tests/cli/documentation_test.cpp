// Help, the manual page and the completion say what the grammar says, in both languages.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <sstream>

#include "tests/cli/program.hpp"

namespace epic::test {
namespace {

Json grammar(const std::string& language = "en") {
    const Outcome outcome = run_program({"help", "--json", "--lang", language});
    REQUIRE(outcome.exit == 0);
    return outcome.json().at("verbs");
}

std::string shell(const std::string& script) {
    const Outcome outcome = run_shell(script);
    INFO(script << "\n" << outcome.err);
    REQUIRE(outcome.exit == 0);
    CHECK(outcome.err.empty());
    return outcome.out;
}

// The page as a reader sees it, each run of spaces and line ends as one space.
std::string rendered(const std::string& language) {
    const TemporaryFolder folder;
    const Outcome page = run_program({"manual", "--lang", language});
    REQUIRE(page.exit == 0);
    write_file(folder / "page", page.out);
    const std::string text =
        shell("groff -k -ww -man -Tutf8 -P-c -P-b -P-o -P-u -rLL=200n '" + (folder / "page").string() + "'");
    std::istringstream words(text);
    std::string all;
    for (std::string word; words >> word;) all += (all.empty() ? "" : " ") + word;
    return all;
}

// What bash offers for the last of these words.
std::set<std::string> completed(const std::vector<std::string>& words) {
    std::string line =
        "source '" + (build_dir() / "app/documents/completions/epic-events").string() + "'; COMP_WORDS=(epic-events";
    for (const std::string& word : words) line += " '" + word + "'";
    line += "); COMP_CWORD=" + std::to_string(words.size()) + "; _epic_events; printf '%s\\n' \"${COMPREPLY[@]}\"";
    std::istringstream out(shell(line));
    std::set<std::string> offered;
    for (std::string word; std::getline(out, word);) {
        if (!word.empty()) offered.insert(word);
    }
    return offered;
}

} // namespace

TEST_CASE("every verb and every option says what it is for, in both languages") {
    const Json english = grammar("en");
    const Json french = grammar("fr");
    REQUIRE(english.size() == french.size());
    REQUIRE(english.size() > 40);
    for (std::size_t i = 0; i < english.size(); ++i) {
        const Json& verb = english[i];
        INFO(verb.at("verb"));
        CHECK_FALSE(verb.at("help").get<std::string>().empty());
        CHECK(verb.at("help") != french[i].at("help"));
        for (std::size_t k = 0; k < verb.at("options").size(); ++k) {
            INFO(verb.at("options")[k].at("option"));
            CHECK_FALSE(verb.at("options")[k].at("help").get<std::string>().empty());
            CHECK(verb.at("options")[k].at("help") != french[i].at("options")[k].at("help"));
        }
    }
}

TEST_CASE("help of a verb, with help before it or --help behind it, names all that it takes") {
    for (const Json& verb : grammar()) {
        Arguments words;
        std::istringstream split(verb.at("verb").get<std::string>());
        for (std::string word; split >> word;) words.push_back(word);
        Arguments before{"help"};
        before.insert(before.end(), words.begin(), words.end());
        Arguments behind = words;
        behind.emplace_back("--help");
        const Outcome one = run_program(before);
        const Outcome other = run_program(behind);
        INFO(verb.at("verb"));
        CHECK(one.exit == 0);
        CHECK(one.out == other.out);
        CHECK(one.out.starts_with("epic-events " + verb.at("usage").get<std::string>() + "\n"));
        for (const Json& option : verb.at("options"))
            CHECK(one.out.find("  " + option.at("option").get<std::string>()) != std::string::npos);
        for (const Json& name : verb.at("fields"))
            CHECK(one.out.find("\n  " + name.get<std::string>() + " ") != std::string::npos);
        for (const Json& name : verb.at("filters"))
            CHECK(one.out.find("\n  " + name.get<std::string>() + " ") != std::string::npos);
    }
}

TEST_CASE("help of a group names its verbs; help of what is no verb is a usage error") {
    const Outcome group = run_program({"help", "contract"});
    CHECK(group.exit == 0);
    CHECK(group.out.find("epic-events contract sign ID [--on DATE]\n") != std::string::npos);
    CHECK(group.out.find("epic-events client") == std::string::npos);
    CHECK(run_program({"contract", "--help"}).out == group.out);
    CHECK(run_program({"help"}).out == run_program({"--help"}).out);
    CHECK(run_program({"help", "contrat"}).exit == 2);
    CHECK(run_program({"help", "contract", "sing"}).err.find("contract sign") != std::string::npos);
}

TEST_CASE("who mistypes a verb or an option is told what it may have been") {
    const auto said = [](const Arguments& words) {
        const Outcome outcome = run_program(words);
        CHECK(outcome.exit == 2);
        CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
        return outcome.err;
    };
    CHECK(said({"clinet", "list"}).find("“client list”") != std::string::npos);
    CHECK(said({"client", "lsit"}).find("“client list”") != std::string::npos);
    CHECK(said({"verfiy"}).find("“verify”") != std::string::npos);
    CHECK(said({"evnet"}).find("“event”") != std::string::npos);
    CHECK(said({"client", "list", "--fliter", "mine"}).find("“--filter”") != std::string::npos);
    CHECK(said({"client", "list", "--limt=3"}).find("“--limit”") != std::string::npos);
    CHECK(said({"frobnicate"}).find("mean") == std::string::npos);
    CHECK(said({std::string(1000, 'x'), "y"}).find("mean") == std::string::npos);
}

TEST_CASE("the manual page names every verb, option, field, filter and exit code, and troff has nothing to say") {
    for (const std::string language : {"en", "fr"}) {
        const std::string page = rendered(language);
        const auto names = [&](const std::string& text) {
            INFO(language << ": " << text);
            CHECK(page.find(text) != std::string::npos);
        };
        for (const Json& verb : grammar(language)) {
            names("epic-events " + verb.at("usage").get<std::string>());
            for (const Json& option : verb.at("options")) names(option.at("option"));
            for (const Json& field : verb.at("fields")) names(" " + field.get<std::string>() + " ");
            for (const Json& filter : verb.at("filters")) names("--filter " + filter.get<std::string>() + " ");
        }
        for (const char* variable : {"EPIC_EVENTS_FILE", "EPIC_EVENTS_AS", "EPIC_EVENTS_PASSWORD_FILE"})
            names(variable);
        names(language == "fr" ? "10 refus" : "10 server refused");
    }
}

TEST_CASE("bash completes verbs, options, fields, filters and alternatives") {
    using Words = std::set<std::string>;
    Words firsts;
    std::map<std::string, Words> seconds;
    for (const Json& verb : grammar()) {
        const std::string words = verb.at("verb");
        const std::size_t space = words.find(' ');
        firsts.insert(words.substr(0, space));
        if (space != std::string::npos) seconds[words.substr(0, space)].insert(words.substr(space + 1));
    }
    CHECK(completed({""}) == firsts);
    CHECK(completed({"help", ""}) == firsts);
    for (const auto& [first, words] : seconds) CHECK(completed({"--file", "client", first, ""}) == words);
    CHECK(completed({"contract", "s"}) == Words{"show", "sign"});
    for (const Json& verb : grammar()) {
        std::vector<std::string> words;
        std::istringstream split(verb.at("verb").get<std::string>());
        for (std::string word; split >> word;) words.push_back(word);
        words.emplace_back("--");
        Words options{"--file", "--as", "--password-file", "--json", "--lang", "--help", "--version"};
        for (const Json& option : verb.at("options")) options.insert(option.at("option"));
        INFO(verb.at("verb"));
        CHECK(completed(words) == options);
    }
    CHECK(completed({"contract", "list", "--filter", "not"}) == Words{"not-signed", "not-fully-paid"});
    CHECK(completed({"client", "add", "--set", "com"}) == Words{"company=", "commercial="});
    CHECK(completed({"event", "list", "--sort", "-att"}) == Words{"-attendees"});
    CHECK(completed({"event", "list", "--where", "venue"}) == Words{"venue_name", "venue_address"});
    CHECK(completed({"--lang", ""}) == Words{"fr", "en"});
    const TemporaryFolder folder;
    write_file(folder / "secret", "x");
    CHECK(completed({"client", "list", "--password-file", (folder / "se").string()}) ==
          Words{(folder / "secret").string()});
}

TEST_CASE("what is installed stands where a Debian system looks for it") {
    const TemporaryFolder folder;
    shell("cmake --install '" + build_dir().string() + "' --prefix '" + (folder / "usr").string() + "'");
    for (const char* path : {"bin/epic-events", "share/man/man1/epic-events.1", "share/man/fr/man1/epic-events.1",
                             "share/bash-completion/completions/epic-events", "share/doc/epic-events/copyright",
                             "share/doc/epic-events/licences/imgui", "share/doc/epic-events/licences/fonts-inter"}) {
        INFO(path);
        CHECK(std::filesystem::file_size(folder / "usr" / path) > 1000);
    }
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "usr")) {
        if (entry.is_regular_file()) ++files;
    }
    CHECK(files == 11); // and nothing of the libraries that are built here
    CHECK(shell("'" + (folder / "usr/bin/epic-events").string() + "' --version").starts_with("epic-events 0."));
}

} // namespace epic::test
