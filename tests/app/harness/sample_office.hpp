// A small office in a real encrypted file: three departments, clients, contracts signed and not, payments, events.
//
// Written through the store's own commands, each by someone who may. Throws when something is refused.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/id.hpp"

namespace epic::test {

struct SampleOffice {
    std::string password = "une phrase facile"; // everyone's
    std::string gestion = "alice.renard@agence.fr";
    std::string commercial = "bruno.lemoine@agence.fr";
    std::string other_commercial = "claire.vidal@agence.fr";
    std::string support = "david.morel@agence.fr";
    std::string other_support = "elsa.petit@agence.fr";
    Id lefevre{};         // client of `commercial`
    Id chateau{};         // client of `other_commercial`
    Id signed_contract{}; // of lefevre, 12,500.00 EUR, 5,000.00 paid
    Id open_contract{};   // of lefevre, 800.00 EUR, not signed
    Id wedding{};         // event on signed_contract, nobody assigned
};

SampleOffice make_sample_office(const std::filesystem::path& file);

} // namespace epic::test
