// One call, taken apart: the verb, its options and its positional arguments.
//
// Fails with `usage` and a sentence. Threads: pure functions and plain values.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/grammar.hpp"

namespace epic::cli {

Error usage_error(Message message);

struct Call {
    const Verb* verb = nullptr; // none: `--help` or `--version` alone
    std::string group;          // of `client --help`: client
    std::map<std::string, std::vector<std::string>, std::less<>> options;
    std::map<std::string, std::string, std::less<>> positionals;

    bool has(std::string_view option) const { return options.contains(option); }
    // The only value, or nothing.
    std::optional<std::string> value(std::string_view option) const;
    // Every value of an option that repeats.
    std::vector<std::string> values(std::string_view option) const;
    // A positional that the table requires.
    const std::string& positional(std::string_view name) const;
};

// No verb is written so; says which one may have been meant. `second` is empty where one word was typed.
Error unknown_verb(const std::string& first, const std::string& second);

Result<Call> parse_call(std::span<const std::string> arguments);

// What the arguments say of language and form, read before anything else so that even a usage error is said
// in the right words and the right form.
struct Manner {
    std::optional<std::string> language; // as typed
    bool json = false;
};
Manner manner_of(std::span<const std::string> arguments);

// The position of the first word that is neither a global option nor the value of one.
std::size_t first_word(std::span<const std::string> arguments);

} // namespace epic::cli
