#include "tests/simulation/model/server.hpp"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace epic::model {
namespace {

using Json = nlohmann::json;

constexpr int schema_version = 4;
constexpr int schema_oldest = 1;

bool optional_chain(std::string_view text) {
    return text.empty() || is_hex(text, 64);
}
bool a_count(std::string_view text) {
    return is_digits(text, 5);
}
bool a_schema(std::string_view text) {
    return is_digits(text, 6);
}
bool a_device_name(std::string_view text) {
    return text.size() <= 100 && text.find_first_of("\r\n") == std::string_view::npos;
}
bool anything(std::string_view) {
    return true;
}

void check_request(const Server& server, const Json& request) {
    if (!request.is_object()) throw Refused{31004, "form: the request is not a JSON object"};
    if (member_text(request, "protocol", anything).value_or("") != "1") throw Refused{31005, "protocol"};
    const int schema = std::stoi(*member_text(request, "schema", a_schema));
    const Text id = member_text(request, "server_id", an_optional_id);
    if (id && *id != server.server_id) throw Refused{31007, "server_id"};
    if (schema < schema_oldest) throw Refused{31005, "schema_old"};
    if (schema > schema_version + 2) throw Refused{31006, "schema_new"};
}

} // namespace

const Text& Row::get(std::string_view field) const {
    static const Text nothing;
    const auto found = values.find(field);
    return found == values.end() ? nothing : found->second;
}

std::string sha256(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::string hex;
    for (const unsigned char byte : digest) {
        hex += "0123456789abcdef"[byte >> 4U];
        hex += "0123456789abcdef"[byte & 15U];
    }
    return hex;
}

