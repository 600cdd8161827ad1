#pragma once

#include "corelane/protocols/market/book_update.hpp"
#include "corelane/runtime/api/actor.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace corelane {

/// The best prices over several venues (NBBO): the best bid and ask of all, with what all venues
/// that have this price show there in sum.
///
/// Instruments of one name are the same; venues are told apart by the numbers that their feeds put
/// on events. A venue whose book is not valid makes the consolidated one not valid, or is left out,
/// as `stale_venue` says: a best price that lacks a venue may not be the best. May be locked or
/// crossed, as venues' prices do: not `tradable` then. Allocates in `on_start` only.
class consolidated_book : public actor {
public:
  explicit consolidated_book(actor_setup& setup);

  void on_start() override;
  void inspect(inspection& out) const override;

  static constexpr std::size_t most_venues = 8;

private:
  struct venue_top {
    book_level bid{};
    book_level ask{};
    std::uint32_t bid_orders{0};
    std::uint32_t ask_orders{0};
    book_state state{book_state::stale};
    std::uint8_t venue{0};
  };
  struct instrument_top {
    std::array<venue_top, most_venues> venues;
    std::uint8_t count{0};
    std::uint64_t updates{0};
    book_update shown{};
  };

  void take(const book_update& u);
  [[nodiscard]] venue_top* top_of(instrument_top& all, std::uint8_t venue) noexcept;
  [[nodiscard]] book_update consolidate(const instrument_top& all) const noexcept;

  inlet<book_update> books_{*this, "books", on<&consolidated_book::take>};
  outlet<book_update> updates_{*this, "updates"};

  std::uint32_t max_instruments_{16'384};
  std::string stale_venue_{"invalidate"};
  bool leave_out_{false};

  instrument_directory& instruments_;
  counter published_;
  counter refused_;
  std::vector<instrument_top> tops_;
};

} // namespace corelane
