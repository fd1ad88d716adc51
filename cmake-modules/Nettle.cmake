# Nettle::Nettle, for SHA-256: it comes without a file for find_package. OpenSSL's library would do as well, but
# a process that ends after some milliseconds spends one of them on loading it.
find_path(INSTAR_NETTLE_INCLUDE_DIR nettle/sha2.h DOC "The folder above nettle/sha2.h")
find_library(INSTAR_NETTLE_LIBRARY nettle DOC "The library nettle")
mark_as_advanced(INSTAR_NETTLE_INCLUDE_DIR INSTAR_NETTLE_LIBRARY)
if(NOT INSTAR_NETTLE_INCLUDE_DIR OR NOT INSTAR_NETTLE_LIBRARY)
  message(FATAL_ERROR "Instar's compiler needs the library nettle: install nettle-dev (Debian)")
endif()
if(NOT TARGET Nettle::Nettle)
  add_library(Nettle::Nettle UNKNOWN IMPORTED)
  set_target_properties(Nettle::Nettle PROPERTIES
    IMPORTED_LOCATION "${INSTAR_NETTLE_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${INSTAR_NETTLE_INCLUDE_DIR}")
endif()
