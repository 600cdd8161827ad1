#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace corelane::fix44 {

/// Bytes on their way to a socket. Of fixed size; messages are written in place.
class outbound_buffer {
public:
  explicit outbound_buffer(std::size_t size) : bytes_(size) {}

  /// At least `n` bytes to write a message into, or nothing when the peer reads too slowly.
  [[nodiscard]] std::span<char> room(std::size_t n) noexcept {
    if (bytes_.size() - end_ < n && begin_ != 0) {
      std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (bytes_.size() - end_ < n) return {};
    return {bytes_.data() + end_, bytes_.size() - end_};
  }
  /// `message` was written into the last `room`; closes the gap before it.
  void append(std::string_view message) noexcept {
    char* const to = bytes_.data() + end_;
    if (message.data() != to) std::memmove(to, message.data(), message.size());
    end_ += message.size();
  }

  [[nodiscard]] std::string_view pending() const noexcept {
    return {bytes_.data() + begin_, end_ - begin_};
  }
  void sent(std::size_t n) noexcept {
    begin_ += n;
    if (begin_ == end_) begin_ = end_ = 0;
  }
  void clear() noexcept { begin_ = end_ = 0; }

private:
  std::vector<char> bytes_;
  std::size_t begin_{0};
  std::size_t end_{0};
};

} // namespace corelane::fix44
