// Random requests to a central server: edits of all kinds by all roles, right and wrong.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/simulation/model/server.hpp"
#include "tests/support/random.hpp"

namespace epic::test {

struct Caller {
    std::string id, account, department;
};

// One device of one person, and what it remembers of its exchanges.
struct Station {
    Caller caller{};
    std::string device{}, fence{}, chain{}, last_push{};
    std::uint64_t cursor = 0;
};

class Batches {
public:
    Batches(Random& random, model::Server& model, std::string server_id);

    std::vector<Caller> callers; // the last one of gestion, the others of every department
    std::string founding();      // of everyone, and of something to work on
    std::string next_id();

    std::string hello(const Station& station);
    std::string push(Station& station);
    std::string pull(const Station& station);
    std::string page(const Station& station);
    std::string hand_over(const Station& station);
    std::string handed_over(const Station& station);

private:
    nlohmann::json envelope(const Station& station) const;
    nlohmann::json operation(const Station& station, std::string_view group, int position);
    nlohmann::json creation(Entity entity, const Station& station);
    nlohmann::json edit(Entity entity, const std::string& record, const Station& station);
    nlohmann::json value(const FieldSpec& field, const Station& station);
    std::string base(const model::Row& row, const std::string& unit);
    std::string any(Entity entity);
    std::string any_person(std::string_view department);

    Random& random_;
    model::Server& model_;
    std::string server_id_;
    std::uint64_t counter_ = 0;
    std::vector<std::pair<std::string, std::string>> fresh_; // records made in this batch, with their operation
    std::vector<std::string> operations_;                    // of all batches
};

} // namespace epic::test
