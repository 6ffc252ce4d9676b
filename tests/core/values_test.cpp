// Money, dates, ids, contacts and typed input: exact, whatever a person or a spreadsheet writes.
#include <catch2/catch_test_macros.hpp>

#include "core/base/id.hpp"
#include "core/model/contact.hpp"
#include "core/model/validation.hpp"
#include "tests/core/memory_world.hpp"
#include "tests/support/random.hpp"

using namespace epic;

namespace {
std::optional<std::int64_t> minor(std::string_view text) {
    const auto money = parse_money(text, euro);
    return money ? std::optional(money->minor) : std::nullopt;
}
} // namespace

TEST_CASE("19.99 is 1999 cents however it is written") {
    for (const char* text :
         {"19.99", "19,99", "19,99 €", "€19.99", "19.99 EUR", "EUR 19.99", "\u202f19,99\u00a0€", "+19,99"}) {
        CAPTURE(text);
        CHECK(minor(text) == 1999);
    }
}

TEST_CASE("Thousands are read in French, English and Swiss writing") {
    for (const char* text : {"1 500,50", "1\u202f500,50 €", "1,500.50", "1.500,50", "1'500.50", "1500.5"}) {
        CAPTURE(text);
        CHECK(minor(text) == 150050);
    }
    CHECK(minor("1,500") == 150000);
    CHECK(minor("1.500") == 150000);
    CHECK(minor("1,234,567") == 123456700);
    CHECK(minor("-20") == -2000);
}

TEST_CASE("What is not an amount is refused, never guessed") {
    for (const char* text : {"", "abc", "12abc34", "1.2.3", "1,2,3", "1.999.99", "12.345,6,7", "19.999,999", "1 EUR €",
                             "--5", "5-", "12 XXX", "99999999999999999999", ".", ",", "1.", "0,1234"}) {
        CAPTURE(text);
        CHECK_FALSE(minor(text));
    }
}

TEST_CASE("Currencies have their own number of decimals") {
    CHECK(parse_money("1500 JPY", euro)->minor == 1500);
    CHECK_FALSE(parse_money("15.5 JPY", euro));
    CHECK(parse_money("1.500 TND", euro)->minor == 1500000); // one separator and three digits group thousands
    CHECK(parse_money("1.5 TND", euro)->minor == 1500);
}

TEST_CASE("Every amount reads back from its own text") {
    test::for_each_seed(2000, [](test::Random& random) {
        const std::int64_t value = random.between(-amount_minor_max, amount_minor_max);
        const Money money{value, euro};
        CHECK(parse_money(plain_text(money), Currency{{'U', 'S', 'D'}}) == money);
        if (value >= 0) {
            CHECK(parse_money(display_text(money, Language::french), euro) == money);
            CHECK(parse_money(display_text(money, Language::english), euro) == money);
        }
    });
}

TEST_CASE("Amounts are shown as each language writes them") {
    CHECK(display_text(Money{1234567890}, Language::french) == "12\u202f345\u202f678,90\u00a0€");
    CHECK(display_text(Money{1234567890}, Language::english) == "€12,345,678.90");
    CHECK(display_text(Money{-5}, Language::french) == "\u22120,05\u00a0€");
    CHECK(display_text(INT64_MIN, Language::english) == "\u22129,223,372,036,854,775,808");
}

TEST_CASE("Every day from year 1 to 9999 survives the conversion to days and back") {
    const std::int64_t first = days_since_epoch(Date{1, 1, 1});
    const std::int64_t last = days_since_epoch(Date{9999, 12, 31});
    Date expected{1, 1, 1};
    for (std::int64_t days = first; days <= last; ++days) {
        if (date_from_days(days) != expected) FAIL("day " << days);
        if (++expected.day > days_in_month(expected.year, expected.month)) {
            expected.day = 1;
            if (++expected.month > 12) {
                expected.month = 1;
                ++expected.year;
            }
        }
    }
    CHECK(weekday_monday_first(Date{2026, 11, 23}) == 0);
    CHECK(weekday_monday_first(Date{1969, 12, 28}) == 6);
}

TEST_CASE("Instants read back from their text, and offsets are taken into account") {
    CHECK(parse_instant("2026-06-04T13:00:00+02:00")->unix_ms == parse_instant("2026-06-04T11:00:00Z")->unix_ms);
    test::for_each_seed(2000, [](test::Random& random) {
        const Instant instant{random.between(-62'135'596'800'000, 253'402'300'799'999)};
        CHECK(parse_instant(utc_text(instant)) == instant);
    });
    for (const char* text :
         {"2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00",
          "2026-01-01T00:00:00+0200", "2026-01-01", "", "2026-01-01T00:00:00Zz"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_instant(text));
    }
}

TEST_CASE("A typed date is day first, as the French write") {
    CHECK(parse_typed_date("04/06/2026") == Date{2026, 6, 4});
    CHECK(parse_typed_date("4.6.2026") == Date{2026, 6, 4});
    CHECK(parse_typed_date("2026-06-04") == Date{2026, 6, 4});
    CHECK_FALSE(parse_typed_date("31/02/2026"));
    CHECK_FALSE(parse_typed_date("04/06/26"));
    CHECK_FALSE(parse_typed_date("06/13/2026"));
}

