// Importing clients: every shape of file, what is reported, duplicates, and that nothing is lost.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/transfer/desk.hpp"

namespace epic::test {
namespace {

using transfer::ImportOptions;
using transfer::ImportReport;
using transfer::OnDuplicate;

// ASCII and the accents of the test in UTF-16.
std::string utf_16(const std::string& text, bool little, bool mark) {
    std::string bytes;
    const auto put = [&](unsigned unit) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xff);
        bytes += little ? std::string{low, high} : std::string{high, low};
    };
    if (mark) put(0xfeff);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            put(byte);
        } else {
            put((byte & 0x1fU) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3fU));
        }
    }
    return bytes;
}

std::string windows_1252(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        bytes += byte < 0x80 ? text[i]
                             : static_cast<char>((byte & 0x1f) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3f));
    }
    return bytes;
}

const Record* named(const std::vector<Record>& records, const std::string& name) {
    const auto found = std::ranges::find_if(
        records, [&](const Record& record) { return record.text(Field::client_full_name) == name; });
    return found == records.end() ? nullptr : &*found;
}

Error refusal(Result<transfer::ImportPlan> plan) {
    REQUIRE_FALSE(plan);
    return plan.error();
}

} // namespace

TEST_CASE("the same clients come out of every encoding, delimiter and line end") {
    const std::string table =
        "Nom complet;Téléphone;Société;Courriel;Premier contact;Remarques\r\n"
        "Zoé Lefèvre;05 61 22 23 24;Le Chêne;zoe@chene.example;26/08/2020;\"à rappeler\r\nlundi; "
        "ou \"\"mardi\"\"\"\r\n"
        "Ann Roe;;;;05/09/2020;\r\n";
    std::string commas = table;
    std::ranges::replace(commas, ';', '\t');
    std::string lines = table;
    std::erase(lines, '\r');
    Desk desk;
    for (const auto& [bytes, encoding] :
         {std::pair(table, Encoding::utf_8), std::pair("\xef\xbb\xbf" + table, Encoding::utf_8),
          std::pair(commas, Encoding::utf_8), std::pair(lines, Encoding::utf_8),
          std::pair("sep=;\r\n" + table, Encoding::utf_8), std::pair(windows_1252(table), Encoding::windows_1252),
          std::pair(utf_16(table, true, true), Encoding::utf_16_le),
          std::pair(utf_16(table, false, true), Encoding::utf_16_be),
          std::pair(utf_16(table, true, false), Encoding::utf_16_le),
          std::pair(utf_16(commas, false, false), Encoding::utf_16_be)}) {
        const auto plan = must(desk.analyse(desk.write("clients.csv", bytes)));
        CAPTURE(encoding_name(encoding), plan.delimiter);
        CHECK(plan.encoding == encoding);
        CHECK(plan.date_order() == DateOrder::dmy);
        const ImportReport report = must(transfer::run(*desk.store, plan, desk.environment));
        CHECK(report.created == 2);
        CHECK(report.failed.empty());
        const auto clients = desk.all(Entity::client);
        const Record* zoe = named(clients, "Zoé Lefèvre");
        REQUIRE(zoe != nullptr);
        CHECK(zoe->text(Field::client_company) == "Le Chêne");
        CHECK(zoe->text(Field::client_phone) == "05 61 22 23 24");
        CHECK(zoe->date(Field::client_first_contact) == Date{2020, 8, 26});
        CHECK_FALSE(zoe->date(Field::client_last_contact));
        CHECK(zoe->text(Field::client_notes).starts_with("à rappeler\nlundi"));
        CHECK(zoe->reference(Field::client_commercial) == desk.commercial);
        must(desk.store->undo_import(*report.import_id));
        CHECK(desk.count(Entity::client) == 0);
    }
}

