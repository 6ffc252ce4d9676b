// The documents of the proof and of what is fetched again, and those about other devices.
#include <nlohmann/json.hpp>
#include <optional>

#include "storage/sync/wire.hpp"
#include "storage/sync/wire_page.hpp"

namespace epic::sync {

using Json = nlohmann::json;

std::string target_document(const Envelope& envelope, const Id& target) {
    Json json = Json::parse(plain_document(envelope));
    json["target"] = target.hex();
    return json.dump();
}

std::string digests_document(const Envelope& envelope, Entity entity, std::string_view part) {
    Json json = Json::parse(plain_document(envelope));
    json["entity"] = entity_name(entity);
    json["part"] = part;
    return json.dump();
}

Result<std::vector<store::BootstrapRow>> fetch_rows(Remote& remote, const Envelope& envelope, Entity entity,
                                                    std::span<const Id> ids) {
    Json json = Json::parse(plain_document(envelope));
    json["entity"] = entity_name(entity);
    for (const Id& id : ids) json["ids"].push_back(id.hex());
    std::vector<store::BootstrapRow> rows;
    std::optional<Error> unreadable;
    const auto read = [&](std::size_t result_set, RowView row) {
        if (result_set != 1 || unreadable) return;
        auto one = read_page_row(row);
        if (one) {
            rows.push_back(std::move(*one));
        } else {
            unreadable = one.error();
        }
    };
    const auto done = remote.call("sync_rows", {json.dump()}, read);
    if (!done) return to_error(done.error());
    if (unreadable) return std::move(*unreadable);
    return rows;
}

} // namespace epic::sync