TEST_CASE("French phone numbers become E.164, others stay as typed") {
    CHECK(phone_e164("05 61 22 23 24") == "+33561222324");
    CHECK(phone_e164("0561222324") == "+33561222324");
    CHECK(phone_e164("+33 (0)5.61.22.23.24") == "+33561222324");
    CHECK(phone_e164("0033 5 61 22 23 24") == "+33561222324");
    CHECK(phone_e164("+1 415 555 2671") == "+14155552671");
    CHECK_FALSE(phone_e164("(209)172-7124x3651"));
    CHECK_FALSE(phone_e164("3949"));
    CHECK(is_phone("(209)172-7124x3651"));
    CHECK_FALSE(is_phone("call me"));
}

TEST_CASE("E-mail addresses are judged by form and compared without case") {
    CHECK(normalised_email("  Bruno@Epic.TEST ") == "bruno@epic.test");
    CHECK(is_email("kevin@startup.io"));
    CHECK(is_email("prénom.nom@exemple.fr"));
    for (const char* text :
         {"kevin", "@a.b", "a@b", "a@@b.c", "a b@c.d", "a@.c", "a@b.", "a@b..c", "<a@b.c>", "a@b.c,d@e.f"}) {
        CAPTURE(text);
        CHECK_FALSE(is_email(text));
    }
}

TEST_CASE("Ids are version 7, ordered by time, and read back in both forms") {
    const std::array<std::uint8_t, 10> random{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    const Id id = Id::make_v7(1'795'000'000'000, random);
    CHECK(id.text()[14] == '7');
    CHECK(std::string("89ab").find(id.text()[19]) != std::string::npos);
    CHECK(Id::parse(id.text()) == id);
    CHECK(Id::parse(id.hex()) == id);
    CHECK(Id::make_v7(1'795'000'000'001, std::array<std::uint8_t, 10>{}) > id);
    for (const char* text :
         {"", "zz", "0192f5c0-0000-7000-8000-00000000000", "0192f5c00000-7000-8000-000000000000xxxx"}) {
        CHECK_FALSE(Id::parse(text));
    }
}

TEST_CASE("Every value reads back from the wire, and nothing else does") {
    test::for_each_seed(3000, [](test::Random& random) {
        const Field field = static_cast<Field>(random.between(0, static_cast<std::int64_t>(field_count) - 1));
        std::string text;
        const std::int64_t length = random.between(0, 12);
        for (std::int64_t i = 0; i < length; ++i) text += static_cast<char>(random.between(1, 126));
        const auto value = value_from_wire(field, text);
        if (value && !is_null(*value)) {
            const auto again = value_from_wire(field, wire_text(*value));
            REQUIRE(again);
            CHECK(*again == *value);
        }
    });
    CHECK_FALSE(value_from_wire(Field::event_attendees, "12x"));
    CHECK_FALSE(value_from_wire(Field::client_withdrawn, "2"));
    CHECK_FALSE(value_from_wire(Field::client_commercial, "abc"));
    CHECK_FALSE(value_from_wire(Field::client_first_contact, "2026-02-30"));
}

TEST_CASE("Typed input becomes values, and line ends become one kind") {
    const test::FixedZones zones;
    const test::PlainUnicode unicode;
    const InputContext context{zones, unicode, "Europe/Paris"};
    const auto notes = parse_input(Field::event_notes, "un\r\ndeux\rtrois\n", context);
    REQUIRE(notes);
    CHECK(std::get<std::string>(notes->front().second) == "un\ndeux\ntrois");
    const auto total = parse_input(Field::contract_total, "1 500,50 €", context);
    REQUIRE(total);
    CHECK(total->size() == 2);
    const auto starts = parse_input(Field::event_starts_at, "04/06/2026 13:00", context);
    REQUIRE(starts);
    CHECK(std::get<std::int64_t>(starts->front().second) == parse_instant("2026-06-04T12:00:00Z")->unix_ms);
    CHECK_FALSE(parse_input(Field::event_attendees, "-3", context));
    CHECK_FALSE(parse_input(Field::event_attendees, "12.5", context));
    const auto empty = parse_input(Field::client_company, "  ", context);
    REQUIRE(empty);
    CHECK(is_null(empty->front().second));
}

TEST_CASE("A text over its length, on two lines or with a control character is refused") {
    const test::FixedZones zones;
    CHECK(validate(Field::client_full_name, std::string(200, 'a'), zones));
    CHECK_FALSE(validate(Field::client_full_name, std::string(201, 'a'), zones));
    std::string accents;
    for (int i = 0; i < 200; ++i) accents += "é";
    CHECK(validate(Field::client_full_name, accents, zones));
    CHECK_FALSE(validate(Field::client_full_name, std::string("a\nb"), zones));
    CHECK_FALSE(validate(Field::client_notes, std::string("a\x01"), zones));
    CHECK(validate(Field::client_notes, std::string("a\nb"), zones));
    CHECK_FALSE(validate(Field::client_full_name, Value{}, zones));
    CHECK_FALSE(validate(Field::client_full_name, std::int64_t{3}, zones));
}
