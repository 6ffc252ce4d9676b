// The shape of the repository.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <string_view>

#include "tests/support/places.hpp"
#include "tests/tidy/sources.hpp"

namespace {

using epic::tidy::Findings;
using epic::tidy::for_each_line;
using epic::tidy::Source;
using epic::tidy::sources;

const std::set<std::string, std::less<>> folders = {"app", "assets", "core", "storage", "tests", "third_party"};
const std::set<std::string, std::less<>> files = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md"};

} // namespace

TEST_CASE("Nothing new stands at the top of the tree") {
    Findings findings;
    for (const auto& entry : std::filesystem::directory_iterator(epic::test::source_dir())) {
        const std::string name = entry.path().filename().string();
        const bool known = name.starts_with('.') || name == "build" || folders.contains(name) || files.contains(name);
        if (!known) findings.add(name, "belongs into one of the folders");
    }
    epic::tidy::check(findings);
}

TEST_CASE("Every folder at the top says what lives in it") {
    Findings findings;
    for (const std::string& folder : folders) {
        if (!std::filesystem::exists(epic::test::source_dir() / folder / "README.md")) {
            findings.add(folder, "has no README.md");
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("Links between documents lead somewhere") {
    static const std::regex link(R"(\]\(([^)#:]+)\))");
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is(".md")) continue;
        const std::filesystem::path folder = (epic::test::source_dir() / source.path).parent_path();
        for_each_line(source, [&](std::string_view line, std::size_t number) {
            const std::string text(line);
            for (std::sregex_iterator match(text.begin(), text.end(), link), end; match != end; ++match) {
                const std::string target = (*match)[1];
                if (!std::filesystem::exists(folder / target)) findings.add(source, number, "leads nowhere: " + target);
            }
        });
    }
    epic::tidy::check(findings);
}

TEST_CASE("Every shell script is one that sh can read") {
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is(".sh")) continue;
        const std::string path = (epic::test::source_dir() / source.path).string();
        if (source.lines.empty() || source.lines.front() != "#!/bin/sh")
            findings.add(source, 1, "starts with #!/bin/sh");
        if (std::system(("sh -n '" + path + "'").c_str()) != 0) findings.add(source.path, "sh does not understand it");
    }
    epic::tidy::check(findings);
}
