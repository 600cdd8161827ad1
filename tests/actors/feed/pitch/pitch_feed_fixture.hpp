#pragma once

#include "corelane/actors/feed/pitch/pitch_feed.hpp"
#include "corelane/protocols/pitch/encoder.hpp"
#include "corelane/protocols/pitch/packet_writer.hpp"
#include "corelane/tests/support/actor_harness.hpp"

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

/// A packet of unit 1 with these messages.
template <pitch::market In, class... Messages>
std::vector<std::byte> pitch_packet(std::uint32_t sequence, const Messages&... messages) {
  std::vector<std::byte> bytes(1400);
  pitch::packet_writer w{bytes, 1, sequence};
  ((void)pitch::add<In>(w, messages), ...);
  bytes.resize(w.finish().size());
  return bytes;
}

/// A feed of one market in virtual time, which is given packets as a replay gives them.
template <pitch::market In>
class pitch_feed_of : public ::testing::Test {
protected:
  static constexpr timestamp capture_time{1'577'700'000'000'000'000}; ///< 2019-12-30 10:00
  static constexpr timestamp midnight{1'577'664'000'000'000'000};

  explicit pitch_feed_of(std::string_view parameters)
      : harness{support::actor_harness::of<pitch_feed>(parameters)} {
    harness.start();
  }

  /// The next messages of the unit, in a packet.
  template <class... Messages>
  void say(const Messages&... messages) {
    give(pitch_packet<In>(next, messages...));
    next += sizeof...(messages);
  }
  template <class... Messages>
  void say_unsequenced(const Messages&... messages) {
    give(pitch_packet<In>(pitch::unsequenced, messages...));
  }
  void give(const std::vector<std::byte>& bytes, std::uint8_t line = 0) {
    dynamic_cast<packet_handler&>(harness.get())
        .on_packet({bytes, tsc_stamp{1}, capture_time, line});
  }

  static pitch::add_order_short order(std::uint64_t id, std::string_view symbol = "AAPL",
                                      char side = 'B', std::int32_t hundredths = 10'000,
                                      std::uint16_t quantity = 100) {
    pitch::add_order_short m;
    m.time_offset = 5;
    m.order_id = id;
    m.side = side;
    m.quantity = quantity;
    m.symbol = symbol;
    m.price = {hundredths};
    m.flags = 1;
    return m;
  }
  std::vector<mbo_event> events() { return harness.take<mbo_event>("events"); }
  std::vector<trade> trades() { return harness.take<trade>("trades"); }
  std::vector<trading_status> statuses() { return harness.take<trading_status>("statuses"); }
  std::vector<definition> definitions() { return harness.take<definition>("definitions"); }
  std::vector<imbalance> imbalances() { return harness.take<imbalance>("imbalances"); }

  support::actor_harness harness;
  std::uint32_t next{1};
};

class pitch_equities : public pitch_feed_of<pitch::market::equities> {
protected:
  pitch_equities() : pitch_feed_of{"{}"} {}
};
class pitch_options : public pitch_feed_of<pitch::market::options> {
protected:
  pitch_options() : pitch_feed_of{"{market: options}"} {}
};
class pitch_futures : public pitch_feed_of<pitch::market::futures> {
protected:
  pitch_futures() : pitch_feed_of{"{market: futures}"} {}
};

} // namespace corelane
