// The single entry of the program: a window, pictures of its screens, or the command line.
#include <cstring>
#include <fstream>
#include <string>

#include "app/cli/run.hpp"
#include "app/shell/tour.hpp"
#include "app/shell/window.hpp"
#include "storage/vault/vault.hpp"

namespace {

std::string first_line(const std::string& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    return line;
}

// epic-events --tour DIR FILE [--as EMAIL --password-file P]
int tour(int argc, char** argv) {
    if (argc < 4) return 2;
    epic::shell::TourRequest request{argv[2], argv[3], {}, {}, false};
    for (int i = 4; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--as") == 0) request.email = argv[i + 1];
        if (std::strcmp(argv[i], "--password-file") == 0) request.password = first_line(argv[i + 1]);
    }
    return epic::shell::run_tour(request);
}

} // namespace

int main(int argc, char** argv) {
    // The sanitizers read their own process at its end, and may not once it is guarded.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    epic::vault::guard_process_memory();
#endif
    if (argc > 1 && std::strcmp(argv[1], "--tour") == 0) return tour(argc, argv);
    if (epic::cli::is_command_line(argc, argv)) return epic::cli::run(argc, argv);
    return epic::shell::run_window(argc > 1 ? argv[1] : "");
}
