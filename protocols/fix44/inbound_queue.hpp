#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace corelane::fix44 {

/// Messages that came before their turn, until the gap before them is filled. Of fixed size: what
/// finds no room is not kept and will be a gap again.
class inbound_queue {
public:
  struct queued {
    std::uint64_t seq_num;
    std::string_view message; ///< good until `push` or `clear`
  };

  explicit inbound_queue(std::size_t bytes) : bytes_(bytes) {}

  /// Behind those that are there; one that is not above the last is known already.
  void push(std::uint64_t seq_num, std::string_view message) noexcept {
    const auto size = sizeof(head) + message.size();
    if ((!empty() && seq_num <= last_) || bytes_.size() - end_ < size) return;
    const head h{seq_num, message.size()};
    std::memcpy(bytes_.data() + end_, &h, sizeof h);
    std::memcpy(bytes_.data() + end_ + sizeof h, message.data(), message.size());
    end_ += size;
    last_ = seq_num;
  }
  /// Not when it is empty.
  [[nodiscard]] queued front() const noexcept {
    const auto h = head_at(begin_);
    return {h.seq_num, {bytes_.data() + begin_ + sizeof h, h.size}};
  }
  void pop() noexcept {
    begin_ += sizeof(head) + head_at(begin_).size;
    if (empty()) clear();
  }
  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  void clear() noexcept { begin_ = end_ = 0; }

private:
  struct head {
    std::uint64_t seq_num;
    std::uint64_t size;
  };
  [[nodiscard]] head head_at(std::size_t at) const noexcept {
    head h;
    std::memcpy(&h, bytes_.data() + at, sizeof h);
    return h;
  }

  std::vector<char> bytes_;
  std::size_t begin_{0};
  std::size_t end_{0};
  std::uint64_t last_{0};
};

} // namespace corelane::fix44
