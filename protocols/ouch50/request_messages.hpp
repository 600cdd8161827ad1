#pragma once

#include "corelane/protocols/ouch50/appendage.hpp"
#include "corelane/protocols/ouch50/field_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// What a client asks for. Each may be sent again: what was taken once is not taken twice.
/// Prices have four decimals.
namespace corelane::ouch50 {

/// A new order.
struct enter_order {
  static constexpr char type = 'O';
  static constexpr std::string_view name = "enter_order";
  static constexpr std::size_t wire_size = 47;
  static constexpr std::size_t required_size = 45;

  std::uint32_t user_ref_num{0}; ///< above all that this account used today
  char side{' '};                ///< `B` buy, `S` sell, `T` sell short, `E` sell short exempt
  std::uint32_t quantity{0};     ///< 1 to 999,999
  symbol_text symbol{};
  std::uint64_t price{0};      ///< see `wire_price.hpp`
  char time_in_force{' '};     ///< `0` day, `3` IOC, `5` GTX, `6` GTT, `E` after hours
  char display{' '};           ///< `Y` visible, `N` hidden, `A` attributable
  char capacity{' '};          ///< `A` agency, `P` principal, `R` riskless, `O` other
  char intermarket_sweep{' '}; ///< `Y` or `N`
  char cross_type{' '};        ///< `N`: continuous market
  cl_ord_id_text cl_ord_id{};
  appendage options{};

  friend bool operator==(const enter_order&, const enter_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.user_ref_num, m.side, m.quantity, m.symbol, m.price, m.time_in_force, m.display,
          m.capacity, m.intermarket_sweep, m.cross_type, m.cl_ord_id);
  }
};

/// Another order in the place of one; at the back of the queue.
struct replace_order {
  static constexpr char type = 'U';
  static constexpr std::string_view name = "replace_order";
  static constexpr std::size_t wire_size = 40;
  static constexpr std::size_t required_size = 38;

  std::uint32_t orig_user_ref_num{0};
  std::uint32_t user_ref_num{0}; ///< of the replacement
  std::uint32_t quantity{0};     ///< of the whole chain: what was executed counts
  std::uint64_t price{0};
  char time_in_force{' '};
  char display{' '};
  char intermarket_sweep{' '};
  cl_ord_id_text cl_ord_id{};
  appendage options{};

  friend bool operator==(const replace_order&, const replace_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.orig_user_ref_num, m.user_ref_num, m.quantity, m.price, m.time_in_force, m.display,
          m.intermarket_sweep, m.cl_ord_id);
  }
};

/// An order is to shrink, or go. It keeps its place.
struct cancel_order {
  static constexpr char type = 'X';
  static constexpr std::string_view name = "cancel_order";
  static constexpr std::size_t wire_size = 9;
  static constexpr std::size_t required_size = 9;

  std::uint32_t user_ref_num{0};
  std::uint32_t quantity{0}; ///< most that may execute in all; 0 cancels the rest

  friend bool operator==(const cancel_order&, const cancel_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.user_ref_num, m.quantity);
  }
};

/// An order's side or size changes; it keeps its place unless it grows.
struct modify_order {
  static constexpr char type = 'M';
  static constexpr std::string_view name = "modify_order";
  static constexpr std::size_t wire_size = 10;
  static constexpr std::size_t required_size = 10;

  std::uint32_t user_ref_num{0};
  char side{' '};            ///< `S` to `E` or `T`, `E` to `T`
  std::uint32_t quantity{0}; ///< most that may execute in all

  friend bool operator==(const modify_order&, const modify_order&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.user_ref_num, m.side, m.quantity);
  }
};

/// Which user reference number is free?
struct account_query {
  static constexpr char type = 'Q';
  static constexpr std::string_view name = "account_query";
  static constexpr std::size_t wire_size = 1;
  static constexpr std::size_t required_size = 1;

  friend bool operator==(const account_query&, const account_query&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit();
  }
};

} // namespace corelane::ouch50
