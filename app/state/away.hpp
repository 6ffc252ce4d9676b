// What others changed while a person was away, ready to be read. Threads: plain values.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/state/seams.hpp"
#include "core/model/digest.hpp"

namespace epic::app {

struct AwayLine {
    std::string label, before, after;
};

struct AwayEntry {
    Entity entity{};
    Id record{};
    std::string name;
    std::string detail; // who, and when
    bool created = false;
    bool own = false;
    std::vector<AwayLine> lines; // none of what is new: its page tells
};

struct AwayState {
    Digest digest;
    // Of contracts and payments, as they stand: what a currency or a date alone does not tell.
    struct Facts {
        Money amount{};
        std::string client;
    };
    std::map<Id, Facts> facts;
    std::vector<AwayEntry> entries; // formatted from it
};

void format(AwayState& away, Language language, const Seams& seams, Instant now);

} // namespace epic::app
