#include "corelane/protocols/pillar/message_list.hpp"
#include "corelane/protocols/pillar/wire_layout.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

// Where each field stands, by its name, as the tables of the specifications have it. Round trips
// and captures cannot tell two fields of one width from each other when a list has them swapped.

namespace corelane::pillar {
namespace {

template <class Message>
std::array<std::byte, Message::wire_size> written(const Message& m) {
  std::array<std::byte, Message::wire_size> bytes;
  write(m, bytes.data());
  return bytes;
}

/// The first byte that changes with the field.
template <class Message, class Field>
std::size_t offset_of(Field Message::*field) {
  Message zeros, ones;
  std::memset(static_cast<void*>(&(zeros.*field)), 0x00, sizeof(Field));
  std::memset(static_cast<void*>(&(ones.*field)), 0xFF, sizeof(Field));
  const auto a = written(zeros), b = written(ones);
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

using offsets = std::vector<std::size_t>;

template <class Message, class... Fields>
offsets at(Fields Message::*... fields) {
  static_assert(sizeof...(Fields) > 0);
  return {offset_of(fields)...};
}

TEST(layout, of_orders_is_the_specifications) {
  using a = add_order;
  EXPECT_EQ(at(&a::source_time_ns, &a::symbol_index, &a::symbol_seq_num, &a::order_id, &a::price,
               &a::volume, &a::side, &a::firm, &a::reserved),
            (offsets{4, 8, 12, 16, 24, 28, 32, 33, 38}));
  using m = modify_order;
  EXPECT_EQ(at(&m::source_time_ns, &m::symbol_index, &m::symbol_seq_num, &m::order_id, &m::price,
               &m::volume, &m::position_change, &m::side, &m::reserved),
            (offsets{4, 8, 12, 16, 24, 28, 32, 33, 34}));
  using d = delete_order;
  EXPECT_EQ(
      at(&d::source_time_ns, &d::symbol_index, &d::symbol_seq_num, &d::order_id, &d::reserved),
      (offsets{4, 8, 12, 16, 24}));
  using e = order_execution;
  EXPECT_EQ(at(&e::source_time_ns, &e::symbol_index, &e::symbol_seq_num, &e::order_id, &e::trade_id,
               &e::price, &e::volume, &e::printable_flag, &e::reserved, &e::conditions),
            (offsets{4, 8, 12, 16, 24, 28, 32, 36, 37, 38}));
  using r = replace_order;
  EXPECT_EQ(at(&r::source_time_ns, &r::symbol_index, &r::symbol_seq_num, &r::order_id,
               &r::new_order_id, &r::price, &r::volume, &r::side, &r::reserved),
            (offsets{4, 8, 12, 16, 24, 32, 36, 40, 41}));
  using f = add_order_refresh;
  EXPECT_EQ(at(&f::source_time, &f::source_time_ns, &f::symbol_index, &f::symbol_seq_num,
               &f::order_id, &f::price, &f::volume, &f::side, &f::firm, &f::reserved),
            (offsets{4, 8, 12, 16, 20, 28, 32, 36, 37, 42}));
}

TEST(layout, of_trades_is_the_specifications) {
  using n = non_displayed_trade;
  EXPECT_EQ(at(&n::source_time_ns, &n::symbol_index, &n::symbol_seq_num, &n::trade_id, &n::price,
               &n::volume, &n::printable_flag, &n::conditions),
            (offsets{4, 8, 12, 16, 20, 24, 28, 29}));
  using c = cross_trade;
  EXPECT_EQ(at(&c::source_time_ns, &c::symbol_index, &c::symbol_seq_num, &c::cross_id, &c::price,
               &c::volume, &c::cross_type),
            (offsets{4, 8, 12, 16, 20, 24, 28}));
  using t = trade_cancel;
  EXPECT_EQ(at(&t::source_time_ns, &t::symbol_index, &t::symbol_seq_num, &t::trade_id),
            (offsets{4, 8, 12, 16}));
  using x = cross_correction;
  EXPECT_EQ(at(&x::source_time_ns, &x::symbol_index, &x::symbol_seq_num, &x::cross_id, &x::volume),
            (offsets{4, 8, 12, 16, 20}));
  using s = stock_summary;
  EXPECT_EQ(at(&s::source_time, &s::source_time_ns, &s::symbol_index, &s::high_price, &s::low_price,
               &s::open, &s::close, &s::total_volume),
            (offsets{4, 8, 12, 16, 20, 24, 28, 32}));
}

TEST(layout, of_auctions_is_the_specifications) {
  using i = imbalance;
  EXPECT_EQ(
      at(&i::source_time, &i::source_time_ns, &i::symbol_index, &i::symbol_seq_num,
         &i::reference_price, &i::paired_qty, &i::total_imbalance_qty, &i::market_imbalance_qty,
         &i::auction_time, &i::auction_type, &i::imbalance_side, &i::continuous_book_clearing_price,
         &i::auction_interest_clearing_price, &i::ssr_filing_price, &i::indicative_match_price,
         &i::upper_collar, &i::lower_collar, &i::auction_status, &i::freeze_status,
         &i::num_extensions, &i::unpaired_qty, &i::unpaired_side, &i::reserved),
      (offsets{4,  8,  12, 16, 20, 24, 28, 32, 36, 38, 39, 40,
               44, 48, 52, 56, 60, 64, 65, 66, 67, 71, 72}));
  using r = retail_price_improvement;
  EXPECT_EQ(at(&r::source_time_ns, &r::symbol_index, &r::symbol_seq_num, &r::rpi_indicator),
            (offsets{4, 8, 12, 16}));
}

TEST(layout, of_a_channels_state_is_the_specifications) {
  using q = sequence_reset;
  EXPECT_EQ(at(&q::source_time, &q::source_time_ns, &q::product_id, &q::channel_id),
            (offsets{4, 8, 12, 13}));
  using t = source_time_reference;
  EXPECT_EQ(at(&t::id, &t::symbol_seq_num, &t::source_time), (offsets{4, 8, 12}));
  using m = symbol_mapping;
  EXPECT_EQ(at(&m::symbol_index, &m::symbol, &m::reserved, &m::market_id, &m::system_id,
               &m::exchange_code, &m::price_scale_code, &m::security_type, &m::lot_size,
               &m::prev_close_price, &m::prev_close_volume, &m::price_resolution, &m::round_lot,
               &m::mpv, &m::unit_of_trade, &m::reserved_2),
            (offsets{4, 8, 19, 20, 22, 23, 24, 25, 26, 28, 32, 36, 37, 38, 40, 42}));
  using c = symbol_clear;
  EXPECT_EQ(at(&c::source_time, &c::source_time_ns, &c::symbol_index, &c::next_source_seq_num),
            (offsets{4, 8, 12, 16}));
  using s = security_status;
  EXPECT_EQ(
      at(&s::source_time, &s::source_time_ns, &s::symbol_index, &s::symbol_seq_num, &s::status,
         &s::halt_condition, &s::reserved, &s::price_1, &s::price_2, &s::ssr_triggering_exchange,
         &s::ssr_triggering_volume, &s::time, &s::ssr_state, &s::market_state, &s::session_state),
      (offsets{4, 8, 12, 16, 20, 21, 22, 26, 30, 34, 35, 39, 43, 44, 45}));
}

TEST(layout, of_requests_and_their_answers_is_the_specifications) {
  using t = retransmission_request;
  EXPECT_EQ(at(&t::begin_seq_num, &t::end_seq_num, &t::source, &t::product_id, &t::channel_id),
            (offsets{4, 8, 12, 22, 23}));
  using a = request_response;
  EXPECT_EQ(at(&a::request_seq_num, &a::begin_seq_num, &a::end_seq_num, &a::source, &a::product_id,
               &a::channel_id, &a::status),
            (offsets{4, 8, 12, 16, 26, 27, 28}));
  EXPECT_EQ(at(&heartbeat_response::source), (offsets{4}));
  using m = symbol_mapping_request;
  EXPECT_EQ(at(&m::symbol_index, &m::source, &m::product_id, &m::channel_id, &m::retransmit_method),
            (offsets{4, 8, 18, 19, 20}));
  using r = refresh_request;
  EXPECT_EQ(at(&r::symbol_index, &r::source, &r::product_id, &r::channel_id),
            (offsets{4, 8, 18, 19}));
  using u = message_unavailable;
  EXPECT_EQ(at(&u::begin_seq_num, &u::end_seq_num, &u::product_id, &u::channel_id),
            (offsets{4, 8, 12, 13}));
  using h = refresh_header;
  EXPECT_EQ(at(&h::current_refresh_pkt, &h::total_refresh_pkts, &h::last_seq_num,
               &h::last_symbol_seq_num),
            (offsets{4, 6, 8, 12}));
}

} // namespace
} // namespace corelane::pillar
