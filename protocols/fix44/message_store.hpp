#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace corelane::fix44 {

/// The last application messages sent, for answering resend requests. In memory, of fixed size:
/// older ones are overwritten and then gap-filled. Allocates when made.
class message_store {
public:
  static constexpr std::size_t max_body = 480;

  struct stored {
    char msg_type;
    std::string_view sending_time;
    std::string_view body; ///< the fields after the header
  };

  /// `capacity` is a power of two.
  explicit message_store(std::size_t capacity) : slots_(capacity) {}

  void keep(std::uint64_t seq_num, char msg_type, std::string_view sending_time,
            std::string_view body) noexcept {
    auto& s = slots_[seq_num & (slots_.size() - 1)];
    s.seq_num = 0;
    if (body.size() > max_body || sending_time.size() > sizeof s.time) return;
    s.seq_num = seq_num;
    s.msg_type = msg_type;
    s.time_size = static_cast<std::uint8_t>(sending_time.size());
    s.body_size = static_cast<std::uint16_t>(body.size());
    std::memcpy(s.time, sending_time.data(), sending_time.size());
    std::memcpy(s.body, body.data(), body.size());
  }

  /// False when `seq_num` was no application message or is not kept any more.
  [[nodiscard]] bool find(std::uint64_t seq_num, stored& found) const noexcept {
    const auto& s = slots_[seq_num & (slots_.size() - 1)];
    if (seq_num == 0 || s.seq_num != seq_num) return false;
    found = {s.msg_type, {s.time, s.time_size}, {s.body, s.body_size}};
    return true;
  }

  void clear() noexcept {
    for (auto& s : slots_) s.seq_num = 0;
  }

private:
  struct slot {
    std::uint64_t seq_num{0};
    std::uint16_t body_size{0};
    std::uint8_t time_size{0};
    char msg_type{0};
    char time[28]{};
    char body[max_body]{};
  };
  std::vector<slot> slots_;
};

} // namespace corelane::fix44
