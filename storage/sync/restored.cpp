#include "storage/sync/restored.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "storage/store/exchange.hpp"
#include "storage/sync/central_session.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/store_laptop.hpp"
#include "storage/sync/wire.hpp"
#include "storage/sync/wire_page.hpp"

namespace epic::sync {
namespace {

using Json = nlohmann::json;

constexpr std::size_t bytes_at_once = 900'000;
constexpr std::size_t rows_at_once = 200;
constexpr std::uint32_t questions_at_once = 1'000;

struct Common {
    std::uint64_t number = 0; // up to here both logs are one
    std::uint64_t head = 0;
    std::string chain; // at the head
    std::uint64_t epoch = 0;
    bool open = false;
};

class Return {
public:
    Return(Laptop& laptop, Remote& connection, store::ExchangeState state)
        : laptop_(laptop),
          connection_(connection),
          envelope_{state.server_id, state.device},
          state_(std::move(state)) {}

    Result<Comeback> run(bool leaving) {
        Comeback comeback;
        Common common = EPIC_TRY(ask_common());
        if (common.epoch <= state_.epoch) return comeback;
        if (!common.open) {
            // Only what follows on what the server has can be proved.
            if (common.number == common.head) comeback.returned = EPIC_TRY(give_back(common.head));
            comeback.waits = true;
            return comeback;
        }
        // The new epoch comes last: cut short before, all of it is done again.
        const std::string chain = chain_at(common);
        const auto touched = EPIC_TRY(laptop_.go_back(common.number, chain));
        if (leaving) return comeback;
        const std::set<Id> missing = EPIC_TRY(fetch_again(touched));
        EPIC_TRY(ask_again());
        EPIC_TRY(laptop_.resume(common.number, common.epoch, missing));
        comeback.resumed = true;
        return comeback;
    }

private:
    Result<Common> ask_common() {
        known_ = EPIC_TRY(laptop_.kept_chains());
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
        for (const store::KeptBatch& batch : EPIC_TRY(laptop_.kept_batches(head))) {
            if (batches.size() + batch.document.size() > bytes_at_once) EPIC_TRY(send());
            batches += (batches.empty() ? "" : ",") + batch.document;
        }
        EPIC_TRY(send());
        return returned;
    }

    // What the server has of the records that the lost operations touched. Gives those that it does not have.
    Result<std::set<Id>> fetch_again(const std::vector<std::pair<Entity, Id>>& touched) {
        std::set<Id> missing;
        std::map<Entity, std::vector<Id>> ids;
        for (const auto& [entity, id] : touched) ids[entity].push_back(id);
        for (const auto& [entity, all] : ids) {
            for (std::size_t begin = 0; begin < all.size(); begin += rows_at_once) {
                const std::size_t count = std::min(rows_at_once, all.size() - begin);
                const auto asked = std::span<const Id>(all).subspan(begin, count);
                const auto rows = EPIC_TRY(fetch_rows(connection_, envelope_, entity, asked));
                EPIC_TRY(laptop_.repair(rows));
                if (rows.size() == count) continue;
                std::set<Id> found;
                for (const store::BootstrapRow& row : rows) found.insert(row.record.id);
                std::set_difference(asked.begin(), asked.end(), found.begin(), found.end(),
                                    std::inserter(missing, missing.end()));
            }
        }
        return missing;
    }

    // What the lost operations had settled is open again.
    Result<> ask_again() {
        const PageStage stage{.part = "all", .entity = "conflict"};
        std::string after;
        for (PageAnswer page{.more = true}; page.more;) {
            std::vector<store::ConflictEntry> open;
            std::optional<Error> unreadable;
            const auto fault = [&](Error error) {
                if (!unreadable) unreadable = std::move(error);
            };
            const auto read = [&](std::size_t result_set, RowView row) {
                if (row.empty()) return;
                if (result_set == 0) {
                    auto answer = read_page(row[0].value_or(std::string_view()));
                    if (!answer) return fault(answer.error());
                    page = *answer;
                } else if (result_set == 1) {
                    auto questions = read_page_questions(row);
                    if (!questions) return fault(questions.error());
                    after = questions->operation.hex();
                    for (store::ConflictEntry& one : questions->conflicts) open.push_back(std::move(one));
                }
            };
            page.more = false;
            const auto done =
                connection_.call("sync_page", {page_document(envelope_, stage, after, questions_at_once)}, read);
            if (!done) return to_error_of_procedure(done.error());
            if (unreadable) return std::move(*unreadable);
            EPIC_TRY(laptop_.apply_bootstrap({}, std::string(), open));
        }
        return Done{};
    }

    Laptop& laptop_;
    Remote& connection_;
    const Envelope envelope_;
    const store::ExchangeState state_;
    std::vector<std::pair<std::uint64_t, std::string>> known_;
};

} // namespace

Result<Comeback> come_back(Laptop& laptop, Remote& server) {
    return Return(laptop, server, EPIC_TRY(laptop.state())).run(false);
}

Result<Comeback> come_back_to_leave(Laptop& laptop, Remote& server) {
    return Return(laptop, server, EPIC_TRY(laptop.state())).run(true);
}

Result<Comeback> come_back(store::Store& store, const Credential& credential, const Invitation& invitation) {
    Connection connection = EPIC_TRY(connect_to(invitation, credential));
    StoreLaptop laptop(store);
    return come_back(laptop, connection);
}

} // namespace epic::sync
