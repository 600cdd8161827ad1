#pragma once

#include "corelane/runtime/api/actor_setup.hpp"

#include <string>

namespace corelane {

/// What a feed tells the metrics, whatever its venue. About 1 ns a call, on the feed's lane.
class feed_probe {
public:
  explicit feed_probe(actor_setup& setup)
      : packets_{setup.make_counter("corelane_feed_packets_total", "Packets received")},
        messages_{setup.make_counter("corelane_feed_messages_total", "Messages received")},
        duplicates_{setup.make_counter("corelane_feed_duplicates_total",
                                       "Packets seen before and dropped")},
        malformed_{setup.make_counter("corelane_feed_malformed_total",
                                      "Packets and messages that could not be read; skipped")},
        unknown_{setup.make_counter("corelane_feed_unknown_instrument_total",
                                    "Messages of instruments not announced before")},
        sessions_{setup.make_counter("corelane_feed_sessions_total", "Sessions begun")},
        silences_{setup.make_counter("corelane_feed_silences_total",
                                     "Times that no line brought anything for too long")},
        kernel_drops_{setup.make_counter("hft_network_packets_dropped_total",
                                         "Packets the kernel dropped: the socket was full")} {}

  void packet_received() noexcept { packets_.add(); }
  void message_received() noexcept { messages_.add(); }
  void duplicate_dropped() noexcept { duplicates_.add(); }
  void malformed_skipped() noexcept { malformed_.add(); }
  void unknown_instrument() noexcept { unknown_.add(); }
  void fell_silent() noexcept { silences_.add(); }
  void session_begun() noexcept { sessions_.add(); }
  /// `in_all` counts from the socket's opening.
  void kernel_dropped(std::uint64_t in_all) noexcept {
    if (in_all == dropped_) return;
    kernel_drops_.add(in_all - dropped_);
    dropped_ = in_all;
  }

  [[nodiscard]] std::uint64_t packets() const noexcept { return packets_.value(); }
  [[nodiscard]] std::uint64_t messages() const noexcept { return messages_.value(); }
  [[nodiscard]] std::uint64_t duplicates() const noexcept { return duplicates_.value(); }
  [[nodiscard]] std::uint64_t malformed() const noexcept { return malformed_.value(); }

private:
  counter packets_;
  counter messages_;
  counter duplicates_;
  counter malformed_;
  counter unknown_;
  counter sessions_;
  counter silences_;
  counter kernel_drops_;
  std::uint64_t dropped_{0};
};

} // namespace corelane
