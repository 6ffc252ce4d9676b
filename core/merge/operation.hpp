// An operation: one person's change of one record, field by field. The same thing is a line of the
// journal (history, undo), what a laptop pushes, and what it pulls.
//
// The form is final: storage/sync/README.md gives its JSON. Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/merge/hybrid_clock.hpp"
#include "core/model/field.hpp"
#include "core/model/record.hpp"

namespace epic {

// Which version of a field's value the author saw.
struct Base {
    std::uint64_t number = 0;    // the server's number of that value; 0: none yet (the record is the author's own)
    std::optional<Id> operation; // the author's own operation, not yet confirmed, that wrote that value
    bool operator==(const Base&) const = default;
};

struct FieldChange {
    Field field{};
    Value before{};
    Value after{};
    Base base{};
};

enum class OperationKind : std::uint8_t { create, change };

struct Operation {
    Id id{};
    Id group{};                 // one action of one person; pushed, refused, pulled and undone whole
    std::uint32_t position = 0; // within the group, from 0
    std::string command;        // "contract.sign"
    Entity entity{};
    Id record{};
    OperationKind kind = OperationKind::change;
    Id author{};
    Id device{};
    HybridTime stamp{};
    std::vector<FieldChange> changes;
    std::vector<Id> settles{}; // operations whose questions about these fields of this record end here
};

} // namespace epic
