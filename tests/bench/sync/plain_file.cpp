#include "tests/bench/sync/plain_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace epic::bench {
namespace {

constexpr std::size_t in_one_transaction = 10'000;

const std::filesystem::path& without_file(const std::filesystem::path& path) {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + suffix);
    return path;
}

} // namespace

PlainFile::PlainFile(const std::filesystem::path& path)
    : database_(std::make_unique<SQLite::Database>(without_file(path).string(),
                                                   SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)) {
    database_->exec("pragma journal_mode = wal; pragma synchronous = normal");
}

PlainFile::~PlainFile() = default;

void PlainFile::begin_table(const std::string& name, std::size_t columns) {
    std::string create = "create table " + name + " (c0 primary key";
    std::string insert = "insert into " + name + " values (?";
    for (std::size_t i = 1; i < columns; ++i) {
        create += ", c" + std::to_string(i);
        insert += ", ?";
    }
    database_->exec(create + ")");
    database_->exec("begin");
    insert_ = std::make_unique<SQLite::Statement>(*database_, insert + ")");
    rows_ = 0;
}

void PlainFile::take(sync::RowView row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        const int place = static_cast<int>(i) + 1;
        if (row[i]) {
            insert_->bind(place, std::string(*row[i]));
        } else {
            insert_->bind(place);
        }
    }
    insert_->exec();
    insert_->reset();
    if (++rows_ % in_one_transaction == 0) database_->exec("commit; begin");
}

void PlainFile::end_table() {
    insert_.reset();
    database_->exec("commit");
}

} // namespace epic::bench
