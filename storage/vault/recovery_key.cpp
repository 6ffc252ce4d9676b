#include "storage/vault/recovery_key.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "storage/vault/os.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t data_symbols = RecoveryKey::symbols_per_group - 1;
constexpr std::size_t all_symbols = RecoveryKey::groups * RecoveryKey::symbols_per_group;

std::uint8_t value_of(char symbol) {
    return static_cast<std::uint8_t>(alphabet.find(symbol));
}

// Times x in GF(32) with x^5 + x^2 + 1.
std::uint8_t doubled(std::uint8_t value) {
    const int shifted = value << 1;
    return static_cast<std::uint8_t>((shifted & 0x20) != 0 ? shifted ^ 0x25 : shifted);
}

// Each place has a factor of its own, neither 0 nor 1: one wrong symbol changes the sum, and so do two that were
// exchanged, the check symbol among them. The number of the group tells groups that were exchanged.
char check_symbol(std::string_view data, std::size_t group) {
    std::uint8_t sum = 0;
    for (std::size_t i = data.size(); i-- > 0;) sum = doubled(static_cast<std::uint8_t>(sum ^ value_of(data[i])));
    return alphabet[sum ^ (group + 1)];
}

bool group_is_right(std::string_view group, std::size_t number) {
    return check_symbol(group.substr(0, data_symbols), number) == group[data_symbols];
}

Error wrong(const Msg& message, std::initializer_list<std::string_view> arguments) {
    return Error{.code = ErrorCode::invalid_value, .message = Message(message, arguments), .field = "recovery_key"};
}

std::optional<char> symbol_of(char typed) {
    char symbol = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    switch (symbol) {
        case 'O': symbol = '0'; break;
        case 'I':
        case 'L': symbol = '1'; break;
        case 'U': symbol = 'V'; break;
        default: break;
    }
    if (alphabet.find(symbol) == std::string_view::npos) return std::nullopt;
    return symbol;
}

// The length of the separator that `text` begins with, 0 for none: white space, hyphens, and what word processors
// make of them (U+00A0, U+2010 to U+2015, U+2212).
std::size_t separator_at(std::string_view text) {
    if (text.find_first_of(" \t\r\n-_.") == 0) return 1;
    if (text.starts_with("\xC2\xA0")) return 2;
    if (text.starts_with("\xE2\x88\x92")) return 3;
    const bool dash = text.size() >= 3 && text.starts_with("\xE2\x80") && text[2] >= '\x90' && text[2] <= '\x95';
    return dash ? 3 : 0;
}

// A whole character of UTF-8, for the message that shows it.
std::string_view character_at(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
    return text.substr(0, size);
}

} // namespace

RecoveryKey RecoveryKey::generate() {
    RecoveryKey key;
    Secret<std::array<std::uint8_t, groups * data_symbols>> random;
    os::random_bytes(random->data(), random->size());
    for (std::size_t group = 0; group < groups; ++group) {
        char* const symbols = key.symbols_->data() + group * symbols_per_group;
        for (std::size_t i = 0; i < data_symbols; ++i) symbols[i] = alphabet[(*random)[group * data_symbols + i] & 31];
        symbols[data_symbols] = check_symbol({symbols, data_symbols}, group);
    }
    return key;
}

Result<RecoveryKey> RecoveryKey::parse(std::string_view typed) {
    RecoveryKey key;
    std::size_t count = 0;
    std::vector<std::size_t> sizes; // of the groups, as they were typed
    bool between = true;
    while (!typed.empty()) {
        if (const std::size_t separator = separator_at(typed); separator != 0) {
            between = true;
            typed.remove_prefix(separator);
            continue;
        }
        const auto symbol = symbol_of(typed.front());
        if (!symbol) {
            const std::string group = std::to_string(count / symbols_per_group + 1);
            return wrong(words::recovery_symbol, {character_at(typed), group});
        }
        typed.remove_prefix(1);
        if (between) sizes.push_back(0);
        between = false;
        ++sizes.back();
        if (count < all_symbols) (*key.symbols_)[count] = *symbol;
        ++count;
    }
    if (count != all_symbols && sizes.size() == groups) {
        const auto odd = std::find_if(sizes.begin(), sizes.end(), [](auto size) { return size != symbols_per_group; });
        return wrong(words::recovery_group_size, {std::to_string(odd - sizes.begin() + 1), std::to_string(*odd)});
    }
    if (count != all_symbols) return wrong(words::recovery_size, {std::to_string(count)});
    for (std::size_t group = 0; group < groups; ++group) {
        if (!group_is_right({key.symbols_->data() + group * symbols_per_group, symbols_per_group}, group)) {
            return wrong(words::recovery_group, {std::to_string(group + 1)});
        }
    }
    return key;
}

std::string RecoveryKey::text() const {
    std::string text;
    for (std::size_t i = 0; i < all_symbols; ++i) {
        if (i != 0 && i % symbols_per_group == 0) text += '-';
        text += (*symbols_)[i];
    }
    return text;
}

Credential RecoveryKey::credential() const {
    // Nobody's login is empty.
    return {"", {symbols_->data(), symbols_->size()}};
}

} // namespace epic::vault
