// import and export on the command line: grammar, JSON, exit codes.
#include <catch2/catch_test_macros.hpp>

#include "tests/cli/office.hpp"

namespace epic::test {
namespace {

constexpr std::string_view clients =
    "Nom;Courriel;Premier contact\r\n"
    "Zoé Lefèvre;zoe@chene.example;26/08/2020\r\n"
    "Ann Roe;no address;05/09/2020\r\n";

} // namespace

TEST_CASE("import clients answers what was read, made and refused, and a dry run makes nothing") {
    const Office office;
    const std::string table = office.write("clients.csv", clients);
    const std::string rejects = office.path("rejects.csv");
    const Json rehearsal = office.bruno.done({"import", "clients", table, "--dry-run", "--rejects", rejects});
    CHECK(rehearsal.at("import_id").is_null());
    CHECK(rehearsal.at("created") == 1);
    CHECK(office.bruno.done({"client", "list"}).at("total") == 0);
    CHECK_FALSE(std::filesystem::exists(rejects));

    const Json report = office.bruno.done({"import", "clients", table, "--rejects", rejects});
    CHECK(report.at("import_id").is_string());
    CHECK(report.at("read") == 2);
    CHECK(report.at("created") == 1);
    CHECK(report.at("merged") == 0);
    CHECK(report.at("skipped") == 0);
    REQUIRE(report.at("failed").size() == 1);
    CHECK(report.at("failed")[0].at("line") == 3);
    CHECK(report.at("failed")[0].at("column") == "Courriel");
    CHECK(report.at("failed")[0].at("code") == "invalid_value");
    CHECK_FALSE(report.at("failed")[0].at("message").get<std::string>().empty());
    CHECK(report.at("possible_duplicates").empty());
    CHECK(report.at("encoding") == "UTF-8");
    CHECK(report.at("delimiter") == ";");
    CHECK(report.at("date_order") == "dmy");
    CHECK(read_file(rejects).find("Ann Roe;no address;05/09/2020") != std::string::npos);

    const Json listed = office.bruno.done({"client", "list"});
    CHECK(listed.at("items")[0].at("first_contact") == "2020-08-26");
    CHECK(listed.at("items")[0].at("commercial").at("name") == "Bruno Petit");
}

TEST_CASE("import takes headings by hand, an order of dates, and what to do with duplicates") {
    const Office office;
    const std::string table = office.write("t.csv", "Who,Mail,Since\nAnn Roe,ann@roe.example,05/09/2020\n");
    const Arguments by_hand{"import",           "clients",      table,        "--map",
                            "Who=full_name",    "--map",        "mail=email", "--map",
                            "#3=first_contact", "--date-order", "mdy"};
    const Json first = office.bruno.done(by_hand);
    CHECK(first.at("created") == 1);
    CHECK(first.at("date_order") == "mdy");
    CHECK(office.bruno.done({"client", "list"}).at("items")[0].at("first_contact") == "2020-05-09");
    CHECK(office.bruno.done(by_hand).at("skipped") == 1);
    const auto with = [&](const std::string& what) {
        Arguments arguments = by_hand;
        arguments.insert(arguments.end(), {"--on-duplicate", what});
        return arguments;
    };
    CHECK(office.bruno.done(with("merge")).at("merged") == 1);
    CHECK(office.bruno.done(with("create")).at("created") == 1);
    CHECK(office.bruno.call(with("guess")).exit == 2);

    CHECK(office.bruno.call({"import", "clients", table}).exit == 6);
    CHECK(office.bruno.call({"import", "clients", table, "--map", "Who"}).exit == 2);
    CHECK(office.bruno.call({"import", "clients", table, "--map", "Who=salary"}).exit == 6);
    CHECK(office.bruno.call({"import", "clients", table, "--date-order", "ymd"}).exit == 2);
    CHECK(office.bruno.call({"import", "clients", office.path("none.csv")}).exit == 2);
    CHECK(office.alice.call(by_hand).exit == 4);
    CHECK(office.denis.call(by_hand).exit == 4);
}

TEST_CASE("import events puts them onto a signed contract of an own client, days from midnight to midnight") {
    const Office office;
    const auto [client, contract] = office.sold(true);
    const std::string table = office.write("t.csv", "Titre;Date\nGala;04/06/2026\nSans date;\nBal;31/12/2026\n");
    const Arguments arguments{"import", "events", table, "--contract", contract, "--zone", "Europe/Paris"};
    const Json report = office.bruno.done(arguments);
    CHECK(report.at("created") == 2);
    REQUIRE(report.at("failed").size() == 1);
    CHECK(report.at("failed")[0].at("code") == "no_date");
    const Json gala = office.bruno.done({"event", "list", "--text", "Gala"}).at("items")[0];
    CHECK(gala.at("starts_at") == "2026-06-03T22:00:00Z");
    CHECK(gala.at("ends_at") == "2026-06-04T22:00:00Z");

    CHECK(office.carla.call(arguments).exit == 4);
    CHECK(office.alice.call(arguments).exit == 4);
    CHECK(office.bruno.call({"import", "events", table, "--contract", "2020-0001"}).exit == 5);
    CHECK(office.bruno.call({"import", "events", table}).exit == 6);
    CHECK(office.bruno.call({"import", "events", table, "--contract", contract, "--zone", "Mars/Olympus"}).exit == 6);
}

TEST_CASE("what is exported from one file is imported into another") {
    const Office office;
    const std::string table = office.write("clients.csv", clients);
    office.bruno.done({"import", "clients", table});
    for (const std::string language : {"fr", "en"}) {
        const std::string out = office.path(language + ".csv");
        const Json written = office.bruno.done({"export", "clients", out, "--filter", "mine", "--lang", language});
        CHECK(written.at("rows") == 1);
        CHECK(written.at("path") == out);
        const Office other;
        const Json report = other.carla.done({"import", "clients", out});
        CHECK(report.at("created") == 1);
        CHECK(report.at("failed").empty());
        Json before = office.bruno.done({"client", "list"}).at("items")[0];
        Json after = other.carla.done({"client", "list"}).at("items")[0];
        for (const char* own : {"id", "commercial"}) {
            before.erase(own);
            after.erase(own);
        }
        CHECK(after == before);
        CHECK(office.bruno.call({"export", "clients", out}).exit == 2); // it is there already
    }
}

TEST_CASE("every list, the calendar and the sheet are written, and nothing else is touched when they cannot be") {
    const Office office;
    const auto [client, contract] = office.sold(true);
    const std::string event = office.bruno
                                  .done({"event", "add", "--set", "title=Fête", "--set", "contract=" + contract,
                                         "--set", "starts_at=2026-06-04 13:00", "--set", "ends_at=2026-06-05 02:00"})
                                  .at("record")
                                  .at("id");
    for (const std::string list : {"clients", "contracts", "payments", "events", "collaborators"}) {
        CAPTURE(list);
        const std::string out = office.path(list + ".csv");
        const Json written = office.bruno.done({"export", list, out});
        CHECK(written.at("rows") == (list == "payments" ? 0 : list == "collaborators" ? 5 : 1));
        CHECK(std::filesystem::exists(out));
    }
    const std::string calendar = office.path("all.ics");
    CHECK(office.bruno.done({"export", "ics", calendar}).at("events") == 1);
    CHECK(read_file(calendar).find("UID:" + event) != std::string::npos);
    const std::string of_denis = office.path("denis.ics");
    CHECK(office.bruno.done({"export", "ics", of_denis, "--person", office.denis.email}).at("events") == 0);
    CHECK(office.bruno.call({"export", "ics", office.path("x.ics"), "--person", "nobody@x.example"}).exit == 5);

    const std::string sheet = office.path("sheet.pdf");
    office.bruno.done({"export", "sheet", event, sheet});
    CHECK(read_file(sheet).starts_with("%PDF-"));
    CHECK(office.bruno.call({"export", "sheet", client, office.path("y.pdf")}).exit == 5);
    CHECK(office.bruno.call({"export", "clients", office.path("no/such/folder.csv")}).exit == 2);
    CHECK(office.bruno.call({"export", "events", office.path("z.csv"), "--filter", "tall"}).exit == 2);
    CHECK_FALSE(std::filesystem::exists(office.path("y.pdf")));
}

} // namespace epic::test
