#include "corelane/protocols/soupbin/login.hpp"

#include <algorithm>
#include <charconv>

namespace corelane::soupbin {

namespace {

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

void put(std::string_view text, std::size_t width, std::byte*& at) {
  const auto n = std::min(text.size(), width);
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(n), at,
                 [](char c) { return static_cast<std::byte>(c); });
  std::fill_n(at + n, width - n, std::byte{' '});
  at += width;
}

} // namespace

void write_number(std::uint64_t number, std::byte* at) noexcept {
  for (auto* digit = at + number_size; digit != at; number /= 10) {
    const bool blank = number == 0 && digit != at + number_size;
    *--digit = blank ? std::byte{' '} : static_cast<std::byte>('0' + number % 10);
  }
}

std::optional<std::uint64_t> read_number(std::span<const std::byte> bytes) noexcept {
  const auto text = trimmed(text_of(bytes));
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<login_request> read_login_request(std::span<const std::byte> payload) {
  if (payload.size() < login_request::wire_size) return std::nullopt;
  const auto take = [&](std::size_t width) {
    const auto field = payload.first(width);
    payload = payload.subspan(width);
    return field;
  };
  login_request r;
  r.username = trimmed(text_of(take(username_size)));
  r.password = trimmed(text_of(take(password_size)));
  r.session = trimmed(text_of(take(session_size)));
  const auto number = read_number(take(number_size));
  if (!number) return std::nullopt;
  r.next_sequence = *number;
  return r;
}

std::optional<login_accepted> read_login_accepted(std::span<const std::byte> payload) {
  if (payload.size() < login_accepted::wire_size) return std::nullopt;
  const auto number = read_number(payload.subspan(session_size, number_size));
  if (!number) return std::nullopt;
  return login_accepted{std::string{trimmed(text_of(payload.first(session_size)))}, *number};
}

std::array<std::byte, login_request::wire_size> write(const login_request& r) {
  std::array<std::byte, login_request::wire_size> bytes;
  auto* at = bytes.data();
  put(r.username, username_size, at);
  put(r.password, password_size, at);
  put(r.session, session_size, at);
  write_number(r.next_sequence, at);
  return bytes;
}

std::array<std::byte, login_accepted::wire_size> write(const login_accepted& a) {
  std::array<std::byte, login_accepted::wire_size> bytes;
  auto* at = bytes.data();
  put(a.session, session_size, at);
  write_number(a.next_sequence, at);
  return bytes;
}

} // namespace corelane::soupbin
