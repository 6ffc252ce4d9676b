// The tour through an import: a CSV as a spreadsheet in a French office writes it, with what goes wrong in them.
#include <filesystem>
#include <fstream>

#include "app/shell/tour_walk.hpp"

namespace epic::shell {
namespace {

using namespace app;

// In Windows-1252: a date that no calendar has, a line without its name, a phone number that is none, a client twice.
constexpr const char* customers =
    "Nom complet;Courriel;T\xE9l\xE9phone;Soci\xE9t\xE9;Premier contact;Couleur\r\n"
    "Ga\xEBlle Le Bihan;gaelle.lebihan@armor.example;02 98 00 11 22;Armor Conserves;03/02/2026;bleu\r\n"
    "Rapha\xEBl Cayla;r.cayla@cayla.example;05 61 00 33 44;Menuiserie Cayla;31/02/2026;vert\r\n"
    ";contact@sansnom.example;05 61 00 55 66;Sans Nom;12/03/2026;\r\n"
    "Lucie Fontanel;lucie@fontanel.example;poste 12;Fontanel & Filles;18/04/2026;rouge\r\n"
    "Gaelle Le Bihan;gaelle.lebihan@armor.example;02 98 00 11 22;Armor Conserves;03/02/2026;bleu\r\n";

} // namespace

Result<> TourWalk::import_dialog() {
    if (!wants_any("client-import") || !create_disabled_reason(app_.state(), Entity::client).empty()) return Done{};
    const std::filesystem::path folder = std::filesystem::absolute(request_.folder) / ".import";
    const std::filesystem::path file = folder / "clients.csv";
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::ofstream(file, std::ios::binary) << customers;
    go(intent::GoTo{Section::clients});
    go(intent::Import{Entity::client});
    type(file.string());
    press(ImGuiKey_Enter);
    EPIC_TRY(take("client-import-columns"));
    hold(true);
    go(intent::CheckImport{});
    EPIC_TRY(take("client-import-checking"));
    hold(false);
    EPIC_TRY(take("client-import-checked"));
    go(intent::RunImport{});
    EPIC_TRY(take("client-import-done"));
    go(intent::UndoImport{});
    std::filesystem::remove_all(folder, ignored);
    return Done{};
}

} // namespace epic::shell
