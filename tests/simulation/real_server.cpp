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

std::vector<std::pair<std::string, std::string>> RealServer::tables() {
    must(admin_->execute("set session group_concat_max_len = 10000"));
    std::vector<std::pair<std::string, std::string>> found;
    for (const model::Cells& row : rows("select c.table_name, group_concat(c.column_name order by c.ordinal_position) "
                                        "from information_schema.columns c join information_schema.tables t "
                                        "on t.table_schema = c.table_schema and t.table_name = c.table_name "
                                        "where c.table_schema = '" +
                                        database_ +
                                        "' and t.table_type = 'BASE TABLE' "
                                        "and c.extra not like '%GENERATED%' group by c.table_name")) {
        found.emplace_back(*row[0], *row[1]);
    }
    return found;
}

void RealServer::back_up() {
    if (!backed_up_) must(admin_->execute("create database " + database_ + "_backup"));
    backed_up_ = true;
    for (const auto& [table, columns] : tables()) {
        const std::string copy = database_ + "_backup." + table;
        must(admin_->execute("drop table if exists " + copy));
        must(admin_->execute("create table " + copy + " as select " + columns + " from " + database_ + "." + table));
    }
}

void RealServer::restore() {
    for (const auto& [table, columns] : tables()) {
        const std::string name = database_ + "." + table;
        must(admin_->execute("delete from " + name));
        must(admin_->execute("insert into " + name + " (" + columns + ") select " + columns + " from " + database_ +
                             "_backup." + table));
    }
    // As a dump that is played back leaves it.
    must(admin_->execute("alter table " + database_ + ".hand_over auto_increment = 1"));
}

std::vector<model::Cells> RealServer::rows(std::string_view query) {
    std::vector<model::Cells> rows;
    must(admin_->execute(query, [&](std::size_t, sync::RowView row) { rows.push_back(cells_of(row)); }));
    return rows;
}

} // namespace epic::test
