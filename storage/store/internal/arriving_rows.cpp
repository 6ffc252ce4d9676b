#include "storage/store/internal/arriving_rows.hpp"

#include <optional>

#include "storage/store/internal/tallies.hpp"
#include "storage/store/internal/word_index.hpp"

namespace epic::store {

void ArrivingRows::insert(const Stored& stored) {
    const Record& record = stored.record;
    std::string folded = folded_text(record, connection_.environment().unicode);
    const std::int64_t row = insert_row(connection_, stored, folded);
    Rows& rows = added(record.entity);
    // Numbers of rows ascend, but one may be free below the last.
    if (rows.last != 0 && row != rows.last + 1) settle_figures();
    if (rows.last == 0) rows.first = row;
    rows.last = row;
    new_.insert(record.id);
    words_[{record.entity, row}].after = std::move(folded);
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
    settle_figures();
    count_contracts_of(connection_, stored.record.id, -1);
    insert(stored);
    count_contracts_of(connection_, stored.record.id, 1);
    grow_revision(connection_, Entity::contract);
}

// Its payments may have come before it.
void ArrivingRows::add_contract(const Stored& stored) {
    if (paid_.contains(stored.record.id)) settle_figures();
    insert(stored);
    settle_paid(connection_, stored.record.id);
    count_up(connection_, stored.record.text(Field::contract_number));
}

void ArrivingRows::add_payment(const Stored& stored) {
    const auto contract = contract_of(stored.record);
    if (contract && !paid_.contains(*contract)) {
        if (new_.contains(*contract)) settle_figures();
        count_contract(connection_, *contract, -1);
        paid_.insert(*contract);
    }
    insert(stored);
}

// Whether what was counted for several rows would no longer be right.
bool ArrivingRows::waits(const Stored& before, const Stored& stored) const {
    const Record& record = stored.record;
    const bool new_one = new_.contains(record.id);
    switch (record.entity) {
        case Entity::collaborator:
        case Entity::event: return false;
        case Entity::payment: return true;
        // It takes its contracts along.
        case Entity::client: return before.record.get(Field::client_commercial) != record.get(Field::client_commercial);
        case Entity::contract: return !new_one && paid_.contains(record.id) && counts_otherwise(before.record, record);
    }
    return true;
}

void ArrivingRows::put(const Stored& before, const Stored& stored) {
    const Record& record = stored.record;
    if (waits(before, stored)) settle_figures();
    const auto there = find_indexed(connection_, record.entity, record.id);
    if (record.entity == Entity::payment || !there) {
        settle();
        return put_record(connection_, stored);
    }
    std::optional<Tallying> tallying;
    if (!new_.contains(record.id) && counts_otherwise(before.record, record)) {
        tallying.emplace(connection_, record.entity, record.id,
                         record.entity == Entity::client ? record.reference(Field::client_commercial) : std::nullopt);
    }
    const auto changed = [&](Field field) { return before.record.get(field) != record.get(field); };
    const bool renamed = record.entity != Entity::collaborator || changed(Field::collaborator_full_name);
    std::string folded = folded_text(record, connection_.environment().unicode);
    update_fields(connection_, before, stored, there->row, folded, renamed);
    Words& words = words_.try_emplace({record.entity, there->row}, Words{there->folded, {}}).first->second;
    words.after = std::move(folded);
    if (tallying) tallying->finish();
    touched_[static_cast<std::size_t>(record.entity)] = true;
    if (record.entity == Entity::contract && changed(Field::contract_number)) {
        count_up(connection_, record.text(Field::contract_number));
    }
}

void ArrivingRows::settle() {
    settle([] { return false; });
}

bool ArrivingRows::settle(const std::function<bool()>& yields) {
    settle_figures();
    for (const auto& [place, words] : words_) {
        if (yields()) return false;
        change_words(connection_, place.first, place.second, words.before, words.after);
    }
    words_.clear();
    return true;
}

void ArrivingRows::settle_figures() {
    for (const Id& contract : paid_) {
        settle_paid(connection_, contract);
        count_contract(connection_, contract, 1);
    }
    if (!paid_.empty()) grow_revision(connection_, Entity::contract);
    paid_.clear();
    for (std::size_t i = 0; i < entity_count; ++i) {
        Rows& rows = added_[i];
        if (rows.last != 0) {
            count_new_rows(connection_, static_cast<Entity>(i), rows.first, rows.last);
        } else if (touched_[i]) {
            grow_revision(connection_, static_cast<Entity>(i));
        }
        rows = {};
    }
    touched_ = {};
    new_.clear();
}

} // namespace epic::store
