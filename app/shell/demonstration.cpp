#include "app/shell/demonstration.hpp"

#include <nlohmann/json.hpp>

#include "app/shell/state_file.hpp"
#include "storage/demo/demo.hpp"
#include "storage/vault/vault.hpp"

namespace epic::shell {
namespace {

constexpr const char* file_name = "demonstration.epic";
constexpr const char* people_name = "people.json";

std::vector<app::DemonstrationPerson> read_people(const std::filesystem::path& folder) {
    std::vector<app::DemonstrationPerson> people;
    const auto json = nlohmann::json::parse(read_state(folder, people_name), nullptr, false);
    if (!json.is_array()) return people;
    for (const auto& one : json) {
        if (!one.is_object()) return {};
        const auto text = [&](const char* key) {
            const auto found = one.find(key);
            return found != one.end() && found->is_string() ? found->get<std::string>() : std::string();
        };
        const auto department = parse_department(text("department"));
        if (!department || text("email").empty()) return {};
        people.push_back({text("name"), text("email"), text("password"), *department});
    }
    return people;
}

void write_people(const std::filesystem::path& folder, const std::vector<app::DemonstrationPerson>& people) {
    auto json = nlohmann::json::array();
    for (const app::DemonstrationPerson& person : people) {
        json.push_back({{"name", person.name},
                        {"email", person.email},
                        {"password", person.password},
                        {"department", std::string(department_name(person.department))}});
    }
    write_state(folder, people_name, json.dump());
}

} // namespace

Result<app::Demonstration> find_demonstration(const std::filesystem::path& folder, bool afresh,
                                              const intl::Environment& environment) {
    const std::filesystem::path path = folder / file_name;
    std::error_code ignored;
    app::Demonstration found{.making = false, .path = path.string(), .people = read_people(folder)};
    if (!afresh && !found.people.empty() && vault::peek(found.path)) return found;

    std::filesystem::create_directories(folder, ignored);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
    for (const char* name : {people_name, file_name, "demonstration.epic-wal"})
        std::filesystem::remove(folder / name, ignored);
    const demo::Made made = EPIC_TRY(demo::make(found.path, std::nullopt, environment, vault::KdfLimits::minimum()));
    found.people.clear();
    for (const demo::Person& person : made.people)
        found.people.push_back({person.full_name, person.email, person.password, person.department});
    write_people(folder, found.people);
    return found;
}

} // namespace epic::shell
