#include "tests/bench/office/stream.hpp"

#include <algorithm>
#include <span>

namespace epic::bench {
namespace {

using F = Field;

// As long as a fence is.
constexpr std::string_view no_fence = "ffffffffffffffffffffffffffffffff";

const intl::Environment& world() {
    return intl::system_environment();
}

std::string member(const std::string& document, std::string_view name) {
    std::string key = "\"" + std::string(name) + "\":";
    std::size_t at = document.find(key);
    if (at == std::string::npos) throw std::runtime_error("no " + std::string(name) + " in " + document.substr(0, 200));
    at = document.find('"', at + key.size()) + 1;
    return document.substr(at, document.find('"', at) - at);
}

Operation begin(OperationKind kind, const Id& record, const char* command) {
    Operation operation;
    operation.id = operation.group = world().ids.next();
    operation.command = command;
    operation.entity = Entity::client;
    operation.record = record;
    operation.kind = kind;
    operation.stamp = HybridTime::at(world().clock.now());
    return operation;
}

} // namespace

Stream::Stream(const Office& office, std::uint16_t port) : office_(office), connection_(office.connect(port, false)) {
    envelope_ = {office.server_id, world().ids.next()};
    const std::string answer =
        must(connection_.call_for_text("sync_hello", {sync::hello_document({.envelope = envelope_, .sends = true})}));
    fence_ = member(answer, "fence");
    envelope_.server_schema = std::stoull(member(answer, "schema"));
}

std::vector<std::string> Stream::in_batches(std::vector<Operation> operations) const {
    std::vector<std::string> batches;
    for (std::size_t begin = 0; begin < operations.size(); begin += batch_size) {
        const std::size_t count = std::min(batch_size, operations.size() - begin);
        batches.push_back(sync::push_document(envelope_, no_fence, world().ids.next(),
                                              std::span(operations).subspan(begin, count), false));
    }
    return batches;
}

std::vector<std::string> Stream::creations(std::size_t operations) {
    std::vector<Operation> made;
    for (std::size_t i = 0; i < operations; ++i) {
        Operation operation = begin(OperationKind::create, world().ids.next(), "client.add");
        operation.changes = {{F::client_full_name, {}, std::string(client_name), {}},
                             {F::client_first_contact, {}, Date{2026, 11, 1}, {}},
                             {F::client_commercial, {}, office_.commercial, {}},
                             {F::client_notes, {}, std::string(client_notes), {}}};
        clients_.push_back({operation.record, operation.id});
        made.push_back(std::move(operation));
    }
    return in_batches(std::move(made));
}

std::vector<std::string> Stream::changes(std::size_t operations) {
    std::vector<Operation> made;
    for (std::size_t i = 0; i < operations; ++i) {
        Client& client = clients_.at(next_++ % clients_.size());
        Operation operation = begin(OperationKind::change, client.id, "client.edit");
        // Another number each time: a repeated text would compress to nothing.
        std::string phone = "06 .. .. .. ..";
        for (std::size_t digit = 0; char& c : phone) {
            if (c == '.') c = static_cast<char>('0' + operation.id.bytes[8 + digit++] % 10);
        }
        operation.changes = {{F::client_phone, {}, std::move(phone), {.operation = client.written}}};
        client.written = operation.id;
        made.push_back(std::move(operation));
    }
    return in_batches(std::move(made));
}

void Stream::send(std::string& batch) {
    batch.replace(batch.find(no_fence), no_fence.size(), fence_);
    const std::string answer = must(connection_.call_for_text("sync_push", {batch}));
    fence_ = member(answer, "fence");
    if (answer.find("\"refused\"") != std::string::npos) throw std::runtime_error(answer.substr(0, 500));
}

} // namespace epic::bench
