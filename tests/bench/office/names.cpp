#include "tests/bench/office/names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace epic::bench {
namespace {

using Texts = std::vector<std::string>;

const Texts first_names{
    "Marie",    "Jean",   "Camille", "Louise",     "Nicolas",   "Émilie",      "Julien",       "Élodie",   "Thomas",
    "Chloé",    "Pierre", "Léa",     "Antoine",    "Manon",     "Éric",        "Zoé",          "François", "Hélène",
    "Lou",      "Jérôme", "Inès",    "Maël",       "Océane",    "Rémi",        "Céline",       "Benoît",   "Aurélie",
    "Stéphane", "Agnès",  "Loïc",    "Gaëlle",     "Yann",      "Noémie",      "Bérénice",     "Cédric",   "Anaïs",
    "Gérard",   "Solène", "Étienne", "Maud",       "Jacky",     "Mohamed",     "Fatima",       "Karim",    "Yasmine",
    "Giulia",   "Pedro",  "Nguyễn",  "Anne-Marie", "Jean-Paul", "Marie-Laure", "Charles-Henri"};
const Texts usual_family_names{
    "Martin",   "Bernard",  "Thomas",   "Petit",    "Robert",   "Richard",  "Durand",   "Dubois",    "Moreau",
    "Laurent",  "Simon",    "Michel",   "Lefebvre", "Leroy",    "Roux",     "David",    "Bertrand",  "Morel",
    "Fournier", "Girard",   "Bonnet",   "Dupont",   "Lambert",  "Fontaine", "Rousseau", "Vincent",   "Müller",
    "Lefèvre",  "Faure",    "André",    "Mercier",  "Blanc",    "Guérin",   "Boyer",    "Garnier",   "Chevalier",
    "François", "Legrand",  "Gauthier", "Garcia",   "Perrin",   "Robin",    "Clément",  "Morin",     "Nicolas",
    "Henry",    "Roussel",  "Mathieu",  "Gautier",  "Masson",   "Marchand", "Duval",    "Denis",     "Dumont",
    "Marie",    "Lemaire",  "Noël",     "Meyer",    "Dufour",   "Meunier",  "Brun",     "Blanchard", "Giraud",
    "Joly",     "Rivière",  "Lucas",    "Brunet",   "Gaillard", "Barbier",  "Arnaud",   "Martinez",  "Gérard",
    "Roche",    "Renard",   "Schmitt",  "Roy",      "Leroux",   "Colin",    "Vidal",    "Caron",     "Picard",
    "Roger",    "Fabre",    "Aubert",   "Lemoine",  "Renaud",   "Dumas",    "Lacroix",  "Olivier",   "Philippe",
    "Bouzin",   "Blangier", "Benoît",   "Hervé",    "D'Arc",    "Le Gall",  "O'Brien",  "de La Tour"};
const Texts usual_towns{"Paris",      "Lyon",     "Marseille", "Toulouse", "Nice",    "Nantes",   "Montpellier",
                        "Strasbourg", "Bordeaux", "Lille",     "Rennes",   "Reims",   "Toulon",   "Saint-Étienne",
                        "Le Havre",   "Dijon",    "Grenoble",  "Angers",   "Nîmes",   "Brest",    "Tours",
                        "Amiens",     "Limoges",  "Annecy",    "Besançon", "Orléans", "Mulhouse", "Caen",
                        "Nancy",      "Cancale",  "Honfleur",  "Évian"};
const Texts usual_words{"le",       "la",       "de",     "pour",    "avec",      "à",         "les",      "et",
                        "traiteur", "salle",    "menu",   "sans",    "gluten",    "vin",       "devis",    "rappeler",
                        "après",    "avant",    "midi",   "soir",    "parking",   "sono",      "piste",    "danse",
                        "fleurs",   "blanches", "gâteau", "étages",  "enfants",   "chaises",   "tables",   "rondes",
                        "lumière",  "scène",    "micro",  "arrivée", "invités",   "vestiaire", "accès",    "livraison",
                        "camion",   "quai",     "clés",   "gardien", "assurance", "acompte",   "facture",  "solde",
                        "confirmé", "attente",  "photos", "vidéo",   "musique",   "orchestre", "discours", "projecteur",
                        "écran",    "terrasse", "pluie",  "tente"};
const Texts company_forms{"{} & Fils",     "{} SA",
                          "SARL {}",       "Groupe {}",
                          "Cabinet {}",    "Ateliers {}",
                          "{} Événements", "Société Générale {}",
                          "Mairie de [",   "Les Jardins de [",
                          "Hôtel de [",    "Association ["};
const Texts event_kinds{"Mariage {}",  "Assemblée générale {}", "Soirée d'entreprise {}",
                        "Concert à [", "Séminaire {}",          "Anniversaire de {}",
                        "Gala de [",   "Inauguration [",        "Lancement {}",
                        "Vœux {}"};
const Texts venue_kinds{"Château de [", "Salle des fêtes de [", "Domaine {}", "Palais des congrès de [",
                        "Hôtel {}",     "Grange de [",          "Péniche {}", "Théâtre de ["};
const Texts mail_hosts{"gmail.com", "orange.fr", "free.fr", "wanadoo.fr", "laposte.net", "exemple.fr"};
constexpr std::array syllables{"ba",   "bel", "bou", "bra", "cha",   "chau", "cou",  "dau",   "de",  "dou",
                               "fa",   "fer", "ga",  "gi",  "gue",   "ha",   "jac",  "jou",   "la",  "lan",
                               "le",   "lou", "ma",  "mer", "mon",   "na",   "ner",  "pa",    "per", "pui",
                               "quin", "ra",  "rey", "ro",  "sa",    "sau",  "tau",  "ter",   "thi", "tou",
                               "va",   "ver", "vi",  "zi",  "gneau", "lier", "mard", "nault", "ray", "teau"};
constexpr std::size_t rare_family_names = 60'000;
constexpr std::size_t rare_towns = 8'000;
constexpr std::size_t rare_words = 30'000;

std::string capital(std::string word) {
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

std::string filled(std::string form, const std::string& family_name, const std::string& town) {
    if (const auto at = form.find("{}"); at != std::string::npos) form.replace(at, 2, family_name);
    if (const auto at = form.find('['); at != std::string::npos) form.replace(at, 1, town);
    return form;
}

// For e-mail addresses.
std::string ascii(const std::string& text) {
    std::string plain;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || c == '-') plain += c;
    }
    return plain;
}

} // namespace

