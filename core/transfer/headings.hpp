// Which column of a table fills which field, by its heading.
//
// Headings are recognised in French and English, by the names people give them, whatever their case, accents and
// punctuation; what stands in brackets is passed over. Several columns may fill a field of several lines (an address,
// notes), and a name may come as first and last name, a moment as a day and a time.
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/seams.hpp"
#include "core/model/field.hpp"

namespace epic {

struct Target {
    enum class Part : std::uint8_t { whole, first_name, last_name, time_of_day };
    Field field{};
    Part part = Part::whole;
    bool operator==(const Target&) const = default;
};

// "email", "first_name", "start_time": what --map takes.
std::string_view target_name(const Target& target);
// Everything that an import of clients or events fills, by name.
std::span<const Target> import_targets(Entity entity);
std::optional<Target> find_target(Entity entity, std::string_view name);

// One `--map "Heading=field"`. The heading may also be a column's number, "#3"; the field "none" leaves it out.
struct HandMapping {
    std::string heading;
    std::string target;
};

// One for each heading; nothing for a column that fills no field.
using Mapping = std::vector<std::optional<Target>>;

// Hand mappings come first, then names. invalid_value: a heading or field that does not exist, a field that two
// columns claim by hand, two columns of one heading of which only one can fill the field, or no column for a field
// that is required (`provided` says which come from elsewhere).
// With `missing` the last two are no failure: what is required and has no column is put there, and of two columns of
// one heading none is taken, for a person to choose.
Result<Mapping> map_headings(Entity entity, const std::vector<std::string>& headings,
                             const std::vector<HandMapping>& by_hand, const FieldSet& provided, const Unicode& unicode,
                             FieldSet* missing = nullptr);

// The heading as it is compared: "E-mail (pro) *" → "e mail".
std::string comparable_heading(std::string_view heading, const Unicode& unicode);

} // namespace epic
