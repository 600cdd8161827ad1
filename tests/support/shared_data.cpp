#include "corelane/tests/support/shared_data.hpp"

#include <zlib.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace corelane::support {

std::string shared_folder() {
  if (const char* given = std::getenv("CORELANE_SHARED"); given != nullptr && *given != '\0')
    return given;
  const char* source = std::getenv("CORELANE_SOURCE");
  return std::string{source != nullptr ? source : "."} + "/../shared";
}

std::optional<std::string> shared_file(const std::string& name) {
  std::ifstream in{shared_folder() + "/data/" + name, std::ios::binary};
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{in}, {}};
}

std::optional<std::string> unzipped_file(const std::string& name) {
  auto* in = ::gzopen((shared_folder() + "/data/" + name).c_str(), "rb");
  if (in == nullptr) return std::nullopt;
  std::string text;
  char chunk[65'536];
  for (int n; (n = ::gzread(in, chunk, sizeof chunk)) > 0;)
    text.append(chunk, static_cast<std::size_t>(n));
  ::gzclose(in);
  return text;
}

} // namespace corelane::support
