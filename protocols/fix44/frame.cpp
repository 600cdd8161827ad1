#include "corelane/protocols/fix44/frame.hpp"

#include <algorithm>

namespace corelane::fix44 {

namespace {

constexpr std::string_view begin_mark = "8=FIX";
constexpr std::size_t trailer_size = 7; // 10=123<SOH>

frame garbled(std::string_view stream) noexcept {
  const auto next = stream.find(begin_mark, 1);
  if (next != std::string_view::npos) return {frame::state::garbled, {}, next};
  // The mark may begin in the last bytes and go on in the next read.
  std::size_t keep = std::min(begin_mark.size() - 1, stream.size() - 1);
  while (keep > 0 && !begin_mark.starts_with(stream.substr(stream.size() - keep))) --keep;
  return {frame::state::garbled, {}, stream.size() - keep};
}

/// Everything so far may still become a message.
bool could_begin(std::string_view stream) noexcept {
  const auto n = std::min(stream.size(), begin_mark.size());
  return stream.substr(0, n) == begin_mark.substr(0, n);
}

/// What stands at the beginning of a stream, by its length only; tag 10's value is in `sum`.
struct outline {
  frame found;
  unsigned sum;
};

outline outline_of(std::string_view stream) noexcept {
  const outline partial{{frame::state::partial, {}, 0}, 0};
  if (stream.empty()) return partial;
  const auto bad = [&] { return outline{garbled(stream), 0}; };
  if (!could_begin(stream)) return bad();
  const auto begin_end = stream.substr(0, 16).find(soh);
  if (begin_end == std::string_view::npos) return stream.size() < 16 ? partial : bad();
  auto at = begin_end + 1;
  const auto rest = stream.substr(at);
  if (rest.size() < 2) return partial;
  if (!rest.starts_with("9=")) return bad();
  at += 2;
  std::size_t length = 0;
  std::size_t digits = 0;
  while (at < stream.size() && stream[at] >= '0' && stream[at] <= '9' && digits < 7) {
    length = length * 10 + static_cast<std::size_t>(stream[at++] - '0');
    ++digits;
  }
  if (at == stream.size()) return digits < 7 ? partial : bad();
  if (stream[at] != soh || digits == 0 || length > max_message) return bad();
  const auto body_end = at + 1 + length;
  if (stream.size() < body_end + trailer_size) return partial;
  const auto trailer = stream.substr(body_end, trailer_size);
  if (!trailer.starts_with("10=") || trailer.back() != soh || stream[body_end - 1] != soh)
    return bad();
  unsigned given = 0;
  for (const char c : trailer.substr(3, 3)) {
    if (c < '0' || c > '9') return bad();
    given = given * 10 + static_cast<unsigned>(c - '0');
  }
  return {{frame::state::complete, stream.substr(0, body_end + trailer_size), 0}, given};
}

/// Of the whole message, less tag 10 with its value.
std::uint8_t without_trailer(std::uint8_t sum, std::string_view message) noexcept {
  for (const char c : message.substr(message.size() - trailer_size))
    sum = static_cast<std::uint8_t>(sum - static_cast<unsigned char>(c));
  return sum;
}

} // namespace

frame find_frame(std::string_view stream) noexcept {
  const auto [f, sum] = outline_of(stream);
  if (f.what != frame::state::complete) return f;
  const auto summed = f.message.substr(0, f.message.size() - trailer_size);
  return checksum_of(summed) == sum ? f : garbled(stream);
}

frame read_frame(std::string_view stream, field_index& fields) noexcept {
  auto [f, sum] = outline_of(stream);
  if (f.what != frame::state::complete) return f;
  const bool fits = fields.scan(f.message);
  if (!fits || without_trailer(fields.byte_sum(), f.message) != sum) return garbled(stream);
  if (!fields.index()) f.what = frame::state::unreadable;
  return f;
}

} // namespace corelane::fix44
