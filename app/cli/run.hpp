// The command line: the same commands as the window, for administrators, scripts and tests.
//
// The grammar is in README.md of this folder. Threads: call from the main thread; `sync --watch` handles
// SIGINT and SIGTERM while it runs.
#pragma once

namespace epic::cli {

// Whether these arguments are for the command line. `epic-events`, `epic-events FILE` and options that the
// grammar does not know are not: they are the window's. A single word without a dot or a slash that is no
// file is a verb, known or not.
bool is_command_line(int argc, const char* const* argv);

// Runs one call and returns the exit code. Writes to standard output and standard error.
int run(int argc, char** argv);

} // namespace epic::cli
