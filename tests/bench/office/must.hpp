// A bench that something goes wrong with cannot measure: it ends with a sentence.
#pragma once

#include <stdexcept>
#include <utility>

#include "core/base/result.hpp"

namespace epic::bench {

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message.in(Language::english) + " " + result.error().details);
    return std::move(result).value();
}

} // namespace epic::bench
