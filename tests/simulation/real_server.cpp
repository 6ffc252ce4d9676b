#include "tests/simulation/real_server.hpp"

#include <stdexcept>

#include "core/base/id.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/install.hpp"

namespace epic::test {
namespace {

void must(const sync::Outcome<>& done) {
    if (!done) throw std::runtime_error(std::to_string(done.error().number) + " " + done.error().details);
}

model::Cells cells_of(sync::RowView row) {
    model::Cells cells;
    for (const auto& cell : row) cells.push_back(cell ? model::Text(std::string(*cell)) : model::Text());
    return cells;
}

} // namespace

sync::Connection RealServer::open(const std::string& account, const std::string& password,
                                  const std::string& database) {
    auto opened = sync::Connection::open({.host = server_.host(),
                                          .port = server_.port(),
                                          .account = account,
                                          .password = password,
                                          .database = database,
                                          .ca_pem = server_.ca_pem()});
    if (!opened) throw std::runtime_error(account + " cannot connect: " + opened.error().details);
    return std::move(opened).value();
}

RealServer::RealServer(CentralServer& server, const std::string& database, const std::string& server_id)
    : server_(server), database_(database) {
    admin_ = std::make_unique<sync::Connection>(open(server.admin_user(), server.admin_password(), ""));
    const auto installed = sync::install(
        *admin_,
        {.database = database, .server_id = *Id::parse(server_id), .secret = sync::random_hex(32), .now = Instant{1}});
    if (!installed) throw std::runtime_error(installed.error().details);
}

void RealServer::add_account(const std::string& account, const std::string& collaborator) {
    const std::string password = "e1-" + sync::random_hex(20);
    must(sync::make_account(*admin_, account, *Id::parse(collaborator), password, false));
    passwords_[account] = password;
}

void RealServer::close_account(const std::string& account) {
    must(admin_->execute("update account set state = 'closing' where name = " + admin_->quote(account)));
}

model::Answer RealServer::seed(std::string_view request) {
    return call(*admin_, "central_seed", request);
}

model::Answer RealServer::call(const std::string& account, std::string_view procedure, std::string_view request) {
    auto connection = connections_.find(account);
    if (connection == connections_.end()) {
        connection = connections_.emplace(account, open(account, passwords_.at(account), database_)).first;
    }
    return call(connection->second, procedure, request);
}

model::Answer RealServer::call(sync::Connection& connection, std::string_view procedure, std::string_view request) {
    model::Answer answer;
    const auto done = connection.call(procedure, {request}, [&](std::size_t set, sync::RowView row) {
        if (answer.sets.size() <= set) answer.sets.resize(set + 1);
        answer.sets[set].push_back(cells_of(row));
    });
    if (!done) return {.refused = done.error().number == 0 ? 1 : done.error().number, .reason = done.error().details};
    return answer;
}

std::vector<model::Cells> RealServer::rows(std::string_view query) {
    std::vector<model::Cells> rows;
    must(admin_->execute(query, [&](std::size_t, sync::RowView row) { rows.push_back(cells_of(row)); }));
    return rows;
}

} // namespace epic::test
