# Installs the packages of the lock file into FOLDER and makes OUTPUT of them; where the registry cannot be reached, a
# page that is absent.
file(MAKE_DIRECTORY ${FOLDER})
file(SHA256 ${SOURCE}/package-lock.json WANTED)
set(INSTALLED "")
if(EXISTS ${FOLDER}/installed)
  file(READ ${FOLDER}/installed INSTALLED)
endif()
if(NOT INSTALLED STREQUAL WANTED)
  file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${FOLDER})
  execute_process(COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error WORKING_DIRECTORY ${FOLDER}
                  RESULT_VARIABLE FAILED OUTPUT_QUIET)
  if(FAILED)
    message(WARNING "npm ci failed, so misfire is built without report.html. Build again when the registry can be "
                    "reached, after removing ${OUTPUT}.")
    file(COPY_FILE ${SOURCE}/absent.cpp ${OUTPUT})
    return()
  endif()
  file(WRITE ${FOLDER}/installed ${WANTED})
endif()
execute_process(COMMAND ${NODE} ${SOURCE}/build.mjs ${SOURCE} ${OUTPUT} WORKING_DIRECTORY ${FOLDER}
                COMMAND_ERROR_IS_FATAL ANY)
