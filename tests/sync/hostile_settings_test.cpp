// A client that turns its session's settings against the procedures.
#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "tests/sync/hostile.hpp"

using namespace epic;
using namespace epic::test;
using nlohmann::json;

namespace {

std::int64_t now_ms() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

// Operations of a commercial that are refused for one reason each, but for the first and the last.
json battery(Laptop& anne, const BusyOffice& office, const std::string& tag) {
    const auto client = [&](const json& fields) {
        return anne.operation("client.add", "client", next_id(), "create", fields);
    };
    const json owner = {"commercial", office.anne.id, "0"};
    const json since = {"first_contact", "2026-11-01", "0"};
    json batch = {client({{"full_name", "é😀 " + tag, "0"}, since, owner}),
                  client({{"full_name", "x", "0"}, {"first_contact", "2026-02-30", "0"}, owner}),
                  client({{"full_name", "x", "0"}, {"first_contact", "0000-01-01", "0"}, owner}),
                  client({{"full_name", "two\nlines", "0"}, since, owner}),
                  client({{"full_name", "", "0"}, since, owner}),
                  client({{"full_name", std::string(201, 'x'), "0"}, since, owner}),
                  client({{"full_name", "x", "0"}, {"email", "no address", "0"}, since, owner}),
                  client({{"full_name", "x", "0"}, since, {"commercial", office.bruno.id, "0"}}),
                  client({{"full_name", "x", "0"}, {"withdrawn", "0 ", "0"}, since, owner}),
                  client({{"full_name", "x", "0"}, since}),
                  client({{"full_name", "x", "0"}, {"nonsense", "x", "0"}, since, owner}),
                  client({{"full_name", "x", "0"}, {"full_name", "y", "0"}, since, owner})};
    const std::string contract = office.signed_contract_of(office.anne);
    const auto total = [&](const std::string& minor, const std::string& currency) {
        return anne.operation("contract.edit", "contract", contract, "change",
                              {{"total", minor, "0"}, {"currency", currency, "0"}});
    };
    for (const char* minor :
         {"abc", "1e5", "1.5", "99999999999999999999", " 1", "1 ", "1\n", "x\n1", "0x10", "٣", "-0"}) {
        batch.push_back(total(minor, "EUR"));
    }
    for (const char* currency : {"eur", "EURO", "E\nR", "ÉUR", "\nEUR", "EUR\n"}) batch.push_back(total("1", currency));
    const auto event = [&](const std::string& starts, const std::string& zone, const std::string& attendees) {
        return anne.operation("event.add", "event", next_id(), "create",
                              {{"title", "x", "0"},
                               {"contract", contract, "0"},
                               {"starts_at", starts, "0"},
                               {"ends_at", "1780617600000", "0"},
                               {"time_zone", zone, "0"},
                               {"attendees", attendees, "0"}});
    };
    batch.push_back(event("1780570800000", "Europe/Paris", "-1"));
    batch.push_back(event("1780570800000", "Europe/Paris", "2147483648"));
    batch.push_back(event("1780570800000", "évil\nEurope", "1"));
    batch.push_back(event("1780570800000", "Europe Paris", "1"));
    batch.push_back(event("1780617600001", "Europe/Paris", "1"));
    batch.push_back(client({{"full_name", "last " + tag, "0"}, since, owner}));
    return batch;
}

// What the server said of each, without the ids.
std::string verdicts(const json& answer) {
    std::string text;
    for (const json& one : answer.at("operations")) {
        text += one.at("state").get<std::string>() + " " + one.value("code", "-") + " " + one.value("rule", "-") + " " +
                one.value("field", "-") + "\n";
    }
    return text;
}

const std::vector<std::string>& settings() {
    static const std::vector<std::string> statements{
        "set session sql_mode = ''",
        "set session sql_mode = "
        "'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,IGNORE_SPACE,NO_ZERO_DATE,NO_ZERO_IN_DATE'",
        "set session sql_mode = 'NO_UNSIGNED_SUBTRACTION,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'",
        "set session sql_mode = 'HIGH_NOT_PRECEDENCE'",
        "set timestamp = 1",
        "set timestamp = 2000000000",
        "set session time_zone = '+13:00'",
        "set session time_zone = '-12:59'",
        "set foreign_key_checks = 0",
        "set unique_checks = 0",
        "set check_constraint_checks = 0",
        "set autocommit = 0",
        "set session transaction isolation level read uncommitted",
        "set session transaction isolation level serializable",
        "set session transaction read only",
        "set session completion_type = 1",
        "set session group_concat_max_len = 4",
        "set session max_sp_recursion_depth = 0",
        "set session max_sp_recursion_depth = 255",
        "set names latin1",
        "set names utf8mb4 collate utf8mb4_general_ci",
        "set names utf8mb4 collate utf8mb4_unicode_520_ci",
        "set names ascii",
        "set collation_connection = latin1_swedish_ci",
        "set collation_connection = utf8mb4_unicode_ci",
        "set character_set_client = latin1",
        "set character_set_results = binary",
        "set character_set_database = latin1",
        "set collation_database = utf8mb4_general_ci",
        "set collation_server = latin1_swedish_ci",
        "set session sql_select_limit = 1",
        "set session sql_safe_updates = 1",
        "set session max_join_size = 1",
        "set session sql_big_selects = 0",
        "set session default_storage_engine = memory",
        "set session default_tmp_storage_engine = myisam",
        "set session tmp_table_size = 1024",
        "set session max_heap_table_size = 16384",
        "set session big_tables = 1",
        "set session max_length_for_sort_data = 4",
        "set session max_sort_length = 8",
        "set session lc_time_names = 'fr_FR'",
        "set session lc_messages = 'fr_FR'",
        "set session div_precision_increment = 0",
        "set session default_week_format = 7",
        "set session sql_auto_is_null = 1",
        "set session sql_buffer_result = 1",
        "set session old_mode = 'ZERO_DATE_TIME_CAST'",
        "set session old_mode = ''",
        "set session default_regex_flags = 'MULTILINE'",
        "set session default_regex_flags = 'EXTENDED,UNGREEDY,DOTALL'",
        "set session default_regex_flags = 'EXTENDED_MORE'",
        "set session innodb_lock_wait_timeout = 1",
        "set session lock_wait_timeout = 1",
        "set session rand_seed1 = 1, rand_seed2 = 1",
        "set session insert_id = 1",
        "set session last_insert_id = 1",
        "set session optimizer_switch = 'derived_merge=off'",
        "set session optimizer_switch = 'semijoin=off,materialization=off'",
        "set session optimizer_search_depth = 1",
        "set session sql_warnings = 1, max_error_count = 0",
        "set session updatable_views_with_limit = 0",
        "set session character_set_filesystem = utf16",
        "set session max_statement_time = 0.001",
        "set session max_execution_time = 1",
        "set @epic_statement = 'grant all on *.* to root@localhost'",
        "set session sql_if_exists = 1",
        "set session simultaneous_assignment = 1",
        "set session wsrep_on = 0",
        "set session sql_log_bin = 0",
        "set session pseudo_thread_id = 1",
        "set session block_encryption_mode = 'aes-256-cbc'",
        "set session time_zone = 'Europe/Paris'",
        "begin",
        "start transaction with consistent snapshot",
        "start transaction read only",
        "xa start 'x'",
        "savepoint group_begins"};
    return statements;
}

} // namespace

