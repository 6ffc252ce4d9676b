#include "tests/bench/office/office_file.hpp"

#include <array>
#include <cstdio>

#include "storage/store/internal/journal.hpp"
#include "tests/bench/office/names.hpp"

namespace epic::bench {
namespace {

using F = Field;

constexpr std::uint64_t seed = 20'261'124;
constexpr std::int64_t in_one_transaction = 20'000;
constexpr int commercials = 39;
constexpr int supports = 40;
constexpr int years = 6;
constexpr std::int64_t day_ms = 86'400'000;

const char* const founder_email = "amelie@epic.example";
const char* const password = "secret";

class Writer {
public:
    Writer(const std::filesystem::path& path, const OfficeSize& size,
           const std::function<void(const std::string&)>& progress)
        : size_(size), progress_(progress) {
        const intl::Environment& environment = intl::system_environment();
        must(store::Store::create(path, {"Amélie Garnier", founder_email, password}, environment,
                                  vault::KdfLimits::minimum()));
        {
            auto store = must(store::Store::open(path, founder_sign_in(), environment));
            founder_ = store->session().actor.id;
            const AddRecord first{Entity::collaborator,
                                  {},
                                  {{F::collaborator_full_name, std::string("Bastien Roy")},
                                   {F::collaborator_email, office_sign_in().email},
                                   {F::collaborator_department, std::string("commercial")},
                                   {F::collaborator_must_change_password, std::int64_t{0}}}};
            commercials_.push_back(must(store->add_collaborator(first, office_sign_in().password)).record);
        }
        vault_ = must(vault::Vault::open(path, {founder_email, password}));
        connection_ = must(store::Connection::open(*vault_, environment));
        connection_->run_script("PRAGMA cache_size = -400000");
        today_ = days_since_epoch(civil_utc(environment.clock.now()).date);
    }

    void write() {
        connection_->begin_write();
        for (int i = 1; i < commercials; ++i) add_person("commercial", commercials_);
        for (int i = 0; i < supports; ++i) add_person("support", supports_);
        for (std::int64_t i = 0; i < size_.clients; ++i) add_client();
        for (std::int64_t i = 0; i < size_.contracts; ++i) add_contract(i);
        for (std::int64_t i = 0; i < size_.payments; ++i) add_payment();
        for (std::int64_t i = 0; i < size_.events; ++i) add_event();
        connection_->commit();
    }

private:
    struct Contract {
        Id id;
        Id commercial;
        std::int64_t day = 0;
        std::int64_t total = 0;
    };

    Id add(Entity entity, const FieldValues& values, const Id& author) {
        PlannedOperation operation;
        operation.kind = OperationKind::create;
        operation.before = Record(entity, intl::system_environment().ids.next());
        operation.after = operation.before;
        operation.after.created_by = author;
        operation.after.set(values);
        for (const FieldSpec& found : fields_of(entity)) {
            if (!is_null(operation.after.get(found.field))) operation.changed.push_back(found.field);
        }
        const Id id = operation.after.id;
        const std::string command = std::string(entity_name(entity)) + ".add";
        store::Group group{.id = intl::system_environment().ids.next()};
        store::apply_plan(*connection_, Plan{command, {std::move(operation)}, {}, id}, author, std::nullopt, group);
        store::insert_action(*connection_, {group.id, author, store::ActionKind::done, group.id, command});
        if (++written_ % in_one_transaction == 0) {
            connection_->commit();
            connection_->begin_write();
            progress_(std::to_string(written_) + " of " + std::to_string(size_.records() + size_.payments));
        }
        return id;
    }

    void add_person(const char* department, std::vector<Id>& people) {
        const Names::Person person = names_.person();
        people.push_back(add(Entity::collaborator,
                             {{F::collaborator_full_name, person.full_name},
                              {F::collaborator_email, std::to_string(people.size()) + "." + person.email},
                              {F::collaborator_phone, person.phone},
                              {F::collaborator_department, std::string(department)},
                              {F::collaborator_active, std::int64_t{1}},
                              {F::collaborator_language, std::string("fr")}},
                             founder_));
    }

    void add_client() {
        const Names::Person person = names_.person();
        const std::int64_t first = today_ - random_.between(0, years * 365);
        const Id& commercial = random_.pick(commercials_);
        FieldValues values{{F::client_full_name, person.full_name},
                           {F::client_email, person.email},
                           {F::client_phone, person.phone},
                           {F::client_first_contact, date_from_days(first)},
                           {F::client_commercial, commercial}};
        if (random_.chance(70)) values.emplace_back(F::client_company, names_.company());
        if (random_.chance(80)) {
            values.emplace_back(F::client_last_contact, date_from_days(first + random_.between(0, today_ - first)));
        }
        if (random_.chance(30)) values.emplace_back(F::client_notes, names_.notes(4, 20));
        clients_.emplace_back(add(Entity::client, values, commercial), commercial);
    }

