// What may not be written, and where.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/tidy/sources.hpp"

namespace {

using epic::tidy::Findings;
using epic::tidy::for_each_line;
using epic::tidy::Source;
using epic::tidy::sources;

constexpr std::size_t lines_max = 700;

// SQL that is in C++ although statements live in .sql files, and why.
const std::map<std::string, std::string, std::less<>> sql_exceptions = {
    {"storage/store/internal/list_statement.cpp", "joins the fragments of sql/list as the filters of a list ask"},
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool contains_word(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        const bool begins = at == 0 || !is_letter(line[at - 1]);
        const std::size_t end = at + word.size();
        if (begins && (end == line.size() || !is_letter(line[end]))) return true;
    }
    return false;
}

// The string literals that begin on this line; enough for finding statements, not a parser.
std::vector<std::string_view> literals(std::string_view line) {
    std::vector<std::string_view> found;
    std::size_t at = 0;
    while ((at = line.find('"', at)) != std::string_view::npos) {
        std::size_t end = at + 1;
        while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2U : 1U;
        found.push_back(line.substr(at + 1, std::min(end, line.size()) - at - 1));
        at = end + 1;
        if (at >= line.size()) break;
    }
    return found;
}

bool is_comment(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    return begin != std::string_view::npos && line.substr(begin).starts_with("//");
}

// A statement on a table. PRAGMA, BEGIN, COMMIT, ROLLBACK, SAVEPOINT, VACUUM and CALL are how a connection is
// driven, not questions about data, and may stand in C++.
bool is_statement(std::string_view literal) {
    static constexpr std::array beginnings = {
        "SELECT ",      "INSERT INTO ",  "INSERT OR ",   "REPLACE INTO ",   "UPDATE ",
        "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX", "CREATE UNIQUE",   "CREATE VIEW",
        "CREATE TRIG",  "ALTER TABLE",   "DROP TABLE ",  "WITH RECURSIVE ",
    };
    literal.remove_prefix(std::min(literal.find_first_not_of(" ("), literal.size()));
    return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return literal.starts_with(beginning); });
}

// A colour written in figures. Converting one of the theme's is none, and no colour at all is none either.
bool has_raw_colour(std::string_view line) {
    static constexpr std::array kinds = {"IM_COL32(", "ImVec4(", "ImVec4{", "ImColor(", "ImColor{"};
    static constexpr std::array nothing = {"ImVec4(0, 0, 0, 0)", "ImVec4{0, 0, 0, 0}", "IM_COL32(0, 0, 0, 0)"};
    if (contains(line, "IM_COL32_WHITE") || contains_word(line, "IM_COL32_BLACK")) return true;
    if (std::ranges::any_of(nothing, [&](std::string_view text) { return contains(line, text); })) return false;
    return std::ranges::any_of(kinds, [&](std::string_view kind) {
        const std::size_t at = line.find(kind);
        return at != std::string_view::npos && at + kind.size() < line.size() &&
               std::isdigit(static_cast<unsigned char>(line[at + kind.size()])) != 0;
    });
}

} // namespace

