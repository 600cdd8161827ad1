#pragma once

#include "corelane/protocols/itch50/field_text.hpp"
#include "corelane/protocols/itch50/message_header.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Orders of the book, each named by its reference number. Prices have four decimals.
namespace corelane::itch50 {

/// A new displayed order.
struct add_order {
  static constexpr char type = 'A';
  static constexpr std::string_view name = "add_order";
  static constexpr std::size_t wire_size = 36;

  message_header header;
  std::uint64_t order_reference{0};
  char buy_sell{' '}; ///< `B` or `S`
  std::uint32_t shares{0};
  stock symbol{};
  std::uint32_t price{0};

  friend bool operator==(const add_order&, const add_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.order_reference, m.buy_sell, m.shares, m.symbol, m.price);
  }
};

/// A new displayed order with its market participant.
struct add_order_attributed {
  static constexpr char type = 'F';
  static constexpr std::string_view name = "add_order_attributed";
  static constexpr std::size_t wire_size = 40;

  message_header header;
  std::uint64_t order_reference{0};
  char buy_sell{' '}; ///< `B` or `S`
  std::uint32_t shares{0};
  stock symbol{};
  std::uint32_t price{0};
  mpid attribution{};

  friend bool operator==(const add_order_attributed&, const add_order_attributed&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.order_reference, m.buy_sell, m.shares, m.symbol, m.price, m.attribution);
  }
};

/// Shares of an order traded at its price.
struct order_executed {
  static constexpr char type = 'E';
  static constexpr std::string_view name = "order_executed";
  static constexpr std::size_t wire_size = 31;

  message_header header;
  std::uint64_t order_reference{0};
  std::uint32_t executed_shares{0};
  std::uint64_t match_number{0};

  friend bool operator==(const order_executed&, const order_executed&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.order_reference, m.executed_shares, m.match_number);
  }
};

/// Shares of an order traded at another price than its own.
struct order_executed_with_price {
  static constexpr char type = 'C';
  static constexpr std::string_view name = "order_executed_with_price";
  static constexpr std::size_t wire_size = 36;

  message_header header;
  std::uint64_t order_reference{0};
  std::uint32_t executed_shares{0};
  std::uint64_t match_number{0};
  char printable{' '}; ///< `Y`: count it as volume; `N`: a later print will
  std::uint32_t execution_price{0};

  friend bool operator==(const order_executed_with_price&,
                         const order_executed_with_price&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.order_reference, m.executed_shares, m.match_number, m.printable, m.execution_price);
  }
};

/// Shares of an order were cancelled; it keeps its place.
struct order_cancel {
  static constexpr char type = 'X';
  static constexpr std::string_view name = "order_cancel";
  static constexpr std::size_t wire_size = 23;

  message_header header;
  std::uint64_t order_reference{0};
  std::uint32_t cancelled_shares{0};

  friend bool operator==(const order_cancel&, const order_cancel&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.order_reference, m.cancelled_shares);
  }
};

/// An order is gone.
struct order_delete {
  static constexpr char type = 'D';
  static constexpr std::string_view name = "order_delete";
  static constexpr std::size_t wire_size = 19;

  message_header header;
  std::uint64_t order_reference{0};

  friend bool operator==(const order_delete&, const order_delete&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.order_reference);
  }
};

/// An order has become another: new reference, price and size, at the back of the queue.
struct order_replace {
  static constexpr char type = 'U';
  static constexpr std::string_view name = "order_replace";
  static constexpr std::size_t wire_size = 35;

  message_header header;
  std::uint64_t original_reference{0};
  std::uint64_t new_reference{0};
  std::uint32_t shares{0};
  std::uint32_t price{0};

  friend bool operator==(const order_replace&, const order_replace&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.original_reference, m.new_reference, m.shares, m.price);
  }
};

} // namespace corelane::itch50
