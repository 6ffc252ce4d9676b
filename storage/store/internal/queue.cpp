#include "storage/store/internal/queue.hpp"

#include <algorithm>
#include <set>

#include "storage/store/internal/journal.hpp"

namespace epic::store {
namespace {

class QueueReader {
public:
    QueueReader(Connection& connection, const std::optional<Id>& author) : connection_(connection), author_(author) {}

    std::vector<Operation> read(std::size_t operations_max) {
        std::vector<Operation> ready;
        std::vector<Operation> group;
        const auto finish = [&] {
            if (group.empty()) return;
            const bool waits =
                std::any_of(group.begin(), group.end(), [&](const auto& o) { return builds_on_others(o); });
            for (Operation& operation : group) {
                if (waits) {
                    waiting_.insert(operation.id);
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
            if (!ready.empty() && ready.size() >= operations_max) return ready;
            group.push_back(std::move(line.operation));
        }
        finish();
        return ready;
    }

private:
    // Another's operation that the server has not seen, or an own one that waits for such.
    bool must_come_first(const Id& operation, const Id& author, bool pending) const {
        return waiting_.contains(operation) || (pending && author_ && author != *author_);
    }

    bool created_by_others(const Id& record) {
        Query query(connection_, "journal/creation_of.sql");
        query.bind(":record", record);
        if (!query.step()) return false;
        const auto state = static_cast<State>(query.integer(1));
        return must_come_first(query.id(0), query.id(2), state == State::pending || state == State::sent);
    }

    bool builds_on_others(const Operation& operation) {
        if (operation.kind == OperationKind::change && created_by_others(operation.record)) return true;
        for (const FieldChange& change : operation.changes) {
            if (change.base.operation) {
                const auto base = find_operation(connection_, *change.base.operation);
                const bool pending = base && (base->state == State::pending || base->state == State::sent);
                if (base && must_come_first(base->operation.id, base->operation.author, pending)) return true;
            }
            const auto* id = std::get_if<Id>(&change.after);
            if (id != nullptr && created_by_others(*id)) return true;
        }
        return false;
    }

    Connection& connection_;
    const std::optional<Id> author_;
    std::set<Id> waiting_;
};

} // namespace

std::vector<Operation> read_queue(Connection& connection, const std::optional<Id>& author, std::size_t operations_max) {
    return QueueReader(connection, author).read(operations_max);
}

} // namespace epic::store
