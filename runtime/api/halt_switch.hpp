#pragma once

#include <atomic>
#include <cstdint>

namespace corelane {

/// Stops all orders of a node. Read by each gateway before each order (about 1 ns), set by anyone.
///
/// A flag and not a message, because no order holds between messages and events. A gateway that
/// sees a new halt, by `halts`, cancels its open orders, be it resumed by then or not.
class halt_switch {
public:
  void halt() noexcept { epoch_.fetch_or(1, std::memory_order_acq_rel); }
  void resume() noexcept {
    auto e = epoch_.load(std::memory_order_acquire);
    while ((e & 1) != 0 && !epoch_.compare_exchange_weak(e, e + 1, std::memory_order_acq_rel)) {
    }
  }
  [[nodiscard]] bool halted() const noexcept {
    return (epoch_.load(std::memory_order_acquire) & 1) != 0;
  }
  /// How often there was a halt, the one now included.
  [[nodiscard]] std::uint64_t halts() const noexcept {
    return (epoch_.load(std::memory_order_acquire) + 1) / 2;
  }

private:
  std::atomic<std::uint64_t> epoch_{0}; ///< odd while halted
};

} // namespace corelane
