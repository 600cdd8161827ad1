#pragma once

#include "corelane/protocols/fix44/session_store.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace corelane::fix44 {

/// Remembers as long as the process lives, and the last messages only: older ones are overwritten
/// and then gap-filled. Allocates when made.
class memory_session_store final : public session_store {
public:
  static constexpr std::size_t max_body = 480;

  /// Room for at least `capacity` messages.
  explicit memory_session_store(std::size_t capacity)
      : slots_(std::bit_ceil(capacity == 0 ? 1 : capacity)) {}

  [[nodiscard]] std::uint64_t next_out() const noexcept override { return next_out_; }
  [[nodiscard]] std::uint64_t next_in() const noexcept override { return next_in_; }

  bool keep_sent(const stored_message& m) noexcept override {
    auto& s = slots_[next_out_ & (slots_.size() - 1)];
    if (m.body.size() > max_body || m.sending_time.size() > sizeof s.time
        || m.msg_type.size() > sizeof s.msg_type)
      return false;
    s.seq_num = m.msg_type.empty() ? 0 : next_out_;
    s.type_size = static_cast<std::uint8_t>(m.msg_type.size());
    s.time_size = static_cast<std::uint8_t>(m.sending_time.size());
    s.body_size = static_cast<std::uint16_t>(m.body.size());
    copy(s.msg_type, m.msg_type);
    copy(s.time, m.sending_time);
    copy(s.body, m.body);
    ++next_out_;
    return true;
  }
  void set_next_in(std::uint64_t next) noexcept override { next_in_ = next; }
  void set_next_out(std::uint64_t next) noexcept override { next_out_ = next; }
  void reset() noexcept override {
    next_in_ = next_out_ = 1;
    for (auto& s : slots_) s.seq_num = 0;
  }

  [[nodiscard]] bool find(std::uint64_t seq_num, stored_message& found) const noexcept override {
    const auto& s = slots_[seq_num & (slots_.size() - 1)];
    if (seq_num == 0 || s.seq_num != seq_num) return false;
    found = {{s.msg_type, s.type_size}, {s.time, s.time_size}, {s.body, s.body_size}};
    return true;
  }

private:
  struct slot {
    std::uint64_t seq_num{0};
    std::uint16_t body_size{0};
    std::uint8_t time_size{0};
    std::uint8_t type_size{0};
    char msg_type[4]{};
    char time[28]{};
    char body[max_body]{};
  };
  static void copy(char* to, std::string_view from) noexcept {
    if (!from.empty()) std::memcpy(to, from.data(), from.size());
  }

  std::uint64_t next_out_{1};
  std::uint64_t next_in_{1};
  std::vector<slot> slots_;
};

} // namespace corelane::fix44
