#include "tests/bench/vault/engine_process.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/vault/workloads.hpp"

namespace epic::bench {

EngineProcess::EngineProcess(Kind kind, std::filesystem::path folder, std::filesystem::path library)
    : kind_(kind), folder_(std::move(folder)), library_(std::move(library)) {
    std::filesystem::create_directories(folder_);
    start();
}

EngineProcess::~EngineProcess() {
    stop();
}

void EngineProcess::start() {
    std::array<int, 2> down{};
    std::array<int, 2> up{};
    if (pipe2(down.data(), O_CLOEXEC) != 0 || pipe2(up.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe to an engine");
    }
    process_ = fork();
    if (process_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(down[0], STDIN_FILENO);
        dup2(up[1], STDOUT_FILENO);
        if (kind_ == Kind::sqlcipher) setenv("LD_PRELOAD", library_.c_str(), 1);
        const std::string kind(name_of(kind_));
        execl("/proc/self/exe", "bench_vault", "--engine", kind.c_str(), folder_.c_str(), nullptr);
        std::_Exit(127);
    }
    close(down[0]);
    close(up[1]);
    to_ = fdopen(down[1], "w");
    from_ = fdopen(up[0], "r");
}

void EngineProcess::stop() {
    if (process_ < 0) return;
    std::fclose(to_);
    std::fclose(from_);
    waitpid(process_, nullptr, 0);
    process_ = -1;
}

void EngineProcess::tell(const std::string& workload, std::int64_t count, std::uint64_t round) {
    std::ostringstream line;
    line << workload << ' ' << count << ' ' << round << '\n';
    std::fputs(line.str().c_str(), to_);
    std::fflush(to_);
}

Sample EngineProcess::run(const std::string& workload, std::int64_t count, std::uint64_t round) {
    tell(workload, count, round);
    std::array<char, 1024> line{};
    if (std::fgets(line.data(), line.size(), from_) == nullptr) line[0] = '\0';
    std::istringstream answer(line.data());
    Sample sample;
    if (!(answer >> sample.wall_ms >> sample.cpu_ms)) {
        throw std::runtime_error(std::string(name_of(kind_)) + ", " + workload + ": " + line.data());
    }
    return sample;
}

void EngineProcess::run_to_the_end(const std::string& workload, std::int64_t count) {
    tell(workload, count, 0);
    stop();
    start();
}

int serve(int count, char** arguments) {
    if (count != 2) return 2;
    Task task{.kind = kind_of(arguments[0]), .folder = arguments[1], .workload = {}};
    while (std::cin >> task.workload >> task.count >> task.round) {
        try {
            const Sample sample = run(task);
            std::cout << sample.wall_ms << ' ' << sample.cpu_ms << std::endl;
        } catch (const std::exception& error) {
            std::cout << "failed: " << error.what() << std::endl;
        }
    }
    return 0;
}

} // namespace epic::bench
