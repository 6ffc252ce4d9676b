// What is measured, one function for each group of SYNC.md's bars. Each adds its lines to the report.
//
// Throws std::runtime_error. Threads: one; they start and join their own.
#pragma once

#include <filesystem>
#include <string>

#include "tests/bench/office/office.hpp"
#include "tests/bench/support/report.hpp"

namespace epic::bench {

// The table, a line at a time.
class SyncReport {
public:
    explicit SyncReport(const Options& chosen) : options(chosen) {}

    void step(const std::string& what) { progress_.step(server + ": " + what); }
    // `against`: how it compares with the baseline; `processor`: of both ends together.
    void line(const std::string& what, const std::string& result, const std::string& against = {},
              const std::string& processor = {}) {
        table.add({server, what, result, against, processor, "", ""});
    }
    void bar(const std::string& what, const std::string& result, const std::string& against,
             const std::string& processor, const std::string& bar, bool met) {
        table.add({server, what, result, against, processor, bar, met ? "yes" : "no"});
    }
    void pause() { progress_.pause(); }

    const Options& options;
    std::string server;
    Table table{{"server", "what", "result", "against the baseline", "processor", "bar", "met"}};

private:
    Progress progress_;
};

std::string per_second(double count, double wall_ms);

// Pushes against inserts, one operation at a time, fifty laptops at once.
void measure_sending(SyncReport& report, const Office& office);
// Bytes on the wire.
void measure_bytes(SyncReport& report, const Office& office);
// Pulling into files and applying, and what a person who writes meanwhile feels of it. On an office without a log.
void measure_receiving(SyncReport& report, const Office& office, const std::filesystem::path& folder);
// What of applying is the file's; needs no server.
void measure_applying(SyncReport& report, const std::filesystem::path& folder);
// A first synchronisation of a million records. On an office without records.
void measure_first(SyncReport& report, const Office& office, const std::filesystem::path& folder);

} // namespace epic::bench
