#include "app/cli/suggestion.hpp"

#include <algorithm>
#include <vector>

namespace epic::cli {
namespace {

std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> now(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = std::min(now[j], before_last[j - 2] + 1);
            }
        }
        before_last = last;
        last = now;
    }
    return last[b.size()];
}

} // namespace

std::optional<std::string> suggestion(std::string_view typed, std::span<const std::string> candidates) {
    constexpr std::size_t typed_length_max = 60; // nobody mistypes that much, and the work grows with it
    std::optional<std::string> best;
    if (typed.size() > typed_length_max) return best;
    std::size_t best_edits = 0;
    for (const std::string& candidate : candidates) {
        const std::size_t needed = edits(typed, candidate);
        const std::size_t most = std::max<std::size_t>(1, candidate.size() / 4);
        if (needed <= most && (!best || needed < best_edits)) {
            best = candidate;
            best_edits = needed;
        }
    }
    return best;
}

} // namespace epic::cli
