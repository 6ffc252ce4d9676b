// Commands inside a write transaction that is open: judged, applied, journalled. Store::execute, imports, undo and the
// tray all write through this.
//
// Throws SQLite::Exception. Threads: those of the Connection. A command that fails has written nothing.
#pragma once

#include "storage/store/internal/database.hpp"
#include "storage/store/internal/world.hpp"

namespace epic::store {

class Writing {
public:
    // must_change_password when that is to be done first; `changed` learns what lists show anew.
    Writing(Database& database, Connection& connection, Changed& changed)
        : database_(database),
          connection_(connection),
          changed_(changed),
          session_(database.session()),
          moment_(database.moment()),
          world_(connection) {}

    // The commands go to the end of `group`. `named`: the command's name in the journal, where it is not its own.
    Result<Written> execute(const Command& command, std::optional<Seen> seen, Group& group,
                            std::string_view named = {});
    Result<Plan> plan(const Command& command) const;

    Group new_group(std::optional<Id> action = {}) const { return Group{database_.environment().ids.next(), action}; }
    const Session& session() const { return session_; }
    const World& world() const { return world_; }
    Connection& connection() { return connection_; }

private:
    Database& database_;
    Connection& connection_;
    Changed& changed_;
    const Session session_;
    const Moment moment_;
    const SqlWorld world_;
};

} // namespace epic::store
