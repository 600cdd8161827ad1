#pragma once

#include "corelane/protocols/ouch50/appendage.hpp"
#include "corelane/protocols/ouch50/field_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Executions, and what later undoes them. Prices have four decimals.
namespace corelane::ouch50 {

/// Shares of an order traded.
struct order_executed {
  static constexpr char type = 'E';
  static constexpr std::string_view name = "order_executed";
  static constexpr std::size_t wire_size = 36;
  static constexpr std::size_t required_size = 34;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  std::uint32_t quantity{0}; ///< of this execution
  std::uint64_t price{0};
  char liquidity_flag{' '};      ///< `A` added, `R` removed, and more
  std::uint64_t match_number{0}; ///< the same for both sides
  appendage options{};

  friend bool operator==(const order_executed&, const order_executed&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.quantity, m.price, m.liquidity_flag, m.match_number);
  }
};

/// An execution is no longer good.
struct broken_trade {
  static constexpr char type = 'B';
  static constexpr std::string_view name = "broken_trade";
  static constexpr std::size_t wire_size = 36;
  static constexpr std::size_t required_size = 36;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  std::uint64_t match_number{0};
  char reason{' '}; ///< `E` erroneous, `C` consent, `S` supervisory, `X` external
  cl_ord_id_text cl_ord_id{};

  friend bool operator==(const broken_trade&, const broken_trade&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.match_number, m.reason, m.cl_ord_id);
  }
};

/// An execution has another price or size; not sent since May 2023.
struct trade_correction {
  static constexpr char type = 'F';
  static constexpr std::string_view name = "trade_correction";
  static constexpr std::size_t wire_size = 49;
  static constexpr std::size_t required_size = 49;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  std::uint32_t quantity{0};
  std::uint64_t price{0};
  char liquidity_flag{' '};
  std::uint64_t match_number{0};
  char reason{' '};
  cl_ord_id_text cl_ord_id{};

  friend bool operator==(const trade_correction&, const trade_correction&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.quantity, m.price, m.liquidity_flag, m.match_number,
          m.reason, m.cl_ord_id);
  }
};

} // namespace corelane::ouch50
