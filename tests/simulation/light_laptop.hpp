// A laptop in memory: the contract of storage/store/exchange.hpp over plain maps, and core's commands on top.
//
// So light that millions of exchanges can be simulated. A value: a copy is a copied file, an older copy is a file
// restored from a backup.
// Ownership: clock and ids outlive it. Threads: one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/commands/command.hpp"
#include "core/commands/plan.hpp"
#include "storage/sync/laptop.hpp"

namespace epic::test {

class LightLaptop final : public sync::Laptop, public World {
public:
    enum class State : std::uint8_t { pending, sent, confirmed, refused };

    struct Line {
        Operation operation;
        State state = State::pending;
        std::uint64_t number = 0;
        store::Verdict verdict = store::Verdict::applied;
        bool by_answer = false; // acknowledged, and not told by the log
    };
    struct Shown {
        Record record;
        std::optional<std::uint64_t> created_number{};
        std::map<Field, std::uint64_t> versions{};
        std::map<Field, Value> shadows{}; // confirmed values under pending ones
    };
    struct Question {
        store::ConflictEntry entry;
        bool open = true;
    };

    // Its first synchronisation comes by pages, or out of the log.
    LightLaptop(const Id& person, const std::string& server_id, const Id& device, bool by_pages, const Clock& clock,
                IdSource& ids, const TimeZones& zones);

    Result<std::vector<Id>> execute(const Command& command);
    // What was written elsewhere as this laptop's own; `after` is the record with it.
    void take_own(Operation operation, const Record& after);
    // Rules of the laptop that a test leaves out.
    enum class Undone : std::uint8_t { nothing, own_session, hold_back, pages_go_back, departed };
    void leave_out(Undone rule) { undone_ = rule; }
    void keep_what_comes() { keeps_batches_ = true; }       // for a server that may be restored
    void use_clock(const Clock& clock) { clock_ = &clock; } // of the machine that a copy goes to
    Actor actor() const;
    const std::map<Id, Shown>& records() const { return records_; }
    const std::vector<Line>& journal() const { return journal_; }
    const Line* line(const Id& operation) const;
    // ---- several people on one laptop ----
    const std::vector<Id>& people() const { return people_; } // who has a slot in the file
    void admit(const Id& person);
    void sign_in(const Id& person);       // who has a slot
    bool lets_in(const Id& person) const; // unless the file has heard that they do not work here any more
    std::set<Id> authors_waiting() const;
    bool has_left(const Id& operation) const; // in a tray, and its author has handed it over to management
    const std::map<Id, Question>& questions() const { return questions_; }
    const std::map<Id, std::string>& tray() const { return tray_; }      // by operation: why
    const std::set<Id>& returned_once() const { return returned_once_; } // those that a copy had taken later as well
    std::size_t waiting() const;
    static const Value& confirmed(const Shown& shown, Field field);
    // ---- what people hand over to management ----
    std::vector<Id> own_tray() const;      // own edits; for management, what others handed over
    std::vector<Id> may_hand_over() const; // of these
    void hand_over(const Id& operation);   // own, to management at the next exchange
    void take_on(const Id& operation);     // of others: nobody else has to

    // ---- sync::Laptop ----
    Id person() const override { return person_; }
    Language language() const override { return Language::french; }
    Result<store::ExchangeState> state() const override { return state_; }
    Result<> become_new_device(const Id& device) override;
    Result<> set_fence(const std::string& fence) override;
    Result<> set_clock(std::int64_t offset_ms, HybridTime seen) override;
    Result<> note_exchange(Instant at) override;
    Result<Operation> operation(const Id& id) const override;
    Result<std::vector<Operation>> pending(const Id& author, std::size_t operations_max) const override;
    Result<std::optional<store::FrozenBatch>> frozen() const override { return frozen_; }
    Result<> freeze(const store::FrozenBatch& batch) override;
    Result<> thaw(const Id& batch) override;
    Result<> amend(const Id& operation, const Value& value, const store::FieldResult& met) override;
    Result<> apply(const store::Acknowledgement& acknowledgement) override;
    Result<> apply(const store::Pulled& pulled) override;
    bool wants_pages(const store::ExchangeState& state) const override;
    Result<> begin_bootstrap() override;
    Result<> apply_bootstrap(const std::vector<store::BootstrapRow>& rows, const std::string& progress,
                             const std::vector<store::ConflictEntry>& conflicts) override;
    Result<> finish_bootstrap(std::uint64_t cursor, const std::string& chain_hash) override;
    Result<> keep_batches(const std::vector<store::KeptBatch>& batches) override;
    Result<std::vector<store::KeptBatch>> kept_batches(std::uint64_t after) const override;
    Result<Chains> kept_chains() const override;
    Result<Touched> go_back(std::uint64_t common, const std::string& chain) override;
    Result<> resume(std::uint64_t common, std::uint64_t epoch, const std::set<Id>& missing) override;
    Result<> repair(const std::vector<store::BootstrapRow>& rows) override;
    bool manages() const override;
    Result<std::vector<store::ReturnedItem>> handed_over() const override;
    Result<> note_handed_over(const Id& operation) override;
    Result<std::vector<Id>> departed() const override;
    Result<std::vector<store::ReturnedItem>> left_behind(const Id& person) const override;
    Result<> note_left_behind(const Id& person) override;
    Result<std::vector<Id>> handed_over_done() const override {
        return std::vector<Id>(taken_on_.begin(), taken_on_.end());
    }
    Result<> take_handed_over(const std::vector<store::ReturnedItem>& items, const std::vector<Id>& taken,
                              std::uint64_t cursor) override;