TEST_CASE("Every header begins with a comment and is read once") {
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is(".hpp")) continue;
        if (source.lines.empty() || !source.lines.front().starts_with("// ")) {
            findings.add(source, 1, "a header begins with what it is for, who may call it and what fails");
        }
        if (std::ranges::find(source.lines, "#pragma once") == source.lines.end()) {
            findings.add(source, 1, "#pragma once is missing");
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("No file of code grows beyond 700 lines") {
    Findings findings;
    for (const Source& source : sources()) {
        if ((source.is_cpp() || source.is(".sql")) && source.lines.size() > lines_max) {
            findings.add(source.path, std::to_string(source.lines.size()) + " lines: split it by what it does");
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("Nothing is left for later in the sources") {
    // In two pieces, so that this file does not report itself.
    static constexpr std::array words = {
        "TO"
        "DO",
        "FIX"
        "ME",
        "HA"
        "CK"};
    Findings findings;
    for (const Source& source : sources()) {
        for_each_line(source, [&](std::string_view line, std::size_t number) {
            for (const char* word : words) {
                if (contains_word(line, word))
                    findings.add(source, number, std::string(word) + ": do it or open an issue");
            }
        });
    }
    epic::tidy::check(findings);
}

TEST_CASE("No file names a host or a path of one machine") {
    // Names that stand for no machine: RFC 2606 and RFC 6761, and the machine itself.
    static constexpr std::array reserved = {"localhost", "example.", "127.0.0.1"};
    static constexpr std::array machine_paths = {
        "/ro"
        "ot/",
        "/ho"
        "me/",
        "/wo"
        "rk/"};
    Findings findings;
    for (const Source& source : sources()) {
        for_each_line(source, [&](std::string_view line, std::size_t number) {
            // A comment may cite the source of a format.
            if (source.is_cpp() && is_comment(line)) return;
            for (std::size_t at = line.find("://"); at != std::string_view::npos; at = line.find("://", at + 1)) {
                const std::string_view host = line.substr(at + 3);
                const bool names_one = !host.empty() && is_letter(host.front()) &&
                                       std::ranges::none_of(reserved, [&](std::string_view name) {
                                           return host.substr(0, host.find('/')).find(name) != std::string_view::npos;
                                       });
                if (names_one) findings.add(source, number, "names a host");
            }
            for (const char* path : machine_paths) {
                if (contains(line, path)) findings.add(source, number, "names a path of one machine");
            }
        });
    }
    epic::tidy::check(findings);
}

TEST_CASE("Statements live in .sql files") {
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is_cpp() || source.below("tests") || sql_exceptions.contains(source.path)) continue;
        for_each_line(source, [&](std::string_view line, std::size_t number) {
            if (is_comment(line)) return;
            if (std::ranges::any_of(literals(line), is_statement))
                findings.add(source, number, "SQL outside a .sql file");
        });
    }
    epic::tidy::check(findings);
}

TEST_CASE("Tables of the file are STRICT") {
    Findings findings;
    for (const Source& source : sources()) {
        // The server's tables are MariaDB's, which is strict by its mode.
        if (!source.is(".sql") || !source.below("storage/store")) continue;
        std::size_t creates = 0;
        std::size_t stricts = 0;
        for_each_line(source, [&](std::string_view line, std::size_t) {
            if (line.starts_with("CREATE TABLE")) ++creates;
            if (contains_word(line, "STRICT")) ++stricts;
        });
        if (creates != stricts) findings.add(source.path, "a table is not STRICT");
    }
    epic::tidy::check(findings);
}

TEST_CASE("Colours are named in the theme and nowhere else") {
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is_cpp() || !source.below("app") || source.path.starts_with("app/ui/theme")) continue;
        for_each_line(source, [&](std::string_view line, std::size_t number) {
            if (!is_comment(line) && has_raw_colour(line)) findings.add(source, number, "use a role of the theme");
        });
    }
    epic::tidy::check(findings);
}

TEST_CASE("A screen's texts are messages, not literals") {
    static constexpr std::array calls = {"ImGui::Text(",       "ImGui::TextUnformatted(", "ImGui::TextWrapped(",
                                         "ImGui::Button(",     "ImGui::MenuItem(",        "ImGui::Selectable(",
                                         "ImGui::Checkbox(",   "ImGui::SetTooltip(",      "ImGui::BeginCombo(",
                                         "ImGui::RadioButton("};
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is(".cpp") || !source.below("app")) continue;
        for_each_line(source, [&](std::string_view line, std::size_t number) {
            for (const std::string_view call : calls) {
                const std::size_t at = line.find(call);
                if (at == std::string_view::npos) continue;
                const std::string_view argument = line.substr(at + call.size());
                if (!argument.starts_with('"') || argument.starts_with("\"#")) continue;
                const std::string_view literal = literals(argument).front();
                // "%s" and the like are layout, a word is language.
                const bool words = literal.size() > 1 && is_letter(literal[0]) && is_letter(literal[1]);
                if (words) findings.add(source, number, "a text that nobody can translate: make it a Msg");
            }
        });
    }
    epic::tidy::check(findings);
}

TEST_CASE("The text rules see what they look for") {
    CHECK(is_statement("SELECT 1 FROM clients"));
    CHECK(is_statement("  (SELECT 1"));
    CHECK_FALSE(is_statement("PRAGMA journal_mode"));
    CHECK_FALSE(is_statement("Select a client"));
    CHECK(literals(R"(run("a \" b", "c"))").size() == 2);
    CHECK(
        contains_word("// TO"
                      "DO: later",
                      "TO"
                      "DO"));
    CHECK_FALSE(contains_word("METHOD", "THO"));
}
