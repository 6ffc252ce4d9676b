// One engine in a process of its own, that works when it is told to: so SQLite and SQLCipher, whose symbols have the
// same names, never meet, and memory that one engine has touched does not slow down another.
//
// The language between the two: one line a task, one line an answer. Failures throw std::runtime_error with what the
// engine said. Threads: one.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>
#include <sys/types.h>

#include "tests/bench/support/measure.hpp"
#include "tests/bench/vault/engine.hpp"

namespace epic::bench {

class EngineProcess {
public:
    // `library`: SQLCipher's, for that kind only. `folder` is where the engine's files go.
    EngineProcess(Kind kind, std::filesystem::path folder, std::filesystem::path library);
    ~EngineProcess();
    EngineProcess(const EngineProcess&) = delete;
    EngineProcess& operator=(const EngineProcess&) = delete;

    Sample run(const std::string& workload, std::int64_t count, std::uint64_t round);
    // For a workload that ends its process; the next one gets a new process.
    void run_to_the_end(const std::string& workload, std::int64_t count);

private:
    void start();
    void stop();
    void tell(const std::string& workload, std::int64_t count, std::uint64_t round);

    Kind kind_;
    std::filesystem::path folder_;
    std::filesystem::path library_;
    pid_t process_ = -1;
    std::FILE* to_ = nullptr;
    std::FILE* from_ = nullptr;
};

// The other side: reads tasks from standard input until there are no more. `arguments` begin behind "--engine".
int serve(int count, char** arguments);

} // namespace epic::bench
