// Many commands as one action of one person, in one transaction: an import.
//
//     const Id import = environment.ids.next();
//     EPIC_TRY(store.execute_together(import, "import.clients", [&](Bulk& bulk) -> Result<> {
//         for (const Line& line : lines) {
//             if (cancelled) return stopped();                    // an error: nothing was written
//             auto written = bulk.execute(command_of(line));
//             if (!written) report(line, written.error());        // that line wrote nothing, the rest goes on
//         }
//         return Done{};
//     }));
//     …
//     store.undo_import(import);                                  // all of it, or a reason why not
//
// Every command is judged by the rights of the person signed in and becomes a group of its own, so that groups stay
// small on the wire; the journal keeps `import` with each as what they have in common ("undo id", column action_id).
// Synchronisation knows nothing of it: to the server these are ordinary operations.
//
// Threads: `body` runs on the calling thread. Until it returns, other writers of the file wait; reads go on, here and
// elsewhere, and see the file as it was. It must not call anything of the Store that writes.
#pragma once

#include "core/commands/plan.hpp"
#include "storage/store/store.hpp"

namespace epic::store {

class Writing;

class Bulk {
public:
    Bulk(Writing& writing, const Id& action) : writing_(writing), action_(action) {}
    Bulk(const Bulk&) = delete;
    Bulk& operator=(const Bulk&) = delete;

    // As Store::execute, for commands that change no password and no access: a failed one has written nothing.
    Result<Written> execute(const Command& command);
    // Judged against the file with everything that this Bulk has written so far.
    Result<Plan> preview(const Command& command) const;
    // As Store::find, with everything that this Bulk has written so far; nothing when there is none.
    Result<std::optional<Record>> find(Entity entity, const Id& id) const;
    std::int64_t commands_written() const { return commands_written_; }

    // What an import looks for before it creates; withdrawn records are left out.
    using NameVisit = std::function<void(const Id& client, const std::string& full_name, const std::string& company)>;
    Result<> for_each_client_name(const NameVisit& visit) const;
    // `email` is normalised; in the order in which they came into the file.
    Result<std::vector<Id>> clients_by_email(const std::string& email) const;
    Result<std::vector<Id>> clients_by_phone(const std::string& e164) const; // the first few
    Result<std::vector<Id>> events_starting(const Id& contract, Instant starts) const;

private:
    Writing& writing_;
    const Id action_;
    std::int64_t commands_written_ = 0;
};

} // namespace epic::store
