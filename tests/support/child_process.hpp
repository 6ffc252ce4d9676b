// Processes of a test's own, run unprivileged.
//
// A child runs as the account of the server packages when the test is root, dies with the test, and is not reached
// by a Ctrl+C meant for it. Failures throw std::runtime_error. Threads: any, one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace epic::test {

using Words = std::vector<std::string>;

// Output and errors are appended to `log`.
pid_t launch(const Words& command, const std::filesystem::path& log);
// Waits for it; throws with its log when it fails.
void run_to_end(const Words& command, const std::filesystem::path& log);
// To the account that `launch` uses; nothing when the test is not root.
void give_away(const std::filesystem::path& path);
// Whether that account can reach a path from the root of the file system.
bool can_be_reached(const std::filesystem::path& path);

// Of loopback, free at this moment.
std::uint16_t free_port();
std::string random_text();

} // namespace epic::test