TEST_CASE("each bad line is reported with line, column and reason, and can be corrected and imported again") {
    Desk desk;
    const std::string path = desk.write("clients.csv",
                                        "First Name,Last Name,Email,Subscription Date\n"
                                        "Ann,Roe,ann@roe.example,8/26/2020\n"
                                        "Bob,Lee,bob at lee,3/4/2020\n"
                                        ",,nobody@roe.example,3/4/2020\n"
                                        "Cat,\"Poe\" x,cat@poe.example,3/4/2020\n"
                                        "Dan,Fox,dan@fox.example,26/8/2020\n"
                                        "Eve,Ray,eve@ray.example,3/4/2020,,surplus\n"
                                        "Gus,Caf\xe9,gus@cafe.example,3/4/2020\n"
                                        ",,,\n"
                                        "Zoé,Day,zoe@day.example,3/14/2020\n");
    const ImportOptions options{.rejects = desk.file("rejects.csv")};
    const ImportReport report = desk.import(path, options);
    CHECK(report.read == 8);
    CHECK(report.created == 2);
    REQUIRE(report.failed.size() == 6);
    const auto check = [&](std::size_t i, std::size_t line, std::string_view column, std::string_view code) {
        CAPTURE(i);
        CHECK(report.failed[i].line == line);
        CHECK(report.failed[i].column == column);
        CHECK(report.failed[i].code == code);
        CHECK_FALSE(report.failed[i].message.in(Language::french).empty());
    };
    check(0, 3, "Email", "invalid_value");
    check(1, 4, "First Name", "value_required");
    check(2, 5, "Last Name", "malformed");
    check(3, 6, "Subscription Date", "unreadable_date");
    check(4, 7, "", "too_many_cells");
    check(5, 8, "Last Name", "malformed");

    // The order of dates goes along: the lines left over could be read otherwise.
    std::string rejected = desk.read("rejects.csv");
    CHECK(rejected.starts_with("\xef\xbb\xbfimport_reason,import_line,import_date_order,First Name,"));
    CHECK(rejected.find("Café") != std::string::npos);
    const auto replace = [&](const std::string& from, const std::string& to) {
        REQUIRE(rejected.find(from) != std::string::npos);
        rejected.replace(rejected.find(from), from.size(), to);
    };
    replace("Lee,bob at lee", "Lee,bob@lee.example");
    replace(",,nobody@", "Nora,Neal,nobody@");
    replace("example,26/8/2020", "example,8/26/2020");
    replace(",,surplus", "");
    const ImportReport again = desk.import(desk.write("corrected.csv", rejected));
    CHECK(again.created == 6);
    CHECK(again.failed.empty());
    const auto clients = desk.all(Entity::client);
    REQUIRE(named(clients, "Bob Lee") != nullptr);
    CHECK(named(clients, "Bob Lee")->date(Field::client_first_contact) == Date{2020, 3, 4});
    CHECK(named(clients, "Gus Café") != nullptr);
}

TEST_CASE("the same e-mail is a duplicate: skipped, merged or created as asked, within one file too") {
    const std::string table =
        "name;email;phone;company;notes\n"
        "Lou Bouzin;LOU@bouzin.example;05 61 22 23 24;Bouzin SARL;new line\n"
        "Ann Roe;ann@roe.example;;;\n"
        "Ann Roe;ANN@roe.example;;;\n";
    const auto run = [&](OnDuplicate what) {
        Desk desk;
        const Id lou = desk.add(Entity::client, {{Field::client_full_name, std::string("Lou Bouzin")},
                                                 {Field::client_email, std::string("lou@bouzin.example")},
                                                 {Field::client_company, std::string("Bouzin")},
                                                 {Field::client_notes, std::string("old line")}});
        const ImportReport report = desk.import(desk.write("t.csv", table), {.on_duplicate = what});
        CHECK(report.duplicates.size() == 2);
        return std::tuple(report, desk.all(Entity::client), must(desk.store->find(Entity::client, lou)).record);
    };
    {
        const auto [report, clients, lou] = run(OnDuplicate::skip);
        CHECK(report.created == 1);
        CHECK(report.skipped == 2);
        CHECK(clients.size() == 2);
        CHECK(lou.text(Field::client_phone).empty());
    }
    {
        const auto [report, clients, lou] = run(OnDuplicate::merge);
        CHECK(report.created == 1);
        CHECK(report.merged == 2);
        CHECK(clients.size() == 2);
        CHECK(lou.text(Field::client_phone) == "05 61 22 23 24");
        CHECK(lou.text(Field::client_company) == "Bouzin");
        CHECK(lou.text(Field::client_notes) == "old line\nnew line");
        CHECK(std::ranges::count(report.warnings, "kept", &ImportReport::Remark::code) == 3);
    }
    {
        const auto [report, clients, lou] = run(OnDuplicate::create);
        CHECK(report.created == 3);
        CHECK(clients.size() == 4);
    }
}

