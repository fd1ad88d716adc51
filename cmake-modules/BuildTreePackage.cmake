# Lets find_package(Instar) work on the build folder itself, by CMAKE_PREFIX_PATH or Instar_DIR.
export(TARGETS ${libraries} NAMESPACE Instar:: FILE "${PROJECT_BINARY_DIR}/InstarTargets.cmake")
if(TARGET instarc)
  set(programs instarc instar)
  if(TARGET instar-models)
    list(APPEND programs instar-models)
  endif()
  export(TARGETS ${programs} NAMESPACE Instar:: FILE "${PROJECT_BINARY_DIR}/InstarCompilerTargets.cmake")
endif()

set(INSTAR_MODULE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
configure_package_config_file(InstarConfig.cmake.in "${PROJECT_BINARY_DIR}/InstarConfig.cmake"
  INSTALL_DESTINATION "${PROJECT_BINARY_DIR}"
  INSTALL_PREFIX "${PROJECT_BINARY_DIR}"
  PATH_VARS INSTAR_MODULE_DIR)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/InstarConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
