// bench_transfer: importing customers, against inserting the same values into plain SQLite, in turns.
//
// Both read nothing but memory and the system's cache beforehand: the raw inserts get values that are ready, the import
// gets the file, decides what is in it, looks for duplicates, judges each line by the rules, writes row, word index,
// history and before-images, and seals every page.
#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "storage/store/store.hpp"
#include "storage/transfer/import.hpp"
#include "tests/bench/support/measure.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/workshop.hpp"

namespace epic::bench {
namespace {

template <typename T>
T must(Result<T> result) {
    if (result) return std::move(result).value();
    throw std::runtime_error(result.error().message.in(Language::english) + " " + result.error().details);
}

inline void must(Result<> result) {
    (void)must<Done>(std::move(result));
}

using Customer = std::array<std::string, 6>; // name, company, e-mail, phone, date, notes

Customer customer(std::size_t number) {
    const std::string n = std::to_string(number);
    return {"Camille Étienne " + n,
            "Maison " + std::to_string(number % 5'000),
            "camille" + n + "@maison.example",
            "05 61 " + std::to_string(10 + number % 90) + " " + std::to_string(10 + number / 90 % 90) + " " +
                std::to_string(10 + number / 8'100 % 90),
            "2024-0" + std::to_string(1 + number % 9) + "-1" + std::to_string(number % 10),
            "met at the fair, asks for a room for " + std::to_string(20 + number % 200)};
}

std::string table_of(std::size_t rows) {
    std::string table = "name,company,email,phone,first contact,notes\n";
    for (std::size_t i = 0; i < rows; ++i) {
        const Customer values = customer(i);
        for (std::size_t column = 0; column < values.size(); ++column)
            table += (column == 0 ? "" : ",") + (column == 5 ? "\"" + values[column] + "\"" : values[column]);
        table += "\n";
    }
    return table;
}

Sample insert_raw(const std::filesystem::path& path, std::size_t rows) {
    std::filesystem::remove(path);
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    database.exec(
        "CREATE TABLE client (row INTEGER PRIMARY KEY, full_name TEXT, company TEXT, email TEXT, phone TEXT, "
        "first_contact TEXT, notes TEXT)");
    std::vector<Customer> values;
    for (std::size_t i = 0; i < rows; ++i) values.push_back(customer(i));
    return measure([&] {
        SQLite::Transaction transaction(database);
        SQLite::Statement insert(database,
                                 "INSERT INTO client (full_name, company, email, phone, first_contact, notes) "
                                 "VALUES (?, ?, ?, ?, ?, ?)");
        for (const Customer& one : values) {
            for (std::size_t column = 0; column < one.size(); ++column)
                insert.bind(static_cast<int>(column) + 1, one[column]);
            insert.exec();
            insert.reset();
        }
        transaction.commit();
    });
}

class Office {
public:
    explicit Office(const std::filesystem::path& path) {
        std::filesystem::remove(path);
        store_ = must(store::Store::create(path.string(), {"Alice Renard", "alice@agence.example", "secret"},
                                           intl::system_environment(), vault::KdfLimits::minimum()));
        const AddRecord seller{Entity::collaborator,
                               {},
                               {{Field::collaborator_full_name, std::string("Bruno Petit")},
                                {Field::collaborator_email, std::string("bruno@agence.example")},
                                {Field::collaborator_department, std::string("commercial")},
                                {Field::collaborator_must_change_password, std::int64_t{0}}}};
        must(store_->act_as(must(store_->add_collaborator(seller, "secret")).record));
    }

    Sample import(const std::string& table, std::size_t rows) {
        std::int64_t created = 0;
        const Sample sample = measure([&] {
            const auto plan = must(transfer::analyse(table, {}, intl::system_environment()));
            created = must(transfer::run(*store_, plan, intl::system_environment())).created;
        });
        if (created != static_cast<std::int64_t>(rows)) throw std::runtime_error("not every line was imported");
        return sample;
    }

private:
    std::unique_ptr<store::Store> store_;
};

int run(int count, char** arguments) {
    const Options options = read_options(count, arguments);
    const Workshop workshop(options.folder);
    const std::size_t rows = options.pick<std::size_t>(200, 10'000, 50'000);
    const std::string table = (workshop.path() / "customers.csv").string();
    write_text(table, table_of(rows));
    std::cout << machine_line(options.folder) << "\n\n";
    const Series series =
        alternate({{"plain SQLite, inserts", [&] { return insert_raw(workshop.path() / "raw.sqlite", rows); }},
                   {"import", [&] { return Office(workshop.path() / "office.epic").import(table, rows); }}},
                  options.pick<std::size_t>(1, 5, 7));
    Table result({"of " + std::to_string(rows) + " customers", "ms", "processor ms", "rows/s", "to plain"});
    for (std::size_t i = 0; i < 2; ++i) {
        result.add({i == 0 ? "plain SQLite, inserts" : "import", milliseconds(series.wall_ms(i)),
                    milliseconds(series.cpu_ms(i)), number(static_cast<double>(rows) * 1'000 / series.wall_ms(i), 0),
                    number(series.wall_ratio(i, 0), 1)});
    }
    std::cout << result.text() << "\n" << machine_line(options.folder) << "\n";
    if (!options.markdown.empty()) write_text(options.markdown, result.markdown());
    if (!options.tsv.empty()) write_text(options.tsv, result.tsv());
    return 0;
}

} // namespace
} // namespace epic::bench

int main(int count, char** arguments) {
    try {
        return epic::bench::run(count, arguments);
    } catch (const std::exception& failure) {
        std::cerr << "bench_transfer: " << failure.what() << "\n";
        return EXIT_FAILURE;
    }
}
