#include "assets/catalogue.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/words/message.hpp"
#include "embedded/french_mo.hpp"
#include "tests/support/random.hpp"

namespace {

using epic::assets::MoFile;
using epic::test::Random;
using namespace std::string_literals;

enum class ByteOrder { little, big };

void append_number(std::string& out, std::uint32_t number, ByteOrder order) {
    for (int i = 0; i < 4; ++i) {
        const int shift = order == ByteOrder::little ? 8 * i : 24 - 8 * i;
        out += static_cast<char>(static_cast<unsigned char>(number >> shift & 0xFFU));
    }
}

// A .mo file as the GNU gettext manual describes it, without the optional hash table.
std::string mo_file(const std::vector<std::pair<std::string, std::string>>& texts, ByteOrder order) {
    const auto count = static_cast<std::uint32_t>(texts.size());
    const std::uint32_t originals = 28;
    const std::uint32_t translations = originals + 8 * count;
    std::uint32_t offset = translations + 8 * count;
    std::string out;
    for (const std::uint32_t number : {0x950412deU, 0U, count, originals, translations, 0U, offset}) {
        append_number(out, number, order);
    }
    std::string strings;
    const auto table = [&](auto member) {
        for (const auto& text : texts) {
            const std::string& bytes = text.*member;
            append_number(out, static_cast<std::uint32_t>(bytes.size()), order);
            append_number(out, offset, order);
            offset += static_cast<std::uint32_t>(bytes.size()) + 1;
            strings += bytes + '\0';
        }
    };
    table(&std::pair<std::string, std::string>::first);
    table(&std::pair<std::string, std::string>::second);
    return out + strings;
}

const std::vector<std::pair<std::string, std::string>> some_texts = {
    {"", "Language: fr\n"},
    {"Save", "Enregistrer"},
    {"{0} client\0{0} clients"s, "{0} client\0{0} clients au total"s},
};

} // namespace

TEST_CASE("A .mo file of either byte order gives its texts and both forms of its plurals") {
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
        const std::string bytes = mo_file(some_texts, order);
        const auto file = MoFile::read(bytes);
        REQUIRE(file);
        CHECK(file->header() == "Language: fr\n");
        CHECK(file->find("Save", 0) == "Enregistrer");
        CHECK(file->find("{0} client", 0) == "{0} client");
        CHECK(file->find("{0} client", 1) == "{0} clients au total");
        CHECK(file->find("{0} client", 2).empty());
        CHECK(file->find("Save", 1).empty());
        CHECK(file->find("Never said", 0).empty());
    }
}

TEST_CASE("A .mo file that ends early is refused, wherever it ends") {
    const std::string bytes = mo_file(some_texts, ByteOrder::little);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        // A copy of that very size, so that the address sanitizer sees a read beyond it.
        const std::string cut = bytes.substr(0, size);
        INFO(size);
        CHECK_FALSE(MoFile::read(cut));
    }
}

TEST_CASE("A .mo file with any byte changed is refused or read, never trusted") {
    const std::string whole = mo_file(some_texts, ByteOrder::little);
    epic::test::for_each_seed(2000, [&](Random& random) {
        std::string bytes = whole;
        const auto at = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(bytes.size()) - 1));
        bytes[at] = random.bytes(1)[0];
        const auto file = MoFile::read(bytes);
        if (!file) return;
        for (const std::string_view text : {file->find("Save", 0), file->find("{0} client", 1)}) {
            const bool inside = text.empty() || (text.data() >= bytes.data() &&
                                                 text.data() + text.size() <= bytes.data() + bytes.size());
            CHECK(inside);
        }
    });
}

TEST_CASE("The French texts are inside the program, with French plurals") {
    const auto file = MoFile::read(epic::embedded::french_mo());
    REQUIRE(file);
    CHECK(file->header().find("Language: fr\n") != std::string_view::npos);
    CHECK(file->header().find("charset=UTF-8") != std::string_view::npos);
    CHECK(file->header().find("nplurals=2; plural=(n > 1)") != std::string_view::npos);
}

TEST_CASE("A text without a translation stays English") {
    static constexpr epic::Msg never_translated{"never_translated", "A text of this test only"};
    epic::assets::install_catalogues();
    CHECK(epic::tr(epic::Language::french, never_translated) == "A text of this test only");
    CHECK(epic::tr(epic::Language::english, never_translated) == "A text of this test only");
}
