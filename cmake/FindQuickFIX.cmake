# Debian's libquickfix-dev has no CMake package. Gives QuickFIX::QuickFIX, whose headers need C++14.
find_path(QuickFIX_INCLUDE_DIR quickfix/Message.h)
find_library(QuickFIX_LIBRARY quickfix)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QuickFIX REQUIRED_VARS QuickFIX_LIBRARY QuickFIX_INCLUDE_DIR)
if(QuickFIX_FOUND AND NOT TARGET QuickFIX::QuickFIX)
  add_library(QuickFIX::QuickFIX UNKNOWN IMPORTED)
  set_target_properties(QuickFIX::QuickFIX PROPERTIES
    IMPORTED_LOCATION ${QuickFIX_LIBRARY}
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${QuickFIX_INCLUDE_DIR})
endif()
