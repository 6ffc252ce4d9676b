# The three kinds of target. Each takes
#
#   SOURCES        its files; left out: every .cpp below the folder of the calling CMakeLists.txt
#   LINKS          what its headers need too (PUBLIC)
#   PRIVATE_LINKS  what only its bodies need

# epic_add_library(epic_core)
# epic_add_library(epic_store LINKS epic_core epic_vault PRIVATE_LINKS epic::sqlitecpp)
#
# A static library of ours. Each of its headers (HEADERS, or every .hpp below the folder) is compiled
# alone by `cmake --build … --target all_verify_interface_header_sets`.
function(epic_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;LINKS;PRIVATE_LINKS")
    epic_refuse_unknown_arguments(${name} "${arg_UNPARSED_ARGUMENTS}")
    if(NOT arg_SOURCES)
        file(GLOB_RECURSE arg_SOURCES CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    endif()
    if(NOT arg_HEADERS)
        file(GLOB_RECURSE arg_HEADERS CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.hpp")
    endif()
    add_library(${name} STATIC ${arg_SOURCES})
    target_sources(
        ${name}
        PUBLIC
            FILE_SET HEADERS
            BASE_DIRS "${PROJECT_SOURCE_DIR}"
            FILES ${arg_HEADERS}
    )
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${name} PUBLIC epic_options ${arg_LINKS} PRIVATE epic_warnings ${arg_PRIVATE_LINKS})
endfunction()

# epic_add_program(epic-events SOURCES main.cpp LINKS epic_shell epic_cli)
#
# A program at the root of the build folder.
function(epic_add_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    epic_refuse_unknown_arguments(${name} "${arg_UNPARSED_ARGUMENTS}")
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
    target_link_libraries(${name} PRIVATE epic_options epic_warnings ${arg_LINKS})
endfunction()

# epic_add_tests(tests_core LINKS epic_core)
# epic_add_tests(tests_story LINKS epic_sync DEPENDS epic-events TIMEOUT 900 LABELS server)
#
# One Catch2 executable, which is one test of CTest. DEPENDS names targets that it runs but does not link.
# BOTH_SERVERS: it is two tests of CTest, NAME on MariaDB and NAME_mysql on MySQL; by hand, it runs on both.
# It runs in its own folder below the build folder and sees nobody's own settings. TIMEOUT is in seconds, 600
# when left out, times EPIC_TEST_TIMEOUT_FACTOR; SERIAL keeps other tests away while it runs.
set(EPIC_TEST_TIMEOUT_FACTOR 1 CACHE STRING "How much longer than usual a test may take")
function(epic_add_tests name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "SERIAL;BOTH_SERVERS" "TIMEOUT" "SOURCES;LINKS;DEPENDS;LABELS")
    epic_refuse_unknown_arguments(${name} "${arg_UNPARSED_ARGUMENTS}")
    if(NOT arg_SOURCES)
        file(GLOB_RECURSE arg_SOURCES CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 600)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set(main Catch2::Catch2WithMain)
    if(arg_BOTH_SERVERS)
        set(main epic_test_both_servers)
    endif()
    target_link_libraries(${name} PRIVATE epic_options epic_warnings ${arg_LINKS} epic_test_support ${main})
    if(arg_DEPENDS)
        add_dependencies(${name} ${arg_DEPENDS})
    endif()
    math(EXPR timeout "${arg_TIMEOUT} * ${EPIC_TEST_TIMEOUT_FACTOR}")
    set(home "${CMAKE_CURRENT_BINARY_DIR}/home")
    set(
        environment
        LC_ALL=set:C.UTF-8
        LANGUAGE=unset:
        XDG_CACHE_HOME=set:${home}/cache
        XDG_CONFIG_HOME=set:${home}/config
        XDG_DATA_HOME=set:${home}/data
        XDG_STATE_HOME=set:${home}/state
        EPIC_EVENTS_FILE=unset:
        EPIC_EVENTS_AS=unset:
        EPIC_EVENTS_PASSWORD_FILE=unset:
    )
    if(arg_BOTH_SERVERS)
        set(servers mariadb mysql)
    else()
        set(servers none)
    endif()
    foreach(server IN LISTS servers)
        set(test ${name})
        set(chosen "")
        if(NOT server STREQUAL "none")
            set(chosen EPIC_TEST_SERVER=set:${server})
        endif()
        if(server STREQUAL "mysql")
            set(test ${name}_mysql)
        endif()
        add_test(
            NAME ${test}
            COMMAND ${name}
            WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
        )
        set_tests_properties(
            ${test} PROPERTIES TIMEOUT ${timeout} ENVIRONMENT_MODIFICATION "${environment};${chosen}"
        )
        if(arg_LABELS)
            set_tests_properties(${test} PROPERTIES LABELS "${arg_LABELS}")
        endif()
        if(arg_SERIAL)
            set_tests_properties(${test} PROPERTIES RUN_SERIAL ON)
        endif()
    endforeach()
endfunction()

function(epic_refuse_unknown_arguments name unknown)
    if(unknown)
        message(FATAL_ERROR "${name}: unknown argument `${unknown}`.")
    endif()
endfunction()
