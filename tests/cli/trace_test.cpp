// What the real program opens for writing while it works on a file, as the system saw it (strace).
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <iostream>
#include <set>
#include <sstream>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

// The paths that a line of strace opens or makes for writing; empty for other lines.
std::string written_by(const std::string& line) {
    const auto quote = line.find('"');
    const auto end = line.find('"', quote + 1);
    if (quote == std::string::npos || end == std::string::npos || line.find(" = -1 ") != std::string::npos) return {};
    const bool writes = line.find("O_WRONLY") != std::string::npos || line.find("O_RDWR") != std::string::npos ||
                        line.find("O_CREAT") != std::string::npos || line.find("O_TMPFILE") != std::string::npos ||
                        line.find("openat(") == std::string::npos;
    return writes ? line.substr(quote + 1, end - quote - 1) : std::string();
}

} // namespace

TEST_CASE("a day's work opens nothing for writing but the file and its log") {
    const Office office;
    const std::filesystem::path file = std::filesystem::canonical(office.bruno.file);
    const std::filesystem::path trace = office.path("trace");
    std::string session;
    for (int i = 0; i < 40; ++i) {
        const std::string number = std::to_string(i);
        session += R"(["client","add","--set","full_name=Client )" + number + R"(","--set","email=client)" + number +
                   R"(@exemple.fr"])" + "\n";
    }
    session += "[\"client\",\"list\"]\n";
    const auto input = office.write("session", session);
    std::string command = "strace -f -qq -s 4096 -o '" + trace.string() +
                          "' -e trace=open,openat,openat2,creat,mknod,mknodat,link,linkat,symlink,symlinkat,rename,"
                          "renameat,renameat2,memfd_create '" +
                          (build_dir() / "epic-events").string() + "'";
    for (const std::string& word : office.bruno.arguments({"batch"})) command += " '" + word + "'";
    command += " <'" + input.string() + "' >'" + office.path("answers").string() + "' 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
    std::istringstream answers(read_file(office.path("answers")));
    int done = 0;
    for (std::string line; std::getline(answers, line);) {
        INFO(line);
        if (Json::parse(line).at("exit") == 0) ++done;
    }
    CHECK(done >= 41);
    const std::string log = read_file(trace);
    std::istringstream lines(log);
    // Outside every file: a bare number, by which an older copy in the file's place is noticed.
    const std::string state = (file.parent_path() / "state").string() + "/";
    std::set<std::string> written;
    int calls = 0;
    for (std::string line; std::getline(lines, line); ++calls) {
        if (const std::string path = written_by(line); !path.empty() && !path.starts_with(state)) {
            written.insert(path);
        }
    }
    REQUIRE(calls > 10);
    CHECK(written == std::set<std::string>{file.string(), file.string() + "-wal"});
    std::cout << "strace: " << calls << " calls that open or make files, " << written.size()
              << " files opened for writing: the file and its log\n";
}

TEST_CASE("what is wrong with a file is said in English and in French, and the file stays as it is") {
    const Office office;
    const std::string bytes = read_file(office.alice.file);
    const auto changed = [&](std::size_t at, std::size_t second, const std::string& put) {
        std::string other = bytes;
        other.replace(at, put.size(), put);
        other.replace(second, put.size(), put);
        return other;
    };
    constexpr std::size_t table = 28'672;
    constexpr std::size_t pages = 65'536;
    const struct {
        const char* what;
        std::string bytes;
        int exit;
        const char* code;
        const char* english;
        const char* french;
    } cases[] = {
        {"a letter", std::string(100'000, 'x'), 7, "not_ours", "not an Epic Events file", "pas un fichier"},
        {"newer", changed(16, table + 16, "\x07"), 7, "newer_version", "newer version", "version plus récente"},
        {"a rotten header", changed(5000, table + 5000, "rot"), 7, "damaged", "Restore a backup", "sauvegarde"},
        {"a rotten page 1", changed(pages + 200, pages + 300, "rot"), 7, "damaged", "page 1", "page 1"},
        {"cut", bytes.substr(0, pages + 4096 * 3), 7, "damaged", "Restore a backup", "sauvegarde"},
    };
    for (const auto& one : cases) {
        INFO(one.what);
        Person person = office.alice;
        person.file = office.write("wrong.epic", one.bytes);
        for (const auto& [language, words] : {std::pair("en", one.english), std::pair("fr", one.french)}) {
            const Outcome outcome = run_program(person.arguments({"client", "list"}), {}, {{"LANGUAGE", language}});
            INFO(outcome.err);
            CHECK(outcome.exit == one.exit);
            CHECK(outcome.code() == one.code);
            CHECK(outcome.error().at("message").get<std::string>().find(words) != std::string::npos);
        }
        CHECK(read_file(person.file).size() == one.bytes.size());
        if (std::string_view(one.what) != "cut") CHECK(read_file(person.file).substr(pages) == one.bytes.substr(pages));
    }
    Person person = office.alice;
    person.file = office.path("");
    CHECK(person.call({"client", "list"}).code() == "not_found");
    CHECK(office.alice.call({"client", "list"}).exit == 0);
}

} // namespace epic::test
