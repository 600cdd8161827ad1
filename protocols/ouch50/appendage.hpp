#pragma once

#include "corelane/protocols/ouch50/option.hpp"
#include "corelane/protocols/ouch50/wire_value.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace corelane::ouch50 {

/// The options of a message, as a view of its bytes: one behind the other, each its length (of
/// what follows), its tag and its value.
///
/// Tags of later versions are passed over. Reads nothing outside its bytes, whatever they are.
class appendage {
public:
  constexpr appendage() = default;
  constexpr explicit appendage(std::span<const std::byte> bytes) noexcept : bytes_{bytes} {}

  /// Calls `take(tag, value)` for each option; false when the lengths do not add up to the bytes,
  /// after those before the fault.
  template <class Take>
  bool for_each(Take&& take) const noexcept {
    auto rest = bytes_;
    while (!rest.empty()) {
      const auto length = static_cast<std::size_t>(rest[0]);
      if (length == 0 || length >= rest.size()) return false;
      take(static_cast<std::uint8_t>(rest[1]), rest.subspan(2, length - 1));
      rest = rest.subspan(1 + length);
    }
    return true;
  }
  [[nodiscard]] bool well_formed() const noexcept {
    return for_each([](std::uint8_t, std::span<const std::byte>) {});
  }

  /// The value of an option, `get<option::min_qty>()`; nothing when it is absent or of another
  /// width. Of several the first.
  template <class Option>
  [[nodiscard]] std::optional<typename Option::value> get() const noexcept {
    std::optional<typename Option::value> found;
    for_each([&](std::uint8_t tag, std::span<const std::byte> value) {
      if (tag != Option::type || value.size() != sizeof(typename Option::value) || found) return;
      load(value.data(), found.emplace());
    });
    return found;
  }

  [[nodiscard]] constexpr std::span<const std::byte> bytes() const noexcept { return bytes_; }
  friend bool operator==(const appendage& a, const appendage& b) noexcept {
    return std::ranges::equal(a.bytes_, b.bytes_);
  }

private:
  std::span<const std::byte> bytes_;
};

/// Puts options together for a message to be written.
class appendage_writer {
public:
  /// Room for each option there is once, and more.
  static constexpr std::size_t capacity = 160;

  /// False when there is no room left; nothing was added then.
  template <class Option>
  bool add(const typename Option::value& value) noexcept {
    constexpr auto width = sizeof(typename Option::value);
    if (size_ + 2 + width > capacity) return false;
    bytes_[size_] = static_cast<std::byte>(1 + width);
    bytes_[size_ + 1] = static_cast<std::byte>(Option::type);
    store(bytes_.data() + size_ + 2, value);
    size_ += 2 + width;
    return true;
  }
  void clear() noexcept { size_ = 0; }
  /// Valid until the next change.
  [[nodiscard]] appendage view() const noexcept {
    return appendage{std::span{bytes_}.first(size_)};
  }

private:
  std::array<std::byte, capacity> bytes_{};
  std::size_t size_{0};
};

} // namespace corelane::ouch50
