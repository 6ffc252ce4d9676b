// Random commands, undone and done again: what was there comes back, and nobody else's change is ever lost.
#include <catch2/catch_test_macros.hpp>
#include <map>

#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

constexpr Entity entities[] = {Entity::collaborator, Entity::client, Entity::contract, Entity::payment, Entity::event};

// What every record says, and what every contract was paid.
using State = std::map<Id, std::vector<Value>>;

State state_of(Office& office) {
    State state;
    for (const Entity entity : entities) {
        for (const RecordView& view :
             must(office->list({.entity = entity, .withdrawn = true, .limit = 100'000})).items) {
            std::vector<Value>& values = state[view.record.id];
            for (const FieldSpec& field : fields_of(entity)) values.push_back(view.record.get(field.field));
            if (entity == Entity::contract) values.emplace_back(view.paid.minor);
        }
    }
    return state;
}

bool is_gone(Office& office, const Record& record) {
    switch (record.entity) {
        case Entity::collaborator: return !record.flag(Field::collaborator_active);
        case Entity::client: return record.flag(Field::client_withdrawn);
        case Entity::contract:
            return record.flag(Field::contract_withdrawn) &&
                   must(office->find(Entity::contract, record.id)).paid.minor == 0;
        case Entity::payment: return true; // its contract's sum says it
        case Entity::event: break;
    }
    return record.flag(Field::event_withdrawn);
}

// `state` holds everything of `before` unchanged; whatever is new is withdrawn.
void check_back(Office& office, const State& before) {
    const State now = state_of(office);
    for (const auto& [id, values] : before) {
        REQUIRE(now.contains(id));
        CHECK(now.at(id) == values);
    }
    for (const Entity entity : entities) {
        for (const RecordView& view :
             must(office->list({.entity = entity, .withdrawn = true, .limit = 100'000})).items) {
            if (!before.contains(view.record.id)) CHECK(is_gone(office, view.record));
        }
    }
}

// A random person of management at work: a command that may well be refused.
class Work {
public:
    Work(Office& office, Random& random) : office_(office), random_(random) {
        office.as(office.commercial);
        for (int i = 0; i < 3; ++i) {
            const Id client = office.add_client("Client " + std::to_string(i));
            const Id contract = office.add_contract(client, 1000'00);
            office.add_event(contract, "Event", "2027-06-04T13:00", "2027-06-05T02:00");
        }
        office.as(office.gestion);
        must(office->execute(AssignSupport{any(Entity::event), office.support}));
    }

    bool one() {
        const Command command = next();
        return office_->execute(command).has_value();
    }

private:
    Id any(Entity entity) {
        const auto items = must(office_->list({.entity = entity, .limit = 1000})).items;
        return items.empty()
                   ? Id{}
                   : items.at(static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(items.size()) - 1)))
                         .record.id;
    }
    Value some_text() { return random_.chance(20) ? Value{} : text_of(random_.between(1, 4)); }
    static Value text_of(std::int64_t n) { return "text " + std::to_string(n); }
    Id person() {
        return random_.pick(
            std::vector{office_.support, office_.other_support, office_.commercial, office_.other_commercial});
    }

    Command next() {
        switch (random_.between(0, 13)) {
            case 0:
                return AddRecord{Entity::contract,
                                 {},
                                 {{Field::contract_client, any(Entity::client)},
                                  {Field::contract_total, random_.between(0, 9'999'99)}}};
            case 1: return SignContract{any(Entity::contract), {}};
            case 2:
            case 3:
                return AddRecord{Entity::payment,
                                 {},
                                 {{Field::payment_contract, any(Entity::contract)},
                                  {Field::payment_amount, random_.between(1, 2'000'00)},
                                  {Field::payment_currency, std::string("EUR")}}};
            case 4: return ReversePayment{any(Entity::payment), "why not"};
            case 5:
                return AssignSupport{any(Entity::event), random_.chance(25) ? std::nullopt : std::optional(person())};
            case 6: return CancelEvent{any(Entity::event)};
            case 7: return EditRecord{Entity::client, any(Entity::client), {{Field::client_commercial, person()}}};
            case 8: return DeactivateCollaborator{person(), person()};
            case 9:
                return EditRecord{
                    Entity::contract,
                    any(Entity::contract),
                    {{Field::contract_total, random_.between(0, 9'999'99)}, {Field::contract_notes, some_text()}}};
            case 10: return EditRecord{Entity::contract, any(Entity::contract), {{Field::contract_signed_on, Value{}}}};
            case 11: {
                const Id contract = any(Entity::contract);
                return EditRecord{Entity::contract, contract, {{Field::contract_withdrawn, random_.between(0, 1)}}};
            }
            case 12:
                return EditRecord{Entity::event,
                                  any(Entity::event),
                                  {{Field::event_attendees, random_.between(0, 100)},
                                   {Field::event_cancelled, random_.between(0, 1)},
                                   {Field::event_venue_name, some_text()}}};
            default: break;
        }
        return EditRecord{
            Entity::collaborator,
            person(),
            {{Field::collaborator_phone, random_.chance(50) ? Value{} : Value{std::string("0611223344")}},
             {Field::collaborator_full_name, std::string("Name ") + std::to_string(random_.between(1, 9))}}};
    }

    Office& office_;
    Random& random_;
};

} // namespace

TEST_CASE("Whatever one person did, undoing all of it brings the start back") {
    for_each_seed(6, [](Random& random) {
        Office office;
        Work work(office, random);
        const Id before = must(office->undoable())->action;
        const State start = state_of(office);
        int done = 0;
        for (int i = 0; i < 40; ++i) done += work.one() ? 1 : 0;
        CHECK(done > 5);
        int undone = 0;
        while (must(office->undoable())->action != before) {
            const auto step = office->undo();
            INFO((step ? std::string() : step.error().message.in(Language::english)));
            REQUIRE(step);
            REQUIRE(++undone <= done);
        }
        check_back(office, start);
        CHECK(must(office->verify()).damaged.empty());
    });
}

TEST_CASE("Undo and redo in any order follow one row of states") {
    for_each_seed(6, [](Random& random) {
        Office office;
        Work work(office, random);
        // The states that undo goes back through, without payments, whose rows only grow.
        const auto without_payments = [&] {
            State state = state_of(office);
            for (const RecordView& view : must(office->list({.entity = Entity::payment, .limit = 100'000})).items) {
                state.erase(view.record.id);
            }
            // What was made and undone stays, withdrawn: it is compared by what stands.
            std::erase_if(state, [&](const auto& entry) {
                for (const Entity entity : {Entity::contract}) {
                    const auto found = office->find(entity, entry.first);
                    if (found && is_gone(office, found->record)) return true;
                }
                return false;
            });
            return state;
        };
        std::vector<State> row{without_payments()};
        std::size_t at = 0;
        for (int i = 0; i < 80; ++i) {
            const auto dice = random.between(1, 100);
            if (dice <= 45) {
                const auto before = must(office->undoable());
                if (!work.one()) continue;
                const auto after = must(office->undoable());
                if (!after || (before && before->action == after->action)) continue; // nothing to change
                row.resize(++at);
                row.push_back(without_payments());
            } else if (dice <= 75 && at > 0) {
                const auto undone = office->undo();
                INFO((undone ? std::string() : undone.error().message.in(Language::english)));
                REQUIRE(undone);
                --at;
                CHECK(without_payments() == row[at]);
            } else if (at + 1 < row.size()) {
                const auto redone = office->redo();
                INFO((redone ? std::string() : redone.error().message.in(Language::english)));
                REQUIRE(redone);
                ++at;
                CHECK(without_payments() == row[at]);
            }
        }
        CHECK(must(office->verify()).damaged.empty());
    });
}

TEST_CASE("With pulls in between, undo never takes back what someone else wrote") {
    for_each_seed(12, [](Random& random) {
        Laptop laptop;
        const std::vector<Field> fields{Field::client_company, Field::client_phone, Field::client_notes};
        // Who wrote a field last, in the order in which this laptop met it.
        std::map<Field, bool> theirs;
        const auto value = [&](Field field) { return laptop.record(Entity::client, laptop.client).get(field); };
        const auto some = [&](Field field) {
            return field == Field::client_phone ? Value{"06112233" + std::to_string(random.between(10, 99))}
                                                : Value{"value " + std::to_string(random.between(1, 99))};
        };
        for (int i = 0; i < 60; ++i) {
            const Field field = random.pick(fields);
            switch (random.between(0, 4)) {
                case 0: {
                    const auto written = must(laptop->execute(
                        EditRecord{Entity::client, laptop.client, {{field, some(field)}}}, laptop->seen()));
                    if (!written.operations.empty()) theirs[field] = false;
                    break;
                }
                case 1: laptop.confirm_all(); break;
                case 2: {
                    // The server merges: nothing of ours is pending when theirs arrives.
                    laptop.confirm_all();
                    laptop.pull({laptop.entry(field, some(field))});
                    theirs[field] = true;
                    break;
                }
                default: {
                    std::map<Field, Value> before;
                    for (const Field each : fields) before[each] = value(each);
                    const bool forward = random.chance(30);
                    const auto step = forward ? laptop->redo() : laptop->undo();
                    for (const Field each : fields) {
                        if (theirs[each] || !step) CHECK(value(each) == before[each]);
                    }
                    if (!step) CHECK_FALSE(step.error().message.empty());
                    break;
                }
            }
        }
        CHECK(must(laptop->verify()).damaged.empty());
    });
}
