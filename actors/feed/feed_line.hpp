#pragma once

#include "corelane/actors/feed/sequence_space.hpp"
#include "corelane/runtime/api/actor_setup.hpp"
#include "corelane/runtime/api/inspection.hpp"

#include <algorithm>
#include <string>

namespace corelane {

/// What is known of one line of a feed: how good it is beside the others. About 3 ns a packet.
class feed_line {
public:
  feed_line(actor_setup& setup, const std::string& label)
      : packets_{setup.make_counter("corelane_feed_line_packets_total", "Packets received, by line",
                                    label)},
        first_{setup.make_counter("corelane_feed_line_first_total",
                                  "Packets that were the first copy, by line", label)},
        duplicates_{setup.make_counter("corelane_feed_line_duplicates_total",
                                       "Packets another line had brought, by line", label)},
        gaps_{setup.make_counter("corelane_feed_line_gaps_total",
                                 "Breaks in the line's own sequence, by line", label)},
        reordered_{setup.make_counter("corelane_feed_line_out_of_order_total",
                                      "Packets behind a later one of the line, by line", label)} {}

  /// `p` came by this line, and `what` became of it. Of a feed with several sequence spaces the
  /// line keeps one of these for each.
  void came(const sequenced_packet& p, sequence_space::arrival what) noexcept {
    packets_.add();
    last_ = p.raw.capture_time;
    if (p.first > next_ && next_ != 0) gaps_.add();
    if (p.after() < next_) reordered_.add();
    next_ = std::max(next_, p.after());
    if (p.count == 0) return;
    if (what == sequence_space::arrival::duplicate)
      duplicates_.add();
    else
      first_.add();
  }
  /// A new sequence begins.
  void begin() noexcept { next_ = 0; }

  void inspect(inspection& out) const {
    out.field("packets", packets_.value());
    out.field("first", first_.value());
    out.field("duplicates", duplicates_.value());
    out.field("gaps", gaps_.value());
    out.field("out_of_order", reordered_.value());
    out.field("next", next_);
    out.field("last_packet", last_);
  }

private:
  counter packets_;
  counter first_;
  counter duplicates_;
  counter gaps_;
  counter reordered_;
  std::uint64_t next_{0};
  timestamp last_{};
};

} // namespace corelane
