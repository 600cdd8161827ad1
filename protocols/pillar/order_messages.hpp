#pragma once

#include "corelane/protocols/pillar/field_text.hpp"
#include "corelane/protocols/pillar/wire_price.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Orders of the book, each named by its order id, which is good for the day.
namespace corelane::pillar {

/// A new displayed order.
struct add_order {
  static constexpr std::uint16_t type = 100;
  static constexpr std::string_view name = "add_order";
  static constexpr std::size_t wire_size = 39;
  static constexpr std::size_t required_size = 33;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint64_t order_id{0};
  wire_price price{};
  std::uint32_t volume{0};
  char side{' '}; ///< `B` or `S`
  firm_id firm{};
  std::uint8_t reserved{0};

  friend bool operator==(const add_order&, const add_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.order_id, m.price, m.volume, m.side,
          m.firm, m.reserved);
  }
};

/// An order has another price or volume, and was neither replaced nor executed.
///
/// It keeps its place when its price stays. Version 2.1 has a number for `side`.
struct modify_order {
  static constexpr std::uint16_t type = 101;
  static constexpr std::string_view name = "modify_order";
  static constexpr std::size_t wire_size = 35;
  static constexpr std::size_t required_size = 32;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint64_t order_id{0};
  wire_price price{};
  std::uint32_t volume{0};
  std::uint8_t position_change{0}; ///< 0 kept its place in the queue, 1 lost it
  char side{' '};                  ///< `B` or `S`
  std::uint8_t reserved{0};

  friend bool operator==(const modify_order&, const modify_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.order_id, m.price, m.volume,
          m.position_change, m.side, m.reserved);
  }
};

/// An order is gone, other than by its full execution or replacement.
struct delete_order {
  static constexpr std::uint16_t type = 102;
  static constexpr std::string_view name = "delete_order";
  static constexpr std::size_t wire_size = 25;
  static constexpr std::size_t required_size = 24;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint64_t order_id{0};
  std::uint8_t reserved{0};

  friend bool operator==(const delete_order&, const delete_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.order_id, m.reserved);
  }
};

/// Shares of an order traded; what is left of it keeps its own price, whatever `price` says.
///
/// Version 2.1 has a number in place of the conditions.
struct order_execution {
  static constexpr std::uint16_t type = 103;
  static constexpr std::string_view name = "order_execution";
  static constexpr std::size_t wire_size = 42;
  static constexpr std::size_t required_size = 36;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint64_t order_id{0};
  std::uint32_t trade_id{0};
  wire_price price{};
  std::uint32_t volume{0};
  std::uint8_t printable_flag{1}; ///< 1: count it as volume; 0: the cross trade of its auction does
  std::uint8_t reserved{0};
  trade_conditions conditions{};

  friend bool operator==(const order_execution&, const order_execution&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.order_id, m.trade_id, m.price,
          m.volume, m.printable_flag, m.reserved, m.conditions);
  }
};

/// An order has become another: new id, price and volume, same side and firm.
///
/// Version 2.1 has a number for `side`.
struct replace_order {
  static constexpr std::uint16_t type = 104;
  static constexpr std::string_view name = "replace_order";
  static constexpr std::size_t wire_size = 42;
  static constexpr std::size_t required_size = 40;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint64_t order_id{0};
  std::uint64_t new_order_id{0};
  wire_price price{};
  std::uint32_t volume{0};
  char side{' '}; ///< `B` or `S`
  std::uint8_t reserved{0};

  friend bool operator==(const replace_order&, const replace_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.order_id, m.new_order_id, m.price,
          m.volume, m.side, m.reserved);
  }
};

/// An order that rests, told again in a refresh.
struct add_order_refresh {
  static constexpr std::uint16_t type = 106;
  static constexpr std::string_view name = "add_order_refresh";
  static constexpr std::size_t wire_size = 43;
  static constexpr std::size_t required_size = 37;

  std::uint32_t source_time{0}; ///< seconds since 1970, UTC
  std::uint32_t source_time_ns{0};
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint64_t order_id{0};
  wire_price price{};
  std::uint32_t volume{0};
  char side{' '}; ///< `B` or `S`
  firm_id firm{};
  std::uint8_t reserved{0};

  friend bool operator==(const add_order_refresh&, const add_order_refresh&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time, m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.order_id, m.price,
          m.volume, m.side, m.firm, m.reserved);
  }
};

} // namespace corelane::pillar
