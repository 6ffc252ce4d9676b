// What somebody would do who wanted the rows and nothing else: stream SELECTs into a plain SQLite file.
//
// Throws std::runtime_error and SQLite::Exception. Threads: one.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "storage/sync/remote.hpp"

namespace SQLite {
class Database;
class Statement;
} // namespace SQLite

namespace epic::bench {

class PlainFile {
public:
    // Replaces what is there.
    explicit PlainFile(const std::filesystem::path& path);
    ~PlainFile();
    PlainFile(const PlainFile&) = delete;
    PlainFile& operator=(const PlainFile&) = delete;

    // Rows of so many columns, the first of which is the key, go here from now on; 10,000 in a transaction.
    void begin_table(const std::string& name, std::size_t columns);
    void take(sync::RowView row);
    void end_table();

private:
    std::unique_ptr<SQLite::Database> database_;
    std::unique_ptr<SQLite::Statement> insert_;
    std::size_t rows_ = 0;
};

} // namespace epic::bench
