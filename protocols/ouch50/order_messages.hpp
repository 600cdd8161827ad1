#pragma once

#include "corelane/protocols/ouch50/appendage.hpp"
#include "corelane/protocols/ouch50/field_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// What has become of an order. Prices have four decimals.
namespace corelane::ouch50 {

/// An order is in.
struct order_accepted {
  static constexpr char type = 'A';
  static constexpr std::string_view name = "order_accepted";
  static constexpr std::size_t wire_size = 64;
  static constexpr std::size_t required_size = 62;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  char side{' '}; ///< `B` buy, `S` sell, `T` sell short, `E` sell short exempt
  std::uint32_t quantity{0};
  symbol_text symbol{};
  std::uint64_t price{0};                  ///< as accepted: perhaps better than asked for
  char time_in_force{' '};                 ///< perhaps shorter than asked for
  char display{' '};                       ///< `Z` besides: conformant
  std::uint64_t order_reference_number{0}; ///< in Nasdaq's market data
  char capacity{' '};
  char intermarket_sweep{' '};
  char cross_type{' '};
  char order_state{' '}; ///< `L` live; `D` dead at once, nothing follows
  cl_ord_id_text cl_ord_id{};
  appendage options{};

  friend bool operator==(const order_accepted&, const order_accepted&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.side, m.quantity, m.symbol, m.price, m.time_in_force,
          m.display, m.order_reference_number, m.capacity, m.intermarket_sweep, m.cross_type,
          m.order_state, m.cl_ord_id);
  }
};

/// An order stands in the place of another.
struct order_replaced {
  static constexpr char type = 'U';
  static constexpr std::string_view name = "order_replaced";
  static constexpr std::size_t wire_size = 68;
  static constexpr std::size_t required_size = 66;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t orig_user_ref_num{0};
  std::uint32_t user_ref_num{0};
  char side{' '};
  std::uint32_t quantity{0}; ///< still open
  symbol_text symbol{};
  std::uint64_t price{0};                  ///< as accepted: perhaps better than asked for
  char time_in_force{' '};                 ///< perhaps shorter than asked for
  char display{' '};                       ///< `Z` besides: conformant
  std::uint64_t order_reference_number{0}; ///< in Nasdaq's market data
  char capacity{' '};
  char intermarket_sweep{' '};
  char cross_type{' '};
  char order_state{' '}; ///< `L` live; `D` dead at once, nothing follows
  cl_ord_id_text cl_ord_id{};
  appendage options{};

  friend bool operator==(const order_replaced&, const order_replaced&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.orig_user_ref_num, m.user_ref_num, m.side, m.quantity, m.symbol, m.price,
          m.time_in_force, m.display, m.order_reference_number, m.capacity, m.intermarket_sweep,
          m.cross_type, m.order_state, m.cl_ord_id);
  }
};

/// An order has shrunk, or is gone.
struct order_canceled {
  static constexpr char type = 'C';
  static constexpr std::string_view name = "order_canceled";
  static constexpr std::size_t wire_size = 18;
  static constexpr std::size_t required_size = 18;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  std::uint32_t quantity{0}; ///< taken off by this message
  char reason{' '};          ///< see `reason_text.hpp`

  friend bool operator==(const order_canceled&, const order_canceled&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.quantity, m.reason);
  }
};

/// The same, to prevent a trade with oneself.
struct aiq_canceled {
  static constexpr char type = 'D';
  static constexpr std::string_view name = "aiq_canceled";
  static constexpr std::size_t wire_size = 32;
  static constexpr std::size_t required_size = 31;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  std::uint32_t decrement_shares{0};   ///< taken off by this message
  char reason{' '};                    ///< `Q`
  std::uint32_t quantity_prevented{0}; ///< that would have traded
  std::uint64_t execution_price{0};    ///< at which
  char liquidity_flag{' '};
  char aiq_strategy{' '}; ///< absent before 2023

  friend bool operator==(const aiq_canceled&, const aiq_canceled&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.decrement_shares, m.reason, m.quantity_prevented,
          m.execution_price, m.liquidity_flag, m.aiq_strategy);
  }
};

/// The system has changed an order's place.
struct order_priority_update {
  static constexpr char type = 'T';
  static constexpr std::string_view name = "order_priority_update";
  static constexpr std::size_t wire_size = 30;
  static constexpr std::size_t required_size = 30;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  std::uint64_t price{0};
  char display{' '};
  std::uint64_t order_reference_number{0}; ///< a new one

  friend bool operator==(const order_priority_update&, const order_priority_update&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.price, m.display, m.order_reference_number);
  }
};

/// A modify was done.
struct order_modified {
  static constexpr char type = 'M';
  static constexpr std::string_view name = "order_modified";
  static constexpr std::size_t wire_size = 18;
  static constexpr std::size_t required_size = 18;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  char side{' '};
  std::uint32_t quantity{0}; ///< still open

  friend bool operator==(const order_modified&, const order_modified&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.side, m.quantity);
  }
};

/// The system has changed what an order displays; the options say to what.
struct order_restated {
  static constexpr char type = 'R';
  static constexpr std::string_view name = "order_restated";
  static constexpr std::size_t wire_size = 16;
  static constexpr std::size_t required_size = 14;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  char reason{' '}; ///< `R` refreshed reserve, `P` display price
  appendage options{};

  friend bool operator==(const order_restated&, const order_restated&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.reason);
  }
};

} // namespace corelane::ouch50
