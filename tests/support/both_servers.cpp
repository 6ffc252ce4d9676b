// The same tests on MariaDB and on MySQL, each in a process of its own; EPIC_TEST_SERVER names one of them.
#include <catch2/catch_session.hpp>
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char** arguments) {
    if (std::getenv("EPIC_TEST_SERVER") != nullptr) return Catch::Session().run(count, arguments);
    int worst = 0;
    for (const char* server : {"mariadb", "mysql"}) {
        std::fprintf(stderr, "== EPIC_TEST_SERVER=%s\n", server);
        const pid_t child = ::fork();
        if (child == 0) {
            ::setenv("EPIC_TEST_SERVER", server, 1);
            ::execv("/proc/self/exe", arguments);
            ::_exit(127);
        }
        int status = 1;
        if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0) worst = 1;
    }
    return worst;
}
