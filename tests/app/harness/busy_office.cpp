#include "tests/app/harness/busy_office.hpp"

#include <memory>
#include <stdexcept>

#include "storage/store/bulk.hpp"
#include "storage/store/store.hpp"

namespace epic::test {
namespace {

using store::Store;
constexpr std::int64_t hour_ms = 3'600'000;

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error("refused: " + result.error().message.in(Language::english));
    return std::move(*result);
}

std::unique_ptr<Store> open_as(const std::filesystem::path& file, const SampleOffice& office,
                               const std::string& person) {
    return must(Store::open(file.string(), {person, office.password}, intl::system_environment()));
}

std::int64_t from_now(std::int64_t hours) {
    const std::int64_t now_ms = intl::system_environment().clock.now().unix_ms;
    return now_ms / 60'000 * 60'000 + hours * hour_ms;
}

Id event(Store& store, const SampleOffice& office, const char* title, std::int64_t starts_in, std::int64_t hours) {
    const std::int64_t starts = from_now(starts_in);
    return must(store.execute(AddRecord{Entity::event,
                                        Id{},
                                        {{Field::event_title, std::string(title)},
                                         {Field::event_contract, office.signed_contract},
                                         {Field::event_starts_at, starts},
                                         {Field::event_ends_at, starts + hours * hour_ms},
                                         {Field::event_venue_name, std::string("Salle Mermoz")},
                                         {Field::event_venue_address, std::string("3 rue Mermoz\n31000 Toulouse")},
                                         {Field::event_contact_name, std::string("Jacky Blangier")},
                                         {Field::event_contact_phone, std::string("06 98 76 54 32")},
                                         {Field::event_contact_email, std::string("jacky@salle.example")},
                                         {Field::event_notes, std::string("Clés chez le gardien.\nSono à 10 h.")},
                                         {Field::event_attendees, std::int64_t{80}}}}))
        .record;
}

} // namespace

BusyOffice make_busy_office(const std::filesystem::path& file) {
    BusyOffice office;
    static_cast<SampleOffice&>(office) = make_sample_office(file);
    {
        const auto bruno = open_as(file, office, office.commercial);
        office.running = event(*bruno, office, "Séminaire de rentrée", -1, 3);
        office.next = event(*bruno, office, "Assemblée générale", 24, 14);
        office.clash = event(*bruno, office, "Concert du soir", 30, 5);
        office.nobody = event(*bruno, office, "Cocktail sans support", 48, 4);
        office.exhibition = event(*bruno, office, "Exposition", 26, 96);
        const Date today = bruno->moment().today;
        office.forgotten =
            must(bruno->execute(AddRecord{Entity::client,
                                          Id{},
                                          {{Field::client_full_name, std::string("Lou Bouzin")},
                                           {Field::client_company, std::string("Bouzin & Fils")},
                                           {Field::client_first_contact, Date{today.year - 2, today.month, 1}},
                                           {Field::client_last_contact, Date{today.year - 1, today.month, 1}}}}))
                .record;
    }
    const auto alice = open_as(file, office, office.gestion);
    office.support_id = must(alice->resolve(Entity::collaborator, office.support));
    office.other_support_id = must(alice->resolve(Entity::collaborator, office.other_support));
    for (const Id& mine : {office.running, office.next, office.clash}) {
        must(alice->execute(AssignSupport{mine, office.support_id}));
    }
    must(alice->execute(AssignSupport{office.exhibition, office.other_support_id}));
    return office;
}

void fill_office(const std::filesystem::path& file, const BusyOffice& office, int records) {
    const auto bruno = open_as(file, office, office.commercial);
    const intl::Environment& environment = intl::system_environment();
    const Date long_ago{bruno->moment().today.year - 1, 1, 2};
    const auto filled =
        bruno->execute_together(environment.ids.next(), "import.clients", [&](store::Bulk& bulk) -> Result<> {
            for (int i = 0; i < records; ++i) {
                const std::string number = std::to_string(i);
                if (i % 2 == 0) {
                    EPIC_TRY(bulk.execute(AddRecord{Entity::client,
                                                    Id{},
                                                    {{Field::client_full_name, "Client " + number},
                                                     {Field::client_first_contact, long_ago},
                                                     {Field::client_last_contact, long_ago}}}));
                    continue;
                }
                const std::int64_t starts = from_now(-300 + i % 600);
                EPIC_TRY(bulk.execute(AddRecord{Entity::event,
                                                Id{},
                                                {{Field::event_title, "Soirée " + number},
                                                 {Field::event_contract, office.signed_contract},
                                                 {Field::event_starts_at, starts},
                                                 {Field::event_ends_at, starts + 3 * hour_ms}}}));
            }
            return Done{};
        });
    if (!filled) throw std::runtime_error("refused: " + filled.error().message.in(Language::english));
}

} // namespace epic::test
