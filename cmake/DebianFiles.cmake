# Run by CPack before it packs: brings the installed files into the form that Debian's policy asks for,
# and adds what only a Debian package has.
cmake_minimum_required(VERSION 3.25)
set(debian "${CMAKE_CURRENT_LIST_DIR}/../packaging/debian")
find_program(GZIP gzip REQUIRED)
find_program(STRIP strip REQUIRED)

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(readable OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # of SOURCE_DATE_EPOCH, where it is set
foreach(component ${CPACK_COMPONENTS_ALL})
  string(TOUPPER ${component} upper)
  set(package ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
  set(share "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}${CPACK_PACKAGING_INSTALL_PREFIX}/share")
  set(changelog "${share}/doc/${package}/changelog")
  file(WRITE "${changelog}" "${package} (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * Packed from the source of cmt; CHANGELOG.md says what changed.

 -- ${CPACK_DEBIAN_PACKAGE_MAINTAINER}  ${date}
")
  file(COPY "${debian}/copyright" DESTINATION "${share}/doc/${package}" FILE_PERMISSIONS ${readable})
  if(EXISTS "${debian}/${package}.lintian-overrides")
    file(MAKE_DIRECTORY "${share}/lintian/overrides")
    configure_file("${debian}/${package}.lintian-overrides" "${share}/lintian/overrides/${package}"
      FILE_PERMISSIONS ${readable} COPYONLY)
  endif()
  file(GLOB pages "${share}/man/man*/*")
  run("${GZIP}" -9n ${pages} "${changelog}")
  file(GLOB archives "${share}/../lib/*.a")
  if(archives)
    run("${STRIP}" --strip-debug --enable-deterministic-archives --remove-section=.comment
      --remove-section=.note ${archives})
  endif()
endforeach()

# Where Debian's zsh looks for the completions of packages; site-functions is the administrator's.
set(zsh "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/runtime${CPACK_PACKAGING_INSTALL_PREFIX}/share/zsh")
file(RENAME "${zsh}/site-functions" "${zsh}/vendor-completions")
