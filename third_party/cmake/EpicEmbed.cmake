# Files inside the program, with `.incbin`: a compiler takes seconds and hundreds of megabytes to read a
# font as an array. SYMBOL is unique in the whole program.

# epic_embed(epic_assets SYMBOL inter_regular FILE fonts/Inter-Regular.otf)
#
# puts FILE (absolute or relative to the calling folder; it may be built) into the target, whose files then write
#
#   #include "embedded/inter_regular.hpp"
#   epic::embedded::inter_regular()         // std::string_view, lives for ever, one zero byte after it
function(epic_embed target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "SYMBOL;FILE" "")
    epic_refuse_unknown_arguments(${target} "${arg_UNPARSED_ARGUMENTS}")
    epic_claim_symbol(${target} "${arg_SYMBOL}")
    cmake_path(ABSOLUTE_PATH arg_FILE BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE OUTPUT_VARIABLE path)

    set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedding/embedded")
    epic_assembly("epic_embedded_${arg_SYMBOL}" "${path}" assembly)
    epic_write_if_new("${folder}/${arg_SYMBOL}.S" "${assembly}${epic_assembly_end}")
    set(begin "epic_embedded_${arg_SYMBOL}_begin")
    set(end "epic_embedded_${arg_SYMBOL}_end")
    epic_write_if_new(
        "${folder}/${arg_SYMBOL}.hpp"
        "// Generated: one embedded file, with one zero byte after it. It lives for ever; any thread.
#pragma once

#include <cstddef>
#include <string_view>

extern \"C\" const char ${begin}[];
extern \"C\" const char ${end}[];

namespace epic::embedded {

inline std::string_view ${arg_SYMBOL}() {
    return {${begin}, static_cast<std::size_t>(${end} - ${begin})};
}

} // namespace epic::embedded
"
    )
    epic_link_embedded(${target} "${folder}/${arg_SYMBOL}.S" "${path}")
endfunction()

# epic_embed_folder(epic_store SYMBOL store_sql FOLDER sql PATTERN *.sql)
#
# puts every file below FOLDER that fits PATTERN into the target, whose files then write
#
#   #include "core/base/embedded_file.hpp"
#   #include "embedded/store_sql.hpp"
#   epic::embedded::store_sql()             // std::span<const epic::EmbeddedFile>, sorted by name
#   epic::embedded::store_sql("clients/insert.sql")   // its bytes; it must be there
function(epic_embed_folder target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "SYMBOL;FOLDER;PATTERN" "")
    epic_refuse_unknown_arguments(${target} "${arg_UNPARSED_ARGUMENTS}")
    epic_claim_symbol(${target} "${arg_SYMBOL}")
    cmake_path(ABSOLUTE_PATH arg_FOLDER BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE OUTPUT_VARIABLE root)
    file(GLOB_RECURSE names LIST_DIRECTORIES false RELATIVE "${root}" CONFIGURE_DEPENDS "${root}/${arg_PATTERN}")
    list(SORT names)

    set(assembly "")
    set(declarations "")
    set(rows "")
    set(paths "")
    set(number 0)
    foreach(name IN LISTS names)
        set(label "epic_embedded_${arg_SYMBOL}_${number}")
        epic_assembly("${label}" "${root}/${name}" part)
        string(APPEND assembly "${part}")
        string(APPEND declarations "extern \"C\" const char ${label}_begin[]@semicolon@\n")
        string(APPEND declarations "extern \"C\" const char ${label}_end[]@semicolon@\n")
        string(
            APPEND
            rows
            "    {\"${name}\", {${label}_begin, static_cast<std::size_t>(${label}_end - ${label}_begin)}},\n"
        )
        list(APPEND paths "${root}/${name}")
        math(EXPR number "${number} + 1")
    endforeach()
    string(REPLACE "@semicolon@" ";" declarations "${declarations}")

    set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedding/embedded")
    epic_write_if_new("${folder}/${arg_SYMBOL}.S" "${assembly}${epic_assembly_end}")
    epic_write_if_new(
        "${folder}/${arg_SYMBOL}.hpp"
        "// Generated: ${arg_FOLDER}/${arg_PATTERN}, sorted by name. It lives for ever; any thread.
#pragma once

#include <span>
#include <string_view>

#include \"core/base/embedded_file.hpp\"

namespace epic::embedded {

std::span<const EmbeddedFile> ${arg_SYMBOL}();

inline std::string_view ${arg_SYMBOL}(std::string_view name) {
    return embedded_file(${arg_SYMBOL}(), name);
}

} // namespace epic::embedded
"
    )
    epic_write_if_new(
        "${folder}/${arg_SYMBOL}.cpp"
        "#include \"embedded/${arg_SYMBOL}.hpp\"

#include <array>
#include <cstddef>

${declarations}
namespace epic::embedded {

std::span<const EmbeddedFile> ${arg_SYMBOL}() {
    static const std::array<EmbeddedFile, ${number}> table{{
${rows}    }};
    return table;
}

} // namespace epic::embedded
"
    )
    epic_link_embedded(${target} "${folder}/${arg_SYMBOL}.S" "${paths}")
    target_sources(${target} PRIVATE "${folder}/${arg_SYMBOL}.cpp")
endfunction()

# ---- Only used above

set(epic_assembly_end "    .section .note.GNU-stack,\"\",%progbits\n")

function(epic_claim_symbol target symbol)
    if(NOT symbol MATCHES "^[a-z][a-z0-9_]*$")
        message(FATAL_ERROR "${target}: `${symbol}` is not a name in snake_case.")
    endif()
    get_property(owner GLOBAL PROPERTY EPIC_EMBEDDED_${symbol})
    if(owner)
        message(FATAL_ERROR "${target}: the symbol ${symbol} already belongs to ${owner}.")
    endif()
    set_property(GLOBAL PROPERTY EPIC_EMBEDDED_${symbol} ${target})
endfunction()

function(epic_assembly label path out)
    set(
        ${out}
        "    .section .rodata
    .global ${label}_begin
    .global ${label}_end
    .hidden ${label}_begin
    .hidden ${label}_end
    .balign 16
${label}_begin:
    .incbin \"${path}\"
${label}_end:
    .byte 0
"
        PARENT_SCOPE
    )
endfunction()

# A file that stays as it is keeps its time, so that configuring again rebuilds nothing.
function(epic_write_if_new path content)
    file(CONFIGURE OUTPUT "${path}" CONTENT "${content}" @ONLY)
endfunction()

function(epic_link_embedded target assembly paths)
    # No compiler cache for assembly (EpicOptions.cmake sets none): it does not see through `.incbin`.
    set_source_files_properties("${assembly}" PROPERTIES OBJECT_DEPENDS "${paths}")
    target_sources(${target} PRIVATE "${assembly}")
    target_include_directories(${target} PUBLIC "${CMAKE_CURRENT_BINARY_DIR}/embedding")
endfunction()
