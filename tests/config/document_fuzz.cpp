#include "corelane/config/document.hpp"
#include "corelane/config/scalar.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace corelane;

template <class T>
void read_as(const config::value& v) {
  T to{};
  if (config::parse_scalar(v, to)) return;
  // What was read prints as something that reads the same.
  T again{};
  if (config::parse_scalar(config::value{config::print_scalar(to)}, again) || !(again == to))
    std::abort();
}

void read_all(const config::value& v) {
  read_as<bool>(v);
  read_as<std::int64_t>(v);
  read_as<std::uint64_t>(v);
  read_as<double>(v);
  read_as<price>(v);
  read_as<std::chrono::nanoseconds>(v);
  read_as<std::string>(v);
  read_as<std::vector<std::string>>(v);
  for (const auto& item : v.items()) read_all(item);
  for (const auto& entry : v.entries()) read_all(entry.content);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  const auto read = config::load_text(text, "fuzz.yaml");
  if (const auto* e = std::get_if<config::error>(&read)) {
    if (e->what.empty() || e->where.line == 0) std::abort();
    return 0;
  }
  read_all(std::get<config::value>(read));
  return 0;
}
