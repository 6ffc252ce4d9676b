// A Store as the runner's laptop. Everything is handed on to its Exchange. Ownership: the store must outlive it.
#pragma once

#include "storage/store/store.hpp"
#include "storage/sync/laptop.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {

class StoreLaptop final : public Laptop {
public:
    explicit StoreLaptop(store::Store& store) : store_(store), exchange_(store.exchange()) {}

    Id person() const override { return store_.session().actor.id; }
    Language language() const override { return store_.session().language; }

    Result<store::ExchangeState> state() const override { return exchange_.state(); }
    Result<> become_new_device(const Id& device) override { return exchange_.become_new_device(device); }
    Result<> set_fence(const std::string& fence) override { return exchange_.set_fence(fence); }
    Result<> set_clock(std::int64_t offset_ms, HybridTime seen) override {
        return exchange_.set_clock(offset_ms, seen);
    }
    Result<> note_exchange(Instant at) override { return exchange_.note_exchange(at); }

    Result<Operation> operation(const Id& id) const override { return exchange_.operation(id); }
    Result<std::vector<Operation>> pending(const Id& author, std::size_t operations_max) const override {
        return exchange_.pending(author, operations_max);
    }
    Result<std::optional<store::FrozenBatch>> frozen() const override { return exchange_.frozen(); }
    Result<> freeze(const store::FrozenBatch& batch) override { return exchange_.freeze(batch); }
    Result<> thaw(const Id& batch) override { return exchange_.thaw(batch); }
    Result<> amend(const Id& operation, const Value& value, const store::FieldResult& met) override {
        return exchange_.amend(operation, value, met);
    }
    Result<> apply(const store::Acknowledgement& acknowledgement) override { return exchange_.apply(acknowledgement); }
    Result<> apply(const store::Pulled& pulled) override { return exchange_.apply(pulled, patience_); }
    void give_way(bool gives_way) override {
        patience_ = gives_way ? store::Patience::gives_way : store::Patience::whole;
    }
    Result<> keep_batches(const std::vector<store::KeptBatch>& batches) override {
        return exchange_.keep_batches(batches, kept_batches_max);
    }
    Result<std::vector<store::KeptBatch>> kept_batches(std::uint64_t after) const override {
        return exchange_.kept_batches(after);
    }
    Result<Chains> kept_chains() const override { return exchange_.kept_chains(); }
    Result<Touched> go_back(std::uint64_t common, const std::string& chain) override {
        return exchange_.go_back(common, chain);
    }
    Result<> resume(std::uint64_t common, std::uint64_t epoch, const std::set<Id>& missing) override {
        return exchange_.resume(common, epoch, missing);
    }

    Result<std::vector<std::uint64_t>> lines_of_others(const std::string& program) const override {
        return exchange_.lines_of_others(program, lines_at_once);
    }
    Result<> take_line_up(std::uint64_t number, const std::string& program) override {
        return exchange_.take_line_up(number, program);
    }
    Result<> repair(const std::vector<store::BootstrapRow>& rows) override { return exchange_.repair(rows); }

    Result<> apply_history(const store::Pulled& pulled) override { return exchange_.apply_history(pulled, patience_); }
    bool manages() const override {
        const store::Session session = store_.session();
        return session.known && session.actor.active && session.actor.department == Department::gestion;
    }
    Result<std::vector<store::ReturnedItem>> handed_over() const override { return exchange_.handed_over(); }
    Result<> note_handed_over(const Id& operation) override { return exchange_.note_handed_over(operation); }
    Result<std::vector<Id>> handed_over_done() const override { return exchange_.handed_over_done(); }
    Result<> take_handed_over(const std::vector<store::ReturnedItem>& items, const std::vector<Id>& taken,
                              std::uint64_t cursor) override {
        return exchange_.take_handed_over(items, taken, cursor);
    }
    Result<std::vector<Id>> departed() const override {
        std::vector<Id> slots;
        for (const vault::SlotInfo& slot : store_.slots()) {
            if (slot.kind == vault::SlotKind::collaborator) slots.push_back(slot.collaborator);
        }
        return exchange_.departed(slots);
    }
    Result<std::vector<store::ReturnedItem>> left_behind(const Id& person) const override {
        return exchange_.left_behind(person);
    }
    Result<> note_left_behind(const Id& person) override {
        EPIC_TRY(exchange_.note_left_behind(person, Message(words::handed_over_at_leaving).in(language())));
        return store_.end_access(person);
    }
    std::string name_of(const Id& person) const override {
        const auto found = store_.find(Entity::collaborator, person);
        return found ? found->record.text(Field::collaborator_full_name) : std::string();
    }

    bool wants_pages(const store::ExchangeState& state) const override {
        return !state.bootstrapped && state.cursor == 0;
    }
    Result<> begin_bootstrap() override { return exchange_.begin_bootstrap(); }
    Result<> apply_bootstrap(const std::vector<store::BootstrapRow>& rows, const std::string& progress,
                             const std::vector<store::ConflictEntry>& conflicts) override {
        return exchange_.apply_bootstrap(rows, progress, conflicts, patience_);
    }
    Result<> finish_bootstrap(std::uint64_t cursor, const std::string& chain_hash) override {
        return exchange_.finish_bootstrap(cursor, chain_hash);
    }

private:
    static constexpr std::size_t kept_batches_max = 2'000;
    static constexpr std::size_t lines_at_once = 100; // the next exchange takes further ones
    store::Store& store_;
    store::Exchange& exchange_;
    store::Patience patience_ = store::Patience::whole;
};

} // namespace epic::sync
