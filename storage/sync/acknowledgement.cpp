#include "storage/sync/acknowledgement.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <sodium.h>

#include "core/merge/lines.hpp"
#include "storage/sync/refusal.hpp"

namespace epic::sync {
namespace {

const FieldChange* change_of(const Operation& operation, Field field) {
    const auto found = std::find_if(operation.changes.begin(), operation.changes.end(),
                                    [&](const FieldChange& change) { return change.field == field; });
    return found == operation.changes.end() ? nullptr : &*found;
}

// What an operation settles are questions about the fields that it names, whole units.
std::vector<Field> settled_fields(const Operation& operation) {
    std::vector<Field> settled;
    for (const FieldSpec& field : fields_of(operation.entity)) {
        const bool named = std::any_of(operation.changes.begin(), operation.changes.end(), [&](const FieldChange& c) {
            const bool one_unit = field.unit != MergeUnit::alone && spec(c.field).unit == field.unit;
            return c.field == field.field || one_unit;
        });
        if (named) settled.push_back(field.field);
    }
    return settled;
}

std::string text_of(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string() : *text;
}

store::Outcome refused(const OperationAnswer& answer, Language language) {
    store::Outcome outcome;
    outcome.operation = answer.id;
    outcome.verdict = store::Verdict::refused;
    outcome.code = answer.code;
    outcome.rule = answer.rule;
    outcome.text = refusal_message(answer.code, answer.rule, answer.field).in(language);
    return outcome;
}

void met(const FieldAnswer& field, const OperationAnswer& answer, const Operation& sent, store::Outcome& outcome) {
    const FieldChange* change = change_of(sent, field.field);
    if (change == nullptr) return;
    // What stands is the server's value, unless this operation won.
    if (field.outcome != FieldOutcome::won) outcome.results.push_back({field.field, field.value, field.number});
    if (field.outcome == FieldOutcome::agreed) {
        if (outcome.verdict == store::Verdict::applied) outcome.verdict = store::Verdict::merged;
        return;
    }
    outcome.verdict = store::Verdict::conflict;
    if (change->after == field.value) return;
    outcome.conflicts.push_back({.id = conflict_id(sent.id, field.field),
                                 .entity = sent.entity,
                                 .record = sent.record,
                                 .field = field.field,
                                 .operation = sent.id,
                                 .author = sent.author,
                                 .base = change->before,
                                 .mine = change->after,
                                 .theirs = field.value,
                                 .theirs_author = {},
                                 .number = answer.number});
}

} // namespace

store::Acknowledgement acknowledgement_of(const PushAnswer& answer, std::span<const Operation> sent,
                                          std::uint64_t cursor, Language language) {
    assert(answer.operations.size() == sent.size());
    store::Acknowledgement acknowledgement{
        .batch = answer.batch, .fence = answer.fence, .seal = answer.seal, .outcomes = {}, .contract_numbers = {}};
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const OperationAnswer& one = answer.operations[i];
        const bool passed = one.state == OperationState::known && one.number <= cursor;
        const bool taken = one.state == OperationState::applied || one.state == OperationState::refused;
        if (!taken && !passed) continue;
        if (one.state == OperationState::refused) {
            acknowledgement.outcomes.push_back(refused(one, language));
            continue;
        }
        store::Outcome outcome;
        outcome.operation = one.id;
        outcome.number = one.number;
        outcome.passed = passed;
        for (const FieldAnswer& field : one.fields) met(field, one, sent[i], outcome);
        acknowledgement.outcomes.push_back(std::move(outcome));
    }
    return acknowledgement;
}

std::optional<Value> merged_notes(const Operation& sent, const FieldAnswer& met) {
    const FieldChange* change = change_of(sent, met.field);
    if (change == nullptr) return std::nullopt;
    const std::string theirs = text_of(met.value);
    const std::string mine = text_of(change->after);
    const bool unseen = !change->base.operation && change->base.number == store::unseen_number;
    const auto merged = unseen ? merge_lines(theirs, mine) : merge_lines(text_of(change->before), theirs, mine);
    if (!merged) return std::nullopt;
    return merged->empty() ? Value{} : Value{*merged};
}

store::Pulled pulled_from(std::span<LogLine> lines) {
    store::Pulled pulled;
    for (LogLine& line : lines) {
        for (const Id& operation : line.entry.operation.settles) {
            for (const Field field : settled_fields(line.entry.operation)) {
                pulled.conflicts_closed.push_back({conflict_id(operation, field), line.entry.number});
            }
        }
        for (store::ConflictEntry& conflict : line.conflicts) pulled.conflicts.push_back(std::move(conflict));
        if (line.contract_number) pulled.contract_numbers.push_back(std::move(*line.contract_number));
        pulled.entries.push_back(std::move(line.entry));
    }
    return pulled;
}

std::string document_hash(std::string_view document) {
    std::array<unsigned char, 32> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(document.data()),
                       document.size(), nullptr, 0);
    std::array<char, digest.size() * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

} // namespace epic::sync
