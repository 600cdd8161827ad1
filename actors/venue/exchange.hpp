#pragma once

#include "corelane/actors/venue/listing.hpp"
#include "corelane/actors/venue/market_data_publisher.hpp"
#include "corelane/actors/venue/matching_engine.hpp"
#include "corelane/actors/venue/order_entry.hpp"
#include "corelane/actors/venue/order_flow.hpp"
#include "corelane/actors/venue/venue_probe.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace corelane::venue {

/// A trading session: the books, the background flow, and who hears of what happens.
///
/// It has a time of its own, which all stamps are in. That runs with the lane's clock, but each
/// step of the flow happens at the very time its seed gives, however late it is computed. So
/// a session that opens at a set time and has no clients publishes the same bytes every time.
/// When the lane falls more than 100 ms behind, the exchange's time slips rather than rushing.
///
/// No allocation after `start`. One thread.
class exchange : private matching_handler {
public:
  struct settings {
    std::uint64_t seed{1};
    std::uint64_t messages_per_second{20'000}; ///< of the background flow; 0: no flow
    std::uint32_t orders_per_book{40};         ///< of the background flow
    std::uint32_t client_orders{65'536};       ///< room for open orders of clients
    price tick{price::from_1e4(100)};
    std::chrono::nanoseconds start_delay{0};
    std::chrono::nanoseconds packing{10'000}; ///< steps this close leave together
    timestamp opens_at{};                     ///< exchange time at `start`; 0: the clock's
  };
  enum class phase : std::uint8_t { idle, waiting, announcing, trading, closed };

  exchange(const settings& s, std::vector<listing> listings, venue_probe& probe);

  /// Before `start`. Both must outlive the exchange.
  void add(market_data_publisher& publisher);
  /// Returns the number for `order_owner::entry`.
  std::uint32_t add(order_entry& entry);

  void start(timestamp now);
  /// Does what is due: a packet of the directory, or the steps of one packet. False if nothing.
  bool advance(timestamp now);
  /// Ends the session. Orders are refused from here on.
  void stop(timestamp now);
  /// Changes the flow's rate from its next step on; 0 pauses it. Only if it had one at start.
  void set_rate(std::uint64_t messages_per_second) noexcept;

  // For order entries. Refusals come to the entry as outputs, like everything else.
  order_reference submit(const new_order& order, timestamp now);
  void cancel(order_reference reference, order_owner by, timestamp now);
  order_reference replace(order_reference reference, price px, quantity leaves, order_owner by,
                          timestamp now);
  [[nodiscard]] bool is_trading() const noexcept { return phase_ == phase::trading; }
  /// `no_instrument` when the venue does not list `symbol`.
  [[nodiscard]] instrument_id find(std::string_view symbol) const {
    return directory_.find(symbol);
  }
  [[nodiscard]] std::string_view symbol(instrument_id id) const noexcept {
    return directory_.symbol(id);
  }

  /// The exchange's time when the lane's clock says `now`.
  [[nodiscard]] timestamp time_at(timestamp now) const noexcept { return now + offset_; }
  /// Exchange time of what happens, or happened last.
  [[nodiscard]] timestamp step_time() const noexcept { return last_; }
  [[nodiscard]] phase current() const noexcept { return phase_; }
  [[nodiscard]] const matching_engine& engine() const noexcept { return engine_; }
  [[nodiscard]] const std::vector<listing>& listings() const noexcept { return listings_; }
  /// By how much the exchange's time has slipped so far.
  [[nodiscard]] std::chrono::nanoseconds slipped() const noexcept { return slipped_; }

private:
  bool announce(timestamp at);
  bool run_flow(timestamp at);
  void step_flow();
  void begin_step(timestamp at);
  void flush();
  [[nodiscard]] order_entry* entry_of(const order_owner& owner) noexcept;

  void accepted(const book_order& order) override;
  void rested(const book_order& order) override;
  void executed(const execution& e) override;
  void canceled(const cancellation& c) override;
  void replaced(const replacement& r) override;
  void printed(const print& p) override;
  void order_refused(const new_order& order, refusal why) override;
  void request_refused(order_reference reference, order_owner by, refusal why) override;
  template <class Output, class Arg>
  void publish(Output output, const Arg& arg);
  void tell_owner_of_fill(const book_order& order, const execution& e);

  settings settings_;
  std::vector<listing> listings_;
  instrument_directory directory_;
  venue_probe& probe_;
  std::optional<order_flow> flow_;
  matching_engine engine_;
  std::vector<market_data_publisher*> publishers_;
  std::vector<order_entry*> entries_;
  phase phase_{phase::idle};
  std::chrono::nanoseconds offset_{0}; ///< exchange time less lane time
  std::chrono::nanoseconds slipped_{0};
  timestamp next_{}; ///< exchange time of the next step
  timestamp last_{}; ///< exchange time of the last one
  std::uint32_t step_messages_{0};
  bool paused_{false};
};

} // namespace corelane::venue
