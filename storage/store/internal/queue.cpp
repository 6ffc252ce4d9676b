#include "storage/store/internal/queue.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "storage/store/internal/journal.hpp"

namespace epic::store {
namespace {

class QueueReader {
public:
    QueueReader(Connection& connection, const std::optional<Id>& author) : connection_(connection), author_(author) {}

    // For one batch: at most so many, and no notes together with those that they were written on. A copy of this file
    // may have merged the first before it sent them, and only the answer tells: the server would take the second for an
    // edit of what was merged, which their author has not seen.
    std::vector<Operation> read_batch(std::size_t operations_max) { return read(operations_max, true); }
    std::vector<Operation> read_all() { return read(std::numeric_limits<std::size_t>::max(), false); }

    // The operations that were left out, and whose must come first.
    const std::map<Id, Id>& waiting() const { return waiting_; }

private:
    std::vector<Operation> read(std::size_t operations_max, bool one_batch) {
        std::vector<Operation> ready;
        std::vector<Operation> group;
        bool ended = false;
        const auto finish = [&] {
            ended = one_batch && author_ && continues_notes(group, ready);
            if (ended) return;
            std::optional<Id> behind;
            for (const Operation& operation : group) {
                if (!behind) behind = builds_on(operation);
            }
            for (Operation& operation : group) {
                if (behind) {
                    waiting_[operation.id] = *behind;
                } else {
                    ready.push_back(std::move(operation));
                }
            }
            group.clear();
        };
        Query query(connection_, author_ ? "journal/queue.sql" : "journal/queue_of_everyone.sql");
        if (author_) query.bind(":author", *author_);
        while (query.step()) {
            JournalLine line = read_line(query);
            read_changes(connection_, line);
            if (!group.empty() && group.front().group != line.operation.group) finish();
            if (ended || (!ready.empty() && ready.size() >= operations_max)) return ready;
            group.push_back(std::move(line.operation));
        }
        finish();
        return ready;
    }

    static bool continues_notes(const std::vector<Operation>& group, const std::vector<Operation>& ready) {
        const auto on_notes = [&](const FieldChange& change) {
            return spec(change.field).merge == MergePolicy::lines && change.base.operation &&
                   std::any_of(ready.begin(), ready.end(), [&](const Operation& one) {
                       return one.id == *change.base.operation && one.kind == OperationKind::change;
                   });
        };
        return std::any_of(group.begin(), group.end(), [&](const Operation& one) {
            return std::any_of(one.changes.begin(), one.changes.end(), on_notes);
        });
    }

    // Whose operation the server has to see before: another's, or of an own one that waits, theirs.
    std::optional<Id> must_come_first(const Id& operation, const Id& author, bool pending) const {
        if (const auto found = waiting_.find(operation); found != waiting_.end()) return found->second;
        if (pending && author_ && author != *author_) return author;
        return std::nullopt;
    }

    std::optional<Id> created_by_others(const Id& record) {
        Query query(connection_, "journal/creation_of.sql");
        query.bind(":record", record);
        if (!query.step()) return std::nullopt;
        const auto state = static_cast<State>(query.integer(1));
        return must_come_first(query.id(0), query.id(2), state == State::pending || state == State::sent);
    }

    std::optional<Id> builds_on(const Operation& operation) {
        if (operation.kind == OperationKind::change) {
            if (const auto behind = created_by_others(operation.record)) return behind;
        }
        for (const FieldChange& change : operation.changes) {
            if (change.base.operation) {
                const auto base = find_operation(connection_, *change.base.operation);
                const bool pending = base && (base->state == State::pending || base->state == State::sent);
                const auto behind =
                    base ? must_come_first(base->operation.id, base->operation.author, pending) : std::optional<Id>();
                if (behind) return behind;
            }
            if (const auto* id = std::get_if<Id>(&change.after)) {
                if (const auto behind = created_by_others(*id)) return behind;
            }
        }
        return std::nullopt;
    }

    Connection& connection_;
    const std::optional<Id> author_;
    std::map<Id, Id> waiting_;
};

} // namespace

std::vector<Operation> read_queue(Connection& connection, const std::optional<Id>& author, std::size_t operations_max) {
    return QueueReader(connection, author).read_batch(operations_max);
}

std::map<Id, Id> read_behind(Connection& connection, const Id& author) {
    QueueReader reader(connection, author);
    reader.read_all();
    return reader.waiting();
}

std::vector<HeldBack> read_held_back(Connection& connection, const Id& author) {
    std::vector<HeldBack> held;
    for (const auto& [operation, behind] : read_behind(connection, author)) {
        const auto found =
            std::find_if(held.begin(), held.end(), [&](const HeldBack& one) { return one.behind == behind; });
        if (found == held.end()) {
            held.push_back({behind, 1});
        } else {
            ++found->operations;
        }
    }
    return held;
}

} // namespace epic::store
