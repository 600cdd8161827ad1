#pragma once

#include "corelane/protocols/fix44/field_text.hpp"

#include <cstddef>
#include <cstdint>
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
  /// Bytes kept for `8=FIX.4.4|9=nnn|`: most messages begin where their room does.
  static constexpr std::size_t head_room = 17;
  static constexpr std::size_t trailer_size = 7;

  explicit message_writer(std::span<char> room) noexcept
      : begin_{room.data()},
        at_{room.data() + head_room},
        end_{room.size() > head_room + trailer_size ? room.data() + room.size() - trailer_size
                                                    : at_ - 1} {}

  void constant(std::string_view ready) noexcept {
    if (has_room(ready.size())) at_ = put(at_, ready);
  }
  void text(std::string_view key, std::string_view value) noexcept {
    if (has_room(key.size() + value.size() + 1)) at_ = put_text(at_, key, value);
  }
  void character(std::string_view key, char value) noexcept {
    if (has_room(key.size() + 2)) at_ = put_character(at_, key, value);
  }
  void number(std::string_view key, std::uint64_t value) noexcept {
    if (has_room(key.size() + digits_room)) at_ = put_number(at_, key, value);
  }
  void amount(std::string_view key, quantity value) noexcept {
    if (has_room(key.size() + digits_room)) at_ = put_amount(at_, key, value);
  }
  /// In the shortest exact form: `101.25`, `7`, `-0.5`.
  void decimal(std::string_view key, price value) noexcept {
    if (has_room(key.size() + price_room)) at_ = put_decimal(at_, key, value);
  }

  /// Where to write up to `n` bytes of fields by the functions of `field_text.hpp`; null when they
  /// may not fit, and then the message comes out empty. Tell by `wrote` where they ended.
  [[nodiscard]] char* reserve(std::size_t n) noexcept { return has_room(n) ? at_ : nullptr; }
  void wrote(char* end) noexcept { at_ = end; }

  /// The whole message, with head and checksum; empty when it did not fit.
  [[nodiscard]] std::string_view finish() noexcept;

  /// How long the fields are so far; for cutting a part out of the finished message, where they
  /// end `trailer_size` before its end.
  [[nodiscard]] std::size_t written() const noexcept {
    return static_cast<std::size_t>(at_ - begin_) - head_room;
  }

private:
  [[nodiscard]] bool has_room(std::size_t n) noexcept {
    if (end_ - at_ >= static_cast<std::ptrdiff_t>(n)) [[likely]]
      return true;
    end_ = at_ - 1; // nothing more fits, nor does the message
    return false;
  }

  char* begin_;
  char* at_;
  char* end_;
};

} // namespace corelane::fix44
