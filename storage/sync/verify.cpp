#include "storage/sync/verify.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sodium.h>

#include "storage/store/exchange.hpp"
#include "storage/sync/central_session.hpp"
#include "storage/sync/exchange_once.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/sync_words.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {
namespace {

constexpr int attempts_max = 5; // to meet the server at one number
constexpr std::size_t rows_at_once = 200;
constexpr std::uint64_t records_between_questions = 256;

struct Part {
    std::int64_t rows = 0;
    std::uint64_t checksum = 0;
    bool operator==(const Part&) const = default;
};
// By entity, and by the last two digits of the ids.
using Parts = std::map<std::pair<Entity, std::string>, Part>;

std::string hex16(std::uint64_t number) {
    std::string text(16, '0');
    for (std::size_t i = 16; i-- > 0; number >>= 4U) text[i] = "0123456789abcdef"[number & 15U];
    return text;
}

std::optional<std::uint64_t> from_hex16(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string part_of(const Id& id) {
    return id.hex().substr(30);
}

std::string_view cell(RowView row, std::size_t i) {
    return i < row.size() && row[i] ? *row[i] : std::string_view();
}

class Comparison {
public:
    Comparison(store::Store& store, const intl::Environment& environment, const Credential& credential,
               const std::function<void(const VerifyProgress&)>& progress, Interruption* interruption)
        : store_(store),
          environment_(environment),
          credential_(credential),
          progress_(progress),
          interruption_(interruption) {}

    // Whatever failed: when it was interrupted, that is why.
    Result<CentralVerification> run() {
        auto found = compare();
        if (!found && interrupted()) return Error{.code = ErrorCode::cancelled, .message = words::verify_stopped};
        return found;
    }

private:
    Result<CentralVerification> compare() {
        EPIC_TRY(meet());
        CentralVerification answer;
        answer.head = head_;
        answer.tables = totals();
        std::set<std::pair<Entity, std::string>> different;
        for (const auto& [key, part] : server_) {
            if (local_[key] != part) different.insert(key);
        }
        for (const auto& [key, part] : local_) {
            if (server_[key] != part) different.insert(key);
        }
        answer.match = different.empty();
        std::uint64_t mended = 0;
        for (const auto& [entity, part] : different) {
            if (!goes_on({VerifyProgress::Step::mending, mended++, different.size()})) return stopped();
            EPIC_TRY(mend(entity, part, answer));
        }
        return answer;
    }

    Envelope envelope() const { return {invitation_.server_id.hex(), device_}; }

    bool interrupted() const { return interruption_ != nullptr && interruption_->interrupted(); }
    bool goes_on(const VerifyProgress& progress) const {
        if (progress_) progress_(progress);
        return !interrupted();
    }
    static Error stopped() { return Error{.code = ErrorCode::cancelled, .message = words::verify_stopped}; }

    // Both sides at one number.
    Result<> meet() {
        for (int attempt = 0; attempt < attempts_max; ++attempt) {
            const ExchangeReport exchanged = EPIC_TRY(exchange_once(
                store_, environment_, credential_,
                [&](const ExchangeProgress& now) {
                    return goes_on({VerifyProgress::Step::exchanging, now.done, now.total});
                },
                interruption_));
            if (!goes_on({})) return stopped();
            if (exchanged.state != SyncState::up_to_date && exchanged.problem) return *exchanged.problem;
            const store::ExchangeState state = EPIC_TRY(store_.exchange().state());
            invitation_ = EPIC_TRY(read_invitation(state.invitation));
            device_ = state.device;
            connection_.emplace(EPIC_TRY(connect_to(invitation_, credential_)));
            const auto guard = while_calling();
            EPIC_TRY(ask_server());
            const std::uint64_t cursor = EPIC_TRY(look_here());
            if (cursor == head_) return Done{};
        }
        return Error{.code = ErrorCode::conflict_with_state, .message = words::verify_never_still};
    }

    std::unique_ptr<Interruption::Guard> while_calling() {
        return Interruption::during(interruption_, [this] { connection_->interrupt(); });
    }

    Result<> ask_server() {
        server_.clear();
        std::string text;
        JsonReader reader("{}");
        const auto read = [&](std::size_t result_set, RowView row) {
            if (result_set == 0) {
                text = std::string(cell(row, 0));
                return;
            }
            const auto entity = parse_entity(cell(row, 0));
            const auto checksum = from_hex16(cell(row, 3));
            if (!entity || !checksum) return reader.reject("checksums");
            server_[{*entity, std::string(cell(row, 1))}] =
                Part{static_cast<std::int64_t>(reader.parse_number(cell(row, 2), "rows")), *checksum};
        };
        const auto done = connection_->call("sync_checksums", {plain_document(envelope())}, read);
        if (!done) return to_error_of_procedure(done.error());
        if (reader.rejected()) return reader.failure();
        JsonReader answer(text);
        head_ = answer.number(answer.root(), "head");
        if (answer.rejected()) return answer.failure();
        return Done{};
    }

    Result<std::uint64_t> look_here() {
        local_.clear();
        std::uint64_t total = 0; // as the server counts; here there may be others
        for (const auto& [key, part] : server_) total += static_cast<std::uint64_t>(part.rows);
        std::uint64_t done = 0;
        return store_.exchange().for_each_confirmed(std::nullopt, [&](const Record& record) {
            Part& part = local_[{record.entity, part_of(record.id)}];
            ++part.rows;
            part.checksum ^= from_hex16(record_digest(record).substr(0, 16)).value_or(0);
            return ++done % records_between_questions != 0 ||
                   goes_on({VerifyProgress::Step::comparing, std::min(done, total), total});
        });
    }

    std::vector<TableCheck> totals() const {
        std::vector<TableCheck> tables;
        for (std::size_t e = 0; e < entity_count; ++e) {
            TableCheck table{.entity = static_cast<Entity>(e)};
            std::uint64_t local = 0;
            std::uint64_t server = 0;
            for (const auto& [key, part] : local_) {
                if (key.first == table.entity) table.rows_local += part.rows, local ^= part.checksum;
            }
            for (const auto& [key, part] : server_) {
                if (key.first == table.entity) table.rows_server += part.rows, server ^= part.checksum;
            }
            table.local = hex16(local);
            table.server = hex16(server);
            tables.push_back(std::move(table));
        }
        return tables;
    }

    // Finds the records of a part that differ, and fetches them again.
    Result<> mend(Entity entity, const std::string& part, CentralVerification& answer) {
        const auto guard = while_calling();
        std::map<Id, std::string> theirs;
        JsonReader reader("{}");
        const auto read = [&](std::size_t result_set, RowView row) {
            if (result_set == 1) theirs[reader.parse_id(cell(row, 0), "id")] = std::string(cell(row, 1));
        };
        const auto done = connection_->call("sync_digests", {digests_document(envelope(), entity, part)}, read);
        if (!done) return to_error_of_procedure(done.error());
        if (reader.rejected()) return reader.failure();

        std::vector<Id> fetch;
        std::set<Id> seen;
        EPIC_TRY(store_.exchange().for_each_confirmed(entity, [&](const Record& record) {
            if (part_of(record.id) != part) return true;
            seen.insert(record.id);
            const auto there = theirs.find(record.id);
            if (there == theirs.end()) {
                ++answer.only_here;
            } else if (there->second != record_digest(record)) {
                fetch.push_back(record.id);
            }
            return true;
        }));
        for (const auto& [id, digest] : theirs) {
            if (!seen.contains(id)) fetch.push_back(id);
        }
        for (std::size_t begin = 0; begin < fetch.size(); begin += rows_at_once) {
            const std::size_t count = std::min(rows_at_once, fetch.size() - begin);
            const auto rows = EPIC_TRY(
                fetch_rows(*connection_, envelope(), entity, std::span<const Id>(fetch).subspan(begin, count)));
            EPIC_TRY(store_.exchange().repair(rows));
            answer.fetched_again += static_cast<std::int64_t>(rows.size());
        }
        return Done{};
    }

    store::Store& store_;
    const intl::Environment& environment_;
    const Credential& credential_;
    const std::function<void(const VerifyProgress&)>& progress_;
    Interruption* interruption_;
    Invitation invitation_;
    Id device_{};
    std::optional<Connection> connection_;
    std::uint64_t head_ = 0;
    Parts local_;
    Parts server_;
};

} // namespace

std::string record_digest(const Record& record) {
    std::string text;
    const auto add = [&](const std::optional<std::string>& value) {
        text += value ? std::to_string(value->size()) + ":" + *value : std::string("-");
    };
    add(record.id.hex());
    add(record.created_by.hex());
    for (const FieldSpec& field : fields_of(record.entity)) {
        auto value = wire_text(record.get(field.field));
        if (!value && field.type == FieldType::boolean) value = "0";
        add(value);
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::array<char, digest.size() * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

Result<CentralVerification> central_verify(store::Store& store, const intl::Environment& environment,
                                           const Credential& credential,
                                           const std::function<void(const VerifyProgress&)>& progress,
                                           Interruption* interruption) {
    return Comparison(store, environment, credential, progress, interruption).run();
}

} // namespace epic::sync
