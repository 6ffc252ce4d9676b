// What people and programs type by mistake or on purpose: it is refused with a reason or kept exactly, never both.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

struct Typed {
    std::string text;
    int exit;
    Json kept{}; // what the field is afterwards
};

// Sets one field of one record to each text in turn.
void check_field(const Person& who, const std::string& entity, const std::string& id, const std::string& field,
                 const std::vector<Typed>& all) {
    std::vector<Arguments> lines;
    for (const Typed& typed : all) lines.push_back({entity, "edit", id, "--set", field + "=" + typed.text});
    const std::vector<Json> answers = who.batch(lines);
    for (std::size_t i = 0; i < all.size(); ++i) {
        INFO(field << "=" << all[i].text << "\n" << answers[i].dump());
        CHECK(answers[i].at("exit") == all[i].exit);
        if (answers[i].at("exit") == 0) {
            CHECK(answers[i].at("result").at("record").at(field) == all[i].kept);
        } else if (answers[i].at("exit") == 6) {
            CHECK(answers[i].at("error").at("field") == field);
        }
    }
}

Json money(std::int64_t minor, const char* currency = "EUR") {
    return {{"minor", minor}, {"currency", currency}};
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    while (count-- > 0) all += text;
    return all;
}

} // namespace

TEST_CASE("names are kept in every script, and what cannot be seen or would be obeyed is refused") {
    const Office office;
    const std::string id = office.sold(false).client;
    check_field(office.bruno, "client", id, "full_name",
                {{"🎂👩‍🍳", 0, "🎂👩‍🍳"},
                 {"مرحبا بالعالم", 0, "مرحبا بالعالم"},
                 {"e\u0301", 0, "é"}, // normalised
                 {"  Lou\u00a0", 0, "Lou"},
                 {"=HYPERLINK(\"x\")", 0, "=HYPERLINK(\"x\")"},
                 {"a=b=c", 0, "a=b=c"},
                 {"'; DROP TABLE clients; --", 0, "'; DROP TABLE clients; --"},
                 {repeated("é", 200), 0, repeated("é", 200)},
                 {repeated("é", 201), 6},
                 {"\u200b\ufeff\u2060", 6}, // nothing that could be seen
                 {"   ", 6},
                 {"", 6},
                 {std::string("a\0b", 3), 6},
                 {"a\x1b[2Jb", 6},
                 {"a\u009bb", 6},
                 {"a\nb", 6},
                 {"@", 2},
                 {"@/nowhere", 2}});
    CHECK(office.bruno.done({"client", "show", id}).at("full_name") == repeated("é", 200));
}

