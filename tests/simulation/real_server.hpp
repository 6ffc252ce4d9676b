// A real central server, asked the way the model is.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "storage/sync/connection.hpp"
#include "tests/simulation/model/server.hpp"
#include "tests/support/central_server.hpp"

namespace epic::test {

class RealServer {
public:
    // Installs into a database of that name. Throws std::runtime_error when it cannot.
    RealServer(CentralServer& server, const std::string& database, const std::string& server_id);

    void add_account(const std::string& account, const std::string& collaborator);
    void close_account(const std::string& account);
    model::Answer seed(std::string_view request);
    model::Answer call(const std::string& account, std::string_view procedure, std::string_view request);
    std::vector<model::Cells> rows(std::string_view query); // as the administrator sees them
    // A backup of every table, and its return.
    void back_up();
    void restore();

private:
    std::vector<std::pair<std::string, std::string>> tables(); // and their columns
    sync::Connection open(const std::string& account, const std::string& password, const std::string& database);
    model::Answer call(sync::Connection& connection, std::string_view procedure, std::string_view request);

    CentralServer& server_;
    std::string database_;
    bool backed_up_ = false;
    std::unique_ptr<sync::Connection> admin_;
    std::map<std::string, std::string> passwords_;
    std::map<std::string, sync::Connection, std::less<>> connections_;
};

} // namespace epic::test
