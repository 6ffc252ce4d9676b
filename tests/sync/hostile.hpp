// An office at work, seen by someone with stolen rights: records of several people, what core's rules say about
// each, and what the server's tables hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/rules/rules.hpp"
#include "tests/sync/office.hpp"

namespace epic::test {

struct KnownRecord {
    Entity entity{};
    std::string id;
    RuleFacts facts;
};

// Two clients of two people, contracts signed and not, events assigned and not, payments.
class BusyOffice : public Office {
public:
    BusyOffice();
    std::vector<KnownRecord> records;
    std::string denis; // support, without an account
    std::string client_of(const Person& commercial) const;
    std::string signed_contract_of(const Person& commercial) const;

private:
    void fill(const Person& commercial);
};

struct Role {
    std::string_view name;
    Person person;
    Actor actor;
};
std::vector<Role> roles(const Office& office);

// A valid value of the field, unlike what any record has.
std::string value_for(const FieldSpec& field, const BusyOffice& office);

// One line for each table that holds something worth protecting: equal lines, nothing has changed.
std::string checksums(Office& office);

// What was tried, what got through.
struct Attempts {
    int made = 0;
    std::vector<std::string> through;

    void note(bool got_through, const std::string& what) {
        ++made;
        if (got_through) through.push_back(what);
    }
    void print(std::string_view what) const;
};

} // namespace epic::test
