#include "assets/catalogue.hpp"

#include <cassert>
#include <cstddef>

#include "core/words/message.hpp"
#include "embedded/french_mo.hpp"

namespace epic::assets {

namespace {

constexpr std::uint32_t magic = 0x950412de;
constexpr std::uint32_t magic_swapped = 0xde120495;
// Magic, revision, count, offset of the originals, offset of the translations.
constexpr std::size_t header_size = 20;
// Length and offset of one string.
constexpr std::size_t entry_size = 8;

std::uint32_t little_endian(std::string_view bytes, std::size_t offset) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[offset + i]);
    return value;
}

std::uint32_t swap(std::uint32_t value) {
    return value >> 24U | (value >> 8U & 0xFF00U) | (value << 8U & 0xFF0000U) | value << 24U;
}

class Reader {
public:
    Reader(std::string_view bytes, bool swapped) : bytes_(bytes), swapped_(swapped) {}

    // `offset` + 4 must lie within the file.
    std::uint32_t number(std::size_t offset) const {
        const std::uint32_t value = little_endian(bytes_, offset);
        return swapped_ ? swap(value) : value;
    }

    bool has(std::size_t offset, std::size_t size) const {
        return offset <= bytes_.size() && size <= bytes_.size() - offset;
    }

    std::optional<std::string_view> string(std::size_t entry) const {
        const std::size_t length = number(entry);
        const std::size_t offset = number(entry + 4);
        if (!has(offset, length + 1) || bytes_[offset + length] != '\0') return std::nullopt;
        return bytes_.substr(offset, length);
    }

private:
    std::string_view bytes_;
    bool swapped_;
};

std::string_view french(std::string_view english, int form) {
    static const std::optional<MoFile> file = MoFile::read(embedded::french_mo());
    assert(file && "the embedded translations are not a .mo file");
    return english.empty() ? std::string_view{} : file->find(english, form);
}

} // namespace

std::optional<MoFile> MoFile::read(std::string_view bytes) {
    if (bytes.size() < header_size) return std::nullopt;
    const std::uint32_t first = little_endian(bytes, 0);
    if (first != magic && first != magic_swapped) return std::nullopt;
    const Reader reader(bytes, first == magic_swapped);
    if (reader.number(4) != 0) return std::nullopt;

    const std::size_t count = reader.number(8);
    const std::size_t originals = reader.number(12);
    const std::size_t translations = reader.number(16);
    if (!reader.has(originals, count * entry_size) || !reader.has(translations, count * entry_size)) {
        return std::nullopt;
    }
    MoFile file;
    file.texts_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto original = reader.string(originals + i * entry_size);
        const auto translation = reader.string(translations + i * entry_size);
        if (!original || !translation) return std::nullopt;
        // A plural's original is "singular NUL plural"; it is asked for by its singular.
        file.texts_.emplace(original->substr(0, original->find('\0')), *translation);
    }
    return file;
}

std::string_view MoFile::find(std::string_view english, int form) const {
    const auto found = texts_.find(english);
    if (found == texts_.end()) return {};
    std::string_view forms = found->second;
    for (; form > 0; --form) {
        const std::size_t end = forms.find('\0');
        if (end == std::string_view::npos) return {};
        forms.remove_prefix(end + 1);
    }
    return forms.substr(0, forms.find('\0'));
}

void install_catalogues() {
    set_catalogue(Language::french, french);
}

} // namespace epic::assets
