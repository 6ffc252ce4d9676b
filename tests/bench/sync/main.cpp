// bench_sync: the exchange with the central server, over TLS, on MariaDB and on MySQL, against what the same server
// does with the same rows when nobody checks, merges or logs anything: the bars of SYNC.md, as storage/sync/README.md
// shows them.
//
// The servers run here, their data in memory where there is enough of it; both ends share the computer's cores, so
// processor time is that of both together.
#include <cstdlib>
#include <exception>
#include <iostream>

#include "tests/bench/support/workshop.hpp"
#include "tests/bench/sync/workloads.hpp"

namespace epic::bench {
namespace {

int run(int count, char** arguments) {
    const Options options = read_options(count, arguments);
    const Workshop workshop(options.folder);
    const std::string begin = machine_line(options.folder);
    std::cout << begin << "\n\n";
    SyncReport report(options);
    report.server = "none";
    measure_applying(report, workshop.path());
    std::string versions;
    for (const test::ServerKind kind : {test::ServerKind::mariadb, test::ServerKind::mysql}) {
        if (report.options.workloads == std::vector<std::string>{"apply"}) break;
        report.server = test::server_kind_name(kind);
        {
            report.step("a server");
            const Office office(kind, workshop.path());
            versions += (versions.empty() ? "" : ", ") + report.server + " " + office.version();
            measure_receiving(report, office, workshop.path());
            measure_bytes(report, office);
            measure_sending(report, office);
        }
        if (options.wants("first")) {
            report.step("a server with much in it");
            const Office office(kind, workshop.path());
            measure_first(report, office, workshop.path());
        }
    }
    report.pause();
    const std::string end = "At the end: " + machine_line(options.folder);
    std::cout << report.table.text() << "\n" << versions << "\n" << end << "\n";
    if (!options.markdown.empty()) {
        write_text(options.markdown, begin + "; " + versions + "\n\n" + report.table.markdown() + "\n" + end + "\n");
    }
    if (!options.tsv.empty()) write_text(options.tsv, report.table.tsv());
    return 0;
}

} // namespace
} // namespace epic::bench

int main(int count, char** arguments) {
    try {
        return epic::bench::run(count, arguments);
    } catch (const std::exception& failure) {
        std::cerr << "bench_sync: " << failure.what() << "\n";
        return EXIT_FAILURE;
    }
}
