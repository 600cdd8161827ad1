#pragma once

#include "corelane/runtime/api/actor_setup.hpp"

#include <chrono>
#include <string>

namespace corelane {

/// What a sequence space tells the metrics of its gaps, and of how they were closed.
class recovery_probe {
public:
  explicit recovery_probe(actor_setup& setup)
      : gaps_{setup.make_counter("corelane_feed_gaps_total", "Breaks in the sequence")},
        missing_{
            setup.make_counter("corelane_feed_missing_messages_total", "Messages that never came")},
        by_line_{recovered(setup, "line")},
        by_retransmission_{recovered(setup, "retransmission")},
        by_snapshot_{recovered(setup, "snapshot")},
        late_{setup.make_counter("corelane_feed_late_packets_total",
                                 "Packets that came after their messages were given up")},
        requests_{setup.make_counter("corelane_feed_retransmission_requests_total",
                                     "Requests to send missing messages again")},
        snapshots_{
            setup.make_counter("corelane_feed_snapshot_requests_total", "Requests for a snapshot")},
        overflows_{setup.make_counter("corelane_feed_hold_overflows_total",
                                      "Times that packets awaiting missing ones outgrew "
                                      "hold_bytes or hold_packets")},
        resyncs_{setup.make_counter("corelane_feed_resynchronisations_total",
                                    "Sequence jumps taken back, because the stream went on "
                                    "before them")},
        time_{setup.make_counter("corelane_feed_recovery_nanoseconds_total",
                                 "Time spent with messages missing")} {}

  void gap_detected() noexcept { gaps_.add(); }
  void given_up(std::uint64_t missing) noexcept { missing_.add(missing); }
  void recovered_by_line() noexcept { by_line_.add(); }
  void recovered_by_retransmission() noexcept { by_retransmission_.add(); }
  void recovered_by_snapshot() noexcept { by_snapshot_.add(); }
  void late_packet() noexcept { late_.add(); }
  void messages_requested() noexcept { requests_.add(); }
  void snapshot_requested() noexcept { snapshots_.add(); }
  void hold_overflowed() noexcept { overflows_.add(); }
  void resynchronised() noexcept { resyncs_.add(); }
  void recovery_took(std::chrono::nanoseconds d) noexcept {
    if (d.count() > 0) time_.add(static_cast<std::uint64_t>(d.count()));
  }

  [[nodiscard]] std::uint64_t gaps() const noexcept { return gaps_.value(); }
  [[nodiscard]] std::uint64_t missing() const noexcept { return missing_.value(); }
  template <class Inspection>
  void inspect(Inspection& out) const {
    out.field("gaps", gaps_.value());
    out.field("missing_messages", missing_.value());
    out.field("recovered_by_line", by_line_.value());
    out.field("recovered_by_retransmission", by_retransmission_.value());
    out.field("recovered_by_snapshot", by_snapshot_.value());
    out.field("late_packets", late_.value());
    out.field("retransmission_requests", requests_.value());
    out.field("snapshot_requests", snapshots_.value());
    out.field("hold_overflows", overflows_.value());
    out.field("resynchronisations", resyncs_.value());
    out.field("recovery_ns", time_.value());
  }

private:
  static counter recovered(actor_setup& setup, const char* by) {
    return setup.make_counter("corelane_feed_recoveries_total", "Gaps closed, by what closed them",
                              std::string{"by=\""} + by + '"');
  }

  counter gaps_;
  counter missing_;
  counter by_line_;
  counter by_retransmission_;
  counter by_snapshot_;
  counter late_;
  counter requests_;
  counter snapshots_;
  counter overflows_;
  counter resyncs_;
  counter time_;
};

} // namespace corelane
