// The push cuts values to their field's length where it groups them, so that no grouped table could hold a long text: a
// field that becomes longer in core has to become longer there, or its end would be lost without a word.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <regex>
#include <string>

#include "core/model/field.hpp"
#include "tests/support/places.hpp"

using namespace epic;
using namespace epic::test;

TEST_CASE("no procedure of the push cuts a value that core allows") {
    std::map<std::string, std::uint32_t> allowed; // the longest field of a name
    for (std::size_t i = 0; i < entity_count; ++i) {
        for (const FieldSpec& field : fields_of(static_cast<Entity>(i))) {
            // Shorter by their own pattern: 32 digits, at most 16.
            if (field.type == FieldType::reference || field.type == FieldType::instant) continue;
            std::uint32_t& longest = allowed[std::string(field.name)];
            longest = std::max(longest, field.length_max);
        }
    }
    const std::regex cut("'([a-z_]+)' then left\\(f\\.value, ([0-9]+)\\)");
    int cuts = 0;
    for (const char* file : {"50_push_stage.sql", "53_push_write.sql", "54_push_write_changed.sql"}) {
        const std::string text = read_file(source_dir() / "storage/sync/sql" / file);
        for (std::sregex_iterator at(text.begin(), text.end(), cut), end; at != end; ++at) {
            INFO(file << ": " << (*at)[0]);
            if (!allowed.contains((*at)[1])) continue;
            CHECK(allowed[(*at)[1]] <= std::stoul((*at)[2]));
            ++cuts;
        }
    }
    CHECK(cuts > 30);
}
