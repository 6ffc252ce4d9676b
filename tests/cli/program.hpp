// Runs the real program as a process of its own.
//
// Throws std::runtime_error when it cannot be started. Threads: one.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/types.h>
#include <vector>

#include "tests/support/places.hpp"

namespace epic::test {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;
using Settings = std::map<std::string, std::string>; // further environment variables; empty ones are unset

struct Outcome {
    int exit = 0;
    std::string out;
    std::string err;

    Json json() const { return Json::parse(out); }
    Json error() const { return Json::parse(err).at("error"); }
    std::string code() const { return error().at("code"); }
};

// Waits for its end; one that a signal ended gives 128 + signal. No locale is set but what `settings` say.
Outcome run_program(const Arguments& arguments, const std::string& input = {}, const Settings& settings = {});

// The same for a script of bash, which finds the program in its PATH.
Outcome run_shell(const std::string& script, const Settings& settings = {});

// A program that runs on while the test does something else: `batch` and `sync --watch`.
class RunningProgram {
public:
    explicit RunningProgram(const Arguments& arguments);
    ~RunningProgram(); // kills it if it still runs
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    void write(const std::string& text);
    std::string read_line(); // blocks; empty at the end
    void close_input();
    void signal(int number);
    int wait();

private:
    pid_t pid_ = 0;
    int input_ = -1;
    int output_ = -1;
    std::string rest_;
};

// A person at a laptop: their file, their e-mail, their password.
struct Person {
    std::filesystem::path file;
    std::string email;
    std::filesystem::path password_file;

    Arguments arguments(const Arguments& verb) const; // with --file, --as, --password-file and --json
    Settings settings() const;                        // a state folder beside the file
    Outcome call(const Arguments& verb) const;
    // Checks that it is done and gives its answer.
    Json done(const Arguments& verb) const;
    // All in one session; one {exit, result|error} each.
    std::vector<Json> batch(const std::vector<Arguments>& lines) const;
};

} // namespace epic::test
