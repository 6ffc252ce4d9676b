#include "storage/sync/first_pages.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <nlohmann/json.hpp>

#include "storage/sync/json_reader.hpp"

namespace epic::sync {
namespace {

constexpr std::array<PageStage, 10> stages{{{"near", "collaborator"},
                                            {"near", "event"},
                                            {"near", "contract"},
                                            {"near", "client"},
                                            {"near", "payment"},
                                            {"all", "client"},
                                            {"all", "contract"},
                                            {"all", "event"},
                                            {"all", "payment"},
                                            {"all", "conflict"}}};

} // namespace

PageStage PlaceInPages::what() const {
    assert(!finished());
    return stages[stage];
}

bool PlaceInPages::finished() const {
    return stage >= stages.size();
}

bool PlaceInPages::useful() const {
    return finished() || what().part == "all";
}

void PlaceInPages::next_stage() {
    ++stage;
    after.clear();
}

std::string write_place(const PlaceInPages& place) {
    nlohmann::json json{{"head", std::to_string(place.head)},
                        {"chain", place.chain},
                        {"after", place.after},
                        {"done", std::to_string(place.done)},
                        {"total", std::to_string(place.total)}};
    json["part"] = place.finished() ? std::string_view("end") : place.what().part;
    json["entity"] = place.finished() ? std::string_view() : place.what().entity;
    return json.dump();
}

std::optional<PlaceInPages> read_place(std::string_view text) {
    JsonReader reader(text);
    PlaceInPages place;
    place.head = reader.number(reader.root(), "head");
    place.chain = reader.text(reader.root(), "chain");
    place.after = reader.text(reader.root(), "after");
    place.done = reader.number(reader.root(), "done");
    place.total = reader.number(reader.root(), "total");
    const std::string part = reader.text(reader.root(), "part");
    const std::string entity = reader.text(reader.root(), "entity");
    const auto found = std::find_if(stages.begin(), stages.end(),
                                    [&](const PageStage& s) { return s.part == part && s.entity == entity; });
    place.stage = static_cast<std::size_t>(found - stages.begin());
    if (reader.rejected() || (found == stages.end() && part != "end")) return std::nullopt;
    return place;
}

} // namespace epic::sync
