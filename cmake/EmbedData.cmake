# Builds the files of lib/data into a library, so that the program needs no file of its own at run
# time: cmt::data::file("value-lists.yaml") gives the bytes (lib/core/data.hpp).
function(cmt_embed_data target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  list(SORT files)
  set(out ${CMAKE_BINARY_DIR}/generated/data.cpp)
  set(depends)
  foreach(file ${files})
    list(APPEND depends ${folder}/${file})
  endforeach()
  string(REPLACE ";" "," names "${files}")
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DFILES=${names} -DOUT=${out}
            -P ${CMAKE_SOURCE_DIR}/cmake/WriteData.cmake
    DEPENDS ${depends} ${CMAKE_SOURCE_DIR}/cmake/WriteData.cmake
    COMMENT "Embedding lib/data" VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
