#include "tests/app/harness/waiting_inbox.hpp"

#include <memory>
#include <stdexcept>

#include "storage/store/exchange.hpp"
#include "storage/store/store.hpp"

namespace epic::test {
namespace {

using store::Acknowledgement;
using store::Outcome;
using store::Store;
using store::Verdict;

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error("refused: " + result.error().message.in(Language::english));
    return std::move(*result);
}

void must(Result<> result) {
    (void)must<Done>(std::move(result));
}

// Port 1 of this computer: nobody answers there.
constexpr const char* invitation =
    R"({"epic_events_invitation": 1, "server_id": "0190a1b2c3d47e5f8a9b0c1d2e3f4051", "database": "epic_events",
        "servers": [{"host": "127.0.0.1", "port": 1}], "ca": ""})";

class Back {
public:
    Back(const std::filesystem::path& file, const SampleOffice& office)
        : store_(must(Store::open(file.string(), {office.commercial, office.password}, intl::system_environment()))) {
        ListQuery query{.entity = Entity::collaborator};
        for (const RecordView& view : must(store_->list(query)).items) {
            if (view.record.text(Field::collaborator_email) == office.gestion) gestion_ = view.record.id;
        }
    }

    Store& store() { return *store_; }
    const Id& gestion() const { return gestion_; }
    Id me() const { return store_->session().actor.id; }
    Id next_id() { return intl::system_environment().ids.next(); }

    Acknowledgement freeze() {
        sent = must(store_->exchange().pending_of_everyone(1000));
        store::FrozenBatch batch{next_id(), "hash", "fence", me(), "{}", {}};
        for (const Operation& operation : sent) batch.operations.push_back(operation.id);
        must(store_->exchange().freeze(batch));
        Acknowledgement answer;
        answer.batch = batch.id;
        answer.fence = "next";
        answer.seal = "seal";
        return answer;
    }

    void confirm_all() {
        Acknowledgement answer = freeze();
        for (const Operation& operation : sent) answer.outcomes.push_back({operation.id, Verdict::applied, ++head});
        must(store_->exchange().apply(answer));
    }

    Id run(const Command& command) { return must(store_->execute(command)).operations.at(0); }

    std::vector<Operation> sent;
    std::uint64_t head = 0;

private:
    std::unique_ptr<Store> store_;
    Id gestion_{};
};

Value text(const char* value) {
    return std::string(value);
}

} // namespace

WaitingInbox leave_questions(const std::filesystem::path& file, const SampleOffice& office) {
    Back back(file, office);
    must(back.store().exchange().join("0190a1b2c3d47e5f8a9b0c1d2e3f4051", 1, invitation));
    back.confirm_all();
    WaitingInbox left;
    const Id company =
        back.run(EditRecord{Entity::client, office.lefevre, {{Field::client_company, text("Ateliers du Québec")}}});
    const Id total =
        back.run(EditRecord{Entity::contract, office.open_contract, {{Field::contract_total, std::int64_t{90'000}}}});
    left.phone = back.run(EditRecord{Entity::client, office.lefevre, {{Field::client_phone, text("06 11 22 33 44")}}});
    AddRecord add{
        Entity::client,
        {},
        {{Field::client_full_name, text("Noémie Gauthier")}, {Field::client_company, text("Brasserie du Port")}}};
    const store::Written made = must(back.store().execute(add));
    left.new_client = made.operations.at(0);
    left.client = made.record;

    Acknowledgement answer = back.freeze();
    for (const Operation& operation : back.sent) {
        Outcome outcome{operation.id, Verdict::applied, ++back.head};
        const auto ask = [&](Field field, Value base, Value mine, Value theirs) {
            outcome.verdict = Verdict::conflict;
            outcome.results.push_back({field, theirs, back.head});
            outcome.conflicts.push_back({.id = back.next_id(),
                                         .entity = operation.entity,
                                         .record = operation.record,
                                         .field = field,
                                         .operation = operation.id,
                                         .author = back.me(),
                                         .base = std::move(base),
                                         .mine = std::move(mine),
                                         .theirs = std::move(theirs),
                                         .theirs_author = back.gestion(),
                                         .number = back.head});
            return outcome.conflicts.back().id;
        };
        if (operation.id == company) {
            left.company = ask(Field::client_company, text("Ateliers Québec"), text("Ateliers du Québec"),
                               text("Québec & Associés"));
        } else if (operation.id == total) {
            left.total = ask(Field::contract_total, std::int64_t{80'000}, std::int64_t{90'000}, std::int64_t{85'000});
            ask(Field::contract_currency, text("EUR"), text("EUR"), text("CHF"));
        } else if (operation.id == left.phone || operation.id == left.new_client) {
            outcome.verdict = Verdict::refused;
            outcome.number = 0;
            outcome.code = "not_allowed";
            outcome.text = "Ce client est suivi par Claire Vidal.";
        }
        answer.outcomes.push_back(std::move(outcome));
    }
    must(back.store().exchange().apply(answer));

    store::LogEntry line;
    line.number = ++back.head;
    line.operation.id = back.next_id();
    line.operation.group = back.next_id();
    line.operation.command = "client.edit";
    line.operation.entity = Entity::client;
    line.operation.record = office.chateau;
    line.operation.author = back.gestion();
    line.operation.device = back.next_id();
    line.operation.stamp = HybridTime::at(intl::system_environment().clock.now());
    line.operation.changes.push_back({Field::client_company, text("Cœur & Fils"), text("Cœur & Filles"), {}});
    must(back.store().exchange().apply(store::Pulled{{line}, back.head, "chain", {}, {}, {}}));
    return left;
}

} // namespace epic::test
