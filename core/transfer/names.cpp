#include "core/transfer/names.hpp"

#include <algorithm>
#include <array>

#include "core/model/validation.hpp"

namespace epic {
namespace {

constexpr std::size_t letters_min = 5;
// Of one company's people: beyond this many, a near name is not worth the search.
constexpr std::size_t compared_max = 2'000;

// Says nothing about who somebody is.
bool is_filler(std::string_view word) {
    static constexpr std::array<std::string_view, 24> words{
        "sarl", "sas", "sasu", "sa", "eurl", "sci", "scop", "gmbh", "ag",  "ltd", "llc", "inc",
        "plc",  "co",  "corp", "et", "and",  "the", "m",    "mr",   "mme", "mrs", "ms",  "mlle"};
    return std::ranges::find(words, word) != words.end();
}

// The words of it in alphabetical order, letters and figures only.
std::string comparable(std::string_view text, const Unicode& unicode) {
    const std::string folded = unicode.fold(text);
    std::vector<std::string> found(1);
    for (const char c : folded) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (word) {
            found.back() += c;
        } else if (!found.back().empty()) {
            found.emplace_back();
        }
    }
    std::erase_if(found, [](const std::string& word) { return word.empty() || is_filler(word); });
    std::ranges::sort(found);
    std::string all;
    for (const std::string& word : found) all += (all.empty() ? "" : " ") + word;
    return all;
}

} // namespace

bool one_typing_error_apart(std::string_view a, std::string_view b) {
    if (a == b) return true;
    if (length_in_code_points(a) < letters_min || length_in_code_points(b) < letters_min) return false;
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 3) return false;
    const auto same_front = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
    std::size_t same_back = 0;
    while (same_back < a.size() - same_front && a[a.size() - 1 - same_back] == b[b.size() - 1 - same_back]) ++same_back;
    const std::string_view left = a.substr(same_front, a.size() - same_front - same_back);
    const std::string_view right = b.substr(same_front, b.size() - same_front - same_back);
    // Bytes of one letter may agree in front or at the back, so what differs is at most one letter's bytes.
    if (length_in_code_points(left) <= 1 && length_in_code_points(right) <= 1) return true;
    return left.size() == 2 && right.size() == 2 && left[0] == right[1] && left[1] == right[0];
}

void NameIndex::add(const Id& client, std::string_view full_name, std::string_view company) {
    const auto number = static_cast<std::uint32_t>(entries_.size());
    Entry entry{client, comparable(full_name, unicode_), comparable(company, unicode_)};
    if (entry.name.empty()) return;
    by_name_[entry.name].push_back(number);
    if (!entry.company.empty()) by_company_[entry.company].push_back(number);
    entries_.push_back(std::move(entry));
}

std::vector<Id> NameIndex::near_same(std::string_view full_name, std::string_view company,
                                     std::size_t count_max) const {
    const std::string name = comparable(full_name, unicode_);
    const std::string of = comparable(company, unicode_);
    std::vector<std::uint32_t> found;
    if (name.empty()) return {};
    const auto look = [&](const Chains& chains, const std::string& key, auto&& fits) {
        const auto chain = chains.find(key);
        if (chain == chains.end()) return;
        std::size_t compared = 0;
        for (const std::uint32_t number : chain->second) {
            if (++compared > compared_max) return;
            if (fits(entries_[number])) found.push_back(number);
        }
    };
    look(by_name_, name, [&](const Entry& entry) { return one_typing_error_apart(entry.company, of); });
    if (!of.empty()) {
        look(by_company_, of, [&](const Entry& entry) { return one_typing_error_apart(entry.name, name); });
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::vector<Id> clients;
    for (std::size_t i = 0; i < std::min(found.size(), count_max); ++i) clients.push_back(entries_[found[i]].client);
    return clients;
}

} // namespace epic
