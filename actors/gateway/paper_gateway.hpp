#pragma once

#include "corelane/actors/gateway/gateway_probe.hpp"
#include "corelane/actors/gateway/order_table.hpp"
#include "corelane/protocols/market/book_update.hpp"
#include "corelane/runtime/api/actor.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace corelane {

/// A venue on paper: acknowledges every order and fills it at the book's best prices.
///
/// An order that can trade fills whole at the touch, whatever rests there; a resting one fills
/// at its own price when the opposite best reaches it. IOC and FOK orders that cannot trade are
/// cancelled. No queue, no fees: for replays, where the same recording gives the same fills.
class paper_gateway final : public actor {
public:
  explicit paper_gateway(actor_setup& setup);

  void on_start() override;
  void on_drain() override;
  void inspect(inspection& out) const override;

private:
  void take_book(const book_update& u);
  void take_order(const order_request& r);
  void take_new(const order_request& r);
  void take_cancel(const order_request& r);
  void take_replace(const order_request& r);
  void refuse(const order_request& r, reject_reason why);
  void answer(execution_report report);
  void fill(const open_order& order, price px);
  /// What `order` would trade at now, if it can trade.
  [[nodiscard]] std::optional<price> match(side s, instrument_id i, price limit, bool market) const;
  void obey_halt();
  void cancel_all();

  inlet<order_request> orders_{*this, "orders", on<&paper_gateway::take_order>};
  inlet<book_update> books_{*this, "books", on<&paper_gateway::take_book>};
  outlet<execution_report> executions_{*this, "executions"};

  struct touch {
    book_level bid;
    book_level ask;
  };

  std::uint64_t max_open_orders_{65'536};
  instrument_directory& instruments_;
  halt_switch& halt_;
  gateway_probe probe_;
  std::optional<order_table> table_;
  std::vector<touch> touches_;         ///< by instrument
  std::vector<std::uint64_t> matched_; ///< scratch of `take_book`
  std::uint64_t orders_accepted_{0};
  std::uint64_t executions_made_{0};
  std::uint64_t halts_seen_{0};
};

} // namespace corelane
