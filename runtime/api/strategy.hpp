#pragma once

#include "corelane/protocols/market/book_state.hpp"
#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/protocols/order/execution_report.hpp"
#include "corelane/protocols/order/order_request.hpp"
#include "corelane/runtime/api/actor.hpp"
#include "corelane/runtime/api/open_orders.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace corelane {

/// What a strategy author derives from.
///
/// Override the `on_...` members that matter; call `submit`, `cancel`, `replace` from any of
/// them. Every call comes on the strategy's lane, one at a time, and none may block. Where the
/// strategy runs, and how far away the book is, is configuration; the code stays the same.
///
///     void on_book(const book_update& top) override {
///       if (top.tradable() && open_order_count() == 0)
///         submit(side::buy, top.instrument, quantity{100}, top.bid.px);
///     }
class strategy : public actor {
public:
  explicit strategy(actor_setup& setup);

  /// An exchange event has ended and the top of a subscribed book may differ.
  virtual void on_book(const book_update&) {}
  /// A subscribed book is not to be believed any more, or again; comes before `on_book` for the
  /// same update. Books are valid until this says otherwise.
  virtual void on_book_state(instrument_id, book_state) {}
  virtual void on_trade(const trade&) {}
  virtual void on_status(const trading_status&) {}
  /// Something became of one of our orders. `position` and `find_order` have it already.
  /// The report's `orig_cl_ord_id` names the order where the report answers a cancel or replace.
  virtual void on_execution(const execution_report&) {}

  /// Cancels what is open; from then on `submit` and `replace` return 0.
  /// Who overrides it calls it too.
  void on_drain() override;
  /// No order of ours is open.
  [[nodiscard]] bool drained() const override { return orders_.size() == 0; }

protected:
  /// Asks for a new order and returns its client order id. `px` is ignored for a market order.
  /// The answer, be it a refusal by risk, comes to `on_execution`; never during this call.
  /// 0: nothing was sent, because the node drains, `max_open_orders` are open, or a request was
  /// refused less than 100 ms ago for want of a session or by a halt.
  std::uint64_t submit(side s, instrument_id instrument, quantity qty, price px,
                       time_in_force tif = time_in_force::day, ord_type type = ord_type::limit);
  /// Asks to cancel an open order; false when it is not open, a request on it is pending, or
  /// nothing can be sent at the moment (see `submit`).
  bool cancel(std::uint64_t cl_ord_id);
  /// Asks to cancel all open orders, but those with a request pending.
  void cancel_all();
  /// Asks for another price and total quantity, fills included; returns the new client order id,
  /// 0 when the order is not open or a request on it is pending. The order keeps its old id
  /// until the execution `replaced` comes.
  std::uint64_t replace(std::uint64_t cl_ord_id, price px, quantity qty);

  /// Bought minus sold since start.
  [[nodiscard]] quantity position(instrument_id instrument) const noexcept;
  /// The order as last reported, or null once it is final. Valid until the next call.
  [[nodiscard]] const open_order* find_order(std::uint64_t cl_ord_id) const noexcept {
    return orders_.find(cl_ord_id);
  }
  [[nodiscard]] std::size_t open_order_count() const noexcept { return orders_.size(); }
  /// Calls `visit(const open_order&)` for each open order; it may cancel, not submit.
  template <class Visit>
  void for_each_order(Visit&& visit) const {
    orders_.for_each(visit);
  }

  /// The instrument of a symbol, known to the node or not yet. For `on_start`: takes memory.
  [[nodiscard]] instrument_id instrument(std::string_view symbol);
  [[nodiscard]] std::string_view symbol(instrument_id id) const noexcept {
    return instruments_.symbol(id);
  }
  [[nodiscard]] bool halted() const noexcept { return halt_.halted(); }
  /// The node stops: no more orders.
  [[nodiscard]] bool draining() const noexcept { return draining_; }

  void inspect(inspection& out) const override;

private:
  void take_book(const book_update&);
  void tell_state(const book_update&);
  [[nodiscard]] bool barred() const noexcept {
    return barred_until_.ns != 0 && now() < barred_until_;
  }
  void take_trade(const trade&);
  void take_status(const trading_status&);
  void take_execution(const execution_report&);
  void prepare();
  std::uint64_t next_cl_ord_id();
  void send(order_action action, const open_order& order, std::uint64_t cl_ord_id,
            std::uint64_t orig_cl_ord_id, price px, quantity qty, time_in_force tif, ord_type type);

  inlet<book_update> books_{*this, "books", on<&strategy::take_book>};
  inlet<trade> trades_{*this, "trades", on<&strategy::take_trade>};
  inlet<trading_status> statuses_{*this, "statuses", on<&strategy::take_status>};
  inlet<execution_report> executions_{*this, "executions", on<&strategy::take_execution>};
  outlet<order_request> requests_{*this, "orders"};

  instrument_directory& instruments_;
  halt_switch& halt_;
  strategy_id id_;
  std::uint64_t last_cl_ord_id_{0};
  std::uint64_t max_open_orders_{1024};
  bool draining_{false};
  timestamp barred_until_{}; ///< no request before; 0: at any time
  tsc_stamp cause_{};        ///< of the event being handled
  open_orders orders_{0};
  std::vector<quantity> positions_;     ///< by instrument
  std::vector<book_state> book_states_; ///< by instrument, as last told
  counter orders_sent_;
};

} // namespace corelane