TEST_CASE("the same phone, or a near name of a near company, is only possibly a duplicate: created and reported") {
    Desk desk;
    const Id there = desk.add(Entity::client, {{Field::client_full_name, std::string("Hélène Martin")},
                                               {Field::client_company, std::string("L’Étoile SARL")},
                                               {Field::client_phone, std::string("+33 5 61 22 23 24")}});
    const ImportReport report = desk.import(desk.write("t.csv",
                                                       "name;company;phone\n"
                                                       "Somebody Else;Other;05.61.22.23.24\n"
                                                       "MARTIN Helene;l'etoile;\n"
                                                       "Helene Matrin;L’Étoile;\n"
                                                       "Hélène Martin;La Lune;\n"
                                                       "Odd Phone;X;extension 12 of the house\n"
                                                       "Odd Digits;X;123-456x78\n"));
    CHECK(report.created == 5);
    REQUIRE(report.possible_duplicates.size() >= 3);
    CHECK(report.possible_duplicates[0].line == 2);
    CHECK(report.possible_duplicates[0].by == ImportReport::Match::By::phone);
    CHECK(report.possible_duplicates[0].record == there);
    CHECK(report.possible_duplicates[1].line == 3);
    CHECK(report.possible_duplicates[1].by == ImportReport::Match::By::name);
    CHECK(std::ranges::count(report.possible_duplicates, 5U, &ImportReport::Match::line) == 0);
    // A phone without an international form is kept as typed, with a warning; words are no phone.
    REQUIRE(report.failed.size() == 1);
    CHECK(report.failed[0].line == 6);
    REQUIRE(report.warnings.size() == 1);
    CHECK(report.warnings[0].line == 7);
    CHECK(report.warnings[0].code == "phone_not_e164");
}

