// The single entry of the program: a window, pictures of its screens, or the command line.
#include <csignal>
#include <cstring>
#include <string>
#include <vector>

#include "app/cli/run.hpp"
#include "app/shell/tour.hpp"
#include "app/shell/window.hpp"
#include "storage/vault/vault.hpp"

namespace {

// epic-events --tour FOLDER …, see app/shell/tour.hpp
int tour(int argc, char** argv) {
    return epic::shell::run_tour(std::vector<std::string>(argv + 2, argv + argc));
}

} // namespace

int main(int argc, char** argv) {
    // A limit on the size of files is a write that fails, like a full disk, and no reason to die.
    std::signal(SIGXFSZ, SIG_IGN);
    // The sanitizers read their own process at its end, and may not once it is guarded.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    epic::vault::guard_process_memory();
#endif
    if (argc > 1 && std::strcmp(argv[1], "--tour") == 0) return tour(argc, argv);
    if (epic::cli::is_command_line(argc, argv)) return epic::cli::run(argc, argv);
    return epic::shell::run_window(argc > 1 ? argv[1] : "");
}
