// What a table says before a record is made of it: encoding, dates, near names.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>
#include <string_view>

#include "core/transfer/dates.hpp"
#include "core/transfer/encoding.hpp"
#include "core/transfer/names.hpp"
#include "tests/support/random.hpp"

namespace epic {
namespace {

Encoding encoding_of(std::string_view bytes, std::size_t piece = 3) {
    EncodingSniffer sniffer;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) sniffer.feed(bytes.substr(0, piece));
    return sniffer.decide();
}

std::string utf_16(std::string_view ascii, bool little) {
    std::string bytes;
    for (const char c : ascii) bytes += little ? std::string{c, '\0'} : std::string{'\0', c};
    return bytes;
}

DateAndTime on(int year, int month, int day) {
    return {{year, month, day}, std::nullopt};
}

DateAndTime at(int year, int month, int day, int hour, int minute) {
    return {{year, month, day}, (hour * 60 + minute) * 60};
}

} // namespace

TEST_CASE("the encoding is told from the bytes, with a mark and without") {
    CHECK(encoding_of("Nom;Ville\nZoé;Sète\n") == Encoding::utf_8);
    CHECK(encoding_of("\xef\xbb\xbfnom") == Encoding::utf_8);
    CHECK(encoding_of("plain ascii") == Encoding::utf_8);
    CHECK(encoding_of("") == Encoding::utf_8);
    CHECK(encoding_of("Nom;Ville\nZo\xe9;S\xe8te\n") == Encoding::windows_1252);
    CHECK(encoding_of("1 500,50 \x80") == Encoding::windows_1252);
    CHECK(encoding_of("\xff\xfeN\0"
                      "o\0") == Encoding::utf_16_le);
    CHECK(encoding_of(std::string_view("\xfe\xff\0N\0o", 6)) == Encoding::utf_16_be);
    CHECK(encoding_of(utf_16("Nom;Ville\nLou;Nantes\n", true)) == Encoding::utf_16_le);
    CHECK(encoding_of(utf_16("Nom;Ville\nLou;Nantes\n", false)) == Encoding::utf_16_be);
}

TEST_CASE("a UTF-8 file with a few spoilt places is UTF-8 with faults, not another encoding") {
    CHECK(encoding_of("Zoé;Hélène;Sète;caf\xe9\n") == Encoding::utf_8);
    CHECK(encoding_of(std::string_view("a;b\0c;d\n", 8)) == Encoding::utf_8);
    // A sequence that the end of the file cuts.
    CHECK(encoding_of("Zoé;Hélène;\xc3") == Encoding::utf_8);
}

