// The file as a whole: who can open it, and whether it is sound.
#include "storage/store/internal/database.hpp"
#include "storage/store/store.hpp"

namespace epic::store {
namespace {

std::string_view kind_name(vault::Finding::Kind kind) {
    using enum vault::Finding::Kind;
    switch (kind) {
        case page_damaged: return "page damaged";
        case file_cut: return "file cut";
        case log_frame_damaged: return "log frame damaged";
        case log_header_damaged: return "log header damaged";
        case log_cut: return "log cut";
        case log_ends_early: return "log ends early";
        case log_missing: return "log missing";
        case page_refused: return "page refused";
        case header_repaired: return "header repaired";
    }
    return "unknown";
}

std::vector<std::string> first_column(Connection& connection, const std::string& sql) {
    std::vector<std::string> rows;
    Query query = Query::composed(connection, sql);
    while (query.step()) rows.push_back(query.text(0));
    return rows;
}

} // namespace

std::vector<vault::SlotInfo> Store::slots() const {
    return database_->vault().slots();
}

Result<Store::Verification> Store::verify() const {
    Verification verification;
    auto read = database_->read([&](Connection& connection) -> Result<> {
        verification.pages = connection.sqlite().execAndGet("PRAGMA page_count").getInt64();
        for (std::string& line : first_column(connection, "PRAGMA integrity_check")) {
            if (line != "ok") verification.damaged.push_back("integrity: " + std::move(line));
        }
        for (const std::string& table : first_column(connection, "PRAGMA foreign_key_check")) {
            verification.damaged.push_back("a reference of " + table + " leads nowhere");
        }
        Query paid(connection, "verify/paid.sql");
        while (paid.step()) verification.damaged.push_back("paid amount of contract " + paid.text(0));
        return Done{};
    });
    // A damaged page is an answer here, not a failure.
    if (!read && read.error().code != ErrorCode::damaged) return std::move(read).error();
    if (!read) verification.damaged.push_back("unreadable: " + read.error().details);
    for (const vault::Finding& finding : database_->vault().findings()) {
        verification.damaged.push_back(std::string(kind_name(finding.kind)) + " at " + std::to_string(finding.place));
    }
    return verification;
}

} // namespace epic::store
