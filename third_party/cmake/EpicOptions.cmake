# How everything is compiled.
#
#   epic_options    INTERFACE: C++20, includes from the repository root, hardening
#   epic_warnings   INTERFACE: warnings as errors; our own code links it, nobody else's does
#   EPIC_SANITIZE   none | address | thread, for every target, dependencies built here included
#
# Assertions stay on in every build: a broken invariant stops the program before it writes, and what
# the tests try is what people run. That is why no flag set below defines NDEBUG.

if(PROJECT_SOURCE_DIR STREQUAL PROJECT_BINARY_DIR)
    message(FATAL_ERROR "Build in a folder of its own, for example with `cmake --preset release`.")
endif()

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Release or Debug" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
set(CMAKE_C_FLAGS_RELEASE "-O2")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

find_program(EPIC_CCACHE ccache)
mark_as_advanced(EPIC_CCACHE)
if(EPIC_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER "${EPIC_CCACHE}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${EPIC_CCACHE}")
endif()

set(EPIC_SANITIZE none CACHE STRING "none, address (with undefined behaviour) or thread")
set_property(CACHE EPIC_SANITIZE PROPERTY STRINGS none address thread)
if(EPIC_SANITIZE STREQUAL "address")
    set(epic_sanitize_flags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(EPIC_SANITIZE STREQUAL "thread")
    set(epic_sanitize_flags -fsanitize=thread -fno-omit-frame-pointer)
elseif(NOT EPIC_SANITIZE STREQUAL "none")
    message(FATAL_ERROR "EPIC_SANITIZE is none, address or thread, not `${EPIC_SANITIZE}`.")
endif()
if(epic_sanitize_flags)
    # For every target: the thread sanitizer reports what it cannot see into.
    add_compile_options(${epic_sanitize_flags})
    add_link_options(${epic_sanitize_flags})
endif()

find_package(Threads REQUIRED)

add_library(epic_options INTERFACE)
target_compile_features(epic_options INTERFACE cxx_std_20)
target_include_directories(epic_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(epic_options INTERFACE _GLIBCXX_ASSERTIONS)
target_compile_options(epic_options INTERFACE -fstack-protector-strong)
if(EPIC_SANITIZE STREQUAL "none" AND CMAKE_BUILD_TYPE STREQUAL "Release")
    # A distribution's compiler may define it already, and redefining it is a warning.
    target_compile_options(epic_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
target_link_options(epic_options INTERFACE -Wl,-z,relro,-z,now)
target_link_libraries(epic_options INTERFACE Threads::Threads)

# Not -Wnull-dereference: with -O2, g++ 12 reports it inside std::string and std::vector of correct code.
add_library(epic_warnings INTERFACE)
target_compile_options(
    epic_warnings
    INTERFACE
        $<$<COMPILE_LANGUAGE:CXX>:
        -Wall
        -Wextra
        -Wpedantic
        -Werror
        -Wshadow
        -Wconversion
        -Wsign-conversion
        -Wdouble-promotion
        -Wformat-security
        -Wnon-virtual-dtor
        -Woverloaded-virtual
        -Wold-style-cast
        -Wcast-qual
        -Wcast-align
        -Wimplicit-fallthrough
        -Wextra-semi
        -Wundef>
)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(
        epic_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wduplicated-cond -Wlogical-op>
    )
    if(NOT EPIC_SANITIZE STREQUAL "none")
        # The checks that sanitizers insert make g++ 12 see unset variables where there are none.
        target_compile_options(epic_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
    endif()
endif()
