#pragma once

#include "corelane/protocols/pillar/field_text.hpp"
#include "corelane/protocols/pillar/wire_price.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// What traded without a displayed order, and what was taken back.
namespace corelane::pillar {

/// Two orders traded that the book never showed.
///
/// Version 2.1 has a number in place of the conditions.
struct non_displayed_trade {
  static constexpr std::uint16_t type = 110;
  static constexpr std::string_view name = "non_displayed_trade";
  static constexpr std::size_t wire_size = 33;
  static constexpr std::size_t required_size = 28;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint32_t trade_id{0};
  wire_price price{};
  std::uint32_t volume{0};
  std::uint8_t printable_flag{1}; ///< 1: count it as volume; 0: the cross trade of its auction does
  trade_conditions conditions{};

  friend bool operator==(const non_displayed_trade&, const non_displayed_trade&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.trade_id, m.price, m.volume,
          m.printable_flag, m.conditions);
  }
};

/// What an auction traded in sum.
struct cross_trade {
  static constexpr std::uint16_t type = 111;
  static constexpr std::string_view name = "cross_trade";
  static constexpr std::size_t wire_size = 29;
  static constexpr std::size_t required_size = 28;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint32_t cross_id{0};
  wire_price price{};
  std::uint32_t volume{0};
  char cross_type{' '}; ///< `E` early opening, `O` opening, `5` reopening, `6` closing

  friend bool operator==(const cross_trade&, const cross_trade&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.cross_id, m.price, m.volume,
          m.cross_type);
  }
};

/// A trade is void, whether it came as an execution or as a non-displayed trade.
struct trade_cancel {
  static constexpr std::uint16_t type = 112;
  static constexpr std::string_view name = "trade_cancel";
  static constexpr std::size_t wire_size = 20;
  static constexpr std::size_t required_size = 20;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint32_t trade_id{0};

  friend bool operator==(const trade_cancel&, const trade_cancel&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.trade_id);
  }
};

/// A cross trade had another volume than was said.
struct cross_correction {
  static constexpr std::uint16_t type = 113;
  static constexpr std::string_view name = "cross_correction";
  static constexpr std::size_t wire_size = 24;
  static constexpr std::size_t required_size = 24;

  std::uint32_t source_time_ns{0}; ///< within the second of the last source_time_reference
  std::uint32_t symbol_index{0};
  std::uint32_t symbol_seq_num{0};
  std::uint32_t cross_id{0};
  std::uint32_t volume{0};

  friend bool operator==(const cross_correction&, const cross_correction&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time_ns, m.symbol_index, m.symbol_seq_num, m.cross_id, m.volume);
  }
};

/// A day's prices and volume of one symbol, once a minute on a channel of its own.
struct stock_summary {
  static constexpr std::uint16_t type = 223;
  static constexpr std::string_view name = "stock_summary";
  static constexpr std::size_t wire_size = 36;
  static constexpr std::size_t required_size = 36;

  std::uint32_t source_time{0}; ///< seconds since 1970, UTC
  std::uint32_t source_time_ns{0};
  std::uint32_t symbol_index{0};
  wire_price high_price{};
  wire_price low_price{};
  wire_price open{};
  wire_price close{};
  std::uint32_t total_volume{0};

  friend bool operator==(const stock_summary&, const stock_summary&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source_time, m.source_time_ns, m.symbol_index, m.high_price, m.low_price, m.open,
          m.close, m.total_volume);
  }
};

} // namespace corelane::pillar
