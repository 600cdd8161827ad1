#pragma once

#include "corelane/protocols/itch50/field_text.hpp"
#include "corelane/protocols/itch50/message_header.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// What is known of auctions before they happen. Prices have four decimals.
namespace corelane::itch50 {

/// Net order imbalance before an auction.
struct net_order_imbalance {
  static constexpr char type = 'I';
  static constexpr std::string_view name = "net_order_imbalance";
  static constexpr std::size_t wire_size = 50;

  message_header header;
  std::uint64_t paired_shares{0};
  std::uint64_t imbalance_shares{0};
  char imbalance_direction{' '}; ///< `B`, `S`, `N` none, `O` too few orders, `P` paused
  stock symbol{};
  std::uint32_t far_price{0};
  std::uint32_t near_price{0};
  std::uint32_t reference_price{0};
  char cross_type{' '};
  char price_variation{' '};

  friend bool operator==(const net_order_imbalance&, const net_order_imbalance&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.paired_shares, m.imbalance_shares, m.imbalance_direction, m.symbol, m.far_price,
          m.near_price, m.reference_price, m.cross_type, m.price_variation);
  }
};

/// Retail price improvement interest.
struct retail_interest {
  static constexpr char type = 'N';
  static constexpr std::string_view name = "retail_interest";
  static constexpr std::size_t wire_size = 20;

  message_header header;
  stock symbol{};
  char interest_flag{' '}; ///< `B`, `S`, `A` both, `N` none

  friend bool operator==(const retail_interest&, const retail_interest&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol, m.interest_flag);
  }
};

/// When an IPO will be quoted, and at what price.
struct ipo_quoting_period {
  static constexpr char type = 'K';
  static constexpr std::string_view name = "ipo_quoting_period";
  static constexpr std::size_t wire_size = 28;

  message_header header;
  stock symbol{};
  std::uint32_t release_time{0}; ///< seconds since midnight
  char release_qualifier{' '};   ///< `A` anticipated, `C` cancelled or postponed
  std::uint32_t ipo_price{0};

  friend bool operator==(const ipo_quoting_period&, const ipo_quoting_period&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol, m.release_time, m.release_qualifier, m.ipo_price);
  }
};

/// Price discovery of a direct listing with capital raise.
struct direct_listing {
  static constexpr char type = 'O';
  static constexpr std::string_view name = "direct_listing";
  static constexpr std::size_t wire_size = 48;

  message_header header;
  stock symbol{};
  char open_eligibility{' '}; ///< `Y` or `N`
  std::uint32_t minimum_price{0};
  std::uint32_t maximum_price{0};
  std::uint32_t near_execution_price{0};
  std::uint64_t near_execution_time{0}; ///< ns since midnight
  std::uint32_t lower_collar{0};
  std::uint32_t upper_collar{0};

  friend bool operator==(const direct_listing&, const direct_listing&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol, m.open_eligibility, m.minimum_price, m.maximum_price, m.near_execution_price,
          m.near_execution_time, m.lower_collar, m.upper_collar);
  }
};

} // namespace corelane::itch50