TEST_CASE("an import that is stopped leaves nothing, and one that is rehearsed says what would happen") {
    Desk desk;
    std::string table = "name;email\n";
    for (int i = 0; i < 1'000; ++i)
        table += "Client " + std::to_string(i) + ";c" + std::to_string(i % 900) + "@c.example\n";
    table += "Bad;no address\n";
    const auto plan = must(desk.analyse(desk.write("t.csv", table), {.rejects = desk.file("rejects.csv")}));
    CHECK(plan.rows == 1'001);
    int looks = 0;
    const auto stopped =
        transfer::run(*desk.store, plan, desk.environment, [&](const transfer::ImportProgress& progress) {
            CHECK(progress.rows == 1'001);
            return ++looks < 3;
        });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK(desk.count(Entity::client) == 0);
    CHECK_FALSE(std::filesystem::exists(desk.file("rejects.csv")));

    const ImportReport rehearsal = must(transfer::rehearse(*desk.store, plan, desk.environment));
    CHECK(desk.count(Entity::client) == 0);
    CHECK_FALSE(rehearsal.import_id);
    CHECK_FALSE(std::filesystem::exists(desk.file("rejects.csv")));
    const ImportReport report = must(transfer::run(*desk.store, plan, desk.environment));
    CHECK(rehearsal.created == report.created);
    CHECK(rehearsal.skipped == report.skipped);
    CHECK(rehearsal.failed_count == report.failed_count);
    CHECK(report.created == 900);
    CHECK(report.skipped == 100);
    CHECK(std::filesystem::exists(desk.file("rejects.csv")));
    must(desk.store->undo_import(*report.import_id));
    CHECK(desk.count(Entity::client) == 0);
}

TEST_CASE("whoever may not create clients imports none, and nobody merges into another's") {
    Desk desk;
    const std::string path = desk.write("t.csv", "name;email;phone\nLou;lou@bouzin.example;05 61 22 23 24\n");
    for (const Id& person : {desk.gestion, desk.support}) {
        const auto report = transfer::run(*desk.as(person).store, must(desk.analyse(path)), desk.environment);
        REQUIRE_FALSE(report);
        CHECK(report.error().code == ErrorCode::not_allowed);
        CHECK(report.error().rule == "department.create");
    }
    desk.as(desk.other_commercial)
        .add(Entity::client,
             {{Field::client_full_name, std::string("Lou")}, {Field::client_email, std::string("lou@bouzin.example")}});
    const ImportReport report = desk.as(desk.commercial).import(path, {.on_duplicate = OnDuplicate::merge});
    REQUIRE(report.failed.size() == 1);
    CHECK(report.failed[0].code == "not_allowed");
}

TEST_CASE("headings are found by name, by hand and by number, and what is unclear is asked") {
    Desk desk;
    const auto field_of = [&](const transfer::ImportPlan& plan, std::size_t column) {
        const auto& target = plan.columns.at(column).target;
        return target ? std::string(target_name(*target)) : std::string();
    };
    {
        const auto plan =
            must(desk.analyse(desk.write("a.csv", "PRÉNOM;Nom;e-mail (pro);N° de téléphone;Ville\nA;B;;;\n"),
                              {.map = {{"ville", "notes"}}}));
        CHECK(field_of(plan, 0) == "first_name");
        CHECK(field_of(plan, 1) == "last_name");
        CHECK(field_of(plan, 2) == "email");
        CHECK(field_of(plan, 3) == "phone");
        CHECK(field_of(plan, 4) == "notes");
    }
    {
        const auto plan = must(desk.analyse(desk.write("b.csv", "Client name,Email,Email\nA,b,c\n"),
                                            {.map = {{"#2", "none"}, {"#3", "email"}}}));
        CHECK(field_of(plan, 1).empty());
        CHECK(field_of(plan, 2) == "email");
    }
    CHECK(refusal(desk.analyse(desk.write("c.csv", "Name,Email,Email\nA,b,c\n"))).code == ErrorCode::invalid_value);
    CHECK(refusal(desk.analyse(desk.write("d.csv", "Colour,Size\nred,3\n"))).field == "full_name");
    CHECK(refusal(desk.analyse(desk.write("e.csv", "Name\nA\n"), {.map = {{"Nickname", "full_name"}}})).code ==
          ErrorCode::invalid_value);
    CHECK(refusal(desk.analyse(desk.write("f.csv", "Name\nA\n"), {.map = {{"Name", "salary"}}})).code ==
          ErrorCode::invalid_value);
    CHECK(refusal(desk.analyse(desk.write("g.csv", ""))).code == ErrorCode::invalid_value);
    CHECK(refusal(desk.analyse(desk.file("not there"))).code == ErrorCode::usage);
    CHECK(refusal(desk.analyse(desk.folder.path().string())).code == ErrorCode::usage);
}

TEST_CASE("hostile tables give clear errors, and lose no line") {
    Desk desk;
    CHECK(refusal(desk.analyse(desk.write("wide.csv", std::string(100'000, ',') + "\n1\n"))).code ==
          ErrorCode::invalid_value);
    using namespace std::string_literals;
    const ImportReport report = desk.import(desk.write("t.csv",
                                                       "name,company,notes\n"
                                                       "Nul\0Byte,X,\n"
                                                       "\"=cmd|' /C calc'!A0\",+1,@x\n"s +
                                                           std::string(5'000'000, 'x') +
                                                           ",Y,\n"
                                                           "Never \"closed,Z,\n"
                                                           "\"opened,Z,\n"
                                                           "Last,Z\n"));
    CHECK(report.read == 6);
    CHECK(report.created == 3);
    REQUIRE(report.failed.size() == 3);
    CHECK(report.failed[0].line == 2);
    CHECK(report.failed[0].code == "invalid_value");
    CHECK(report.failed[1].line == 4);
    CHECK(report.failed[1].code == "malformed");
    CHECK(report.failed[2].line == 6);
    CHECK(named(desk.all(Entity::client), "=cmd|' /C calc'!A0") != nullptr);
    CHECK(named(desk.all(Entity::client), "Last") != nullptr);
}

TEST_CASE("a file that changes after it was looked at is not imported") {
    Desk desk;
    const std::string path = desk.write("t.csv", "name\nA\n");
    const auto plan = must(desk.analyse(path));
    desk.write("t.csv", "name\nA\nB\n");
    const auto report = transfer::run(*desk.store, plan, desk.environment);
    REQUIRE_FALSE(report);
    CHECK(report.error().code == ErrorCode::conflict_with_state);
    CHECK(desk.count(Entity::client) == 0);
}

} // namespace epic::test
