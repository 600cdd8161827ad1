#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <unordered_map>

namespace corelane {

/// Events that a full link could not take, in order, until there is room.
///
/// With a key only the latest event of each key is kept, in the place of the earlier one.
/// One thread. Allocates: a link that gets here is too small, and its counters say so.
class held_back {
public:
  using key_function = std::uint32_t (*)(const void* event) noexcept;

  explicit held_back(std::size_t payload, key_function key = nullptr)
      : payload_{payload}, key_{key} {}

  [[nodiscard]] bool empty() const noexcept { return events_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return events_.size(); }

  /// Keeps a copy; true when it took the place of an earlier event of its key.
  bool keep(const void* event, std::uint32_t stage) {
    if (key_ != nullptr) {
      const auto [found, is_new] = place_of_key_.try_emplace(key_(event), moved_ + events_.size());
      if (!is_new) {
        write(events_[found->second - moved_], event, stage);
        return true;
      }
    }
    write(events_.emplace_back(), event, stage);
    return false;
  }

  /// Passes events to `take(event, stage)`, oldest first, until it says false.
  template <class Take>
  void move_on(Take&& take) {
    while (!events_.empty() && take(events_.front().payload, events_.front().stage)) {
      if (key_ != nullptr) place_of_key_.erase(key_(events_.front().payload));
      events_.pop_front();
      ++moved_;
    }
  }

private:
  struct entry {
    std::uint32_t stage;
    alignas(8) std::byte payload[120];
  };

  void write(entry& to, const void* event, std::uint32_t stage) const {
    to.stage = stage;
    std::memcpy(to.payload, event, payload_);
  }

  std::size_t payload_;
  key_function key_;
  std::deque<entry> events_;
  std::unordered_map<std::uint32_t, std::size_t> place_of_key_; ///< counted from the first ever
  std::size_t moved_{0};
};

} // namespace corelane
