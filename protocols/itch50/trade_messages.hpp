#pragma once

#include "corelane/protocols/itch50/field_text.hpp"
#include "corelane/protocols/itch50/message_header.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Prints that do not change the displayed book. Prices have four decimals.
namespace corelane::itch50 {

/// A trade against an order that was not displayed.
struct non_cross_trade {
  static constexpr char type = 'P';
  static constexpr std::string_view name = "non_cross_trade";
  static constexpr std::size_t wire_size = 44;

  message_header header;
  std::uint64_t order_reference{0}; ///< 0 since 2014
  char buy_sell{' '};               ///< side of the resting order; `B` whatever it was since 2014
  std::uint32_t shares{0};
  stock symbol{};
  std::uint32_t price{0};
  std::uint64_t match_number{0};

  friend bool operator==(const non_cross_trade&, const non_cross_trade&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.order_reference, m.buy_sell, m.shares, m.symbol, m.price, m.match_number);
  }
};

/// All that traded in one auction.
struct cross_trade {
  static constexpr char type = 'Q';
  static constexpr std::string_view name = "cross_trade";
  static constexpr std::size_t wire_size = 40;

  message_header header;
  std::uint64_t shares{0};
  stock symbol{};
  std::uint32_t cross_price{0};
  std::uint64_t match_number{0};
  char cross_type{' '}; ///< `O` opening, `C` closing, `H` halt or IPO

  friend bool operator==(const cross_trade&, const cross_trade&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.shares, m.symbol, m.cross_price, m.match_number, m.cross_type);
  }
};

/// An earlier print is void.
struct broken_trade {
  static constexpr char type = 'B';
  static constexpr std::string_view name = "broken_trade";
  static constexpr std::size_t wire_size = 19;

  message_header header;
  std::uint64_t match_number{0};

  friend bool operator==(const broken_trade&, const broken_trade&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.match_number);
  }
};

} // namespace corelane::itch50
