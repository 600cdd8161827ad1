#pragma once

#include "corelane/protocols/market/price.hpp"
#include "corelane/protocols/market/quantity.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace corelane::fix44 {

/// Writes one message into the caller's bytes.
///
///     message_writer w{room};
///     w.constant("35=D\x01");  w.constant(comp_ids);          // ready-made text
///     w.number("34=", seq);    w.text("55=", symbol);         // `key` holds tag and `=`
///     send(w.finish());
///
/// The body is written first and the head, whose length depends on it, right before it. A
/// message that does not fit comes out empty. Never allocates.
class message_writer {
public:
  /// Bytes kept for `8=FIX.4.4|9=nnnnn|`.
  static constexpr std::size_t head_room = 18;
  static constexpr std::size_t trailer_size = 7;

  explicit message_writer(std::span<char> room) noexcept
      : begin_{room.data()},
        at_{room.data() + head_room},
        end_{room.data() + room.size() - trailer_size},
        fits_{room.size() > head_room + trailer_size} {}

  void constant(std::string_view ready) noexcept {
    if (!has_room(ready.size())) return;
    std::memcpy(at_, ready.data(), ready.size());
    at_ += ready.size();
  }
  void text(std::string_view key, std::string_view value) noexcept {
    if (!has_room(key.size() + value.size() + 1)) return;
    put(key);
    put(value);
    *at_++ = '\x01';
  }
  void character(std::string_view key, char value) noexcept {
    text(key, std::string_view{&value, 1});
  }
  void number(std::string_view key, std::uint64_t value) noexcept {
    if (!has_room(key.size() + 21)) return;
    put(key);
    put_number(value);
    *at_++ = '\x01';
  }
  void amount(std::string_view key, quantity value) noexcept {
    number(key, static_cast<std::uint64_t>(value.units < 0 ? 0 : value.units));
  }
  /// In the shortest exact form: `101.25`, `7`, `-0.5`.
  void decimal(std::string_view key, price value) noexcept;

  /// The whole message, with head and checksum; empty when it did not fit.
  [[nodiscard]] std::string_view finish() noexcept;

  /// Where the next field will stand; for cutting out a part of the body.
  [[nodiscard]] const char* position() const noexcept { return at_; }

private:
  [[nodiscard]] bool has_room(std::size_t n) noexcept {
    if (fits_ && static_cast<std::size_t>(end_ - at_) >= n) [[likely]]
      return true;
    fits_ = false;
    return false;
  }
  void put(std::string_view s) noexcept {
    std::memcpy(at_, s.data(), s.size());
    at_ += s.size();
  }
  void put_number(std::uint64_t value) noexcept;

  char* begin_;
  char* at_;
  char* end_;
  bool fits_;
};

} // namespace corelane::fix44
