// A small company in a file of its own, for tests to work in.
//
// The file is made once, by the program itself, and copied for each test: making people derives keys.
#pragma once

#include <string>

#include "tests/cli/program.hpp"

namespace epic::test {

class Office {
public:
    Office();

    Person alice; // gestion, made the file
    Person bruno; // commercial
    Person carla; // commercial
    Person denis; // support
    Person fatou; // support

    std::filesystem::path path(std::string_view name) const { return folder_ / name; }
    std::filesystem::path write(std::string_view name, std::string_view text) const;
    // Anyone of this file, with a password of their own.
    Person person(const std::string& email, std::string_view password) const;

    // A client of Bruno's, with a contract of 1500.00 EUR; the ids.
    struct Work {
        std::string client;
        std::string contract;
    };
    Work sold(bool is_signed) const;

private:
    TemporaryFolder folder_;
};

} // namespace epic::test
