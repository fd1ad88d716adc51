# Finds nettle, for SHA-256, as Nettle::Nettle: it comes without a file for find_package. OpenSSL's library would
# do as well, but a process that ends after some milliseconds spends one of them on loading it.
find_path(Nettle_INCLUDE_DIR nettle/sha2.h DOC "The folder above nettle/sha2.h")
find_library(Nettle_LIBRARY nettle DOC "The library nettle")
mark_as_advanced(Nettle_INCLUDE_DIR Nettle_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Nettle REQUIRED_VARS Nettle_LIBRARY Nettle_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "install nettle-dev (Debian)")

if(Nettle_FOUND AND NOT TARGET Nettle::Nettle)
  add_library(Nettle::Nettle UNKNOWN IMPORTED)
  set_target_properties(Nettle::Nettle PROPERTIES
    IMPORTED_LOCATION "${Nettle_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${Nettle_INCLUDE_DIR}")
endif()
