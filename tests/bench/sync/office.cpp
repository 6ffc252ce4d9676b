#include "tests/bench/sync/office.hpp"

#include <filesystem>

#include "storage/sync/central.hpp"

namespace epic::bench {
namespace {

const intl::Environment& world() {
    return intl::system_environment();
}

std::string member(const std::string& document, std::string_view name) {
    std::string key = "\"" + std::string(name) + "\":";
    std::size_t at = document.find(key);
    if (at == std::string::npos) throw std::runtime_error("no " + std::string(name) + " in " + document.substr(0, 200));
    at = document.find('"', at + key.size()) + 1;
    return document.substr(at, document.find('"', at) - at);
}

} // namespace

Office::Office(test::ServerKind kind, const std::filesystem::path& folder)
    : server({.kind = kind, .arguments = {"--innodb-buffer-pool-size=256M", "--secure-file-priv="}}) {
    const std::string file = (folder / ("founder-" + std::string(test::server_kind_name(kind)) + ".epic")).string();
    std::filesystem::remove(file);
    auto founder = must(store::Store::create(file, {"Alice Renard", "alice@example.org", "secret"}, world(),
                                             vault::KdfLimits::minimum()));
    const AddRecord seller{Entity::collaborator,
                           {},
                           {{Field::collaborator_full_name, std::string("Anne Ancel")},
                            {Field::collaborator_email, email_},
                            {Field::collaborator_department, std::string("commercial")}}};
    commercial = must(founder->add_collaborator(seller, "secret")).record.hex();
    const auto report = must(sync::central_install(*founder, world(),
                                                   {.servers = {{server.host(), server.port()}},
                                                    .ca_pem = server.ca_pem(),
                                                    .admin_user = server.admin_user(),
                                                    .admin_password = server.admin_password(),
                                                    .own_password = "secret"}));
    server_id = report.server_id;
    for (const auto& account : report.accounts) {
        if (account.email == email_) one_time_password_ = account.one_time_password;
    }
    credential_ = must(sync::credential_for(email_, one_time_password_));
    invitation_ = must(sync::read_invitation(must(sync::central_invite(*founder))));
}

sync::Connection Office::open(const std::string& account, const std::string& password, std::uint16_t port,
                              bool compress) const {
    return must(sync::Connection::open({.host = server.host(),
                                        .port = port,
                                        .account = account,
                                        .password = password,
                                        .database = "epic_events",
                                        .ca_pem = server.ca_pem(),
                                        .compress = compress}));
}

sync::Connection Office::admin() const {
    return open(server.admin_user(), server.admin_password(), server.port(), false);
}

sync::Connection Office::connect(std::uint16_t port, bool compress) const {
    return open(credential_.account, credential_.password, port, compress);
}

std::string Office::cell(std::string_view query) const {
    std::string found;
    must(admin().execute(query, [&](std::size_t, sync::RowView row) { found = row[0].value_or("null"); }));
    return found;
}

Office::Laptop Office::join(const std::filesystem::path& file) const {
    std::filesystem::remove(file);
    auto joined = must(
        sync::join(file.string(), invitation_, {email_, one_time_password_}, world(), vault::KdfLimits::minimum()));
    return {std::move(joined.store), credential_, joined.pulled};
}

Stream::Stream(const Office& office, std::uint16_t port, std::uint64_t number)
    : commercial_(office.commercial), number_(number), connection_(office.connect(port, false)) {
    envelope_ =
        R"("protocol":"1","schema":"1","server_id":")" + office.server_id + R"(","device":")" + next_id('d') + "\"";
    hello();
}

std::string Stream::next_id(char kind) {
    // "d", "b" and "a" tell devices, batches and operations apart, "c" is for clients; the rest counts.
    std::string id(32, '0');
    const std::string tail = std::to_string(number_ * 100'000'000 + ++ids_);
    id[0] = kind;
    return id.replace(32 - tail.size(), tail.size(), tail);
}

void Stream::hello() {
    fence_ = member(must(connection_.call_for_text("sync_hello", {"{" + envelope_ + R"(,"cursor":"0"})"})), "fence");
}

void Stream::push(const std::string& operations) {
    const std::string answer =
        must(connection_.call_for_text("sync_push", {"{" + envelope_ + R"(,"fence":")" + fence_ + R"(","batch":")" +
                                                     next_id('b') + R"(","operations":[)" + operations + "]}"}));
    fence_ = member(answer, "fence");
    if (answer.find("\"refused\"") != std::string::npos) throw std::runtime_error(answer.substr(0, 500));
}

void Stream::push_creations(std::size_t operations) {
    std::string text;
    text.reserve(operations * 400);
    for (std::size_t i = 0; i < operations; ++i) {
        const std::string tail = std::to_string(number_ * 100'000'000 + ++made_);
        const std::string client = "c" + std::string(31 - tail.size(), '0') + tail;
        text += (i == 0 ? R"({"id":")" : R"(,{"id":")") + next_id('a') + R"(","c":"client.add","e":"client","r":")" +
                client + R"(","k":"create","s":"115000000000000000","f":[["full_name",")" + std::string(client_name) +
                R"(","0"],["first_contact","2026-11-01","0"],["commercial",")" + commercial_ + R"(","0"],["notes",")" +
                std::string(client_notes) + R"(","0"]]})";
    }
    push(text);
}

void Stream::push_changes(std::size_t operations) {
    std::string text;
    for (std::size_t i = 0; i < operations; ++i) {
        const std::string tail = std::to_string(number_ * 100'000'000 + 1 + i % made_);
        text += (i == 0 ? R"({"id":")" : R"(,{"id":")") + next_id('a') + R"(","c":"client.edit","e":"client","r":"c)" +
                std::string(31 - tail.size(), '0') + tail +
                R"(","s":"115000000000000001","f":[["phone","05 61 00 00 00","0"]]})";
    }
    push(text);
}

} // namespace epic::bench
