#include "storage/store/internal/arriving_rows.hpp"

#include "storage/store/internal/tallies.hpp"

namespace epic::store {

void ArrivingRows::insert(const Stored& stored) {
    const std::int64_t row = insert_record(connection_, stored);
    Rows& rows = added(stored.record.entity);
    // Numbers of rows ascend, but one may be free below the last.
    if (rows.last != 0 && row != rows.last + 1) settle();
    if (rows.last == 0) rows.first = row;
    rows.last = row;
    new_.insert(stored.record.id);
}

void ArrivingRows::add(const Stored& stored) {
    switch (stored.record.entity) {
        case Entity::client: return add_client(stored);
        case Entity::contract: return add_contract(stored);
        case Entity::payment: return add_payment(stored);
        case Entity::collaborator:
        case Entity::event: return insert(stored);
    }
}

// Its contracts may have come before it; they count for its commercial.
void ArrivingRows::add_client(const Stored& stored) {
    bool has_contracts = false;
    {
        Query query(connection_, "record/client.has_contracts.sql");
        has_contracts = query.bind(":client", stored.record.id).step();
    }
    if (!has_contracts) return insert(stored);
    settle();
    count_contracts_of(connection_, stored.record.id, -1);
    insert(stored);
    count_contracts_of(connection_, stored.record.id, 1);
    grow_revision(connection_, Entity::contract);
}

// Its payments may have come before it.
void ArrivingRows::add_contract(const Stored& stored) {
    if (paid_.contains(stored.record.id)) settle();
    insert(stored);
    settle_paid(connection_, stored.record.id);
    count_up(connection_, stored.record.text(Field::contract_number));
}

void ArrivingRows::add_payment(const Stored& stored) {
    const auto contract = contract_of(stored.record);
    if (contract && !paid_.contains(*contract)) {
        if (new_.contains(*contract)) settle();
        count_contract(connection_, *contract, -1);
        paid_.insert(*contract);
    }
    insert(stored);
}

void ArrivingRows::put(const Stored& stored) {
    const Record& record = stored.record;
    const auto contract = contract_of(record);
    const bool waits = new_.contains(record.id) || (contract && (new_.contains(*contract) || paid_.contains(*contract)));
    // A client that goes to another commercial takes contracts along.
    const bool moves = record.entity == Entity::client && (added(Entity::contract).last != 0 || !paid_.empty());
    if (waits || moves) settle();
    put_record(connection_, stored);
}

void ArrivingRows::settle() {
    for (const Id& contract : paid_) {
        settle_paid(connection_, contract);
        count_contract(connection_, contract, 1);
    }
    if (!paid_.empty()) grow_revision(connection_, Entity::contract);
    paid_.clear();
    for (std::size_t i = 0; i < entity_count; ++i) {
        Rows& rows = added_[i];
        if (rows.last != 0) count_new_rows(connection_, static_cast<Entity>(i), rows.first, rows.last);
        rows = {};
    }
    new_.clear();
}

} // namespace epic::store
