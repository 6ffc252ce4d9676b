// A company's first steps by keyboard alone: its file, the recovery key, a colleague, the first client, contract and
// event. One script for the program without a window and for the real one.
//
// Keys are named as xdotool names them. Threads: the test's.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "tests/app/harness/app_under_test.hpp"

namespace epic::test {

struct Keyboard {
    std::function<void(const std::string& chord)> key;
    std::function<void(const std::string& ascii)> type;
    std::function<void()> wait; // until the program has done what was asked
};

inline constexpr std::string_view first_password = "a phrase that is easy";
inline constexpr std::string_view founder_email = "alice@agence.test";
inline constexpr std::string_view seller_email = "bruno@agence.test";

// From the start page of a computer on which no file was ever opened. Ends with the event's page, as Bruno.
void take_first_steps(const Keyboard& keyboard, const std::filesystem::path& file);
// What the file holds then, as Bruno reads it; fails the test when it is something else.
void check_first_steps(const std::filesystem::path& file);
// With the headless driver.
Keyboard keyboard_of(AppUnderTest& laptop);

} // namespace epic::test
