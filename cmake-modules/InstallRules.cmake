# What `cmake --install` copies.
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Instar")

install(TARGETS ${libraries} EXPORT InstarTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/runtime/include/instar" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h")
install(EXPORT InstarTargets NAMESPACE Instar:: DESTINATION "${package_dir}")

# An export set of its own: the package works without it, with an instarc from elsewhere.
if(TARGET instarc)
  set(programs instarc instar)
  if(TARGET instar-models)
    list(APPEND programs instar-models)
  endif()
  install(TARGETS ${programs} EXPORT InstarCompilerTargets RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  install(EXPORT InstarCompilerTargets NAMESPACE Instar:: DESTINATION "${package_dir}")
endif()

set(INSTAR_MODULE_DIR "${package_dir}")
configure_package_config_file(InstarConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/InstarConfig.cmake"
  INSTALL_DESTINATION "${package_dir}"
  PATH_VARS INSTAR_MODULE_DIR)
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/InstarConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  AddMigrations.cmake
  ReadModels.cmake
  replay_test.cc.in
  "${CMAKE_CURRENT_BINARY_DIR}/InstarConfig.cmake"
  "${CMAKE_CURRENT_BINARY_DIR}/InstarConfigVersion.cmake"
  DESTINATION "${package_dir}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