Names::Names(test::Random& random)
    : random_(random), family_names_(usual_family_names), towns_(usual_towns), words_(usual_words) {
    for (std::size_t i = 0; i < rare_family_names; ++i) family_names_.push_back(capital(invented(2, 4)));
    for (std::size_t i = 0; i < rare_towns; ++i) towns_.push_back(capital(invented(2, 3)) + "-sur-" + invented(1, 2));
    for (std::size_t i = 0; i < rare_words; ++i) words_.push_back(invented(2, 4));
}

std::string Names::invented(int syllables_min, int syllables_max) {
    std::string word;
    for (std::int64_t left = random_.between(syllables_min, syllables_max); left > 0; --left) {
        word += syllables.at(static_cast<std::size_t>(random_.between(0, syllables.size() - 1)));
    }
    return word;
}

const std::string& Names::skewed(const std::vector<std::string>& from) {
    const double u = static_cast<double>(random_.between(0, 1'000'000)) / 1'000'000.0;
    const double place = std::pow(static_cast<double>(from.size()), u) - 1.0;
    return from.at(std::min(static_cast<std::size_t>(place), from.size() - 1));
}

Names::Person Names::person() {
    const std::string& first = skewed(first_names);
    const std::string& last = skewed(family_names_);
    std::array<char, 24> phone{};
    (void)std::snprintf(phone.data(), phone.size(), "0%lld %02lld %02lld %02lld %02lld",
                        static_cast<long long>(random_.between(6, 7)), static_cast<long long>(random_.between(0, 99)),
                        static_cast<long long>(random_.between(0, 99)), static_cast<long long>(random_.between(0, 99)),
                        static_cast<long long>(random_.between(0, 99)));
    return {first + " " + last, ascii(first) + "." + ascii(last) + "@" + random_.pick(mail_hosts), phone.data()};
}

std::string Names::company() {
    return filled(random_.pick(company_forms), skewed(family_names_), skewed(towns_));
}

std::string Names::event_title() {
    return filled(random_.pick(event_kinds), skewed(family_names_), skewed(towns_));
}

std::string Names::venue() {
    return filled(random_.pick(venue_kinds), skewed(family_names_), skewed(towns_));
}

std::string Names::address() {
    return std::to_string(random_.between(1, 180)) + " rue " + skewed(family_names_) + ", " +
           std::to_string(random_.between(10'000, 95'999)) + " " + skewed(towns_);
}

std::string Names::notes(int words_min, int words_max) {
    std::string text;
    for (std::int64_t left = random_.between(words_min, words_max); left > 0; --left) {
        text += skewed(words_);
        text += random_.chance(8) ? ".\n" : " ";
    }
    return text;
}

} // namespace epic::bench