TEST_CASE("no setting of the session changes what the server decides") {
    BusyOffice office;
    Laptop reference = office.laptop(office.anne);
    reference.hello();
    const std::string expected = verdicts(reference.push_array(battery(reference, office, "reference")));
    INFO(expected);
    CHECK(std::count(expected.begin(), expected.end(), '\n') == 35);
    CHECK(expected.starts_with("applied"));
    std::size_t applied = 0;
    for (std::size_t at = expected.find("applied"); at != std::string::npos; at = expected.find("applied", at + 1))
        ++applied;
    CHECK(applied == 2);

    Attempts attempts;
    int unknown = 0;
    int no_harm_but_own = 0; // the call failed, as whole, for the one who asked for it
    for (const std::string& setting : settings()) {
        Laptop anne = office.laptop(office.anne);
        anne.hello();
        const json batch = battery(anne, office, "hostile");
        const auto set = anne.connection.execute(setting);
        if (!set) {
            ++unknown; // not on this server, or not for them
            continue;
        }
        const std::string head = office.number("select number from head");
        const json answer = anne.push_array(batch);
        if (answer.contains("refused")) {
            ++no_harm_but_own;
            attempts.note(office.number("select number from head") != head, setting + ": failed, and wrote");
            continue;
        }
        const std::string got = verdicts(answer);
        attempts.note(got != expected, setting + ":\n" + got);
        const std::int64_t at = std::stoll(answer.at("now").get<std::string>());
        attempts.note(std::abs(at - now_ms()) > 60'000, setting + ": the server’s clock followed");
        // Who says that they write latin1 has their bytes read as latin1: that is no harm to others.
        if (setting.find("latin1") == std::string::npos && setting.find("ascii") == std::string::npos) {
            attempts.note(
                office.number("select count(*) from operation_log where fields like '%é😀 hostile%' and number > " +
                              head) != "1",
                setting + ": text");
        }
        const json hello = anne.hello();
        auto log = anne.try_pull();
        if (hello.contains("refused") || !log) { // one that limits the time may stop any of them
            ++no_harm_but_own;
            continue;
        }
        attempts.note(hello.value("device", "") != "known", setting + ": hello " + hello.dump());
        attempts.note(log->operations.size() != std::stoull(log->answer.at("to").get<std::string>()),
                      setting + ": pull");
    }
    CHECK(office.number("select count(*) from event where time_zone not in ('Europe/Paris')") == "0");
    attempts.print("checks under hostile session settings");
    std::printf("    %zu settings: %d not to be had, %d made the call fail for the one who asked\n", settings().size(),
                unknown, no_harm_but_own);
    CHECK(attempts.through.empty());
    CHECK(no_harm_but_own < 12); // or little of this was tried
}
