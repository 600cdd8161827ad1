#pragma once

#include "corelane/protocols/market/mbo_event.hpp"

#include <cstdint>

namespace corelane::testing {

inline constexpr instrument_id apple{0};
inline constexpr instrument_id pear{1};

/// Prices in cents and plain quantities, each event the last of its exchange event.
struct events_of {
  instrument_id instrument;

  [[nodiscard]] mbo_event make(mbo_action action, std::uint64_t id) const {
    mbo_event e;
    e.action = action;
    e.instrument = instrument;
    e.order_id = id;
    e.flags = mbo_event::last_in_event;
    return e;
  }
  [[nodiscard]] mbo_event make(mbo_action action, std::uint64_t id, std::int64_t cents,
                               std::int64_t qty) const {
    auto e = make(action, id);
    e.px = price::from_1e4(cents * 100);
    e.qty = {qty};
    return e;
  }
  [[nodiscard]] mbo_event bid(std::uint64_t id, std::int64_t cents, std::int64_t qty) const {
    return make(mbo_action::add, id, cents, qty);
  }
  [[nodiscard]] mbo_event ask(std::uint64_t id, std::int64_t cents, std::int64_t qty) const {
    auto e = make(mbo_action::add, id, cents, qty);
    e.side = side::sell;
    return e;
  }
  [[nodiscard]] mbo_event execute(std::uint64_t id, std::int64_t qty) const {
    return make(mbo_action::execute, id, 0, qty);
  }
  [[nodiscard]] mbo_event execute_at(std::uint64_t id, std::int64_t cents, std::int64_t qty) const {
    return make(mbo_action::execute_at, id, cents, qty);
  }
  [[nodiscard]] mbo_event reduce(std::uint64_t id, std::int64_t qty) const {
    return make(mbo_action::reduce, id, 0, qty);
  }
  [[nodiscard]] mbo_event remove(std::uint64_t id) const { return make(mbo_action::remove, id); }
  [[nodiscard]] mbo_event replace(std::uint64_t id, std::uint64_t new_id, std::int64_t cents,
                                  std::int64_t qty) const {
    auto e = make(mbo_action::replace, id, cents, qty);
    e.new_order_id = new_id;
    return e;
  }
  [[nodiscard]] mbo_event modify(std::uint64_t id, std::int64_t cents, std::int64_t qty) const {
    return make(mbo_action::modify, id, cents, qty);
  }
  [[nodiscard]] mbo_event clear() const { return make(mbo_action::clear, 0); }
};

inline constexpr events_of of_apple{apple};
inline constexpr events_of of_pear{pear};

[[nodiscard]] constexpr price cents(std::int64_t value) { return price::from_1e4(value * 100); }

} // namespace corelane::testing
