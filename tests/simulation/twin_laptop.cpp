#include "tests/simulation/twin_laptop.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <tuple>

#include "storage/store/verification.hpp"

namespace epic::test {
namespace {

store::SignIn sign_in_of(const Id& person) {
    return {person.hex() + "@agence.example", "mot de passe de simulation"};
}

// Everybody's e-mail says who they are.
class Directory final : public store::AccountServer {
public:
    explicit Directory(const Id& person) : person_(person) {}
    Result<> ready() override { return Done{}; }
    Result<> add_account(const Id&, std::string_view, std::string_view) override { return Done{}; }
    Result<> reset_account(const Id&, std::string_view, std::string_view) override { return Done{}; }
    Result<> change_own_password(std::string_view, std::string_view, std::string_view) override { return Done{}; }
    Result<Id> check_account(std::string_view, std::string_view) override { return person_; }

private:
    Id person_;
};

template <typename T>
T must(Result<T> result, const char* what) {
    if (result) return std::move(result).value();
    const Error& error = result.error();
    throw std::runtime_error(std::string(what) + ": " + std::string(error_code_name(error.code)) + " " +
                             std::string(error.rule) + " " + error.details);
}

std::string told(const Value& value) {
    return wire_text(value).value_or("nothing");
}

} // namespace

TwinLaptop::TwinLaptop(std::string path, LightLaptop& light, const intl::Environment& environment, Problem problem)
    : path_(std::move(path)), light_(light), environment_(environment), problem_(std::move(problem)) {
    take(must(store::Store::create_to_join(path_, sign_in_of(light_.person()), light_.person(), environment_,
                                           vault::KdfLimits::minimum()),
              "create"));
    const store::ExchangeState state = light_.state().value();
    std::ignore = must(store_->exchange().join(state.server_id, state.epoch, "invitation"), "join");
    // Both are the same device from now on.
    std::ignore = must(store_->exchange().become_new_device(state.device), "device");
    if (!light_.wants_pages(state)) std::ignore = must(store_->exchange().finish_bootstrap(0, ""), "no pages");
}

TwinLaptop::TwinLaptop(Existing, std::string path, LightLaptop& light, const intl::Environment& environment,
                       Problem problem)
    : path_(std::move(path)), light_(light), environment_(environment), problem_(std::move(problem)) {
    open();
}

std::unique_ptr<TwinLaptop> TwinLaptop::of_copy(std::string path, LightLaptop& light,
                                                const intl::Environment& environment, Problem problem) {
    return std::unique_ptr<TwinLaptop>(
        new TwinLaptop(Existing{}, std::move(path), light, environment, std::move(problem)));
}

void TwinLaptop::take(std::unique_ptr<store::Store> store) {
    store_ = std::move(store);
    laptop_ = std::make_unique<sync::StoreLaptop>(*store_);
}

void TwinLaptop::open() {
    const store::SignIn who = sign_in_of(light_.person());
    const bool leaves = !light_.lets_in(light_.person());
    take(leaves ? must(store::Store::open_to_leave(path_, who, environment_), "open to leave")
                : must(store::Store::open(path_, who, environment_), "open"));
}

void TwinLaptop::reopen() {
    laptop_.reset();
    store_.reset();
    open();
}

void TwinLaptop::admit(const Id& person) {
    Directory directory(person);
    std::ignore = must(store_->admit(sign_in_of(person), directory), "admit");
}

void TwinLaptop::copy(const std::string& from, const std::string& to) {
    for (const char* end : {"", "-wal"}) {
        if (std::filesystem::exists(from + end)) std::filesystem::copy_file(from + end, to + end);
    }
}

Result<std::vector<Id>> TwinLaptop::execute(const Command& command) {
    const store::Written written = EPIC_TRY(store_->execute(command));
    for (const Id& id : written.operations) {
        Operation operation = must(store_->exchange().operation(id), "operation");
        const Record after = must(store_->find(operation.entity, operation.record), "record").record;
        light_.take_own(std::move(operation), after);
    }
    return written.operations;
}

void TwinLaptop::equal(const Operation& here, const Operation& there) const {
    const auto differ = [&](const char* what) {
        problem_("file and memory differ in an operation: " + std::string(what));
    };
    if (here.id != there.id || here.group != there.group || here.author != there.author) differ("names");
    if (here.stamp != there.stamp) differ("stamp");
    if (here.changes.size() != there.changes.size()) return differ("fields");
    for (const FieldChange& change : here.changes) {
        const auto same = std::find_if(there.changes.begin(), there.changes.end(),
                                       [&](const FieldChange& other) { return other.field == change.field; });
        if (same == there.changes.end()) return differ("field");
        if (same->after != change.after) differ("value");
        const auto text = [](const Base& base) {
            return base.operation ? base.operation->hex() : std::to_string(base.number);
        };
        if (text(same->base) == text(change.base)) continue;
        problem_("file and memory differ in what " + here.id.hex() + " stands on: " +
                 std::string(spec(change.field).name) + " on " + text(change.base) + " or " + text(same->base));
    }
}

Result<store::ExchangeState> TwinLaptop::state() const {
    const store::ExchangeState here = EPIC_TRY(laptop_->state());
    const store::ExchangeState there = EPIC_TRY(light_.state());
    const bool same = here.device == there.device && here.server_id == there.server_id && here.fence == there.fence &&
                      here.cursor == there.cursor && here.chain_hash == there.chain_hash &&
                      here.bootstrapped == there.bootstrapped && here.bootstrap == there.bootstrap &&
                      here.clock_offset_ms == there.clock_offset_ms;
    if (!same) problem_("file and memory differ in where they stand");
    return here;
}

Result<Operation> TwinLaptop::operation(const Id& id) const {
    Operation here = EPIC_TRY(laptop_->operation(id));
    equal(here, EPIC_TRY(light_.operation(id)));
    return here;
}

Result<std::vector<Operation>> TwinLaptop::pending(const Id& author, std::size_t operations_max) const {
    std::vector<Operation> here = EPIC_TRY(laptop_->pending(author, operations_max));
    const std::vector<Operation> there = EPIC_TRY(light_.pending(author, operations_max));
    if (here.size() != there.size()) problem_("file and memory differ in what waits");
    for (std::size_t i = 0; i < std::min(here.size(), there.size()); ++i) equal(here[i], there[i]);
    return here;
}

Result<std::optional<store::FrozenBatch>> TwinLaptop::frozen() const {
    auto here = EPIC_TRY(laptop_->frozen());
    const auto there = EPIC_TRY(light_.frozen());
    const bool same =
        here.has_value() == there.has_value() &&
        (!here || (here->id == there->id && here->fence == there->fence && here->author == there->author &&
                   here->document == there->document && here->operations == there->operations));
    if (!same) problem_("file and memory differ in the frozen batch");
    return here;
}

bool TwinLaptop::wants_pages(const store::ExchangeState& state) const {
    return laptop_->wants_pages(state);
}

template <typename Act>
Result<> TwinLaptop::both(Act act) {
    Result<> here = act(static_cast<sync::Laptop&>(*laptop_));
    const Result<> there = act(static_cast<sync::Laptop&>(light_));
    if (here.has_value() != there.has_value()) problem_("file and memory differ in what they refuse");
    return here;
}

Result<> TwinLaptop::become_new_device(const Id& device) {
    return both([&](sync::Laptop& one) { return one.become_new_device(device); });
}

Result<> TwinLaptop::set_fence(const std::string& fence) {
    return both([&](sync::Laptop& one) { return one.set_fence(fence); });
}

Result<> TwinLaptop::set_clock(std::int64_t offset_ms, HybridTime seen) {
    return both([&](sync::Laptop& one) { return one.set_clock(offset_ms, seen); });
}

Result<> TwinLaptop::note_exchange(Instant at) {
    return both([&](sync::Laptop& one) { return one.note_exchange(at); });
}

Result<> TwinLaptop::freeze(const store::FrozenBatch& batch) {
    return both([&](sync::Laptop& one) { return one.freeze(batch); });
}

Result<> TwinLaptop::thaw(const Id& batch) {
    return both([&](sync::Laptop& one) { return one.thaw(batch); });
}

Result<> TwinLaptop::amend(const Id& operation, const Value& value, const store::FieldResult& met) {
    return both([&](sync::Laptop& one) { return one.amend(operation, value, met); });
}

Result<> TwinLaptop::apply(const store::Acknowledgement& acknowledgement) {
    return both([&](sync::Laptop& one) { return one.apply(acknowledgement); });
}

Result<> TwinLaptop::apply(const store::Pulled& pulled) {
    return both([&](sync::Laptop& one) { return one.apply(pulled); });
}

Result<> TwinLaptop::keep_batches(const std::vector<store::KeptBatch>& batches) {
    return both([&](sync::Laptop& one) { return one.keep_batches(batches); });
}

Result<sync::Laptop::Chains> TwinLaptop::kept_chains() const {
    Chains here = EPIC_TRY(laptop_->kept_chains());
    if (here != EPIC_TRY(light_.kept_chains())) problem_("file and memory differ in the batches that they kept");
    return here;
}

Result<sync::Laptop::Touched> TwinLaptop::go_back(std::uint64_t common, const std::string& chain) {
    Touched here = EPIC_TRY(laptop_->go_back(common, chain));
    if (here != EPIC_TRY(light_.go_back(common, chain))) problem_("file and memory differ in what a restore concerns");
    return here;
}

Result<> TwinLaptop::repair(const std::vector<store::BootstrapRow>& rows) {
    return both([&](sync::Laptop& one) { return one.repair(rows); });
}

Result<> TwinLaptop::resume(std::uint64_t common, std::uint64_t epoch, const std::set<Id>& missing) {
    return both([&](sync::Laptop& one) { return one.resume(common, epoch, missing); });
}

Result<> TwinLaptop::begin_bootstrap() {
    return both([&](sync::Laptop& one) { return one.begin_bootstrap(); });
}

Result<> TwinLaptop::apply_bootstrap(const std::vector<store::BootstrapRow>& rows, const std::string& progress,
                                     const std::vector<store::ConflictEntry>& conflicts) {
    return both([&](sync::Laptop& one) { return one.apply_bootstrap(rows, progress, conflicts); });
}

Result<> TwinLaptop::finish_bootstrap(std::uint64_t cursor, const std::string& chain_hash) {
    return both([&](sync::Laptop& one) { return one.finish_bootstrap(cursor, chain_hash); });
}

Result<std::vector<Id>> TwinLaptop::departed() const {
    std::vector<Id> here = EPIC_TRY(laptop_->departed());
    if (here != EPIC_TRY(light_.departed())) problem_("file and memory differ in who works here no more");
    return here;
}

Result<std::vector<store::ReturnedItem>> TwinLaptop::left_behind(const Id& person) const {
    std::vector<store::ReturnedItem> items = EPIC_TRY(laptop_->left_behind(person));
    std::set<Id> here, there;
    for (const store::ReturnedItem& item : items) here.insert(item.id);
    for (const store::ReturnedItem& item : EPIC_TRY(light_.left_behind(person))) there.insert(item.id);
    if (here != there) problem_("file and memory differ in what somebody leaves");
    return items;
}

Result<> TwinLaptop::note_left_behind(const Id& person) {
    return both([&](sync::Laptop& one) { return one.note_left_behind(person); });
}

void TwinLaptop::compare_all() {
    std::size_t records = 0;
    for (const Entity entity :
         {Entity::collaborator, Entity::client, Entity::contract, Entity::payment, Entity::event}) {
        const auto visit = [&](const RecordView& view) -> Result<> {
            ++records;
            const auto there = light_.records().find(view.record.id);
            if (there == light_.records().end()) return problem_("a record is in the file alone"), Done{};
            for (const FieldSpec& field : fields_of(entity)) {
                const Value& here = view.record.get(field.field);
                const Value& value = there->second.record.get(field.field);
                if (here == value) continue;
                problem_("file and memory differ: " + std::string(entity_name(entity)) + " " + std::string(field.name) +
                         " is " + told(here) + " and " + told(value));
            }
            return Done{};
        };
        std::ignore = must(store_->for_each({.entity = entity, .withdrawn = true}, visit), "list");
    }
    if (records != light_.records().size()) problem_("a record is in memory alone");
    std::set<Id> here, there;
    for (const store::OpenConflict& open : must(store_->exchange().conflicts(), "questions"))
        here.insert(open.entry.id);
    for (const auto& [id, question] : light_.questions()) {
        if (question.open) there.insert(id);
    }
    if (here != there) problem_("file and memory differ in what they ask");
    here.clear(), there.clear();
    for (const store::ReturnedItem& item : must(store_->exchange().returned(person()), "tray")) here.insert(item.id);
    for (const Id& id : light_.own_tray()) there.insert(id);
    if (here != there) problem_("file and memory differ in what came back");
    if (must(store_->pending_counts(), "counts").operations != static_cast<std::int64_t>(light_.waiting())) {
        problem_("file and memory differ in how much waits");
    }
    const store::Verification found = must(store_->verify(), "verify");
    for (const auto* flaws : {&found.damaged, &found.invariants}) {
        for (const store::Flaw& flaw : *flaws) {
            problem_("the file is not sound: " + flaw.code + " " + flaw.table + " " +
                     flaw.message.in(Language::english));
        }
    }
}

} // namespace epic::test
