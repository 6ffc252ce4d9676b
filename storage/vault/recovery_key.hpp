// The key that gives people access to a file again when passwords are lost: made once, printed, kept in a drawer.
//
// Seven groups of five letters and digits, as in "4K7TW-…": 140 random bits, and in each group a check symbol that
// finds any one wrong symbol and any two exchanged ones, and a group in another's place. The alphabet is Crockford's
// base 32 (https://www.crockford.com/base32.html). How it is computed stands in storage/vault/README.md.
//
// Threads: a plain value; it holds guarded memory.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "storage/vault/secret.hpp"
#include "storage/vault/vault.hpp"

namespace epic::vault {

class RecoveryKey {
public:
    static constexpr std::size_t groups = 7;
    static constexpr std::size_t symbols_per_group = 5; // the last is the check symbol

    static RecoveryKey generate();
    // As a person types it: any case, with or without spaces and hyphens, O for 0, I and L for 1, U for V.
    // invalid_value, saying which group is wrong.
    static Result<RecoveryKey> parse(std::string_view typed);

    // In groups, to be printed. It is the secret itself: show it once, and keep it nowhere.
    std::string text() const;
    // What opens the slot; lives as long as this object.
    Credential credential() const;

private:
    using Symbols = std::array<char, groups * symbols_per_group>;
    RecoveryKey() = default;
    Secret<Symbols> symbols_;
};

} // namespace epic::vault