bool is_hex(std::string_view text, std::size_t digits) {
    return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_digits(std::string_view text, std::size_t digits_max) {
    return !text.empty() && text.size() <= digits_max && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool an_id(std::string_view text) {
    return is_hex(text, 32);
}

bool an_optional_id(std::string_view text) {
    return text.empty() || is_hex(text, 32);
}

bool a_number(std::string_view text) {
    return is_digits(text, 18);
}

Cells one_cell(std::string text) {
    return {std::move(text)};
}

Text member_text(const Json& request, const char* name, bool (*fits)(std::string_view)) {
    std::string text;
    if (request.contains(name) && !request[name].is_null()) {
        text = request[name].is_string() ? request[name].get<std::string>() : request[name].dump();
    }
    if (!fits(text)) throw Refused{31004, std::string("form: $.") + name};
    if (text.empty()) return std::nullopt;
    return text;
}

Server::Server(std::string id, std::function<std::int64_t()> now, std::function<std::string()> next_fence)
    : server_id(std::move(id)),
      chain(sha256("epic-events log of " + server_id)),
      now_(std::move(now)),
      next_fence_(std::move(next_fence)) {}

std::string Server::register_device(const std::string& device) {
    devices[device] = Device{.fence = next_fence_(), .previous_fence = {}, .last_batch = {}};
    return devices[device].fence;
}

Answer Server::call(std::string_view name, std::string_view procedure, std::string_view text) {
    try {
        const auto found = accounts.find(name);
        if (found == accounts.end() || found->second.state == "gone") throw Refused{31001, "account_unknown"};
        const Account& account = found->second;
        const bool of_anyone = procedure == "sync_hello" || procedure == "sync_hand_over" ||
                               procedure == "sync_farewell" || procedure == "sync_common" || procedure == "sync_return";
        const bool after_restore =
            procedure == "central_restored" || procedure == "sync_common" || procedure == "sync_return";
        if (!of_anyone && account.state != "ready") throw Refused{31002, "account_closed"};
        if (!of_anyone && !after_restore && state != "open") throw Refused{31010, "restored"};
        const Json request = Json::parse(text, nullptr, false);
        check_request(*this, request);
        if (procedure == "sync_hello") return hello(account, request);
        if (procedure == "sync_pull") return pull(request);
        if (procedure == "sync_push") return push(name, account.collaborator, false, request);
        if (procedure == "sync_page") return page(account, request);
        if (procedure == "sync_hand_over") return hand_over(name, text, request);
        if (procedure == "sync_farewell") return farewell(account, request);
        if (procedure == "sync_handed_over") return give_handed_over(account, request);
        if (procedure == "sync_rows") return rows(request);
        if (procedure == "central_restored") return restored(account, request);
        if (procedure == "sync_common") return common(request);
        if (procedure == "sync_return") return take_back(request);
        throw Refused{1305, "no such procedure"};
    } catch (const Refused& refused) {
        return Answer{.refused = refused.number, .reason = refused.reason};
    }
}

void Server::shorten_log() {
    std::optional<std::uint64_t> slowest;
    for (const auto& [id, device] : devices) {
        if (device.state == "active") slowest = std::min(slowest.value_or(device.cursor), device.cursor);
    }
    const auto next = last_numbers_.upper_bound(slowest.value_or(0));
    if (next != last_numbers_.begin()) log_from_ = std::max(log_from_, std::prev(next)->first);
}

Answer Server::seed(std::string_view text) {
    try {
        const Json request = Json::parse(text, nullptr, false);
        check_request(*this, request);
        return push("central", {}, true, request);
    } catch (const Refused& refused) {
        return Answer{.refused = refused.number, .reason = refused.reason};
    }
}

Answer Server::hello(const Account& account, const Json& request) {
    const Text device_id = member_text(request, "device", an_optional_id);
    const Text fence = member_text(request, "fence", an_optional_id);
    const std::uint64_t cursor = std::stoull(*member_text(request, "cursor", a_number));
    const Text known_chain = member_text(request, "chain", optional_chain);
    member_text(request, "device_name", a_device_name);

    std::string history = "same";
    if (cursor > head) {
        history = "behind";
    } else if (cursor == head) {
        if (known_chain && *known_chain != chain) history = "different";
    } else if (cursor > 0 && known_chain && cursor >= log_from_) {
        const auto batch = last_numbers_.find(cursor);
        if (batch == last_numbers_.end() || batches.at(batch->second).chain != *known_chain) history = "different";
    }

    std::string standing;
    Text given;
    const auto device = device_id ? devices.find(*device_id) : devices.end();
    if (!device_id) {
        standing = "none";
    } else if (device == devices.end()) {
        standing = "new";
        given = register_device(*device_id);
        devices[*device_id].cursor = cursor;
    } else if (device->second.state == "retired") {
        standing = "retired";
    } else if (history != "same") {
        standing = "unknown";
    } else if (fence == device->second.fence || (!fence && device->second.last_batch.empty())) {
        standing = "known";
        given = device->second.fence;
    } else if (fence && *fence == device->second.previous_fence) {
        standing = "unheard";
    } else {
        standing = "clone";
    }
    if (standing == "known" || standing == "unheard") device->second.cursor = cursor;

    const auto person = records.find(account.collaborator);
    const bool moved = std::any_of(accounts.begin(), accounts.end(), [&](const auto& other) {
        return other.second.collaborator == account.collaborator && other.second.state == "ready";
    });
    Json answer{{"protocol", "1"},
                {"server_id", server_id},
                {"schema", std::to_string(schema_version)},
                {"schema_oldest", std::to_string(schema_oldest)},
                {"epoch", std::to_string(epoch)},
                {"state", state},
                {"head", std::to_string(head)},
                {"chain", chain},
                {"history", history},
                {"device", standing},
                {"fence", given ? Json(*given) : Json()},
                {"now", std::to_string(now_())},
                {"collaborator", account.collaborator},
                {"account", account.state != "closing" ? "open"
                            : moved                    ? "moved"
                                                       : "revoked"},
                {"one_time_password", "0"},
                {"log_from", std::to_string(log_from_)}};
    answer["department"] = person == records.end() ? Json() : Json(*person->second.get("department"));
    return Answer{.sets = {{one_cell(answer.dump())}}};
}

Answer Server::pull(const Json& request) {
    const std::string device_id = *member_text(request, "device", an_id);
    const std::uint64_t after = std::stoull(*member_text(request, "after", a_number));
    const std::uint64_t count =
        std::min<std::uint64_t>(pull_max, std::stoull(*member_text(request, "operations_max", a_count)));
    if (after > head) throw Refused{31012, "behind"};
    if (after < log_from_) throw Refused{31015, "compacted"};
    std::uint64_t to = head;
    std::string to_chain = chain;
    if (head - after > count) {
        const auto batch = last_numbers_.lower_bound(after + count);
        to = batch->first;
        to_chain = batches.at(batch->second).chain;
        if (undone == Undone::pull_order) to = after + count;
    }
    if (const auto device = devices.find(device_id); device != devices.end() && device->second.state == "active") {
        device->second.cursor = after;
    }
    Answer answer;
    answer.sets.resize(3);
    answer.sets[0].push_back(one_cell(Json{
        {"from", std::to_string(after)},
        {"to", std::to_string(to)},
        {"chain", to_chain},
        {"head", std::to_string(head)},
        {"epoch", std::to_string(epoch)},
        {"now", std::to_string(now_())}}.dump()));
    for (auto at = last_numbers_.upper_bound(after); at != last_numbers_.end() && at->first <= to; ++at) {
        const Batch& batch = batches.at(at->second);
        const auto first = batch.first ? Text(std::to_string(*batch.first)) : Text();
        answer.sets[1].push_back({batch.id, batch.device, batch.account, std::to_string(batch.epoch), first,
                                  std::to_string(batch.last.value_or(0)), batch.chain, batch.seal});
    }
    const auto begin =
        std::partition_point(log.begin(), log.end(), [&](const Line& one) { return one.number <= after; });
    for (auto one = begin; one != log.end() && one->number <= to; ++one) answer.sets[2].push_back(one->cells);
    return answer;
}

const Line* Server::line(std::uint64_t number) const {
    const auto found =
        std::partition_point(log.begin(), log.end(), [&](const Line& one) { return one.number < number; });
    return found == log.end() || found->number != number ? nullptr : &*found;
}

} // namespace epic::model
