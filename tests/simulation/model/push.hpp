// One batch of the model: read, judged, merged and written one operation after the other. Internal to the model.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/simulation/model/server.hpp"

namespace epic::model {

struct PushedField {
    std::string name, base, unit;
    Text value;
    const FieldSpec* spec = nullptr; // none: there is no such field
    std::string outcome;             // empty until decided; applied and won are written
    Version met{};
    Text current{};
};

struct PushedOperation {
    std::string id, group, command, record, author;
    Entity entity{};
    bool creates = false;
    std::uint64_t stamp = 0;
    int position = 0;
    int round = 0;
    std::vector<PushedField> fields;
    std::set<std::string> settles;

    std::string state, code, rule, fault; // state is empty until decided
    std::uint64_t number = 0;
    std::size_t depends_on = 0; // 1 + the index of the last earlier operation that it must see
    bool alone = false;

    // The value it sets; nothing when it does not, or empties it.
    Text set(std::string_view field) const;
    bool names(std::string_view field) const;
    bool filled_in(const PushedField& field) const;
    void refuse(std::string_view why, std::string_view by_rule, std::string_view field = {});
};

class Push {
public:
    Push(Server& server, bool trusted, std::string author);

    // Throws Refused for what is no batch at all.
    void read(const nlohmann::json& request);
    void run(const std::string& batch, const std::string& device);
    const std::vector<PushedOperation>& operations() const { return operations_; }
    nlohmann::json answers() const;
    std::string digests() const; // of the lines that were written

private:
    void read_operation(const nlohmann::json& json);
    void judge_values(PushedOperation& operation);
    void order();
    std::size_t stretch(std::size_t first, std::size_t count) const; // one past its last
    bool do_segment(std::size_t first, std::size_t last);

    void judge(PushedOperation& operation);
    bool may(const PushedOperation& operation, std::string& rule) const;
    std::string broken_rule(const PushedOperation& operation) const;
    void merge(PushedOperation& operation);
    void meet(PushedOperation& operation, const std::string& unit);
    void write(PushedOperation& operation);
    void write_conflicts(PushedOperation& operation);
    void write_line(PushedOperation& operation);
    void write_record(PushedOperation& operation);
    std::string next_contract_number(const PushedOperation& operation);

    const Row* find(const Text& id, Entity entity) const;
    const Row* contract_of(const PushedOperation& operation) const;
    const Row* client_of(const PushedOperation& operation) const;
    template <typename Visit>
    bool any(Entity entity, Visit visit) const;

    // Everything written can be taken back, to a mark.
    void on_undo(std::function<void()> action) { undo_.push_back(std::move(action)); }
    void undo_to(std::size_t mark);

    Server& server_;
    const bool trusted_;
    const std::string author_;
    std::string batch_, device_;
    std::int64_t at_ = 0;
    std::size_t first_line_ = 0;
    std::vector<PushedOperation> operations_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
    std::vector<std::function<void()>> undo_;
};

} // namespace epic::model
