#pragma once

#include "corelane/protocols/pitch/feed_symbol.hpp"
#include "corelane/protocols/pitch/market.hpp"
#include "corelane/protocols/pitch/wire_price.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Prints that do not change the visible book.
namespace corelane::pitch {

/// A trade of hidden or routed interest; in futures, off the book.
struct trade_long {
  static constexpr std::uint8_t type = 0x2A;
  static constexpr std::string_view name{"trade_long"};
  static constexpr markets sent_in = everywhere;
  static constexpr std::size_t required_size = 41;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0}; ///< does not name an order of the book
  char side{' '};            ///< always `B`
  std::uint32_t quantity{0};
  feed_symbol symbol{};
  long_price price{};
  std::uint64_t execution_id{0};
  char trade_condition{' '}; ///< of options and futures

  friend bool operator==(const trade_long&, const trade_long&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.side, m.quantity, six(m.symbol), m.price, m.execution_id);
    if constexpr (In != market::equities) visit(m.trade_condition);
  }
};

/// A trade of hidden or routed interest; in futures, off the book.
struct trade_short {
  static constexpr std::uint8_t type = 0x2B;
  static constexpr std::string_view name{"trade_short"};
  static constexpr markets sent_in = everywhere;
  static constexpr std::size_t required_size = 33;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0}; ///< does not name an order of the book
  char side{' '};            ///< always `B`
  std::uint16_t quantity{0};
  feed_symbol symbol{};
  short_price price{};
  std::uint64_t execution_id{0};
  char trade_condition{' '}; ///< of options and futures

  friend bool operator==(const trade_short&, const trade_short&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.side, m.quantity, six(m.symbol), m.price, m.execution_id);
    if constexpr (In != market::equities) visit(m.trade_condition);
  }
};

/// A trade of hidden or routed interest, with a long symbol.
struct trade_expanded {
  static constexpr std::uint8_t type = 0x30;
  static constexpr std::string_view name{"trade_expanded"};
  static constexpr markets sent_in = equities_and_options;
  static constexpr std::size_t required_size = 43;

  std::uint32_t time_offset{0};
  std::uint64_t order_id{0}; ///< does not name an order of the book
  char side{' '};            ///< always `B`
  std::uint32_t quantity{0};
  feed_symbol symbol{};
  long_price price{};
  std::uint64_t execution_id{0};
  char trade_condition{' '}; ///< of options and futures

  friend bool operator==(const trade_expanded&, const trade_expanded&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.order_id, m.side, m.quantity, m.symbol, m.price, m.execution_id);
    if constexpr (In != market::equities) visit(m.trade_condition);
  }
};

/// An earlier execution is void. In futures a trade with the same id may follow: a correction.
struct trade_break {
  static constexpr std::uint8_t type = 0x2C;
  static constexpr std::string_view name{"trade_break"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  std::uint64_t execution_id{0};

  friend bool operator==(const trade_break&, const trade_break&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset, m.execution_id);
  }
};

} // namespace corelane::pitch
