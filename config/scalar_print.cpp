#include "corelane/config/decimal.hpp"
#include "corelane/config/scalar.hpp"

#include <array>
#include <charconv>

namespace corelane::config {

namespace {

bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Whether YAML reads the text as it stands, in a list too, and as text.
bool is_plain(const std::string& text) noexcept {
  if (text.empty() || (!is_word(text.front()) && text.front() != '/')) return false;
  for (const auto* null : {"null", "Null", "NULL"})
    if (text == null) return false;
  for (const auto c : text)
    if (!is_word(c) && std::string_view{"./+-@"}.find(c) == std::string_view::npos) return false;
  return true;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const auto c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      out += c;
    } else {
      constexpr std::string_view digits = "0123456789abcdef";
      out += {'\\', 'x', digits[static_cast<unsigned char>(c) >> 4], digits[c & 0xf]};
    }
  }
  return out + '"';
}

} // namespace

std::string print_scalar(bool v) { return v ? "true" : "false"; }
std::string print_scalar(std::int64_t v) { return std::to_string(v); }
std::string print_scalar(std::uint64_t v) { return std::to_string(v); }

std::string print_scalar(double v) {
  std::array<char, 32> text; // the shortest form that reads back takes 24 at most
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), v).ptr};
}

std::string print_scalar(price v) { return print_decimal(v.nanos, 9); }
std::string print_scalar(quantity v) { return std::to_string(v.units); }

std::string print_scalar(std::chrono::nanoseconds v) {
  struct unit {
    std::int64_t ns;
    const char* name;
  };
  constexpr std::array<unit, 5> units{{{3'600'000'000'000, "h"},
                                       {60'000'000'000, "m"},
                                       {1'000'000'000, "s"},
                                       {1'000'000, "ms"},
                                       {1'000, "us"}}};
  for (const auto& u : units)
    if (v.count() != 0 && v.count() % u.ns == 0) return std::to_string(v.count() / u.ns) + u.name;
  return std::to_string(v.count()) + "ns";
}

std::string print_scalar(const std::string& v) { return is_plain(v) ? v : quoted(v); }

std::string print_scalar(const std::vector<std::string>& v) {
  std::string out = "[";
  for (const auto& item : v) {
    if (out.size() > 1) out += ", ";
    out += print_scalar(item);
  }
  return out + "]";
}

} // namespace corelane::config
