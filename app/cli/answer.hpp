// What a verb answers: once for machines, once for people.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "app/cli/exit_code.hpp"

namespace epic::cli {

// Keys in the order in which they were written.
using Json = nlohmann::ordered_json;

struct Answer {
    Json json;        // with --json and in a batch
    std::string text; // otherwise; lines end with \n
    ExitCode exit = ExitCode::done;
};

// One line, whatever bytes the texts hold: what is not UTF-8 is replaced.
inline std::string to_line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace epic::cli
