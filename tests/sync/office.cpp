#include "tests/sync/office.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <stdexcept>

#include "storage/sync/credential.hpp"
#include "storage/sync/install.hpp"

namespace epic::test {
namespace {

std::int64_t now_ms() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

sync::Connection open(const std::string& account, const std::string& password, const std::string& database) {
    CentralServer& server = shared_server();
    auto opened = sync::Connection::open({.host = server.host(),
                                          .port = server.port(),
                                          .account = account,
                                          .password = password,
                                          .database = database,
                                          .ca_pem = server.ca_pem()});
    if (!opened) throw std::runtime_error(account + " cannot connect: " + opened.error().details);
    return std::move(opened).value();
}

template <typename T>
void must_do(const sync::Outcome<T>& done) {
    if (!done) throw std::runtime_error(std::to_string(done.error().number) + " " + done.error().details);
}

} // namespace

CentralServer& shared_server() {
    static CentralServer server;
    return server;
}

std::string next_id() {
    static std::uint64_t counter = 0;
    std::string digits = std::to_string(++counter);
    return "019000000000700080" + std::string(14 - digits.size(), '0') + digits;
}

Laptop::Laptop(sync::Connection opened, std::string server)
    : connection(std::move(opened)), server_id(std::move(server)), device(next_id()) {}

nlohmann::json Laptop::envelope() const {
    return {{"protocol", "1"}, {"schema", "1"}, {"server_id", server_id}, {"device", device}};
}

nlohmann::json Laptop::call(std::string_view procedure, const std::string& request) {
    last_failure = {};
    auto answer = connection.call_for_text(procedure, {request});
    if (!answer) {
        last_failure = answer.error();
        UNSCOPED_INFO(procedure << ": " << last_failure.number << " " << last_failure.details);
        return {{"refused", last_failure.number}};
    }
    return nlohmann::json::parse(*answer);
}

nlohmann::json Laptop::hello() {
    nlohmann::json request = envelope();
    request["cursor"] = cursor;
    if (!fence.empty()) request["fence"] = fence;
    if (!chain.empty()) request["chain"] = chain;
    nlohmann::json answer = call("sync_hello", request.dump());
    if (answer.contains("fence") && answer["fence"].is_string()) fence = answer["fence"];
    return answer;
}

nlohmann::json Laptop::push(std::initializer_list<nlohmann::json> operations) {
    nlohmann::json array = nlohmann::json::array();
    for (const nlohmann::json& operation : operations) array.push_back(operation);
    return push_array(array);
}

nlohmann::json Laptop::push_array(const nlohmann::json& operations) {
    nlohmann::json request = envelope();
    request["fence"] = fence;
    request["batch"] = next_id();
    request["operations"] = operations;
    last_request_ = request.dump();
    return push_again();
}

nlohmann::json Laptop::push_again() {
    nlohmann::json answer = call("sync_push", last_request_);
    if (answer.contains("fence")) fence = answer["fence"];
    return answer;
}

Laptop::Log Laptop::pull() {
    auto log = try_pull();
    must_do(log);
    return *log;
}

sync::Outcome<Laptop::Log> Laptop::try_pull() {
    nlohmann::json request = envelope();
    request["after"] = cursor;
    request["operations_max"] = "1000";
    Log log;
    const auto done = connection.call("sync_pull", {request.dump()}, [&](std::size_t set, sync::RowView row) {
        if (set == 0) log.answer = nlohmann::json::parse(*row[0]);
        if (set != 2) return;
        std::vector<std::string> cells;
        for (const auto& cell : row) cells.emplace_back(cell ? std::string(*cell) : "\\N");
        log.operations.push_back(std::move(cells));
    });
    if (!done) return done.error();
    cursor = log.answer["to"];
    chain = log.answer["chain"];
    return log;
}

nlohmann::json Laptop::operation(std::string_view command, std::string_view entity, const std::string& record,
                                 std::string_view kind, const nlohmann::json& fields) {
    const std::uint64_t when = stamp != 0 ? stamp : static_cast<std::uint64_t>(now_ms()) << 16U;
    return {{"id", next_id()},          {"c", command}, {"e", entity}, {"r", record}, {"k", kind}, {"f", fields},
            {"s", std::to_string(when)}};
}

Office::Office() {
    static int count = 0;
    database = "office_" + std::to_string(++count);
    server_id = next_id();
    sync::Connection root = open(shared_server().admin_user(), shared_server().admin_password(), "");
    const auto installed = sync::install(
        root,
        {.database = database, .server_id = *Id::parse(server_id), .secret = sync::random_hex(32), .now = {now_ms()}});
    if (!installed) throw std::runtime_error(installed.error().details);

    const auto person = [&](std::string_view name) {
        const std::string account = sync::account_name(std::string(name) + "@" + database);
        return Person{next_id(), account, "e1-" + sync::random_hex(20)};
    };
    gestion = person("gestion"), anne = person("anne"), bruno = person("bruno"), chloe = person("chloe");
    nlohmann::json operations = nlohmann::json::array();
    const auto add = [&](const Person& who, std::string_view name, std::string_view department) {
        operations.push_back({{"id", next_id()},
                              {"c", "collaborator.add"},
                              {"e", "collaborator"},
                              {"r", who.id},
                              {"k", "create"},
                              {"a", gestion.id},
                              {"s", "1"},
                              {"f",
                               {{"full_name", name, "0"},
                                {"email", std::string(name) + "@" + database, "0"},
                                {"department", department, "0"},
                                {"active", "1", "0"},
                                {"language", "fr", "0"}}}});
    };
    add(gestion, "gestion", "gestion"), add(anne, "anne", "commercial"), add(bruno, "bruno", "commercial");
    add(chloe, "chloé", "support");
    for (const Person* who : {&gestion, &anne, &bruno, &chloe}) {
        must_do(sync::make_account(root, who->account, *Id::parse(who->id), who->password, false));
    }
    // The first exchange of the file that founds the server has a device of its own.
    Laptop founder(laptop(gestion));
    REQUIRE(founder.hello().at("device") == "new");
    const nlohmann::json seed = {{"protocol", "1"},          {"schema", "1"},          {"server_id", server_id},
                                 {"device", founder.device}, {"fence", founder.fence}, {"batch", next_id()},
                                 {"operations", operations}};
    auto answer = root.call_for_text("central_seed", {seed.dump()});
    if (!answer) throw std::runtime_error("seed: " + answer.error().details);
    INFO(*answer);
    const nlohmann::json document = nlohmann::json::parse(*answer);
    REQUIRE(document.at("operations").size() == operations.size());
    for (const auto& one : document.at("operations")) REQUIRE(one.at("state") == "applied");
}

Office::~Office() = default;

Laptop Office::laptop(const Person& who) {
    return Laptop(open(who.account, who.password, database), server_id);
}

sync::Connection Office::admin() {
    return open(shared_server().admin_user(), shared_server().admin_password(), database);
}

std::string Office::number(std::string_view query) {
    sync::Connection root = admin();
    std::string cell = "none";
    must_do(
        root.execute(query, [&](std::size_t, sync::RowView row) { cell = row[0] ? std::string(*row[0]) : "null"; }));
    return cell;
}

std::string add_client(Laptop& laptop, const Person& commercial, std::string_view name) {
    const std::string id = next_id();
    const auto answer = laptop.push({laptop.operation("client.add", "client", id, "create",
                                                      {{"full_name", name, "0"},
                                                       {"first_contact", "2026-11-01", "0"},
                                                       {"commercial", commercial.id, "0"},
                                                       {"notes", "première ligne", "0"},
                                                       {"withdrawn", "0", "0"}})});
    REQUIRE(answer.at("operations").at(0).at("state") == "applied");
    return id;
}

} // namespace epic::test
