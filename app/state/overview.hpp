// What the pages about the whole office share: a figure's question, and whether what is shown is still so.
//
// Each of them (today.hpp, charts.hpp, calendar.hpp) is read by one effect and answered once; the answer carries the
// ticket of the question, and one to an older question is dropped. Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/error.hpp"
#include "core/base/money.hpp"
#include "core/model/query.hpp"

namespace epic::app {

template <typename Data>
struct Reading {
    std::uint64_t ticket = 0; // of the last question
    bool asked = false;       // and not answered yet
    bool stale = true;        // something has been written since
    std::optional<Data> data; // of an earlier question, until the answer is there
    std::optional<Error> error;
};

// "€12,500" and "12 500 €": an amount in a figure or on an axis, without what comes behind the decimal sign.
std::string round_amount(Money money, Language language);

// "in 25 min", "in 3 h 10 min", "tomorrow", "in 5 days"; `running` for what has begun: "ends in 25 min".
std::string countdown_text(std::int64_t now_ms, std::int64_t then_ms, std::int64_t days, bool running,
                           Language language);

} // namespace epic::app
