# Builds the files of lib/data into a library, so that the program needs no file of its own at run
# time: cmt::data::file("value-lists.yaml") gives the bytes (lib/core/data.hpp). Of the catalogs of messages,
# po/*.po, what msgfmt makes of them is built in, as po/*.mo.
function(cmt_embed_data target folder)
  find_program(MSGFMT msgfmt REQUIRED)
  set(generated ${CMAKE_BINARY_DIR}/generated)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  list(FILTER files EXCLUDE REGEX "^po/")
  set(depends)
  foreach(file ${files})
    list(APPEND depends ${folder}/${file})
  endforeach()
  file(GLOB catalogs CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/po/*.po)
  foreach(catalog ${catalogs})
    string(REGEX REPLACE "\\.po$" ".mo" compiled ${catalog})
    add_custom_command(OUTPUT ${generated}/${compiled}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${generated}/po
      COMMAND ${MSGFMT} --endianness=little --no-hash -o ${generated}/${compiled} ${folder}/${catalog}
      DEPENDS ${folder}/${catalog} COMMENT "Compiling ${catalog}" VERBATIM)
    list(APPEND files ${compiled})
    list(APPEND depends ${generated}/${compiled})
  endforeach()
  list(SORT files)
  string(REPLACE ";" "," names "${files}")
  set(out ${generated}/data.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DFOLDERS=${folder},${generated} -DFILES=${names} -DOUT=${out}
            -P ${CMAKE_SOURCE_DIR}/cmake/WriteData.cmake
    DEPENDS ${depends} ${CMAKE_SOURCE_DIR}/cmake/WriteData.cmake
    COMMENT "Embedding lib/data" VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
