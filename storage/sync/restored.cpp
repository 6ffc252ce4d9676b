#include "storage/sync/restored.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "storage/store/exchange.hpp"
#include "storage/sync/central_session.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {
namespace {

using Json = nlohmann::json;

constexpr std::size_t bytes_at_once = 900'000;
constexpr std::size_t rows_at_once = 200;

struct Common {
    std::uint64_t number = 0; // up to here both logs are one
    std::uint64_t head = 0;
    std::string chain; // at the head
    std::uint64_t epoch = 0;
    bool open = false;
};

class Return {
public:
    Return(store::Store& store, Connection& connection, Envelope envelope, store::ExchangeState state)
        : exchange_(store.exchange()),
          connection_(connection),
          envelope_(std::move(envelope)),
          state_(std::move(state)) {}

    Result<Comeback> run() {
        Comeback comeback;
        Common common = EPIC_TRY(ask_common());
        if (common.epoch <= state_.epoch) return comeback;
        if (!common.open) {
            // Only what follows on what the server has can be proved.
            if (common.number == common.head) comeback.returned = EPIC_TRY(give_back(common.head));
            comeback.waits = true;
            return comeback;
        }
        const auto touched = EPIC_TRY(exchange_.go_back(common.number, chain_at(common), common.epoch));
        EPIC_TRY(fetch_again(touched));
        comeback.resumed = true;
        return comeback;
    }

private:
    Result<Common> ask_common() {
        known_ = EPIC_TRY(exchange_.kept_chains());
        if (state_.cursor > 0 && !state_.chain_hash.empty()) known_.emplace_back(state_.cursor, state_.chain_hash);
        Json request = Json::parse(plain_document(envelope_));
        request["known"] = Json::array();
        for (const auto& [number, chain] : known_) request["known"].push_back({std::to_string(number), chain});
        auto text = connection_.call_for_text("sync_common", {request.dump()});
        if (!text) return to_error_of_procedure(text.error());
        JsonReader answer(*text);
        const Json& root = answer.root();
        Common common{answer.number(root, "common"), answer.number(root, "head"), answer.text(root, "chain"),
                      answer.number(root, "epoch"), answer.text(root, "state") == "open"};
        if (answer.rejected()) return answer.failure();
        return common;
    }

    std::string chain_at(const Common& common) const {
        if (common.number == common.head) return common.chain;
        const auto found =
            std::find_if(known_.begin(), known_.end(), [&](const auto& one) { return one.first == common.number; });
        return found == known_.end() ? std::string() : found->second;
    }

    Result<std::int64_t> give_back(std::uint64_t head) {
        std::int64_t returned = 0;
        std::string batches;
        const auto send = [&]() -> Result<> {
            if (batches.empty()) return Done{};
            std::string request = plain_document(envelope_);
            request.pop_back();
            request += ",\"batches\":[" + batches + "]}";
            batches.clear();
            auto text = connection_.call_for_text("sync_return", {request});
            if (!text) return to_error_of_procedure(text.error());
            JsonReader answer(*text);
            returned += static_cast<std::int64_t>(answer.number(answer.root(), "taken"));
            if (answer.rejected()) return answer.failure();
            return Done{};
        };
        for (const store::KeptBatch& batch : EPIC_TRY(exchange_.kept_batches(head))) {
            if (batches.size() + batch.document.size() > bytes_at_once) EPIC_TRY(send());
            batches += (batches.empty() ? "" : ",") + batch.document;
        }
        EPIC_TRY(send());
        return returned;
    }

    // What the server has of the records that the lost operations touched.
    Result<> fetch_again(const std::vector<std::pair<Entity, Id>>& touched) {
        std::map<Entity, std::vector<Id>> ids;
        for (const auto& [entity, id] : touched) ids[entity].push_back(id);
        for (const auto& [entity, all] : ids) {
            for (std::size_t begin = 0; begin < all.size(); begin += rows_at_once) {
                const std::size_t count = std::min(rows_at_once, all.size() - begin);
                const auto rows = EPIC_TRY(
                    fetch_rows(connection_, envelope_, entity, std::span<const Id>(all).subspan(begin, count)));
                EPIC_TRY(exchange_.repair(rows));
            }
        }
        return Done{};
    }

    store::Exchange& exchange_;
    Connection& connection_;
    const Envelope envelope_;
    const store::ExchangeState state_;
    std::vector<std::pair<std::uint64_t, std::string>> known_;
};

} // namespace

Result<Comeback> come_back(store::Store& store, const Credential& credential, const Invitation& invitation) {
    Connection connection = EPIC_TRY(connect_to(invitation, credential));
    store::ExchangeState state = EPIC_TRY(store.exchange().state());
    Envelope envelope{state.server_id, state.device};
    return Return(store, connection, std::move(envelope), std::move(state)).run();
}

} // namespace epic::sync
