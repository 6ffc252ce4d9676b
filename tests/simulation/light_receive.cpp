// What the server said, as a laptop in memory takes it: answers, the log, pages.
#include <algorithm>
#include <set>

#include "tests/simulation/light_laptop.hpp"

namespace epic::test {
namespace {

bool waits(LightLaptop::State state) {
    return state == LightLaptop::State::pending || state == LightLaptop::State::sent;
}

} // namespace

Result<> LightLaptop::apply(const store::Acknowledgement& acknowledgement) {
    std::vector<std::pair<Id, std::string>> refused;
    for (const store::Outcome& outcome : acknowledgement.outcomes) {
        Line* found = mutable_line(outcome.operation);
        if (found == nullptr || !waits(found->state)) continue;
        if (outcome.verdict == store::Verdict::refused) {
            refused.emplace_back(outcome.operation, outcome.code + " " + outcome.rule);
            continue;
        }
        std::vector<store::FieldResult> results = outcome.results;
        const auto shown = records_.find(found->operation.record);
        if (outcome.passed && shown != records_.end()) {
            for (const FieldChange& change : found->operation.changes) {
                results.push_back(confirmed_result(shown->second, change.field));
                const bool merged =
                    spec(change.field).merge == MergePolicy::lines && results.back().value != change.after;
                if (merged) rebase_followers(found->operation, change);
            }
        }
        settle_taken(*found, outcome.verdict, outcome.number, results);
        found->by_answer = true;
        for (const store::ConflictEntry& conflict : outcome.conflicts) keep(conflict);
    }
    EPIC_TRY(thaw(acknowledgement.batch));
    take_back(refused);
    if (!acknowledgement.fence.empty()) state_.fence = acknowledgement.fence;
    return Done{};
}

void LightLaptop::confirm(Shown& shown, Field field, const Value& value, std::uint64_t number) {
    if (number < confirmed_number(shown, field)) return;
    if (number != shown.created_number) shown.versions[field] = number;
    const auto shadow = shown.shadows.find(field);
    if (shadow == shown.shadows.end()) {
        shown.record.set(field, value);
    } else {
        shadow->second = value;
    }
}

void LightLaptop::settle(Shown& shown, Field field) {
    const auto shadow = shown.shadows.find(field);
    if (shadow == shown.shadows.end()) return;
    for (auto one = journal_.rbegin(); one != journal_.rend(); ++one) {
        if (one->operation.record != shown.record.id || !waits(one->state)) continue;
        for (const FieldChange& change : one->operation.changes) {
            if (change.field == field) return shown.record.set(field, change.after);
        }
    }
    shown.record.set(field, shadow->second);
    shown.shadows.erase(shadow);
}

void LightLaptop::settle_taken(Line& taken, store::Verdict verdict, std::uint64_t number,
                               const std::vector<store::FieldResult>& results) {
    taken.state = State::confirmed;
    taken.verdict = verdict;
    taken.number = number;
    const auto found = records_.find(taken.operation.record);
    if (found == records_.end()) return;
    Shown& shown = found->second;
    if (taken.operation.kind == OperationKind::create) shown.created_number = number;
    std::map<Field, store::FieldResult> standing;
    for (const FieldChange& change : taken.operation.changes)
        standing[change.field] = {change.field, change.after, number};
    for (const store::FieldResult& result : results) standing[result.field] = result;
    for (const auto& [field, result] : standing) {
        confirm(shown, field, result.value, result.number);
        settle(shown, field);
    }
}

store::FieldResult LightLaptop::confirmed_result(const Shown& shown, Field field) {
    const auto shadow = shown.shadows.find(field);
    return {field, shadow == shown.shadows.end() ? shown.record.get(field) : shadow->second,
            confirmed_number(shown, field)};
}

std::vector<store::FieldResult> LightLaptop::results_of(const store::LogEntry& entry, const Line& known) {
    std::vector<store::FieldResult> results = entry.results;
    const auto found = records_.find(known.operation.record);
    if (found == records_.end() || entry.operation.kind == OperationKind::create) return results;
    for (const FieldChange& change : known.operation.changes) {
        const auto& written = entry.operation.changes;
        const auto named = std::find_if(written.begin(), written.end(),
                                        [&](const auto& other) { return other.field == change.field; });
        if (named != written.end()) {
            const bool met = std::any_of(entry.results.begin(), entry.results.end(),
                                         [&](const auto& other) { return other.field == change.field; });
            if (!met && named->after != change.after) {
                results.push_back({change.field, named->after, entry.number});
                rebase_followers(known.operation, change);
            }
            continue;
        }
        results.push_back(confirmed_result(found->second, change.field));
    }
    const auto names = [](const auto& all, Field field) {
        return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.field == field; });
    };
    for (const FieldChange& change : entry.operation.changes) {
        if (names(known.operation.changes, change.field) || names(results, change.field)) continue;
        results.push_back({change.field, change.after, entry.number});
    }
    return results;
}

