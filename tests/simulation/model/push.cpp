// A batch under the head's lock: the same one gets the same answer, groups are taken or refused whole.
#include "tests/simulation/model/push.hpp"

namespace epic::model {
namespace {

using Json = nlohmann::json;

bool held_back(const PushedOperation& operation) {
    return operation.state != "applied" && operation.state != "known";
}

} // namespace

void Push::undo_to(std::size_t mark) {
    while (undo_.size() > mark) {
        undo_.back()();
        undo_.pop_back();
    }
}

std::size_t Push::stretch(std::size_t first, std::size_t count) const {
    if (operations_[first].alone) return first + 1;
    std::size_t last = first + 1;
    while (last < count && !operations_[last].alone && operations_[last].depends_on <= first) ++last;
    return last;
}

// Operations of one group. False when one is held back; then each says what it is itself.
bool Push::do_segment(std::size_t first, std::size_t last) {
    bool whole = true;
    for (std::size_t i = first; i < last; ++i) {
        PushedOperation& operation = operations_[i];
        if (!operation.state.empty()) {
            whole = whole && !held_back(operation);
            continue;
        }
        judge(operation);
        if (operation.state.empty() && !operation.creates) merge(operation);
        if (operation.state.empty()) write(operation);
        whole = whole && !held_back(operation);
    }
    return whole;
}

void Push::run(const std::string& batch, const std::string& device) {
    batch_ = batch, device_ = device;
    first_line_ = server_.log.size();
    for (std::size_t first = 0; first < operations_.size();) {
        std::size_t last = first + 1;
        while (last < operations_.size() && operations_[last].group == operations_[first].group) ++last;
        const std::size_t mark = undo_.size();
        // In steps: what does not have to see each other is judged together, and says each for itself what is wrong.
        for (std::size_t step = first; step < last;) {
            const std::size_t end = stretch(step, last);
            if (do_segment(step, end)) {
                step = end;
                continue;
            }
            if (server_.undone == Undone::group_whole) {
                step = end;
                continue;
            }
            undo_to(mark);
            bool refused = false;
            bool merging = false;
            for (std::size_t i = step; i < end; ++i) {
                refused = refused || operations_[i].state == "refused";
                merging = merging || operations_[i].state == "merge";
            }
            const bool in_one = step == first && end == last;
            bool said = false;
            for (std::size_t i = first; i < last; ++i) {
                PushedOperation& operation = operations_[i];
                if (operation.state == "known") continue;
                const bool itself = i >= step && i < end && operation.state == "refused" && (in_one || !said);
                said = said || itself;
                if (!itself) operation.code = refused ? "group" : "", operation.rule.clear(), operation.fault.clear();
                operation.state = refused ? "refused" : merging ? "merge" : "deferred";
                operation.number = 0;
            }
            break;
        }
        first = last;
    }
}

std::string Push::digests() const {
    std::string all;
    for (std::size_t i = first_line_; i < server_.log.size(); ++i) all += server_.log[i].digest;
    return all;
}

Json Push::answers() const {
    Json answers = Json::array();
    for (const PushedOperation& operation : operations_) {
        Json one{{"id", operation.id}, {"state", operation.state}};
        if (operation.number != 0) one["number"] = std::to_string(operation.number);
        if (!operation.code.empty()) one["code"] = operation.code;
        if (operation.state == "refused" && !operation.rule.empty()) one["rule"] = operation.rule;
        if (!operation.fault.empty()) one["field"] = operation.fault;
        for (const PushedField& field : operation.fields) {
            const std::string& outcome = field.outcome;
            if (outcome != "agreed" && outcome != "won" && outcome != "lost" && outcome != "question" &&
                outcome != "amended" && outcome != "merge") {
                continue;
            }
            one["fields"].push_back(
                {field.name, outcome, std::to_string(field.met.number), field.current ? Json(*field.current) : Json()});
        }
        answers.push_back(std::move(one));
    }
    return answers;
}

Answer Server::push(std::string_view account, const std::string& author, bool trusted, const Json& request) {
    const std::string device_id = member_text(request, "device", an_id).value_or("");
    const std::string fence = member_text(request, "fence", an_id).value_or("");
    const std::string id = member_text(request, "batch", an_id).value_or("");
    const std::string digest = sha256(std::string(account) + "\n" + id + "\n" +
                                      (request.contains("operations") ? request["operations"].dump() : std::string()));
    // Form first: nobody waits for what is malformed.
    Push push(*this, trusted, author);
    push.read(request);
    const auto found = devices.find(device_id);
    if (found == devices.end()) throw Refused{31008, "device"};
    Device& device = found->second;
    if (device.state != "active") throw Refused{31011, "retired"};
    const auto same = batches.find(id);
    if (fence != device.fence) {
        const bool again = undone != Undone::batch_once && same != batches.end() && same->second.device == device_id &&
                           same->second.fence_before == fence && fence == device.previous_fence &&
                           device.last_batch == id && same->second.digest == digest;
        if (again) return Answer{.sets = {{{same->second.answer}}}};
        if (undone != Undone::batch_once) throw Refused{31008, "clone"};
    }
    if (same != batches.end() && undone == Undone::nothing) throw Refused{31008, "clone"};

    const std::uint64_t before = head;
    push.run(id, device_id);
    Batch batch{.id = id,
                .device = device_id,
                .account = std::string(account),
                .digest = digest,
                .fence_before = fence,
                .chain = {},
                .seal = {},
                .answer = {},
                .first = {},
                .last = {},
                .epoch = epoch};
    if (head > before) {
        chain = sha256(chain + id + push.digests());
        batch.first = before + 1;
        batch.last = head;
        last_numbers_[head] = id;
    }
    batch.chain = chain;
    batch.seal = seal_of(epoch, head, chain);
    device.previous_fence = fence;
    device.fence = next_fence_();
    device.last_batch = id;
    const auto number = [](const std::optional<std::uint64_t>& n) { return n ? Json(std::to_string(*n)) : Json(); };
    batch.answer = Json{{"batch", id},
                        {"fence", device.fence},
                        {"epoch", std::to_string(epoch)},
                        {"first", number(batch.first)},
                        {"last", number(batch.last)},
                        {"chain", chain},
                        {"seal", batch.seal},
                        {"now", std::to_string(now_())},
                        {"operations", push.answers()}}
                       .dump();
    return Answer{.sets = {{{(batches[id] = std::move(batch)).answer}}}};
}

} // namespace epic::model
