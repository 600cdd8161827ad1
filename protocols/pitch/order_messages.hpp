#pragma once

#include "corelane/protocols/pitch/feed_symbol.hpp"
#include "corelane/protocols/pitch/market.hpp"
#include "corelane/protocols/pitch/wire_price.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Orders of the book, each named by its id for the day. An id that was deleted may come back.
/// Short forms have two bytes for price and quantity; what they say is the same.
namespace corelane::pitch {

/// A new visible order.
struct add_order_long {
  static constexpr std::uint8_t type = 0x21;
  static constexpr std::string_view name{"add_order_long"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  char side{' '}; ///< `B` or `S`
  std::uint32_t quantity{0};
  feed_symbol symbol{};
  long_price price{};
  std::uint8_t flags{0}; ///< of equities and options: bit 0 displayed, bit 3 all or none

  /// Options only: trades as a whole or not at all, and is no firm quote.
  [[nodiscard]] constexpr bool all_or_none() const noexcept { return (flags & 0x08) != 0; }

  friend bool operator==(const add_order_long&, const add_order_long&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.side, m.quantity, six(m.symbol), m.price);
    if constexpr (In != market::futures) visit(m.flags);
  }
};

/// A new visible order.
struct add_order_short {
  static constexpr std::uint8_t type = 0x22;
  static constexpr std::string_view name{"add_order_short"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  char side{' '}; ///< `B` or `S`
  std::uint16_t quantity{0};
  feed_symbol symbol{};
  short_price price{};
  std::uint8_t flags{0}; ///< of equities and options: bit 0 displayed, bit 3 all or none

  /// Options only: trades as a whole or not at all, and is no firm quote.
  [[nodiscard]] constexpr bool all_or_none() const noexcept { return (flags & 0x08) != 0; }

  friend bool operator==(const add_order_short&, const add_order_short&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.side, m.quantity, six(m.symbol), m.price);
    if constexpr (In != market::futures) visit(m.flags);
  }
};

/// A new visible order with a long symbol or with its participant.
struct add_order_expanded {
  static constexpr std::uint8_t type = 0x2F;
  static constexpr std::string_view name{"add_order_expanded"};
  static constexpr markets sent_in = equities_and_options;
  static constexpr std::size_t required_size = 41;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  char side{' '}; ///< `B` or `S`
  std::uint32_t quantity{0};
  feed_symbol symbol{};
  long_price price{};
  std::uint8_t flags{0};          ///< bit 0 displayed, bit 3 all or none
  field_text<4> participant_id{}; ///< an MPID, `RTAL` for retail, or an executing firm
  char customer_indicator{' '};   ///< `N`, `C` or `R`
  field_text<4> client_id{};      ///< of options
  field_text<5> reserved{};       ///< of options

  /// Options only: trades as a whole or not at all, and is no firm quote.
  [[nodiscard]] constexpr bool all_or_none() const noexcept { return (flags & 0x08) != 0; }

  friend bool operator==(const add_order_expanded&, const add_order_expanded&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.side, m.quantity, m.symbol, m.price, m.flags,
          m.participant_id, m.customer_indicator);
    if constexpr (In == market::options) visit(m.client_id, m.reserved);
  }
};

/// Some of an order traded at its price.
struct order_executed {
  static constexpr std::uint8_t type = 0x23;
  static constexpr std::string_view name{"order_executed"};
  static constexpr markets sent_in = everywhere;
  static constexpr std::size_t required_size = 26;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  std::uint32_t executed_quantity{0};
  std::uint64_t execution_id{0};
  char trade_condition{' '}; ///< of options and futures

  friend bool operator==(const order_executed&, const order_executed&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.executed_quantity, m.execution_id);
    if constexpr (In != market::equities) visit(m.trade_condition);
  }
};

/// Some of an order traded at another price than its own. What is left is said, not computed:
/// more may have traded than was shown.
struct order_executed_at_price {
  static constexpr std::uint8_t type = 0x24;
  static constexpr std::string_view name{"order_executed_at_price"};
  static constexpr markets sent_in = equities_and_options;
  static constexpr std::size_t required_size = 38;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  std::uint32_t executed_quantity{0};
  std::uint32_t remaining_quantity{0}; ///< 0: the order is gone
  std::uint64_t execution_id{0};
  long_price price{};
  char trade_condition{' '}; ///< of options and futures

  friend bool operator==(const order_executed_at_price&, const order_executed_at_price&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.executed_quantity, m.remaining_quantity, m.execution_id,
          m.price);
    if constexpr (In != market::equities) visit(m.trade_condition);
  }
};

/// Some of an order was cancelled; it keeps its place.
struct reduce_size_long {
  static constexpr std::uint8_t type = 0x25;
  static constexpr std::string_view name{"reduce_size_long"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  std::uint32_t canceled_quantity{0};

  friend bool operator==(const reduce_size_long&, const reduce_size_long&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.canceled_quantity);
  }
};

/// Some of an order was cancelled; it keeps its place.
struct reduce_size_short {
  static constexpr std::uint8_t type = 0x26;
  static constexpr std::string_view name{"reduce_size_short"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  std::uint16_t canceled_quantity{0};

  friend bool operator==(const reduce_size_short&, const reduce_size_short&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.canceled_quantity);
  }
};

/// An order has another price or quantity.
struct modify_order_long {
  static constexpr std::uint8_t type = 0x27;
  static constexpr std::string_view name{"modify_order_long"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  std::uint32_t quantity{0};
  long_price price{};
  std::uint8_t flags{0}; ///< of equities and options: bit 0 in the SIP quote, bit 1 keeps its place

  /// Otherwise it goes to the back of its queue, even when nothing seems to change.
  [[nodiscard]] constexpr bool keeps_place() const noexcept { return (flags & 0x02) != 0; }

  friend bool operator==(const modify_order_long&, const modify_order_long&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.quantity, m.price);
    if constexpr (In != market::futures) visit(m.flags);
  }
};

/// An order has another price or quantity.
struct modify_order_short {
  static constexpr std::uint8_t type = 0x28;
  static constexpr std::string_view name{"modify_order_short"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};
  std::uint16_t quantity{0};
  short_price price{};
  std::uint8_t flags{0}; ///< of equities and options: bit 0 in the SIP quote, bit 1 keeps its place

  /// Otherwise it goes to the back of its queue, even when nothing seems to change.
  [[nodiscard]] constexpr bool keeps_place() const noexcept { return (flags & 0x02) != 0; }

  friend bool operator==(const modify_order_short&, const modify_order_short&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.quantity, m.price);
    if constexpr (In != market::futures) visit(m.flags);
  }
};

/// An order has left the book.
struct delete_order {
  static constexpr std::uint8_t type = 0x29;
  static constexpr std::string_view name{"delete_order"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0};

  friend bool operator==(const delete_order&, const delete_order&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id);
  }
};

} // namespace corelane::pitch
