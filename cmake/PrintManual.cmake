# Run when the program was linked: writes what PROGRAM prints of itself, a manual page for each of
# COMMANDS and the completions of three shells, below FOLDER.
function(printed file)
  execute_process(COMMAND "${PROGRAM}" ${ARGN} OUTPUT_FILE "${FOLDER}/${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}/man1")
printed(man1/cmt.1 help --format man)
foreach(command ${COMMANDS})
  printed(man1/cmt-${command}.1 help ${command} --format man)
endforeach()
foreach(shell bash zsh fish)
  printed(cmt.${shell} completion ${shell})
endforeach()
