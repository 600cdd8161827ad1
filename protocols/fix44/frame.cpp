#include "corelane/protocols/fix44/frame.hpp"

#include "corelane/protocols/fix44/digits.hpp"

#include <algorithm>
#include <cstring>

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

/// What stands at the beginning of a stream, by its length only.
struct outline {
  frame::state what;
  std::size_t size; ///< of the message, trailer included
  unsigned sum;     ///< what tag 10 says
};

constexpr outline partial{frame::state::partial, 0, 0};
constexpr outline bad{frame::state::garbled, 0, 0};

std::uint64_t word_at(const char* at) noexcept {
  std::uint64_t word;
  std::memcpy(&word, at, 8);
  return word;
}

/// Where the value of tag 9 begins; 0 when it is not seen.
std::size_t length_at(std::string_view stream) noexcept {
  constexpr std::string_view usual =
      "8=FIX.4.4\x01"
      "9=";
  if (stream.starts_with(usual)) [[likely]]
    return usual.size();
  const auto begin_end = stream.substr(0, 16).find(soh);
  if (begin_end == std::string_view::npos) return 0;
  return stream.substr(begin_end + 1).starts_with("9=") ? begin_end + 3 : 0;
}

/// Why `length_at` saw none.
outline no_length(std::string_view stream) noexcept {
  const auto begin_end = stream.substr(0, 16).find(soh);
  if (begin_end == std::string_view::npos) return stream.size() < 16 ? partial : bad;
  const auto rest = stream.substr(begin_end + 1);
  return std::string_view{"9="}.starts_with(rest.substr(0, 2)) ? partial : bad;
}

outline outline_of(std::string_view stream) noexcept {
  if (!could_begin(stream)) return bad;
  auto at = length_at(stream);
  if (at == 0) return no_length(stream);
  std::size_t length = 0;
  const auto first = at;
  for (; at < stream.size() && stream[at] >= '0' && stream[at] <= '9' && at - first < 7; ++at)
    length = length * 10 + static_cast<std::size_t>(stream[at] - '0');
  if (at == stream.size()) return at - first < 7 ? partial : bad;
  if (stream[at] != soh || at == first || length > max_message) return bad;
  const auto size = at + 1 + length + trailer_size;
  if (stream.size() < size) return partial;
  // <SOH>10=ddd<SOH> as a number, its lowest byte first.
  const auto trailer = word_at(stream.data() + size - 8);
  constexpr std::uint64_t digits = 0x00ff'ffff'0000'0000;
  const auto sum = (trailer ^ ascii_zeros) & digits;
  if ((trailer & ~digits) != 0x0100'0000'3d30'3101) return bad;
  if ((((sum + (0x7676'7676'7676'7676 & digits)) | sum) & 0x8080'8080'8080'8080) != 0) return bad;
  return {frame::state::complete, size,
          static_cast<unsigned>((sum >> 32 & 0xff) * 100 + (sum >> 40 & 0xff) * 10 + (sum >> 48))};
}

/// Of the whole message, less tag 10 with its value.
std::uint8_t without_trailer(std::uint8_t sum, std::string_view message) noexcept {
  const auto trailer = word_at(message.data() + message.size() - 8) >> 8;
  const auto pairs = (trailer & 0x00ff'00ff'00ff'00ff) + (trailer >> 8 & 0x00ff'00ff'00ff'00ff);
  return static_cast<std::uint8_t>(sum - (pairs * 0x0001'0001'0001'0001 >> 48));
}

} // namespace

frame find_frame(std::string_view stream) noexcept {
  const auto [what, size, sum] = outline_of(stream);
  if (what == frame::state::partial || stream.empty()) return {frame::state::partial, {}, 0};
  if (what == frame::state::garbled || checksum_of(stream.data(), size - trailer_size) != sum)
    return garbled(stream);
  return {frame::state::complete, stream.substr(0, size), 0};
}

frame read_frame(std::string_view stream, field_index& fields) noexcept {
  const auto [what, size, sum] = outline_of(stream);
  if (what == frame::state::partial || stream.empty()) return {frame::state::partial, {}, 0};
  const auto message = stream.substr(0, size);
  if (what == frame::state::garbled || !fields.scan(message)
      || without_trailer(fields.byte_sum(), message) != sum)
    return garbled(stream);
  return {fields.index() ? frame::state::complete : frame::state::unreadable, message, 0};
}

} // namespace corelane::fix44
