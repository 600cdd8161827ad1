#pragma once

#include "corelane/actors/risk/exposure_ledger.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/runtime/api/actor_setup.hpp"

#include <vector>

namespace corelane {

/// What risk tells the world in numbers.
class risk_probe {
public:
  explicit risk_probe(actor_setup& setup);

  void checked() noexcept { checks_.add(); }
  void refused(reject_reason why) noexcept { refusals_[static_cast<std::size_t>(why)].add(); }
  /// A fill came for which the books have no room: positions are wrong from here on.
  void fill_not_placed() noexcept { lost_fills_.add(); }
  void profit_is(const account& node) noexcept {
    realised_.set(node.realised.clamped());
    unrealised_.set((node.profit - node.realised).clamped());
  }

  [[nodiscard]] std::uint64_t checks() const noexcept { return checks_.value(); }
  [[nodiscard]] std::uint64_t refusals(reject_reason why) const noexcept {
    return refusals_[static_cast<std::size_t>(why)].value();
  }
  [[nodiscard]] std::uint64_t lost_fills() const noexcept { return lost_fills_.value(); }

  /// Calls `visit(reject_reason)` for each reason there is.
  template <class Visit>
  static void for_each_reason(Visit&& visit) {
    for (int r = 1; r <= static_cast<int>(reject_reason::node_notional); ++r)
      visit(static_cast<reject_reason>(r));
  }

private:
  counter checks_;
  counter lost_fills_;
  gauge realised_;
  gauge unrealised_;
  std::vector<counter> refusals_; ///< by reason
};

} // namespace corelane