void LightLaptop::rebase_followers(const Operation& operation, const FieldChange& change) {
    for (Line& follower : journal_) {
        if (follower.operation.record != operation.record) continue;
        for (FieldChange& theirs : follower.operation.changes) {
            if (theirs.field == change.field && theirs.base.operation == operation.id) theirs.base = change.base;
        }
    }
}

void LightLaptop::take_back(const std::vector<std::pair<Id, std::string>>& refused, bool server_was_asked) {
    // A copy of the file has sent it, and a page brought the record.
    const auto stays = [&](const Operation& operation) {
        const auto shown = records_.find(operation.record);
        return !server_was_asked && operation.kind == OperationKind::create && shown != records_.end() &&
               shown->second.created_number;
    };
    std::map<Id, std::string> all(refused.begin(), refused.end());
    std::set<Id> groups;
    for (const auto& [id, reason] : refused) groups.insert(line(id)->operation.group);
    std::set<Id> gone;
    for (const auto& [id, reason] : refused) {
        const Operation& operation = line(id)->operation;
        if (operation.kind == OperationKind::create && !stays(operation)) gone.insert(operation.record);
    }
    const auto names_gone = [&](const Operation& operation) {
        return gone.contains(operation.record) ||
               std::any_of(operation.changes.begin(), operation.changes.end(), [&](const auto& change) {
                   const auto* id = std::get_if<Id>(&change.after);
                   return id != nullptr && gone.contains(*id);
               });
    };
    for (bool more = true; more;) {
        more = false;
        for (const Line& one : journal_) {
            const Operation& operation = one.operation;
            if (!waits(one.state) || all.contains(operation.id)) continue;
            const bool of_group = groups.contains(operation.group);
            if (!of_group && (!names_gone(operation) || stays(operation))) continue;
            all.try_emplace(operation.id, of_group ? "group" : "not_found base.refused");
            groups.insert(operation.group);
            if (operation.kind == OperationKind::create && !stays(operation)) gone.insert(operation.record);
            more = true;
        }
    }
    for (auto one = journal_.rbegin(); one != journal_.rend(); ++one) {
        const auto reason = all.find(one->operation.id);
        if (reason == all.end()) continue;
        one->state = State::refused;
        tray_[one->operation.id] = reason->second;
        returned_once_.insert(one->operation.id);
        if (stays(one->operation)) continue; // the server knows it
        for (const FieldChange& change : one->operation.changes) rebase_followers(one->operation, change);
    }
    for (const auto& [id, reason] : all) {
        const Operation& operation = line(id)->operation;
        if (operation.kind == OperationKind::create) {
            if (gone.contains(operation.record)) records_.erase(operation.record);
        } else if (const auto shown = records_.find(operation.record); shown != records_.end()) {
            for (const FieldChange& change : operation.changes) settle(shown->second, change.field);
        }
    }
}

void LightLaptop::keep(const store::ConflictEntry& conflict) {
    const auto [found, is_new] = questions_.try_emplace(conflict.id, Question{conflict});
    if (!is_new && conflict.number >= found->second.entry.number) {
        found->second.entry.mine = conflict.mine;
        found->second.entry.theirs = conflict.theirs;
        found->second.entry.number = conflict.number;
    }
}

void LightLaptop::take_new(const store::LogEntry& entry) {
    const Operation& operation = entry.operation;
    by_id_[operation.id] = journal_.size();
    journal_.push_back({operation, State::confirmed, entry.number, entry.verdict});
    const bool creates = operation.kind == OperationKind::create;
    auto found = records_.find(operation.record);
    if (found == records_.end()) {
        if (!creates) return;
        found = records_.emplace(operation.record, Shown{Record(operation.entity, operation.record)}).first;
        found->second.created_number = entry.number;
        found->second.record.created_by = operation.author;
    }
    Shown& shown = found->second;
    for (FieldChange& change : journal_.back().operation.changes) {
        change.before = confirmed_result(shown, change.field).value;
        const std::uint64_t met = confirmed_number(shown, change.field);
        const bool saw = !creates && entry.verdict == store::Verdict::applied;
        if (saw && met < entry.number) change.base = {met, std::nullopt};
    }
    if (creates && !shown.created_number) shown.created_number = entry.number;
    std::map<Field, store::FieldResult> standing;
    for (const FieldChange& change : operation.changes)
        standing[change.field] = {change.field, change.after, entry.number};
    for (const store::FieldResult& result : entry.results) standing[result.field] = result;
    for (const auto& [field, result] : standing) confirm(shown, field, result.value, result.number);
}

