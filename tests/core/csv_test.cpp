#include "core/text/csv.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/csv_words.hpp"
#include "tests/support/random.hpp"

namespace epic {
namespace {

using Cells = std::vector<std::string>;

std::vector<CsvRow> all(std::string_view text, char delimiter) {
    CsvReader reader(text, delimiter);
    std::vector<CsvRow> rows;
    while (auto row = reader.next()) rows.push_back(std::move(*row));
    return rows;
}

} // namespace

TEST_CASE("a quoted cell may hold the delimiter, a line break and doubled quotation marks") {
    const auto rows = all("name,notes\r\n\"Lou, dite \"\"Bouzin\"\"\",\"first\r\nsecond\"\r\nnext,\r\n", ',');
    REQUIRE(rows.size() == 3);
    CHECK(rows[1].cells == Cells{"Lou, dite \"Bouzin\"", "first\nsecond"});
    CHECK(rows[1].line == 2);
    CHECK(rows[2].cells == Cells{"next", ""});
    CHECK(rows[2].line == 4);
    CHECK_FALSE(rows[1].fault);
}

TEST_CASE("the last row needs no line end, and blank lines are passed over but counted") {
    const auto rows = all("a;b\n\n\r\n1;2", ';');
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].cells == Cells{"1", "2"});
    CHECK(rows[1].line == 4);
    CHECK(all("", ',').empty());
    CHECK(all("\n\n", ',').empty());
}

TEST_CASE("a byte order mark and a line that announces the delimiter are not data") {
    CsvReader marked("\xef\xbb\xbfnom;ville\nZoé;Sète\n");
    CHECK(marked.next()->cells == Cells{"nom", "ville"});
    CHECK(marked.next()->cells == Cells{"Zoé", "Sète"});
    CsvReader announced("sep=|\r\na|b\r\n1|2\r\n");
    CHECK(announced.delimiter() == '|');
    CHECK(announced.next()->cells == Cells{"a", "b"});
    CHECK(announced.next()->line == 3);
}

TEST_CASE("the delimiter is the one that splits the rows alike") {
    CHECK(detect_csv_delimiter("a,b,c\n1,2,3\n") == ',');
    CHECK(detect_csv_delimiter("nom;montant\nA;1 500,50\nB;2,75\n") == ';');
    CHECK(detect_csv_delimiter("a\tb\nx, y\tz\n") == '\t');
    CHECK(detect_csv_delimiter("a;b\n\"1;2,3\n4,5\";6\n") == ';');
    CHECK(detect_csv_delimiter("only one column\nhere\n") == ',');
}

TEST_CASE("a faulty row says where and why, and the rows after it are read") {
    const auto rows = all("a,b\n\"x\"y,2\n\xe9t\xe9,4\n5,6\n\"never closed,7\n8,9", ',');
    REQUIRE(rows.size() == 6);
    REQUIRE(rows[1].fault);
    CHECK(rows[1].fault->line == 2);
    CHECK(rows[1].fault->column == 1);
    CHECK(std::string_view(rows[1].fault->reason.id) == words::csv_text_after_quote.id);
    REQUIRE(rows[2].fault);
    CHECK(std::string_view(rows[2].fault->reason.id) == words::csv_not_utf8.id);
    CHECK(rows[2].line == 3);
    CHECK_FALSE(rows[3].fault);
    REQUIRE(rows[4].fault);
    CHECK(rows[4].fault->line == 5);
    CHECK(std::string_view(rows[4].fault->reason.id) == words::csv_quote_not_closed.id);
    // The mark spoils its own line; what follows is not swallowed.
    CHECK_FALSE(rows[5].fault);
    CHECK(rows[5].cells == Cells{"8", "9"});
    CHECK(rows[5].line == 6);
}

TEST_CASE("a text that comes in pieces of any size is read as the whole") {
    test::for_each_seed(100, [](test::Random& random) {
        const std::vector<std::string> pieces{"a",    "é",  ",",      "\n",     "\r\n", "\"",    "\"\"",
                                              "\xff", "x,", "\"b,\"", "\"\n\"", " ",    "sep=,", "1"};
        std::string text = random.chance(20) ? "\xef\xbb\xbf" : "";
        for (auto n = random.between(0, 40); n > 0; --n) text += random.pick(pieces);
        const auto whole = all(text, ',');
        std::string_view rest = text;
        std::string piece;
        CsvReader reader(
            [&]() -> std::string_view {
                const auto size = static_cast<std::size_t>(random.between(1, 5));
                piece = rest.substr(0, size);
                rest.remove_prefix(piece.size());
                return piece;
            },
            ',');
        for (const CsvRow& expected : whole) {
            const auto row = reader.next();
            REQUIRE(row);
            CHECK(row->cells == expected.cells);
            CHECK(row->line == expected.line);
            REQUIRE(row->fault.has_value() == expected.fault.has_value());
            if (row->fault) CHECK(row->fault->line == expected.fault->line);
        }
        CHECK_FALSE(reader.next());
    });
}

