#include "corelane/config/source_text.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace corelane::config {

namespace {

error io_error(const std::string& path, int number) {
  return {{}, "cannot read " + path + ": " + std::system_category().message(number)};
}

/// Bytes of the UTF-8 character at the front of `text`, or 0 when there is none.
std::size_t character_length(std::string_view text) noexcept {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool beyond = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
  return overlong || beyond ? 0 : length;
}

bool is_control(char c) noexcept {
  const auto u = static_cast<unsigned char>(c);
  return (u < 0x20 && c != '\t' && c != '\n' && c != '\r') || u == 0x7f;
}

std::string hex(char c) {
  char text[8];
  std::snprintf(text, sizeof text, "0x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return text;
}

bool begins_comment(std::string_view text, std::size_t at) noexcept {
  return at == 0 || text[at - 1] == ' ' || text[at - 1] == '\t' || text[at - 1] == '\n';
}

/// Whether a quote there stands where a scalar may begin, not within one.
bool begins_scalar(std::string_view text, std::size_t at) noexcept {
  const auto before = text.substr(0, at).find_last_not_of(" \t\r");
  if (before == std::string_view::npos) return true;
  return std::string_view{"\n[{,:-?"}.find(text[before]) != std::string_view::npos;
}

std::size_t closing_quote(std::string_view text, std::size_t opening) noexcept {
  const auto quote = text[opening];
  for (auto i = opening + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool is_escaped = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!is_escaped) return i;
      ++i;
    }
  }
  return std::string_view::npos;
}

} // namespace

std::variant<std::string, error> read_text(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose};
  if (!file) return io_error(path, errno);
  std::string text(largest_text + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0) return io_error(path, errno);
  return text;
}

mark place_of(std::size_t offset, std::string_view text, const mark& file) {
  const auto before = text.substr(0, std::min(offset, text.size()));
  const auto last_break = before.rfind('\n');
  mark at{file};
  at.line = 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
  at.column = before.size() - (last_break == std::string_view::npos ? 0 : last_break + 1) + 1;
  return at;
}

std::optional<error> check_is_text(std::string_view text, const mark& file) {
  for (std::size_t i = 0; i < text.size();) {
    const auto length = character_length(text.substr(i));
    if (length == 0)
      return error{place_of(i, text, file),
                   "not text: the byte " + hex(text[i]) + " is not UTF-8; is this a YAML file?"};
    if (is_control(text[i]))
      return error{place_of(i, text, file), "not text: there is a control character, byte "
                                                + hex(text[i]) + "; is this a YAML file?"};
    i += length;
  }
  return std::nullopt;
}

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const auto length = character_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t find_unclosed_quote(std::string_view text, std::size_t offset) noexcept {
  for (auto i = offset; i < text.size(); ++i) {
    if (text[i] == '#' && begins_comment(text, i)) {
      i = std::min(text.find('\n', i), text.size());
    } else if ((text[i] == '"' || text[i] == '\'') && begins_scalar(text, i)) {
      const auto end = closing_quote(text, i);
      if (end == std::string_view::npos) return i;
      i = end;
    }
  }
  return std::string_view::npos;
}

} // namespace corelane::config