    void add_contract(std::int64_t index) {
        const auto& [client, commercial] = random_.pick(clients_);
        const std::int64_t day = today_ - years * 365 + index * years * 365 / size_.contracts;
        const std::int64_t total = random_.between(300, 30'000) * 100;
        std::array<char, 24> number{};
        (void)std::snprintf(number.data(), number.size(), "%d-%06lld", date_from_days(day).year,
                            static_cast<long long>(index + 1));
        FieldValues values{{F::contract_number, std::string(number.data())},
                           {F::contract_client, client},
                           {F::contract_total, total},
                           {F::contract_currency, std::string("EUR")},
                           {F::contract_created_on, date_from_days(day)}};
        const bool is_signed = random_.chance(85);
        if (is_signed) {
            values.emplace_back(F::contract_signed_on, date_from_days(std::min(today_, day + random_.between(0, 40))));
        }
        if (random_.chance(10)) values.emplace_back(F::contract_notes, names_.notes(3, 12));
        const Id id = add(Entity::contract, values, founder_);
        if (is_signed) contracts_.push_back({id, commercial, day, total});
    }

    void add_payment() {
        const Contract& contract = random_.pick(contracts_);
        add(Entity::payment,
            {{F::payment_contract, contract.id},
             {F::payment_amount, random_.chance(60) ? contract.total / 2 : contract.total},
             {F::payment_currency, std::string("EUR")},
             {F::payment_received_on, date_from_days(std::min(today_, contract.day + random_.between(5, 90)))},
             {F::payment_method, std::string(random_.chance(60) ? "virement" : "chèque")}},
            contract.commercial);
    }

    void add_event() {
        const Contract& contract = random_.pick(contracts_);
        const std::int64_t starts =
            (contract.day + random_.between(30, 500)) * day_ms + random_.between(8, 19) * 3'600'000;
        const bool coming = starts > today_ * day_ms;
        const Names::Person contact = names_.person();
        FieldValues values{{F::event_title, names_.event_title()},
                           {F::event_contract, contract.id},
                           {F::event_contact_name, contact.full_name},
                           {F::event_contact_phone, contact.phone},
                           {F::event_starts_at, starts},
                           {F::event_ends_at, starts + random_.between(2, 14) * 3'600'000},
                           {F::event_time_zone, std::string("Europe/Paris")},
                           {F::event_venue_name, names_.venue()},
                           {F::event_venue_address, names_.address()},
                           {F::event_attendees, random_.between(10, 900)}};
        if (random_.chance(coming ? 60 : 97)) values.emplace_back(F::event_support, random_.pick(supports_));
        if (random_.chance(50)) values.emplace_back(F::event_notes, names_.notes(5, 30));
        if (random_.chance(3)) values.emplace_back(F::event_cancelled, std::int64_t{1});
        add(Entity::event, values, contract.commercial);
    }

    const OfficeSize size_;
    const std::function<void(const std::string&)>& progress_;
    test::Random random_{seed};
    Names names_{random_};
    std::unique_ptr<vault::Vault> vault_;
    std::unique_ptr<store::Connection> connection_;
    std::int64_t today_ = 0;
    std::int64_t written_ = 0;
    Id founder_{};
    std::vector<Id> commercials_;
    std::vector<Id> supports_;
    std::vector<std::pair<Id, Id>> clients_; // with their commercial
    std::vector<Contract> contracts_;        // the signed ones
};

} // namespace

OfficeSize OfficeSize::of(std::int64_t records) {
    return {records * 4 / 10, records * 3 / 10, records * 3 / 10, records / 4};
}

store::SignIn office_sign_in() {
    return {"bastien@epic.example", password};
}

store::SignIn founder_sign_in() {
    return {founder_email, password};
}

void take_as_exchanged(const std::filesystem::path& path) {
    const auto vault = must(vault::Vault::open(path, {founder_email, password}));
    const auto connection = must(store::Connection::open(*vault, intl::system_environment()));
    connection->begin_write();
    connection->run_script("UPDATE operation SET state = " + std::to_string(static_cast<int>(store::State::confirmed)) +
                           ", number = 1 WHERE entity <> 'collaborator'");
    connection->commit();
}

void make_office_file(const std::filesystem::path& path, const OfficeSize& size,
                      const std::function<void(const std::string&)>& progress) {
    if (std::filesystem::exists(path)) return;
    std::filesystem::create_directories(path.parent_path());
    // Under another name until it is whole.
    const std::filesystem::path unfinished = path.string() + ".unfinished";
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(unfinished.string() + suffix);
    Writer(unfinished, size, progress).write();
    std::filesystem::rename(unfinished, path);
}

} // namespace epic::bench