TEST_CASE("a lone surrogate is not JSON, and bytes that are not UTF-8 are refused, not changed") {
    const Office office;
    const std::string id = office.sold(false).client;
    const auto latin = office.write("latin", "Caf\xe9 cr\xe8me");
    const auto marked = office.write("marked", "\ufeffpremière ligne\r\nseconde");
    const auto big = office.write("big", std::string(10'000'000, 'x'));
    const auto longest = office.write("longest", std::string(20'000, 'x'));
    const Outcome surrogate = run_program(office.bruno.arguments({"batch"}),
                                          "[\"client\",\"edit\",\"" + id + "\",\"--set\",\"full_name=\\ud800\"]\n");
    CHECK(Json::parse(surrogate.out).at("exit") == 2);
    check_field(office.bruno, "client", id, "notes",
                {{"@" + latin.string(), 6},
                 {"@" + big.string(), 6},
                 {"@" + marked.string(), 0, "première ligne\nseconde"},
                 {"@" + longest.string(), 0, std::string(20'000, 'x')}});
}

TEST_CASE("amounts are exact in every way of writing them, and what is no amount is refused") {
    const Office office;
    const std::string id = office.sold(false).contract;
    check_field(office.alice, "contract", id, "total",
                {{"19.99", 0, money(1999)},
                 {"19,99 €", 0, money(1999)},
                 {"1 234,50", 0, money(123'450)},
                 {"1\u202f234,5\u00a0€", 0, money(123'450)},
                 {"1.234,50", 0, money(123'450)},
                 {"1,234.50", 0, money(123'450)},
                 {"€ 5", 0, money(500)},
                 {"5 JPY", 0, money(5, "JPY")},
                 {"0 EUR", 0, money(0)},
                 {"9999999999.99", 0, money(999'999'999'999)},
                 {"-5", 6},
                 {"--5", 6},
                 {"1e3", 6},
                 {"0x10", 6},
                 {"NaN", 6},
                 {"inf", 6},
                 {"5.5 JPY", 6},
                 {"5 EUR USD", 6},
                 {"5 XXX", 6},
                 {"EUR", 6},
                 {"99999999999999999999999", 6},
                 {"", 6}});
}

TEST_CASE("dates exist or are refused, from year 1 to year 9999") {
    const Office office;
    const std::string id = office.sold(false).client;
    check_field(office.bruno, "client", id, "first_contact",
                {{"29/02/2024", 0, "2024-02-29"},
                 {"1/1/2026", 0, "2026-01-01"},
                 {"31.12.2026", 0, "2026-12-31"},
                 {"0001-01-01", 0, "0001-01-01"},
                 {"9999-12-31", 0, "9999-12-31"},
                 {"29/02/2023", 6},
                 {"2026-02-30", 6},
                 {"12/31/2026", 6},
                 {"0000-00-00", 6},
                 {"10000-01-01", 6},
                 {"tomorrow", 6},
                 {"", 6}});
}

TEST_CASE("times are those of the zone, through the hour that summer skips and the one that comes twice") {
    const Office office;
    const Office::Work work = office.sold(true);
    const auto add = [&](const std::string& starts, const std::string& ends, const std::string& more = "notes=") {
        return Arguments{"event", "add",
                         "--set", "title=T",
                         "--set", "contract=" + work.contract,
                         "--set", "starts_at=" + starts,
                         "--set", "ends_at=" + ends,
                         "--set", more};
    };
    const auto answers = office.bruno.batch({
        add("2027-03-28 02:30", "2027-03-28 04:00"), // there is no half past two on that day
        add("2026-10-25 02:30", "2026-10-25 03:30"), // there are two: the earlier one
        add("4/6/2027 9:00", "04/06/2027 10:30"),
        add("2027-06-04T13:00Z", "2027-06-04T16:00:00.123+02:00"),
        add("2027-06-04 13:00", "2027-06-04 14:00", "time_zone=America/New_York"),
        add("0001-01-01 12:00", "9999-12-31 12:00"),
        add("0001-01-01 00:00", "2027-01-01 00:00"), // in UTC that is in the year before the first
        add("2027-06-04 13:00", "2027-06-04 13:00"),
        add("2027-06-04 14:00", "2027-06-04 13:00"),
        add("2027-02-30 10:00", "2027-03-01 10:00"),
        add("2027-06-04 24:00", "2027-06-05 10:00"),
        add("2027-06-04", "2027-06-05"),
        add("2027-06-04 13:00", "2027-06-04 14:00", "time_zone=Europe/Atlantis"),
        add("2027-06-04 13:00", "2027-06-04 14:00", "time_zone=../../etc/passwd"),
        add("2027-06-04 13:00", "2027-06-04 14:00", "attendees=-1"),
        add("2027-06-04 13:00", "2027-06-04 14:00", "attendees=99999999999999999999"),
    });
    const auto starts = [&](std::size_t i) {
        INFO(answers[i].dump());
        REQUIRE(answers[i].at("exit") == 0);
        return answers[i].at("result").at("record").at("starts_at").get<std::string>();
    };
    CHECK(starts(0) == "2027-03-28T01:30:00Z");
    CHECK(starts(1) == "2026-10-25T00:30:00Z");
    CHECK(starts(2) == "2027-06-04T07:00:00Z");
    CHECK(starts(3) == "2027-06-04T13:00:00Z");
    CHECK(starts(4) == "2027-06-04T17:00:00Z");
    CHECK(starts(5).starts_with("0001-01-01T"));
    for (std::size_t i = 6; i < answers.size(); ++i) {
        INFO(i << ": " << answers[i].dump());
        CHECK(answers[i].at("exit") == 6);
        CHECK(answers[i].at("error").at("field").is_string());
    }
}

TEST_CASE("an ID of another entity, of nothing, or half a number finds nothing") {
    const Office office;
    const Office::Work work = office.sold(true);
    for (const Json& answer :
         office.bruno.batch({{"contract", "show", work.client},
                             {"client", "show", work.contract},
                             {"event", "show", "alice@agence.example"},
                             {"client", "show", "lou@bouzin.example"},
                             {"contract", "show", "0001"},
                             {"contract", "show", ""},
                             {"contract", "show", "%"},
                             {"collaborator", "show", "Alice Renard"},
                             {"contract", "sign", work.client},
                             {"payment", "add", "--set", "contract=" + work.client, "--set", "amount=1"},
                             {"payment", "reverse", work.contract, "--note", "x"},
                             {"event", "assign", work.contract, "none"},
                             {"event", "cancel", work.contract},
                             {"client", "history", work.contract},
                             {"collaborator", "deactivate", work.client}})) {
        INFO(answer.dump());
        CHECK(answer.at("exit") == 5);
        CHECK(answer.at("error").at("code") == "not_found");
    }
}

TEST_CASE("nobody loses their access by an edit that leaves their clients to nobody") {
    const Office office;
    const Office::Work work = office.sold(true);
    const auto answers = office.alice.batch(
        {{"collaborator", "edit", "bruno@agence.example", "--set", "active=no"},
         {"collaborator", "edit", "alice@agence.example", "--set", "active=no"},
         {"collaborator", "edit", "bruno@agence.example", "--set", "must_change_password=yes"},
         {"collaborator", "edit", "bruno@agence.example", "--set", "active=yes"}, // nothing to change
         {"collaborator", "show", "bruno@agence.example"}});
    CHECK(answers[0].at("exit") == 6);
    CHECK(answers[0].at("error").at("field") == "active");
    CHECK(answers[1].at("exit") == 6);
    CHECK(answers[2].at("exit") == 6);
    CHECK(answers[3].at("result").at("operation_id").is_null());
    CHECK(answers[4].at("result").at("active") == true);
}

TEST_CASE("a credit and a double booking are told whichever edit makes them") {
    const Office office;
    const Office::Work work = office.sold(true);
    const auto event = [&](const std::string& title) {
        return Arguments{"event", "add",
                         "--set", "title=" + title,
                         "--set", "contract=" + work.contract,
                         "--set", "starts_at=2027-06-04 13:00",
                         "--set", "ends_at=2027-06-05 02:00"};
    };
    const auto made =
        office.bruno.batch({event("A"),
                            event("B"),
                            {"payment", "add", "--set", "contract=" + work.contract, "--set", "amount=1000"},
                            {"contract", "edit", work.contract, "--set", "total=900"},
                            {"contract", "edit", work.contract, "--set", "total=1000"}});
    CHECK(made[3].at("result").at("warnings").at(0).at("code") == "overpaid");
    CHECK(made[3].at("result").at("record").at("remaining") == money(-10'000));
    CHECK(made[4].at("result").at("warnings").empty());
    const std::string a = made[0].at("result").at("record").at("id");
    const std::string b = made[1].at("result").at("record").at("id");
    const auto booked = office.alice.batch({{"event", "assign", a, "denis@agence.example"},
                                            {"event", "cancel", a},
                                            {"event", "assign", b, "denis@agence.example"},
                                            {"event", "edit", a, "--set", "cancelled=no"}});
    CHECK(booked[2].at("result").at("warnings").empty());
    CHECK(booked[3].at("result").at("warnings").at(0).at("code") == "double_booked");
}

TEST_CASE("what a terminal would obey is not sent to it, in answers and in errors") {
    const Office office;
    const std::string id = office.sold(false).client;
    office.bruno.done({"client", "edit", id, "--set", "company=\u202eevil\u2069 日本"});
    const auto plain = [&](const Arguments& verb) {
        Arguments words = office.bruno.arguments(verb);
        words.pop_back(); // --json
        const Outcome outcome = run_program(words);
        return outcome.out + outcome.err;
    };
    CHECK(plain({"client", "list"}).find("\u202e") == std::string::npos);
    CHECK(plain({"client", "list"}).find("evil") != std::string::npos);
    CHECK(plain({"client", "show", id}).find("\u202e") == std::string::npos);
    CHECK(plain({"client", "show", "\x1b[2J"}).find('\x1b') == std::string::npos);
    CHECK(office.bruno.done({"client", "show", id}).at("company") == "\u202eevil\u2069 日本");
}

TEST_CASE("an argument that is no UTF-8 is refused, not kept as something else") {
    const Office office;
    const Outcome name = office.bruno.call({"client", "add", "--set", "full_name=Andr\xe9"});
    CHECK(name.exit == 2);
    CHECK(name.code() == "usage");
    CHECK(office.bruno.call({"client", "list", "--where", "full_name = \xff"}).exit == 2);
    CHECK(office.bruno.call({"search", "Andr\xe9"}).exit == 2);
    CHECK(office.bruno.call({"view", "save", "client", "\xc3"}).exit == 2);
    CHECK(office.bruno.done({"client", "list"}).at("total") == 0);
    // A file is called what it is called.
    const auto notes = office.write("caf\xe9.txt", "vu au café");
    const Json made =
        office.bruno.done({"client", "add", "--set", "full_name=André", "--set", "notes=@" + notes.string()});
    CHECK(made.at("record").at("notes") == "vu au café");
}

TEST_CASE("a limit on the size of files is an error like a full disk, not the end of the program") {
    const Office office;
    const std::string sign_in = "--file " + office.alice.file.string() + " --as " + office.alice.email +
                                " --password-file " + office.alice.password_file.string() + " --json";
    const Outcome limited =
        run_shell("ulimit -f 100; epic-events backup " + office.path("copy.epic").string() + " " + sign_in,
                  office.alice.settings());
    INFO(limited.err);
    CHECK(limited.exit == 1);
    CHECK_FALSE(std::filesystem::exists(office.path("copy.epic")));
    CHECK(office.alice.done({"verify"}).at("ok") == true);
}

} // namespace epic::test
