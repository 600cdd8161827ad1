# Debian's libcpp-httplib-dev has a pkg-config file only. Gives cpp-httplib::cpp-httplib.
find_package(PkgConfig REQUIRED)
pkg_check_modules(CPP_HTTPLIB REQUIRED IMPORTED_TARGET GLOBAL cpp-httplib)
if(NOT TARGET cpp-httplib::cpp-httplib)
  add_library(cpp-httplib::cpp-httplib ALIAS PkgConfig::CPP_HTTPLIB)
endif()
set(cpp-httplib_FOUND TRUE)
