// Near-same people: whether two names, with their companies, may be one client.
//
// Two are near the same when name and company agree but for case, accents, punctuation, the order of words, the legal
// form of a company, and one typing error in one of the two (a letter wrong, missing, added, or two exchanged) where
// it has five letters or more. Without companies, names must agree without a typing error.
// Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/seams.hpp"

namespace epic {

// At most one typing error apart; both of five letters or more (code points), or equal.
bool one_typing_error_apart(std::string_view a, std::string_view b);

// Everyone known, to be asked for near-same ones.
class NameIndex {
public:
    explicit NameIndex(const Unicode& unicode) : unicode_(unicode) {}

    void add(const Id& client, std::string_view full_name, std::string_view company);
    // In the order in which they were added; at most `count_max`.
    std::vector<Id> near_same(std::string_view full_name, std::string_view company, std::size_t count_max = 5) const;

private:
    struct Entry {
        Id client{};
        std::string name; // comparable
        std::string company;
    };
    using Chains = std::unordered_map<std::string, std::vector<std::uint32_t>>;

    const Unicode& unicode_;
    std::vector<Entry> entries_;
    Chains by_name_;
    Chains by_company_;
};

} // namespace epic
