// Three-way merge of notes, line by line.
//
// Source: diff3 (Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", 2007) over longest common
// subsequences, with one difference: two additions at one place are both kept, the server's first, because
// notes grow and nobody's line may be lost. A line changed or removed on one side and changed otherwise on
// the other has no merge: a person decides.
//
// Cost: O(lines²) time and memory in the changed middle; texts are at most 20,000 characters.
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace epic {

// The merged text, or nothing when both sides changed the same lines in different ways. Symmetric except for
// the order of two additions at one place. Lines are split at '\n'; a final line without one counts.
std::optional<std::string> merge_lines(std::string_view base, std::string_view theirs, std::string_view mine);
// Where it is not known what both had in common: the lines that stand in both are taken for that, and the others of
// either for added, so that none is removed.
std::optional<std::string> merge_lines(std::string_view theirs, std::string_view mine);

} // namespace epic
