# What `cmake --install` puts where, and the Debian packages that CPack makes of it: `runtime` is the
# program, `development` the libraries for other programs (docs/install.md).
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME runtime)

# The manual and the completions are what the program prints of itself.
file(GLOB command_names CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/cli/commands cli/commands/*.cpp)
list(TRANSFORM command_names REPLACE "\\.cpp$" "")
set(printed ${CMAKE_BINARY_DIR}/printed)
add_custom_command(TARGET cmt POST_BUILD
  COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:cmt> "-DCOMMANDS=${command_names}" -DFOLDER=${printed}
          -P ${CMAKE_SOURCE_DIR}/cmake/PrintManual.cmake
  COMMENT "Printing the manual" VERBATIM)
set_property(TARGET cmt APPEND PROPERTY LINK_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/PrintManual.cmake)

install(TARGETS cmt)
install(DIRECTORY ${printed}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
install(FILES ${printed}/cmt.bash RENAME cmt
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${printed}/cmt.zsh RENAME _cmt DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${printed}/cmt.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/cmt)

# As they lie in the source, so that what they link to is there.
set(documents ${CMAKE_INSTALL_DATADIR}/doc/cmt)
install(FILES README.md CHANGELOG.md DESTINATION ${documents})
install(DIRECTORY docs DESTINATION ${documents})
install(FILES examples/README.md DESTINATION ${documents}/examples)
install(DIRECTORY examples/shop examples/clinic examples/municipality
        DESTINATION ${documents}/examples PATTERN ".git*" EXCLUDE)

# The process and the layers it stands on. Headers that only its own files include stay here.
install(TARGETS cmt_core cmt_calendar cmt_process EXPORT cmtTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(DIRECTORY lib/core lib/calendar lib/process DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/cmt
        COMPONENT development FILES_MATCHING PATTERN "*.hpp" PATTERN "7_*" EXCLUDE
        PATTERN "judgement.hpp" EXCLUDE PATTERN "libical.hpp" EXCLUDE)
set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/cmt)
install(EXPORT cmtTargets NAMESPACE cmt:: DESTINATION ${config_folder} COMPONENT development)
include(CMakePackageConfigHelpers)
configure_package_config_file(cmake/cmtConfig.cmake.in ${CMAKE_BINARY_DIR}/cmtConfig.cmake
  INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/cmtConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/cmtConfig.cmake ${CMAKE_BINARY_DIR}/cmtConfigVersion.cmake
        DESTINATION ${config_folder} COMPONENT development)
install(DIRECTORY examples/embed DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libcmt-dev/examples
        COMPONENT development)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "cmt developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
  GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/DebianFiles.cmake)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "cmt developers <cmt@example.org>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

# libical, SQLite and libxlsxwriter are loaded when they are needed, so no list of linked libraries names them.
# The package of libical was renamed when times became 64 bits wide.
set(libical_package "libical${libical_major}t64 | libical${libical_major}")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME cmt)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "git, ${libical_package}, libsqlite3-0")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SUGGESTS "git-filter-repo, libxlsxwriter${XLSXWRITER_VERSION}")
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION "complaint register by ISO 10002, kept in git
cmt runs a complaints-handling process over a folder of YAML records: one
file a complaint, whose history only grows. Every change is a small diff,
every figure can be made again from one commit, and what is incomplete or
against the process is refused, with the place and the remedy.

It follows ISO 10002:2018, clause 7, from receipt to closing, with deadlines,
reports, audits and surveys. The standard is guidance: cmt says whether a
record meets it and certifies nothing.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libcmt-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "libabsl-dev, libfmt-dev, libsodium-dev, libutf8proc-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "cmake, pkg-config, tzdata, ${libical_package}")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "complaints-handling process by ISO 10002, as a library
The process of cmt for other programs: the events of a complaint, what may
follow on what, what is refused and why, and when each step is due. It reads
and writes no files.

This package has the static libraries, the headers, a CMake package (target
cmt::process) and an example.")
include(CPack)
