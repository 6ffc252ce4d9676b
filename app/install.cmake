# `cmake --install`: the program and what stands beside it, where Debian's policy expects it. The program itself writes
# its manual pages and its completion, from the one table of its command line.
include(GNUInstallDirs)

set(documents "${CMAKE_CURRENT_BINARY_DIR}/documents")
set(manual_en "${documents}/man1/epic-events.1")
set(manual_fr "${documents}/fr/man1/epic-events.1")
set(completion "${documents}/completions/epic-events")
file(MAKE_DIRECTORY "${documents}/man1" "${documents}/fr/man1" "${documents}/completions")
add_custom_command(
    OUTPUT "${manual_en}" "${manual_fr}" "${completion}"
    COMMAND epic-events manual --lang en > "${manual_en}"
    COMMAND epic-events manual --lang fr > "${manual_fr}"
    COMMAND epic-events completion bash > "${completion}"
    DEPENDS epic-events
    COMMENT "Writing the manual pages and the completion"
    VERBATIM
)
add_custom_target(epic_documents ALL DEPENDS "${manual_en}" "${manual_fr}" "${completion}")

install(TARGETS epic-events RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES "${manual_en}" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${manual_fr}" DESTINATION "${CMAKE_INSTALL_MANDIR}/fr/man1")
install(FILES "${completion}" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")

# The program's licence and those of what is inside it (assets/CMakeLists.txt).
set(licences "${CMAKE_INSTALL_DATADIR}/doc/epic-events")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${licences}" RENAME copyright)
install(FILES "${EPIC_THIRD_PARTY_DIR}/imgui/LICENSE.txt" DESTINATION "${licences}/licences" RENAME imgui)
foreach(
    package
    IN ITEMS fonts-inter fonts-material-design-icons-iconfont libsqlitecpp-dev nlohmann-json3-dev libcli11-dev
)
    install(FILES "/usr/share/doc/${package}/copyright" DESTINATION "${licences}/licences" RENAME ${package})
endforeach()
