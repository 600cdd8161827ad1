# How every folder of corelane is built.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

find_program(CORELANE_CCACHE ccache)
if(CORELANE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CORELANE_CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Werror
                    -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # GCC 12 sees an overlap in `"text" + std::string` that is not there (GCC bug 105651).
  add_compile_options(-Wshadow=local -Wno-restrict)
endif()

# Headers are named from the root, as they will be when installed: "corelane/runtime/api/actor.hpp".
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include)
file(CREATE_LINK ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/include/corelane SYMBOLIC)
include_directories(${CMAKE_BINARY_DIR}/include)

# corelane_library(NAME SOURCES a.cpp... [DEPENDS targets...] [PRIVATE targets...])
# The one target of a folder. NAME is the folder's path with underscores: protocols_market.
function(corelane_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC ${arg_DEPENDS} Threads::Threads PRIVATE ${arg_PRIVATE})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${arg_DEPENDS})
  endif()
endfunction()

# Adds the named folders, in order.
function(corelane_folders)
  foreach(folder ${ARGN})
    add_subdirectory(${folder})
  endforeach()
endfunction()

# corelane_registry(KIND target names...)
# Generates register_KIND(registry&), which calls register_NAME(registry&) for each name.
# An explicit call, because the linker drops static initialisers of unused objects.
function(corelane_registry kind target)
  set(declarations "")
  set(calls "")
  foreach(name ${ARGN})
    string(APPEND declarations "void register_${name}(registry&);\n")
    string(APPEND calls "  register_${name}(all);\n")
  endforeach()
  set(file ${CMAKE_CURRENT_BINARY_DIR}/register_${kind}.cpp)
  file(GENERATE OUTPUT ${file} CONTENT
"#include \"corelane/runtime/api/registry.hpp\"

namespace corelane {

${declarations}
void register_${kind}(registry& all);
void register_${kind}([[maybe_unused]] registry& all) {
${calls}}

} // namespace corelane
")
  target_sources(${target} PRIVATE ${file})
endfunction()

add_custom_target(tsan_tests)

# corelane_test(NAME SOURCES a.cpp... [DEPENDS targets...] [LABELS l...] [TIMEOUT s] [SERIAL])
# One GoogleTest program; ctest sees it as NAME.
function(corelane_test name)
  cmake_parse_arguments(arg "SERIAL" "TIMEOUT" "SOURCES;DEPENDS;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} GTest::gtest_main GTest::gmock)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name})
  if("tsan" IN_LIST arg_LABELS)
    add_dependencies(tsan_tests ${name})
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" RUN_SERIAL "${arg_SERIAL}"
    SKIP_RETURN_CODE 77
    ENVIRONMENT "CORELANE_SOURCE=${CMAKE_SOURCE_DIR};CORELANE_BIN=${CMAKE_BINARY_DIR}/bin;CORELANE_SHARED=$ENV{CORELANE_SHARED}")
endfunction()

# corelane_fuzz(NAME SOURCES a.cpp... [DEPENDS targets...] [CORPUS folder])
# A libFuzzer target, where the compiler has one; a test runs it over its corpus and then for
# CORELANE_FUZZ_SECONDS.
add_custom_target(fuzzers)
set(CORELANE_FUZZ_SECONDS 20 CACHE STRING "How long the tests run each fuzz target")
function(corelane_fuzz name)
  cmake_parse_arguments(arg "" "CORPUS" "SOURCES;DEPENDS" ${ARGN})
  if(NOT CORELANE_FUZZ)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  add_dependencies(fuzzers ${name})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  # New finds go to the build folder, the kept corpus is only read.
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/corpus/${name})
  add_test(NAME ${name} COMMAND ${name} -max_total_time=${CORELANE_FUZZ_SECONDS} -seed=1
           -max_len=4096 -timeout=5 -rss_limit_mb=1024 ${CMAKE_BINARY_DIR}/corpus/${name} ${arg_CORPUS})
  set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT 400)
endfunction()
