// Result<T>: the value, or the Error that explains why there is none.
//
// Functions that can fail for a reason a person may meet return a Result; nothing here throws.
// `EPIC_TRY(expression)` unwraps or returns the error from the enclosing function (a GNU statement
// expression, which g++ and clang both have).
#pragma once

#include <cassert>
#include <utility>
#include <variant>

#include "core/base/error.hpp"

namespace epic {

struct [[nodiscard]] Done {};

template <typename T = Done>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & {
        assert(has_value());
        return std::get<0>(state_);
    }
    const T& value() const& {
        assert(has_value());
        return std::get<0>(state_);
    }
    T&& value() && {
        assert(has_value());
        return std::move(std::get<0>(state_));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    Error& error() & {
        assert(!has_value());
        return std::get<1>(state_);
    }
    const Error& error() const& {
        assert(!has_value());
        return std::get<1>(state_);
    }
    Error&& error() && {
        assert(!has_value());
        return std::move(std::get<1>(state_));
    }

private:
    std::variant<T, Error> state_;
};

} // namespace epic

#define EPIC_TRY(expression)                                             \
    __extension__({                                                      \
        auto epic_try_result = (expression);                             \
        if (!epic_try_result) return std::move(epic_try_result).error(); \
        std::move(epic_try_result).value();                              \
    })
