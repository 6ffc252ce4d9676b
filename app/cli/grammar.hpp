// The dispatcher's table: every verb, what it takes, and the function that does it.
//
// Parsing, help, the manual page, the completion of shells and the batch all read it. What an option's value
// may be is told by its `value_name`: alternatives stand with | between them, and core's names of fields and
// filters stand for "field=value", "[-]field", "field op value" and "NAME".
// Threads: constants.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/answer.hpp"
#include "core/base/result.hpp"
#include "core/model/field.hpp"
#include "core/words/message.hpp"

namespace epic::cli {

struct Call;
struct Context;

struct OptionSpec {
    std::string_view name;       // "--set"
    std::string_view value_name; // "field=value"; empty for a flag
    bool required = false;
    bool repeats = false;
    Msg help{"", ""};
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
// "--on DATE"
std::string option_text(const OptionSpec& option);
// Every first word of verbs with two, once: "collaborator", "client"…
std::span<const std::string> groups();
// Of "client add" and of "export clients": client. Nothing for a verb that is about no entity.
std::optional<Entity> entity_of(const Verb& verb);

} // namespace epic::cli
