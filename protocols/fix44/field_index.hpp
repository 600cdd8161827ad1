#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace corelane::fix44 {

inline constexpr char soh = '\x01';

/// The fields of one message, in the order they stand, as views into its bytes.
///
/// Holds what was read last; does not allocate. A look-up goes on from the field found before,
/// so reading fields in the order of the message costs a comparison each.
class field_index {
public:
  static constexpr std::size_t capacity = 256;

  struct field {
    std::uint32_t tag;
    std::string_view value;
  };

  /// Takes the fields of `message` (from `8=` to the last SOH) apart. False when a field is not
  /// `tag=value<SOH>` with a tag of 1 to 9 digits, or there are more than `capacity`.
  [[nodiscard]] bool read(std::string_view message) noexcept;

  /// The value of the first field with `tag` at or after the last one found, else the first of
  /// all; empty when there is none.
  [[nodiscard]] std::string_view find(std::uint32_t tag) const noexcept;
  [[nodiscard]] bool has(std::uint32_t tag) const noexcept { return !find(tag).empty(); }

  [[nodiscard]] std::span<const field> all() const noexcept { return {fields_.data(), size_}; }
  [[nodiscard]] std::string_view msg_type() const noexcept;

private:
  std::array<field, capacity> fields_;
  std::size_t size_{0};
  mutable std::size_t last_{0};
};

} // namespace corelane::fix44
