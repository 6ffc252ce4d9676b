#include <algorithm>
#include <cassert>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <unicode/basictz.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include "storage/intl/intl.hpp"

namespace epic::intl {
namespace {

constexpr const char* fallback_zone = "Europe/Paris";

std::set<std::string, std::less<>> zone_ids(USystemTimeZoneType type) {
    std::set<std::string, std::less<>> names;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> all(
        icu::TimeZone::createTimeZoneIDEnumeration(type, nullptr, nullptr, status));
    assert(U_SUCCESS(status) && "ICU's zone data is part of the installation");
    while (const char* name = all->next(nullptr, status)) names.insert(name);
    return names;
}

// IANA's own names: "Europe/Paris", "UTC"; not the old abbreviations such as "ECT" nor ICU's own.
bool is_iana(std::string_view name) {
    return name == "UTC" ||
           (name.find('/') != std::string_view::npos && !name.starts_with("SystemV/") && name != "Etc/Unknown");
}

std::string host_zone(const IcuTimeZones& zones) {
    const std::unique_ptr<icu::TimeZone> host(icu::TimeZone::detectHostTimeZone());
    if (!host) return fallback_zone;
    icu::UnicodeString id;
    host->getID(id);
    std::string name;
    id.toUTF8String(name);
    if (zones.knows(name)) return name;
    // Containers name UTC in several ways; anything else means that it cannot be told.
    const bool universal = name == "Etc/UTC" || name == "GMT" || name == "Etc/GMT" || name == "UCT" || name == "Zulu";
    return universal ? "UTC" : fallback_zone;
}

} // namespace

struct IcuTimeZones::State {
    std::set<std::string, std::less<>> known = zone_ids(UCAL_ZONE_TYPE_ANY);
    std::vector<std::string> names;
    mutable std::shared_mutex mutex;
    mutable std::map<std::string, std::unique_ptr<icu::BasicTimeZone>, std::less<>> opened;
    mutable std::once_flag asked_host;
    mutable std::string local;

    const icu::BasicTimeZone& zone(std::string_view name) const {
        {
            const std::shared_lock lock(mutex);
            if (const auto found = opened.find(name); found != opened.end()) return *found->second;
        }
        const std::string id(name);
        std::unique_ptr<icu::TimeZone> made(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(id)));
        auto* basic = dynamic_cast<icu::BasicTimeZone*>(made.get());
        assert(basic != nullptr && "system zones are all basic zones");
        made.release();
        std::unique_ptr<icu::BasicTimeZone> owned(basic);
        const std::unique_lock lock(mutex);
        return *opened.try_emplace(id, std::move(owned)).first->second;
    }
};

IcuTimeZones::IcuTimeZones() : state_(std::make_unique<State>()) {
    for (const std::string& name : zone_ids(UCAL_ZONE_TYPE_CANONICAL_LOCATION)) {
        if (is_iana(name)) state_->names.push_back(name);
    }
    state_->names.emplace_back("UTC");
}

IcuTimeZones::~IcuTimeZones() = default;

bool IcuTimeZones::knows(std::string_view zone) const {
    return is_iana(zone) && state_->known.contains(zone);
}

Instant IcuTimeZones::to_instant(const CivilTime& time, std::string_view zone) const {
    assert(knows(zone));
    const std::int64_t local_ms = as_utc(time).unix_ms;
    std::int32_t raw_ms = 0;
    std::int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    state_->zone(zone).getOffsetFromLocal(static_cast<UDate>(local_ms), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER,
                                          raw_ms, summer_ms, status);
    assert(U_SUCCESS(status));
    return Instant{local_ms - raw_ms - summer_ms};
}

CivilTime IcuTimeZones::to_civil(Instant instant, std::string_view zone) const {
    assert(knows(zone));
    std::int32_t raw_ms = 0;
    std::int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    state_->zone(zone).getOffset(static_cast<UDate>(instant.unix_ms), false, raw_ms, summer_ms, status);
    assert(U_SUCCESS(status));
    return civil_utc(Instant{instant.unix_ms + raw_ms + summer_ms});
}

std::vector<std::string> IcuTimeZones::names() const {
    return state_->names;
}

// Asked once: ICU looks into /etc each time, and every moment on screen is written in this zone.
std::string IcuTimeZones::local_zone() const {
    std::call_once(state_->asked_host, [&] { state_->local = host_zone(*this); });
    return state_->local;
}

} // namespace epic::intl
