#include "tests/app/harness/sample_office.hpp"

#include <memory>
#include <stdexcept>

#include "storage/store/store.hpp"

namespace epic::test {
namespace {

using store::Store;

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error("refused: " + result.error().message.in(Language::english));
    return std::move(*result);
}

class Author {
public:
    Author(const std::filesystem::path& file, const std::string& email, const std::string& password)
        : store_(must(Store::open(file.string(), {email, password}, intl::system_environment()))) {}

    Id add(Entity entity, FieldValues values) {
        return must(store_->execute(AddRecord{entity, Id{}, std::move(values)})).record;
    }
    void run(const Command& command) { must(store_->execute(command)); }
    Store& store() { return *store_; }

private:
    std::unique_ptr<Store> store_;
};

void add_people(const std::filesystem::path& file, const SampleOffice& office) {
    auto store = must(Store::create(file.string(), {"Alice Renard", office.gestion, office.password},
                                    intl::system_environment(), vault::KdfLimits::minimum()));
    const auto add = [&](const char* name, const std::string& email, const char* department) {
        AddRecord person{Entity::collaborator, Id{}, {}};
        person.values = {{Field::collaborator_full_name, std::string(name)},
                         {Field::collaborator_email, email},
                         {Field::collaborator_department, std::string(department)},
                         {Field::collaborator_must_change_password, std::int64_t{0}}};
        must(store->add_collaborator(person, office.password));
    };
    add("Bruno Lemoine", office.commercial, "commercial");
    add("Claire Vidal", office.other_commercial, "commercial");
    add("David Morel", office.support, "support");
    add("Elsa Petit", office.other_support, "support");
}

Id client(Author& author, const char* name, const char* company, const char* email, const char* phone) {
    return author.add(Entity::client, {{Field::client_full_name, std::string(name)},
                                       {Field::client_company, std::string(company)},
                                       {Field::client_email, std::string(email)},
                                       {Field::client_phone, std::string(phone)}});
}

Id contract(Author& author, const Id& client, std::int64_t total_minor) {
    return author.add(Entity::contract, {{Field::contract_client, client},
                                         {Field::contract_total, total_minor},
                                         {Field::contract_currency, std::string("EUR")}});
}

std::int64_t in_days(int days, int hour) {
    constexpr std::int64_t hour_ms = 3'600'000;
    const std::int64_t now_ms = intl::system_environment().clock.now().unix_ms;
    return now_ms / (24 * hour_ms) * (24 * hour_ms) + (days * 24 + hour) * hour_ms;
}

} // namespace

SampleOffice make_sample_office(const std::filesystem::path& file) {
    SampleOffice office;
    add_people(file, office);
    {
        Author bruno(file, office.commercial, office.password);
        office.lefevre = client(bruno, "Éléonore Lefèvre", "Ateliers Québec", "eleonore@ateliers.fr", "05 61 22 23 24");
        client(bruno, "Anaïs Noël", "Menuiserie Faïence", "anais.noel@faience.fr", "06 12 34 56 78");
    }
    {
        Author claire(file, office.other_commercial, office.password);
        office.chateau = client(claire, "Benoît Château", "Cœur & Fils", "benoit@coeur.fr", "01 71 17 63 05");
    }
    {
        Author alice(file, office.gestion, office.password);
        office.signed_contract = contract(alice, office.lefevre, 1'250'000);
        office.open_contract = contract(alice, office.lefevre, 80'000);
        contract(alice, office.chateau, 430'050);
        alice.run(SignContract{office.signed_contract, std::nullopt});
        alice.add(Entity::payment, {{Field::payment_contract, office.signed_contract},
                                    {Field::payment_amount, std::int64_t{500'000}},
                                    {Field::payment_currency, std::string("EUR")},
                                    {Field::payment_method, std::string("Virement")}});
    }
    Author bruno(file, office.commercial, office.password);
    office.wedding =
        bruno.add(Entity::event,
                  {{Field::event_title, std::string("Mariage de Camille et Loïc")},
                   {Field::event_contract, office.signed_contract},
                   {Field::event_starts_at, in_days(20, 12)},
                   {Field::event_ends_at, in_days(21, 1)},
                   {Field::event_venue_name, std::string("Domaine de l’Écluse")},
                   {Field::event_venue_address, std::string("12 chemin du Canal\n31450 Montgiscard")},
                   {Field::event_attendees, std::int64_t{120}},
                   {Field::event_contact_name, std::string("Jacky Blangier")},
                   {Field::event_contact_phone, std::string("06 98 76 54 32")},
                   {Field::event_notes, std::string("Arrivée du traiteur à 10 h.\nPrévoir un groupe électrogène.")}});
    return office;
}

} // namespace epic::test
