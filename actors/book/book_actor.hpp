#pragma once

#include "corelane/actors/book/book_probe.hpp"
#include "corelane/actors/book/order_books.hpp"
#include "corelane/actors/book/shared_bbo_writer.hpp"
#include "corelane/actors/book/top_board.hpp"
#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/runtime/api/actor.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

class registry;

/// Keeps the books of its instruments and tells strategies when their top differs.
///
/// Nothing is published inside an exchange event: only at `mbo_event::last_in_event` is a book a
/// state that existed. Executions are passed on as trades at once. An update lacks `valid` while
/// the feed says so (`mbo_event::state`) and after an overflow until the book is cleared. The hot
/// path neither allocates nor enters the kernel.
class book_actor : public actor {
public:
  explicit book_actor(actor_setup& setup);

  void on_start() override;
  void on_stop() override;
  void inspect(inspection& out) const override;

  /// The books; null before `on_start`. On the actor's lane, or when that has ended.
  [[nodiscard]] const order_books* books() const noexcept { return books_ ? &*books_ : nullptr; }

private:
  void take_event(const mbo_event& e);
  void take_status(const trading_status& s);

  void count(book_outcome outcome) noexcept;
  void note(const book_change& change) noexcept;
  void report_trade(const mbo_event& e, const book_change& change) noexcept;
  void publish_pending(const mbo_event& e) noexcept;
  void share(const book_update& u, const top_board::news& n) noexcept;
  [[nodiscard]] std::vector<instrument_id> most_active(std::size_t at_most) const;
  void inspect_book(inspection& out, instrument_id instrument) const;

  inlet<mbo_event> events_{*this, "events", on<&book_actor::take_event>};
  inlet<trading_status> statuses_{*this, "statuses", on<&book_actor::take_status>};
  outlet<book_update> updates_{*this, "updates"};
  outlet<trade> trades_{*this, "trades"};

  std::uint32_t depth_levels_{5};
  std::string publish_{"bbo"};
  std::uint32_t max_orders_{2'000'000};
  std::uint32_t max_instruments_{16'384};
  std::uint32_t max_levels_{1'000'000};
  std::string shared_memory_;

  instrument_directory& instruments_;
  book_probe probe_;
  bool publish_depth_{false};
  bool watch_depth_{false}; ///< someone is shown changes below the best price
  std::optional<order_books> books_;
  std::optional<shared_bbo_writer> shared_;
  top_board board_;
};

/// Adds the kinds `book`, `book.by_price` and `book.consolidated`.
void register_books(registry& all);

} // namespace corelane
