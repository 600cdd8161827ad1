#pragma once

#include "corelane/protocols/pitch/feed_symbol.hpp"
#include "corelane/protocols/pitch/market.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Time, and the state of the unit and of its instruments.
namespace corelane::pitch {

/// A second has begun for this unit: later offsets count from it.
struct unit_time {
  static constexpr std::uint8_t type = 0x20;
  static constexpr std::string_view name{"unit_time"};
  static constexpr markets sent_in = everywhere;
  static constexpr std::size_t required_size = 6;

  std::uint32_t time{0};       ///< seconds since midnight, New York; Chicago for futures
  std::uint32_t epoch_time{0}; ///< seconds since 1970 UTC; of futures and C1, else 0

  /// Options markets other than C1 leave the second half away.
  [[nodiscard]] static constexpr std::size_t written_size(const unit_time& m, market in) noexcept {
    return in == market::options && m.epoch_time == 0 ? required_size : 10;
  }

  friend bool operator==(const unit_time&, const unit_time&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time);
    if constexpr (In != market::equities) visit(m.epoch_time);
  }
};

/// Which midnight later times count from. C1 and futures: their days span two calendar days.
struct time_reference {
  static constexpr std::uint8_t type = 0xB1;
  static constexpr std::string_view name{"time_reference"};
  static constexpr markets sent_in = options_and_futures;

  std::uint32_t midnight_reference{0}; ///< seconds since 1970 UTC
  std::uint32_t time{0};               ///< seconds since midnight, as in `unit_time`
  std::uint32_t time_offset{0};
  std::uint32_t trade_date{0}; ///< as 20260401

  friend bool operator==(const time_reference&, const time_reference&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.midnight_reference, m.time, m.time_offset, m.trade_date);
  }
};

/// All books of the unit are empty from here on.
struct unit_clear {
  static constexpr std::uint8_t type = 0x97;
  static constexpr std::string_view name{"unit_clear"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};

  friend bool operator==(const unit_clear&, const unit_clear&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset);
  }
};

/// What follows is one event of the exchange, whatever it changes.
struct transaction_begin {
  static constexpr std::uint8_t type = 0xBC;
  static constexpr std::string_view name{"transaction_begin"};
  static constexpr markets sent_in = options_and_futures;

  std::uint32_t time_offset{0};

  friend bool operator==(const transaction_begin&, const transaction_begin&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset);
  }
};

/// The event is over: the books are what they are at the exchange.
struct transaction_end {
  static constexpr std::uint8_t type = 0xBD;
  static constexpr std::string_view name{"transaction_end"};
  static constexpr markets sent_in = options_and_futures;

  std::uint32_t time_offset{0};

  friend bool operator==(const transaction_end&, const transaction_end&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset);
  }
};

/// No more sequenced messages come from this unit; heartbeats may.
struct end_of_session {
  static constexpr std::uint8_t type = 0x2D;
  static constexpr std::string_view name{"end_of_session"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};

  friend bool operator==(const end_of_session&, const end_of_session&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.time_offset);
  }
};

/// An instrument may be traded or not. Not heard of yet means suspended.
struct trading_status {
  static constexpr std::uint8_t type = 0x31;
  static constexpr std::string_view name{"trading_status"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t time_offset{0};
  feed_symbol symbol{};
  field_text<2> symbol_reserve{}; ///< of options and futures
  char status{' '}; ///< `A` accepts, `H` halted, `Q` quotes only, `R` rotation, `S` suspended, `T`
                    ///< trades, `L` curb trading
  char reg_sho_action{' '}; ///< of equities: `1` a short sale price test applies
  char gth_status{' '};     ///< of C1: the same for global trading hours
  char reserved{' '};

  friend bool operator==(const trading_status&, const trading_status&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    if constexpr (In == market::equities)
      visit(m.time_offset, m.symbol);
    else
      visit(m.time_offset, six(m.symbol), m.symbol_reserve);
    visit(m.status, m.reg_sho_action, m.gth_status, m.reserved);
  }
};

} // namespace corelane::pitch
