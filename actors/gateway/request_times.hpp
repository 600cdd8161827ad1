#pragma once

#include "corelane/protocols/order/order_request.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace corelane {

/// When requests left, until the venue's first word on each.
///
/// By client order id in a table with one place for each id. Two requests may share one; then the
/// later is measured, and the other is not: n requests that leave while one is in flight take its
/// place by n chances in `2 * requests`. O(1), one cache line; allocates when made.
class request_times {
public:
  struct request {
    order_action action;
    std::uint64_t sent; ///< tsc ticks
  };

  explicit request_times(std::size_t requests) : places_(std::bit_ceil(requests * 2)) {}

  void sent(const order_request& r, std::uint64_t ticks) noexcept {
    auto& p = place_of(r.cl_ord_id);
    p.id = r.cl_ord_id;
    p.ticks = ticks & (~std::uint64_t{0} >> 2);
    p.action = static_cast<std::uint64_t>(r.action) & 3;
  }
  /// The request of this id, once; nothing when it is not known.
  std::optional<request> take(std::uint64_t id) noexcept {
    auto& p = place_of(id);
    if (id == 0 || p.id != id) return std::nullopt;
    p.id = 0;
    return request{static_cast<order_action>(p.action), p.ticks};
  }
  void forget_all() noexcept { places_.assign(places_.size(), {}); }

private:
  struct place {
    std::uint64_t id{0};
    std::uint64_t ticks : 62 {0};
    std::uint64_t action : 2 {0};
  };
  static_assert(sizeof(place) == 16);

  // Ids count up in their low half: spread by Fibonacci hashing, as those of open orders.
  [[nodiscard]] place& place_of(std::uint64_t id) noexcept {
    return places_[((id * 0x9E37'79B9'7F4A'7C15) >> 32) & (places_.size() - 1)];
  }

  std::vector<place> places_;
};

} // namespace corelane
