// The dispatcher's table: every verb, what it takes, and the function that does it.
//
// Threads: constants.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/answer.hpp"
#include "core/base/result.hpp"
#include "core/words/message.hpp"

namespace epic::cli {

struct Call;
struct Context;

struct OptionSpec {
    std::string_view name;       // "--set"
    std::string_view value_name; // "field=value"; empty for a flag
    bool required = false;
    bool repeats = false;
};

struct PositionalSpec {
    std::string_view name; // "ID"
    bool required = true;
};

enum class Session : std::uint8_t {
    none,               // the verb opens no file, or its own
    signed_in,          // FILE is open and the person signed in
    even_if_must_change // that, also before they have chosen their own password
};

struct Verb {
    std::string words; // "contract sign"
    std::vector<PositionalSpec> positionals;
    std::vector<OptionSpec> options;
    Session session = Session::signed_in;
    bool in_batch = true;
    Msg help;
    Result<Answer> (*run)(Context&, const Call&) = nullptr;
};

std::span<const Verb> verbs();
// The options that every call takes.
std::span<const OptionSpec> global_options();

// "contract sign ID [--on DATE]"
std::string usage(const Verb& verb);

} // namespace epic::cli
