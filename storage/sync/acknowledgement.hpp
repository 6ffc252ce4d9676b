// From the protocol's answers to what the store keeps.
//
// Threads: pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/words/message.hpp"
#include "storage/store/exchange.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {

inline constexpr int merge_rounds_max = 3;

// `sent` are the operations of the batch in its order. Operations that the server asks to merge first, and those
// that build on them, have no outcome: they become pending again. So do those that it knew already: the log settles
// them, because only it says what they met — but for those at `cursor` or before it, which the log will not bring any
// more. Reasons are told in `language`.
store::Acknowledgement acknowledgement_of(const PushAnswer& answer, std::span<const Operation> sent,
                                          std::uint64_t cursor, Language language);

// The author's notes and the server's, merged by line; nothing when both changed the same lines. What both had in
// common last is what the edit stands on: what its author saw, or what it was merged with the last time. Where that is
// not known (store::unseen_number), nothing of either is removed.
std::optional<Value> merged_notes(const Operation& sent, const FieldAnswer& met);

// Without cursor and chain.
store::Pulled pulled_from(std::span<LogLine> lines);

// BLAKE2b of the exact bytes, in hexadecimal digits.
std::string document_hash(std::string_view document);

} // namespace epic::sync
