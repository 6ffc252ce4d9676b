// The story in the README is what the program says: its commands are run, and its answers compared.
//
// What differs from run to run (identifiers, the year in a number, today) is compared by its place: the same in the
// README is the same here. EPIC_TEST_WRITE=1 writes what the program says now into the README.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <ctime>
#include <map>
#include <regex>
#include <sstream>

#include "tests/cli/program.hpp"

namespace epic::test {
namespace {

constexpr std::string_view begins = "```console\n";
constexpr std::string_view ends = "\n```\n";

struct Step {
    std::string command; // without "$ "; may have several lines
    std::string answer;
};

std::vector<Step> read_steps(const std::string& block) {
    std::vector<Step> steps;
    std::istringstream lines(block);
    bool continues = false;
    for (std::string line; std::getline(lines, line);) {
        if (continues) {
            steps.back().command += "\n" + line;
        } else if (line.starts_with("$ ")) {
            steps.push_back({line.substr(2), {}});
        } else {
            REQUIRE_FALSE(steps.empty());
            steps.back().answer += line + "\n";
            continue;
        }
        continues = steps.back().command.ends_with('\\');
    }
    return steps;
}

// An identifier, a key, a contract's number, a moment or a day, a count of pages.
const std::regex& volatile_text() {
    static const std::regex pattern(
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        "|[0-9A-Z]{4,8}(-[0-9A-Z]{4,8}){4,}"
        "|\\b[0-9]{4}-[0-9]{4}\\b"
        "|[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?"
        "|[0-9,]+ (pages|bytes)");
    return pattern;
}

bool is_near_today(const std::string& text) {
    if (!std::regex_search(text, std::regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}"))) return false;
    for (const std::time_t shift : {-86'400, 0, 86'400}) {
        const std::time_t moment = std::time(nullptr) + shift;
        std::array<char, 16> day{};
        std::strftime(day.data(), day.size(), "%Y-%m-%d", std::localtime(&moment));
        if (text.starts_with(day.data())) return true;
    }
    return false;
}

// What the README calls things, and what they are in this run.
class Names {
public:
    std::string here(const std::string& text) const {
        std::string out;
        auto rest = text.cbegin();
        for (std::sregex_iterator at(text.begin(), text.end(), volatile_text()), end; at != end; ++at) {
            out.append(rest, (*at)[0].first);
            const auto found = names_.find(at->str());
            out += found == names_.end() ? at->str() : found->second;
            rest = (*at)[0].second;
        }
        return out.append(rest, text.cend());
    }

    // Takes the names of identifiers over by their order, whatever else the texts say.
    void learn(const std::string& written, const std::string& said) {
        std::sregex_iterator there(written.begin(), written.end(), volatile_text());
        std::sregex_iterator here(said.begin(), said.end(), volatile_text());
        for (const std::sregex_iterator end; there != end && here != end; ++there, ++here) {
            if (there->str().size() == 36 && here->str().size() == 36) names_.emplace(there->str(), here->str());
        }
    }

    // Whether both say the same but for what is volatile; learns the names.
    bool same(const std::string& written, const std::string& said) {
        if (std::regex_replace(written, volatile_text(), "#") != std::regex_replace(said, volatile_text(), "#"))
            return false;
        std::sregex_iterator there(written.begin(), written.end(), volatile_text());
        std::sregex_iterator here(said.begin(), said.end(), volatile_text());
        for (const std::sregex_iterator end; there != end; ++there, ++here) {
            const std::string name = there->str();
            if (name.size() != here->str().size() && !name.ends_with("s")) return false;
            if (name == here->str() || name.ends_with("s") || is_near_today(here->str())) continue;
            const bool is_day = std::regex_match(name, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}.*"));
            if (is_day || names_.emplace(name, here->str()).first->second != here->str()) return false;
        }
        return true;
    }

private:
    std::map<std::string, std::string> names_;
};

// What later commands need of earlier ones.
bool stays(const std::string& command) {
    return command.starts_with("export ") || command.find("() {") != std::string::npos;
}

} // namespace

TEST_CASE("the README's story on the command line is what the program says") {
    const std::filesystem::path readme = source_dir() / "README.md";
    const std::string text = read_file(readme);
    const std::size_t begin = text.find(begins);
    REQUIRE(begin != std::string::npos);
    const std::size_t first = begin + begins.size();
    const std::size_t end = text.find(ends, first);
    REQUIRE(end != std::string::npos);
    const bool writes = std::getenv("EPIC_TEST_WRITE") != nullptr;

    const TemporaryFolder folder;
    const std::string enter = "exec 2>&1; cd '" + (folder / "").string() + "'\n";
    std::string before;
    int exit = 0;
    Names names;
    std::string now;
    for (const Step& step : read_steps(text.substr(first, end - first))) {
        const std::string command = names.here(step.command);
        const std::string script = enter + before + "(exit " + std::to_string(exit) + ")\n" + command;
        const Outcome outcome = run_shell(script, {{"LANG", "en_GB.UTF-8"}, {"TZ", "Europe/Paris"}});
        exit = outcome.exit;
        if (stays(command)) before += command + "\n";
        now += "$ " + command + "\n" + outcome.out;
        if (writes) {
            names.learn(step.answer, outcome.out);
            continue;
        }
        INFO("$ " << command << "\nwritten:\n" << step.answer << "\nsaid:\n" << outcome.out);
        REQUIRE(names.same(step.answer, outcome.out));
    }
    now.pop_back();
    if (writes) write_file(readme, text.substr(0, first) + now + text.substr(end));
}

} // namespace epic::test