TEST_CASE("how the pieces are cut does not matter to the encoding") {
    test::for_each_seed(100, [](test::Random& random) {
        std::string text;
        for (auto n = random.between(0, 30); n > 0; --n)
            text += random.pick(std::vector<std::string>{"a", "é", "€", "\xe9", "\xff", "\xc3", "𝄞", ";"});
        CHECK(encoding_of(text, 1) == encoding_of(text, 1'000));
    });
}

TEST_CASE("dates are read in the order asked for, ISO and named months in any") {
    using enum DateOrder;
    CHECK(read_date_and_time("04/06/2026", dmy) == on(2026, 6, 4));
    CHECK(read_date_and_time("4.6.26", dmy) == on(2026, 6, 4));
    CHECK(read_date_and_time("8/26/2020", mdy) == on(2020, 8, 26));
    CHECK_FALSE(read_date_and_time("8/26/2020", dmy));
    CHECK_FALSE(read_date_and_time("04/06/2026", iso));
    for (const DateOrder order : {iso, dmy, mdy}) {
        CHECK(read_date_and_time("2026-06-04", order) == on(2026, 6, 4));
        CHECK(read_date_and_time("20260604", order) == on(2026, 6, 4));
        CHECK(read_date_and_time("4 juin 2026", order) == on(2026, 6, 4));
        CHECK(read_date_and_time("jeudi 4 juin 2026", order) == on(2026, 6, 4));
        CHECK(read_date_and_time("le 18 avril 2021", order) == on(2021, 4, 18));
        CHECK(read_date_and_time("1er aout 2026", order) == on(2026, 8, 1));
        CHECK(read_date_and_time("june 4, 2026", order) == on(2026, 6, 4));
        CHECK(read_date_and_time("4-jun-26", order) == on(2026, 6, 4));
        CHECK(read_date_and_time("29 mars 2023", order) == on(2023, 3, 29));
    }
    for (const std::string_view bad : {"", "31/02/2026", "2026-13-01", "soon", "4/6", "04/06-2026", "00/00/0000",
                                       "123456789012345678901234567890", "04/06/2026 25:00", "4 juin 2026 et demi"}) {
        CAPTURE(bad);
        CHECK_FALSE(read_date_and_time(bad, dmy));
    }
}

TEST_CASE("a date may carry a time, as either language writes it") {
    using enum DateOrder;
    CHECK(read_date_and_time("04/06/2026 13:00", dmy) == at(2026, 6, 4, 13, 0));
    CHECK(read_date_and_time("2026-06-04t13:00:00", iso) == at(2026, 6, 4, 13, 0));
    CHECK(read_date_and_time("4 jun 2023 @ 1pm", iso) == at(2023, 6, 4, 13, 0));
    CHECK(read_date_and_time("5 jun 2023 @ 2am", iso) == at(2023, 6, 5, 2, 0));
    CHECK(read_date_and_time("4 juin 2026 a 13h30", iso) == at(2026, 6, 4, 13, 30));
    CHECK(read_date_and_time("6/4/26 12:05 am", mdy) == at(2026, 6, 4, 0, 5));
    CHECK(read_time_of_day("20h") == 20 * 3600);
    CHECK(read_time_of_day("9:15") == (9 * 60 + 15) * 60);
    CHECK_FALSE(read_time_of_day("20"));
    CHECK_FALSE(read_time_of_day("24:00"));
}

TEST_CASE("a column decides its order by what most of its cells say") {
    const auto decided = [](std::initializer_list<std::string_view> cells, DateOrder otherwise = DateOrder::dmy) {
        DateColumn column;
        for (const std::string_view cell : cells) column.look_at(cell);
        return column.decide(otherwise);
    };
    using Decision = DateColumn::Decision;
    CHECK(decided({"03/04/2020", "8/26/2020"}) == Decision{DateOrder::mdy, true});
    CHECK(decided({"03/04/2020", "26/8/2020"}) == Decision{DateOrder::dmy, true});
    CHECK(decided({"2020-08-26", "2020-01-02"}) == Decision{DateOrder::iso, true});
    CHECK(decided({"2020-08-26", "26/08/2020"}) == Decision{DateOrder::dmy, true});
    CHECK(decided({"03/04/2020"}) == Decision{DateOrder::dmy, false});
    CHECK(decided({"03/04/2020"}, DateOrder::mdy) == Decision{DateOrder::mdy, false});
    CHECK(decided({"26/8/2020", "27/8/2020", "8/28/2020"}) == Decision{DateOrder::dmy, true});
    CHECK_FALSE(decided({"no date", ""}));
}

TEST_CASE("one typing error is a letter wrong, missing, added, or two exchanged, in words of five letters or more") {
    CHECK(one_typing_error_apart("martin", "martim"));
    CHECK(one_typing_error_apart("martin", "marti"));
    CHECK(one_typing_error_apart("martin", "marrtin"));
    CHECK(one_typing_error_apart("martin", "matrin"));
    CHECK(one_typing_error_apart("garçon", "garcon"));
    CHECK(one_typing_error_apart("", ""));
    CHECK_FALSE(one_typing_error_apart("martin", "mardim"));
    CHECK_FALSE(one_typing_error_apart("luc", "lux"));
    CHECK_FALSE(one_typing_error_apart("martin", "martinet"));
}

} // namespace epic
