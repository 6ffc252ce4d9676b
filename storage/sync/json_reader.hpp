// Reading JSON that someone else wrote: every member is checked before it is used.
//
// A reader remembers the first thing that was wrong and gives neutral values from then on, so that a document
// is read straight through and judged once at the end with `failure`. Internal to storage/sync.
// Threads: confined to one.
#pragma once

#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/id.hpp"
#include "core/base/result.hpp"

namespace epic::sync {

class JsonReader {
public:
    explicit JsonReader(std::string_view text) : root_(nlohmann::json::parse(text, nullptr, false)) {}

    const nlohmann::json& root() const { return root_; }
    void reject(std::string_view what) {
        if (wrong_.empty()) wrong_ = what;
    }
    bool rejected() const { return !wrong_.empty(); }
    // server_refused, with what was wrong in the details.
    Error failure() const;

    const nlohmann::json& member(const nlohmann::json& object, const char* name) {
        static const nlohmann::json nothing;
        return object.is_object() && object.contains(name) ? object[name] : nothing;
    }
    // Empty when it is null or not there.
    std::string text(const nlohmann::json& object, const char* name) {
        const nlohmann::json& found = member(object, name);
        if (found.is_null()) return {};
        if (found.is_string()) return found.get<std::string>();
        reject(name);
        return {};
    }
    std::uint64_t number(const nlohmann::json& object, const char* name) {
        return parse_number(text(object, name), name);
    }
    std::uint64_t parse_number(std::string_view digits, std::string_view what) {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc() || end != digits.data() + digits.size()) reject(what);
        return value;
    }
    Id parse_id(std::string_view hex, std::string_view what) {
        const auto found = Id::parse(hex);
        if (!found) reject(what);
        return found.value_or(Id{});
    }
    Id id(const nlohmann::json& object, const char* name) { return parse_id(text(object, name), name); }

private:
    nlohmann::json root_;
    std::string wrong_;
};

} // namespace epic::sync
