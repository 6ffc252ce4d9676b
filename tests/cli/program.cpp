#include "tests/cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace epic::test {
namespace {

class Files {
public:
    Files() { posix_spawn_file_actions_init(&actions_); }
    ~Files() { posix_spawn_file_actions_destroy(&actions_); }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;
    void open(int descriptor, const std::filesystem::path& path, int flags) {
        posix_spawn_file_actions_addopen(&actions_, descriptor, path.c_str(), flags, 0600);
    }
    void use(int descriptor, int from) { posix_spawn_file_actions_adddup2(&actions_, from, descriptor); }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

pid_t spawn(const std::string& program, const Arguments& arguments, const Settings& settings, const Files& files) {
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    // Failed sign-ins are remembered there, and not in the home folder of whoever runs the tests.
    // The company's zone, whatever the machine's is: times without one are read in it.
    std::map<std::string, std::string> environment{
        {"LANG", "C.UTF-8"}, {"TZ", "Europe/Paris"}, {"XDG_STATE_HOME", build_dir() / "state"}};
    for (const char* kept : {"PATH", "TMPDIR", "XDG_STATE_HOME", "XDG_DATA_HOME", "ASAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const char* value = std::getenv(kept)) environment[kept] = value;
    }
    for (const auto& [name, value] : settings) environment[name] = value;
    std::vector<std::string> pairs;
    for (const auto& [name, value] : environment) {
        if (!value.empty()) pairs.push_back(name + "=" + value);
    }
    const auto pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> list;
        for (std::string& text : texts) list.push_back(text.data());
        list.push_back(nullptr);
        return list;
    };
    pid_t pid = 0;
    const int failed =
        posix_spawn(&pid, program.c_str(), files.get(), nullptr, pointers(words).data(), pointers(pairs).data());
    if (failed != 0) throw std::runtime_error("cannot start " + program);
    return pid;
}

int wait_for(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) throw std::runtime_error("waitpid");
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

const std::string& the_program() {
    static const std::string program = build_dir() / "epic-events";
    return program;
}

Outcome run(const std::string& program, const Arguments& arguments, const std::string& input,
            const Settings& settings) {
    const TemporaryFolder folder;
    write_file(folder / "in", input);
    Files files;
    files.open(STDIN_FILENO, folder / "in", O_RDONLY);
    files.open(STDOUT_FILENO, folder / "out", O_WRONLY | O_CREAT);
    files.open(STDERR_FILENO, folder / "err", O_WRONLY | O_CREAT);
    Outcome outcome;
    outcome.exit = wait_for(spawn(program, arguments, settings, files));
    outcome.out = read_file(folder / "out");
    outcome.err = read_file(folder / "err");
    return outcome;
}

} // namespace

Outcome run_program(const Arguments& arguments, const std::string& input, const Settings& settings) {
    return run(the_program(), arguments, input, settings);
}

Outcome run_shell(const std::string& script, const Settings& settings) {
    Settings with_path = settings;
    const char* path = std::getenv("PATH");
    with_path["PATH"] = build_dir().string() + ":" + (path == nullptr ? "" : path);
    return run("/bin/bash", {"-c", script}, {}, with_path);
}

RunningProgram::RunningProgram(const Arguments& arguments) {
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    Files files;
    files.use(STDIN_FILENO, in[0]);
    files.use(STDOUT_FILENO, out[1]);
    pid_ = spawn(the_program(), arguments, {}, files);
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = out[0];
}

RunningProgram::~RunningProgram() {
    close_input();
    ::close(output_);
    if (pid_ != 0) {
        ::kill(pid_, SIGKILL);
        wait_for(pid_);
    }
}

void RunningProgram::write(const std::string& text) {
    if (::write(input_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        throw std::runtime_error("write");
}

std::string RunningProgram::read_line() {
    while (rest_.find('\n') == std::string::npos) {
        char buffer[4096];
        const ssize_t count = ::read(output_, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return std::exchange(rest_, {});
        rest_.append(buffer, static_cast<std::size_t>(count));
    }
    const std::string line = rest_.substr(0, rest_.find('\n'));
    rest_.erase(0, line.size() + 1);
    return line;
}

void RunningProgram::close_input() {
    if (input_ >= 0) ::close(std::exchange(input_, -1));
}

void RunningProgram::signal(int number) {
    ::kill(pid_, number);
}

int RunningProgram::wait() {
    return wait_for(std::exchange(pid_, 0));
}

Arguments Person::arguments(const Arguments& verb) const {
    Arguments all = verb;
    for (const std::string& word : {std::string("--file"), file.string(), std::string("--as"), email,
                                    std::string("--password-file"), password_file.string(), std::string("--json")}) {
        all.push_back(word);
    }
    return all;
}

Settings Person::settings() const {
    return {{"XDG_STATE_HOME", file.parent_path() / "state"}};
}

Outcome Person::call(const Arguments& verb) const {
    return run_program(arguments(verb), {}, settings());
}

Json Person::done(const Arguments& verb) const {
    const Outcome outcome = call(verb);
    INFO(verb[0] << ": " << outcome.err);
    REQUIRE(outcome.exit == 0);
    CHECK(outcome.err.empty());
    return outcome.json();
}

std::vector<Json> Person::batch(const std::vector<Arguments>& lines) const {
    std::string input;
    for (const Arguments& line : lines) input += Json(line).dump() + "\n";
    const Outcome outcome = run_program(arguments({"batch"}), input, settings());
    INFO(outcome.err);
    REQUIRE(outcome.exit == 0);
    std::vector<Json> answers;
    std::string_view rest = outcome.out;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        REQUIRE(end != std::string_view::npos);
        answers.push_back(Json::parse(rest.substr(0, end)));
        rest.remove_prefix(end + 1);
    }
    REQUIRE(answers.size() == lines.size());
    return answers;
}

} // namespace epic::test