TEST_CASE("a row beyond the limits is a fault, and the next one is read") {
    constexpr CsvLimits limits{.row_bytes_max = 1'000, .cells_max = 10};
    const auto read = [&](const std::string& text) {
        CsvReader reader(text, ',', limits);
        std::vector<CsvRow> rows;
        while (auto row = reader.next()) rows.push_back(std::move(*row));
        return rows;
    };
    for (const auto& [row, reason] : {std::pair(std::string(5'000, 'x'), words::csv_row_too_long),
                                      std::pair("\"" + std::string(5'000, 'x'), words::csv_quote_not_closed),
                                      std::pair(std::string(5'000, ','), words::csv_too_many_cells)}) {
        const auto rows = read("a,b\n" + row + "\n1,2\n");
        CAPTURE(reason.id);
        REQUIRE(rows.size() == 3);
        REQUIRE(rows[1].fault);
        CHECK(std::string_view(rows[1].fault->reason.id) == reason.id);
        CHECK(rows[1].line == 2);
        CHECK(rows[2].cells == Cells{"1", "2"});
        CHECK(rows[2].line == 3);
    }
}

TEST_CASE("a line of a gigabyte costs no more than its limit") {
    std::uint64_t left = std::uint64_t{1} << 30;
    const std::string piece(std::size_t{1} << 20, 'x');
    bool ended = false;
    CsvReader reader(
        [&]() -> std::string_view {
            if (left == 0) return std::exchange(ended, true) ? std::string_view() : std::string_view("\nlast,1\n");
            left -= piece.size();
            return piece;
        },
        ',');
    const auto huge = reader.next();
    REQUIRE(huge);
    REQUIRE(huge->fault);
    CHECK(huge->cells.front().size() <= CsvLimits().row_bytes_max + piece.size());
    CHECK(reader.next()->cells == Cells{"last", "1"});
}

TEST_CASE("what a spreadsheet would calculate is guarded, and comes back as it was") {
    CHECK(guarded_cell("=HYPERLINK(\"x\")") == "'=HYPERLINK(\"x\")");
    CHECK(guarded_cell("+33 5 61 22 23 24") == "'+33 5 61 22 23 24");
    CHECK(guarded_cell("L’Oasis") == "L’Oasis");
    CHECK(guarded_cell("'t Hof") == "'t Hof");
    CHECK(unguarded_cell("'t Hof") == "'t Hof");
    test::for_each_seed(200, [](test::Random& random) {
        std::string text;
        for (auto n = random.between(0, 5); n > 0; --n)
            text += random.pick(std::vector<std::string>{"'", "=", "+", "-", "@", "a", " ", "\t"});
        CAPTURE(text);
        const std::string cell = guarded_cell(text);
        CHECK(unguarded_cell(cell) == text);
        CHECK((cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == std::string_view::npos));
    });
}

TEST_CASE("a table finds cells by heading, whatever the order and the spaces around") {
    const CsvTable table(" b ;a\n 2 ;1\n3\n");
    REQUIRE(table.rows().size() == 2);
    CHECK(table.cell(table.rows()[0], "a") == "1");
    CHECK(table.cell(table.rows()[0], "b") == "2");
    CHECK(table.cell(table.rows()[1], "a").empty());
    CHECK(table.cell(table.rows()[1], "c").empty());
    CHECK_FALSE(table.column("c"));
}

TEST_CASE("UTF-8 is what RFC 3629 says, without overlong forms and surrogates") {
    CHECK(is_utf8("Élodie € 𝄞"));
    for (const char* bad :
         {"\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "caf\xe9", "\xe2\x82"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_utf8(bad));
    }
}

TEST_CASE("whatever cells are written, the reader gives them back") {
    test::for_each_seed(200, [](test::Random& random) {
        const char delimiter = random.pick(std::vector<char>{',', ';', '\t'});
        const std::vector<std::string> pieces{"a", " ", "é", "\"", "\n", ",", ";", "\t", "12,5", "\"\""};
        std::vector<Cells> written;
        std::string text;
        const auto width = random.between(2, 5);
        for (auto row_count = random.between(1, 6); row_count > 0; --row_count) {
            Cells cells;
            for (std::int64_t c = 0; c < width; ++c) {
                std::string cell = c == 0 ? "k" : "";
                for (auto n = random.between(0, 4); n > 0; --n) cell += random.pick(pieces);
                cells.push_back(std::move(cell));
            }
            text += CsvWriter(delimiter).row(cells);
            if (random.chance(50)) text.replace(text.size() - 2, 2, "\n");
            written.push_back(std::move(cells));
        }
        const auto rows = all(text, delimiter);
        REQUIRE(rows.size() == written.size());
        for (std::size_t r = 0; r < rows.size(); ++r) {
            CHECK_FALSE(rows[r].fault);
            CHECK(rows[r].cells == written[r]);
        }
    });
}

} // namespace epic