Result<> LightLaptop::apply(const store::Pulled& pulled) {
    HybridTime newest{};
    for (const store::LogEntry& entry : pulled.entries) {
        newest = std::max(newest, entry.operation.stamp);
        Line* known = mutable_line(entry.operation.id);
        if (known == nullptr) {
            take_new(entry);
        } else if (waits(known->state)) {
            settle_taken(*known, entry.verdict, entry.number, results_of(entry, *known));
            known->by_answer = false;
        } else if (known->state == State::refused) {
            tray_.erase(known->operation.id);
            if (known->operation.kind == OperationKind::create && !records_.contains(known->operation.record)) {
                Shown shown{Record(known->operation.entity, known->operation.record), entry.number};
                shown.record.created_by = known->operation.author;
                for (const FieldChange& change : known->operation.changes) shown.record.set(change.field, change.after);
                records_[known->operation.record] = std::move(shown);
            }
            settle_taken(*known, entry.verdict, entry.number, results_of(entry, *known));
            known->by_answer = false;
        } else {
            // Of another number: a restore has lost that one, and somebody else has returned it.
            if (known->number != entry.number)
                settle_taken(*known, entry.verdict, entry.number, results_of(entry, *known));
            known->by_answer = false;
        }
    }
    for (const store::ConflictEntry& conflict : pulled.conflicts) keep(conflict);
    for (const auto& [id, number] : pulled.conflicts_closed) {
        const auto found = questions_.find(id);
        if (found != questions_.end() && found->second.entry.number <= number) found->second.open = false;
    }
    for (const store::ContractNumber& issued : pulled.contract_numbers) {
        const auto found = records_.find(issued.contract);
        if (found != records_.end()) found->second.record.set(Field::contract_number, issued.number);
    }
    HybridClock clock(last_stamp_);
    clock.see(newest, Instant{clock_->now().unix_ms + state_.clock_offset_ms});
    last_stamp_ = clock.last();
    state_.cursor = pulled.cursor;
    state_.chain_hash = pulled.chain_hash;
    return Done{};
}

// ---- the present state, page by page ----

bool LightLaptop::wants_pages(const store::ExchangeState& state) const {
    return !state.bootstrapped && state.cursor == 0;
}

Result<> LightLaptop::begin_bootstrap() {
    state_.bootstrapped = false;
    state_.bootstrap.clear();
    state_.cursor = 0;
    state_.chain_hash.clear();
    for (auto& [id, question] : questions_) question.open = false;
    return Done{};
}

void LightLaptop::take_row(const store::BootstrapRow& arrived) {
    const auto [found, is_new] =
        records_.try_emplace(arrived.record.id, Shown{Record(arrived.record.entity, arrived.record.id)});
    Shown& shown = found->second;
    shown.record.created_by = arrived.record.created_by;
    shown.created_number = arrived.created_number;
    std::map<Field, std::uint64_t> numbers;
    for (const auto& [field, number] : arrived.numbers) numbers[field] = number;
    for (const FieldSpec& field : fields_of(arrived.record.entity)) {
        const auto changed = numbers.find(field.field);
        const Value& value = arrived.record.get(field.field);
        if (is_new && changed == numbers.end()) {
            shown.record.set(field.field, value);
        } else {
            confirm(shown, field.field, value, changed == numbers.end() ? arrived.created_number : changed->second);
        }
    }
}

Result<> LightLaptop::apply_bootstrap(const std::vector<store::BootstrapRow>& rows, const std::string& progress,
                                      const std::vector<store::ConflictEntry>& conflicts) {
    for (const store::BootstrapRow& row : rows) take_row(row);
    for (const store::ConflictEntry& conflict : conflicts) {
        keep(conflict);
        questions_.at(conflict.id).open = true;
    }
    state_.bootstrap = progress;
    return Done{};
}

Result<> LightLaptop::finish_bootstrap(std::uint64_t cursor, const std::string& chain_hash) {
    state_.bootstrapped = true;
    state_.bootstrap.clear();
    state_.cursor = cursor;
    state_.chain_hash = chain_hash;
    return Done{};
}

} // namespace epic::test
