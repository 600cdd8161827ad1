#pragma once

#include "corelane/runtime/api/actor_setup.hpp"
#include "corelane/runtime/api/metric.hpp"

#include <cstddef>

namespace corelane {

/// What a book actor tells the metrics. Each call about 1 ns, on the actor's lane.
class book_probe {
public:
  explicit book_probe(actor_setup& setup)
      : updates_{setup.make_counter("corelane_book_updates_total", "Book updates published")},
        unknown_orders_{setup.make_counter("corelane_book_unknown_orders_total",
                                           "Events that named an order not in the book")},
        unknown_instruments_{setup.make_counter("corelane_book_unknown_instruments_total",
                                                "Events of instruments beyond max_instruments")},
        duplicates_{setup.make_counter("corelane_book_duplicate_orders_total",
                                       "Orders refused because their id was live")},
        clamped_{setup.make_counter("corelane_book_over_executions_total",
                                    "Events that took more than the order had")},
        refused_{setup.make_counter("corelane_book_refused_events_total",
                                    "Events whose quantity made no sense")},
        overflows_{setup.make_counter("corelane_book_overflows_total",
                                      "Orders lost for lack of room: raise max_orders or "
                                      "max_levels")},
        instruments_{setup.make_gauge("corelane_book_instruments", "Books with any event so far")},
        orders_{setup.make_gauge("corelane_book_orders", "Orders resting in all books")} {}

  void update_published() noexcept { updates_.add(); }
  void unknown_order() noexcept { unknown_orders_.add(); }
  void unknown_instrument() noexcept { unknown_instruments_.add(); }
  void duplicate_refused() noexcept { duplicates_.add(); }
  void over_execution_clamped() noexcept { clamped_.add(); }
  void event_refused() noexcept { refused_.add(); }
  void overflowed() noexcept { overflows_.add(); }
  void hold(std::size_t instruments, std::size_t orders) noexcept {
    instruments_.set(static_cast<std::int64_t>(instruments));
    orders_.set(static_cast<std::int64_t>(orders));
  }

  /// What has been counted, for `inspect`.
  struct counts {
    std::uint64_t updates, unknown_orders, unknown_instruments, duplicates, clamped, refused,
        overflows;
  };
  [[nodiscard]] counts read() const noexcept {
    return {updates_.value(),    unknown_orders_.value(), unknown_instruments_.value(),
            duplicates_.value(), clamped_.value(),        refused_.value(),
            overflows_.value()};
  }

private:
  counter updates_;
  counter unknown_orders_;
  counter unknown_instruments_;
  counter duplicates_;
  counter clamped_;
  counter refused_;
  counter overflows_;
  gauge instruments_;
  gauge orders_;
};

} // namespace corelane
