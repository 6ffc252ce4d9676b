#include "storage/intl/long_date.hpp"

#include <cassert>
#include <memory>
#include <unicode/datefmt.h>
#include <unicode/timezone.h>

namespace epic::intl {

std::string long_date(Date date, Language language) {
    const icu::Locale locale = language == Language::french ? icu::Locale::getFrance() : icu::Locale::getUK();
    const std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createDateInstance(icu::DateFormat::kFull, locale));
    assert(format && "ICU's data is part of the installation");
    format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
    icu::UnicodeString text;
    format->format(static_cast<UDate>(as_utc({date}).unix_ms), text);
    std::string utf8;
    return text.toUTF8String(utf8);
}

} // namespace epic::intl
