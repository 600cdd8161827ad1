#pragma once

#include "corelane/protocols/ouch50/field_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Answers to requests that change no order, and the day's begin and end.
namespace corelane::ouch50 {

/// An order or replacement was not taken; its number is used up.
struct order_rejected {
  static constexpr char type = 'J';
  static constexpr std::string_view name = "order_rejected";
  static constexpr std::size_t wire_size = 29;
  static constexpr std::size_t required_size = 29;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};
  std::uint16_t reason{0}; ///< see `reason_text.hpp`
  cl_ord_id_text cl_ord_id{};

  friend bool operator==(const order_rejected&, const order_rejected&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num, m.reason, m.cl_ord_id);
  }
};

/// A cancel before a cross: what is left goes after it.
struct cancel_pending {
  static constexpr char type = 'P';
  static constexpr std::string_view name = "cancel_pending";
  static constexpr std::size_t wire_size = 13;
  static constexpr std::size_t required_size = 13;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};

  friend bool operator==(const cancel_pending&, const cancel_pending&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num);
  }
};

/// A partial cancel before a cross was not taken.
struct cancel_rejected {
  static constexpr char type = 'I';
  static constexpr std::string_view name = "cancel_rejected";
  static constexpr std::size_t wire_size = 13;
  static constexpr std::size_t required_size = 13;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t user_ref_num{0};

  friend bool operator==(const cancel_rejected&, const cancel_rejected&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.user_ref_num);
  }
};

/// The answer to a query.
struct account_query_response {
  static constexpr char type = 'Q';
  static constexpr std::string_view name = "account_query_response";
  static constexpr std::size_t wire_size = 13;
  static constexpr std::size_t required_size = 13;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  std::uint32_t next_user_ref_num{0};

  friend bool operator==(const account_query_response&, const account_query_response&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.next_user_ref_num);
  }
};

/// The day begins or ends.
struct system_event {
  static constexpr char type = 'S';
  static constexpr std::string_view name = "system_event";
  static constexpr std::size_t wire_size = 10;
  static constexpr std::size_t required_size = 10;

  std::uint64_t timestamp{0}; ///< ns since midnight, Eastern
  char event_code{' '};       ///< `S` or `E`; breaks and cancels may follow an end

  friend bool operator==(const system_event&, const system_event&) = default;

  template <class Message, class Visit>
  static constexpr void fields([[maybe_unused]] Message& m, Visit&& visit) {
    visit(m.timestamp, m.event_code);
  }
};

} // namespace corelane::ouch50
