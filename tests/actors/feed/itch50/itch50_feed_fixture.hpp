#pragma once

#include "corelane/actors/feed/itch50/itch50_feed.hpp"
#include "corelane/protocols/moldudp64/packet_writer.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace corelane {

inline constexpr moldudp64::session_name today{'T', 'O', 'D', 'A', 'Y'};
inline constexpr moldudp64::session_name tomorrow{'T', 'O', 'M', 'O', 'R', 'R', 'O', 'W'};

/// A feed in virtual time, which is given packets as a replay gives them.
class itch50_feed_test : public ::testing::Test {
protected:
  static constexpr timestamp capture_time{1'577'700'000'000'000'000}; ///< 2019-12-30 10:00
  static constexpr timestamp midnight{1'577'664'000'000'000'000};

  explicit itch50_feed_test(std::string_view parameters = "{}")
      : harness{support::actor_harness::of<itch50_feed>(parameters)} {
    harness.start();
  }

  template <class... Messages>
  std::vector<std::byte> packet(std::uint64_t sequence, Messages... messages) {
    std::vector<std::byte> bytes(1400);
    moldudp64::packet_writer w{bytes, session, sequence};
    (w.end_message(itch50::write(messages, w.begin_message(Messages::wire_size).data())), ...);
    bytes.resize(w.finish().size());
    return bytes;
  }
  std::vector<std::byte> end_of_session(std::uint64_t sequence) {
    std::vector<std::byte> bytes(moldudp64::header_size);
    moldudp64::packet_writer w{bytes, session, sequence};
    (void)w.finish_session();
    return bytes;
  }
  void give(const std::vector<std::byte>& bytes, timestamp captured = capture_time) {
    dynamic_cast<itch50_feed&>(harness.get()).on_packet({bytes, tsc_stamp{1}, captured});
  }

  template <class Message>
  static Message of(Message m, std::uint16_t locate, std::string_view symbol) {
    m.header = {locate, 0, 34'200'000'000'230};
    m.symbol = symbol;
    return m;
  }
  static itch50::add_order order(std::uint16_t locate, std::uint64_t reference,
                                 std::string_view symbol = "AAPL") {
    auto a = of(itch50::add_order{}, locate, symbol);
    a.order_reference = reference;
    a.buy_sell = 'B';
    a.shares = 100;
    a.price = 1'012'500;
    return a;
  }
  static itch50::order_delete deletion(std::uint16_t locate, std::uint64_t reference) {
    itch50::order_delete d;
    d.header = {locate, 0, 34'200'000'000'231};
    d.order_reference = reference;
    return d;
  }
  std::vector<mbo_event> events() { return harness.take<mbo_event>("events"); }
  std::vector<trade> trades() { return harness.take<trade>("trades"); }
  std::vector<trading_status> statuses() { return harness.take<trading_status>("statuses"); }
  std::uint64_t count(std::string_view name) { return harness.count_of(name); }

  support::actor_harness harness;
  moldudp64::session_name session{today};
};

} // namespace corelane
