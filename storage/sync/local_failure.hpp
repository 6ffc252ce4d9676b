// A failure of the file, or of what was read, inside a function that gives an Event.
#pragma once

#define EPIC_LOCAL(expression)                                                            \
    __extension__({                                                                       \
        auto epic_local_result = (expression);                                            \
        if (!epic_local_result) return LocalFailed{std::move(epic_local_result).error()}; \
        std::move(epic_local_result).value();                                             \
    })