    // ---- World ----
    Result<std::optional<Record>> find(Entity entity, const Id& id) const override;
    Result<std::optional<Id>> collaborator_by_email(std::string_view email) const override;
    Result<std::int64_t> active_gestion_count() const override;
    Result<std::int64_t> paid_minor(const Id& contract) const override;
    Result<bool> has_payment(const Id& contract) const override;
    Result<bool> has_standing_payment(const Id& contract) const override;
    Result<std::optional<Id>> reversal_of(const Id& payment) const override;
    Result<bool> has_standing_event(const Id& contract) const override;
    Result<bool> has_contract(const Id& client) const override;
    Result<std::vector<Id>> clients_of(const Id& commercial) const override;
    Result<std::vector<Id>> coming_events_of(const Id& support, Instant now) const override;
    Result<std::vector<Record>> overlapping_events(const Id& support, Instant starts, Instant ends,
                                                   const Id& except) const override;
    Result<std::optional<std::string>> next_local_contract_number(Date) const override {
        return std::optional<std::string>();
    }

private:
    template <typename Visit>
    void each(Entity entity, Visit visit) const;
    Line* mutable_line(const Id& operation);
    static std::uint64_t confirmed_number(const Shown& shown, Field field);
    Base base_of(const Shown& shown, Field field) const;
    void confirm(Shown& shown, Field field, const Value& value, std::uint64_t number);
    void settle(Shown& shown, Field field);
    void settle_taken(Line& line, store::Verdict verdict, std::uint64_t number,
                      const std::vector<store::FieldResult>& results);
    static store::FieldResult confirmed_result(const Shown& shown, Field field);
    std::vector<store::FieldResult> results_of(const store::LogEntry& entry, const Line& known);
    void rebase_followers(const Operation& operation, const FieldChange& change);
    void take_back(const std::vector<std::pair<Id, std::string>>& refused, bool server_was_asked = true);
    void take_new(const store::LogEntry& entry);
    bool builds_on_others(const Operation& operation, const Id& author, const std::set<Id>& held) const;
    void take_row(const store::BootstrapRow& arrived);
    void stand_elsewhere(std::uint64_t common, const std::map<std::uint64_t, Id>& lost);
    void stand_on_alike(const std::set<Id>& missing);
    static void confirm_creation(Shown& shown, const Operation& creation);
    bool edit_waits(const Id& record, Field field) const;
    bool is_anothers(const Id& record, std::uint64_t number) const;
    void keep(const store::ConflictEntry& conflict);

    Id person_;
    std::vector<Id> people_;
    const Clock* clock_;
    IdSource* ids_;
    const TimeZones* zones_;
    store::ExchangeState state_;
    HybridTime last_stamp_{};
    std::map<Id, Shown> records_;
    std::vector<Line> journal_;
    std::map<Id, std::size_t> by_id_;
    std::optional<store::FrozenBatch> frozen_;
    std::map<Id, Question> questions_;
    std::map<Id, std::string> tray_;
    std::set<Id> returned_once_;
    std::set<Id> of_others_; // in the tray because they were handed over
    std::set<Id> given_;     // to management, which the server does not know yet
    std::set<Id> taken_on_;
    Undone undone_ = Undone::nothing;
    bool keeps_batches_ = false;
    std::map<std::uint64_t, store::KeptBatch> kept_;
};

} // namespace epic::test
