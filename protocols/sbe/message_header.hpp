#pragma once

#include "corelane/protocols/wire/byte_order.hpp"

#include <cstddef>
#include <cstdint>

namespace corelane::sbe {

/// What a message begins with: how long its block of fields is, whatever we know of it, and by
/// which version of the schema it was written.
struct message_header {
  static constexpr std::size_t wire_size = 8;

  std::uint16_t block_length{0};
  std::uint16_t template_id{0};
  std::uint16_t schema_id{0};
  std::uint16_t version{0};

  friend bool operator==(const message_header&, const message_header&) = default;
};

/// `at` must have `message_header::wire_size` bytes.
[[nodiscard]] inline message_header read_header(const std::byte* at) noexcept {
  return {wire::load_le<std::uint16_t>(at), wire::load_le<std::uint16_t>(at + 2),
          wire::load_le<std::uint16_t>(at + 4), wire::load_le<std::uint16_t>(at + 6)};
}

inline void write_header(const message_header& h, std::byte* at) noexcept {
  wire::store_le(at, h.block_length);
  wire::store_le(at + 2, h.template_id);
  wire::store_le(at + 4, h.schema_id);
  wire::store_le(at + 6, h.version);
}

} // namespace corelane::sbe
