#pragma once

#include "corelane/actors/risk/position.hpp"
#include "corelane/actors/risk/rate_limit.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/runtime/api/open_orders.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace corelane {

/// What one strategy, or the node, holds of one instrument and what its open orders could add.
struct alignas(64) exposure {
  position held;
  quantity open_buy{}; ///< could be bought yet
  quantity open_sell{};

  /// The holding if every open order of side `s` filled, counted in that direction.
  [[nodiscard]] quantity worst(side s) const noexcept {
    return s == side::buy ? held.qty + open_buy : open_sell - held.qty;
  }
};

/// What is known of an instrument, traded by us or not.
struct instrument_state {
  price reference{};         ///< the book's mid, else the last trade
  std::int64_t day_profit{}; ///< when the day began, in 1e-9 currency units
  std::uint32_t slot{0};     ///< of its exposures; 0 until it is traded
  std::int32_t open_orders{0};
  std::uint16_t limits{0}; ///< its row of limits; 0: those of all
  trading_state state{trading_state::unknown};
  bool referenced{false};
  bool two_sided{false};
  bool stale{false}; ///< its book is not to be believed; nor is `reference`
};

/// Sums over all instruments, of one strategy or of the node.
struct alignas(64) account {
  notional profit{}; ///< realised and unrealised since start
  notional realised{};
  notional day_profit{}; ///< `profit` when the day began
  std::int64_t open_orders{0};
  std::uint64_t last_cl_ord_id{0};
  rate_limit rate{};

  [[nodiscard]] notional day_loss() const noexcept { return day_profit - profit; }
};

/// Holdings, open orders and profit of each strategy, each instrument and the node.
///
/// Arrays that are taken in the constructor; nothing allocates after. A new reference price costs
/// a few ns, and for an instrument that is traded one multiplication for each strategy.
/// One thread. Strategy 0 stands for the node.
class exposure_ledger {
public:
  exposure_ledger(std::size_t instruments, std::size_t traded_instruments, std::size_t strategies);

  [[nodiscard]] bool knows(instrument_id id) const noexcept {
    return index_of(id) < instruments_.size();
  }
  [[nodiscard]] std::size_t strategies() const noexcept { return accounts_.size() - 1; }
  /// Makes room for the exposures of an instrument; false when all room is taken.
  bool trade(instrument_id id) noexcept;

  [[nodiscard]] instrument_state& of(instrument_id id) noexcept {
    return instruments_[index_of(id)];
  }
  [[nodiscard]] const instrument_state& of(instrument_id id) const noexcept {
    return instruments_[index_of(id)];
  }
  [[nodiscard]] const exposure& of(const instrument_state& i, std::size_t strategy) const noexcept {
    return exposures_[i.slot * accounts_.size() + strategy];
  }
  [[nodiscard]] account& of(std::size_t strategy) noexcept { return accounts_[strategy]; }
  [[nodiscard]] const account& of(std::size_t strategy) const noexcept {
    return accounts_[strategy];
  }
  [[nodiscard]] account& node() noexcept { return accounts_[0]; }
  [[nodiscard]] const account& node() const noexcept { return accounts_[0]; }

  /// Sets aside what `order` could still do, a replace in flight included.
  void reserve(const open_order& order) noexcept { reserve(order, 1); }
  /// The opposite; to be called with the order as it was when it was reserved.
  void release(const open_order& order) noexcept { reserve(order, -1); }
  /// Takes a fill of `traded` shares, negative for a sale. False when there is no room for the
  /// instrument.
  bool fill(instrument_id id, std::size_t strategy, quantity traded, price px) noexcept;
  void mark(instrument_id id, price reference) noexcept;
  void begin_day() noexcept;

  /// Realised and unrealised of an instrument, all strategies together.
  [[nodiscard]] notional profit_of(const instrument_state& i) const noexcept;
  /// Open orders at their prices and holdings at their cost, in sum.
  [[nodiscard]] notional gross() const noexcept { return open_value_ + held_cost_; }

private:
  void reserve(const open_order& order, int sign) noexcept;
  [[nodiscard]] exposure& at(const instrument_state& i, std::size_t strategy) noexcept {
    return exposures_[i.slot * accounts_.size() + strategy];
  }
  void fill_one(const instrument_state& i, std::size_t strategy, quantity traded,
                price px) noexcept;

  std::vector<instrument_state> instruments_;
  std::vector<exposure> exposures_; ///< slot 0 is empty for good
  std::vector<account> accounts_;
  std::uint32_t slots_{1};
  notional open_value_{};
  notional held_cost_{};
};

} // namespace corelane
