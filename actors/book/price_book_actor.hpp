#pragma once

#include "corelane/actors/book/price_books.hpp"
#include "corelane/actors/book/top_board.hpp"
#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/market/mbp_event.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/runtime/api/actor.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace corelane {

/// Keeps the books that a venue publishes by price, implied levels apart, and tells strategies
/// when their merged top differs. As `book_actor` in all else.
class price_book_actor : public actor {
public:
  explicit price_book_actor(actor_setup& setup);

  void on_start() override;
  void inspect(inspection& out) const override;

  /// The books; null before `on_start`. On the actor's lane, or when that has ended.
  [[nodiscard]] const price_books* books() const noexcept { return books_ ? &*books_ : nullptr; }

private:
  void take_event(const mbp_event& e);
  void take_status(const trading_status& s);
  void publish(const mbp_event& e);
  void inspect_book(inspection& out, instrument_id id) const;
  void inspect_levels(inspection& out, instrument_id id, side s) const;

  inlet<mbp_event> events_{*this, "events", on<&price_book_actor::take_event>};
  inlet<trading_status> statuses_{*this, "statuses", on<&price_book_actor::take_status>};
  outlet<book_update> updates_{*this, "updates"};

  std::uint32_t depth_levels_{5};
  std::string publish_{"bbo"};
  std::uint32_t max_instruments_{4'096};

  instrument_directory& instruments_;
  counter published_;
  counter unknown_;
  counter contradictions_;
  bool publish_depth_{false};
  std::optional<price_books> books_;
  top_board board_;
};

} // namespace corelane
