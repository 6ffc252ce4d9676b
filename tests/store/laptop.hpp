// A laptop that has joined a server: the answers and the log are written by hand.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "tests/store/office.hpp"

namespace epic::test {

// A joined laptop whose first exchange is done: everybody and one client with a signed contract are confirmed.
class Laptop : public Office {
public:
    Laptop() {
        as(commercial);
        client = add_client("Lou Bouzin", {{Field::client_company, std::string("Bouzin SA")}});
        contract = add_contract(client, 1000'00);
        must(exchange().join("server-1", 1, "{}"));
        confirm_all();
    }

    store::Exchange& exchange() { return store->exchange(); }

    std::vector<Operation> waiting() { return must(exchange().pending_of_everyone(1000)); }

    // Freezes everything that waits and takes it, with consecutive numbers.
    void confirm_all() {
        store::Acknowledgement answer = freeze();
        for (const Operation& operation : sent)
            answer.outcomes.push_back({operation.id, store::Verdict::applied, ++head});
        must(exchange().apply(answer));
    }

    store::Acknowledgement freeze() {
        sent = waiting();
        store::FrozenBatch batch{ids_source.next(), "hash", "fence", commercial, "{}", {}};
        for (const Operation& operation : sent) batch.operations.push_back(operation.id);
        must(exchange().freeze(batch));
        return store::Acknowledgement{
            .batch = batch.id, .fence = "next", .seal = "seal", .outcomes = {}, .contract_numbers = {}};
    }

    Id edit(Field field, Value value) {
        const Id record = spec(field).entity == Entity::client ? client : contract;
        return must(store->execute(EditRecord{spec(field).entity, record, {{field, std::move(value)}}}))
            .operations.at(0);
    }

    // Somebody else's change, as the log tells it.
    store::LogEntry entry(Field field, Value value) {
        clock.set(Instant{clock.now().unix_ms + 1000});
        store::LogEntry line;
        line.number = ++head;
        line.operation.id = ids_source.next();
        line.operation.group = ids_source.next();
        line.operation.command = "client.edit";
        line.operation.entity = spec(field).entity;
        line.operation.record = client;
        line.operation.author = gestion;
        line.operation.device = ids_source.next();
        line.operation.stamp = HybridTime::at(clock.now());
        line.operation.changes.push_back({field, {}, std::move(value), {}});
        return line;
    }

    void pull(std::vector<store::LogEntry> entries) {
        must(exchange().apply(store::Pulled{std::move(entries), head, "chain", {}, {}, {}}));
    }

    std::string company() { return record(Entity::client, client).text(Field::client_company); }
    // As the client's history shows it.
    std::string state_of(const Id& operation) {
        for (const HistoryItem& item : must(store->history(Entity::client, client))) {
            if (item.operation == operation) return item.state;
        }
        return "not there";
    }

    Id client, contract;
    std::uint64_t head = 0;
    std::vector<Operation> sent;
};

inline Value text(const char* value) {
    return std::string(value);
}

} // namespace epic::test
