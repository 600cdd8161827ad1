#pragma once

#include "corelane/actors/feed/sequence_space.hpp"
#include "corelane/runtime/api/actor_setup.hpp"
#include "corelane/runtime/api/inspection.hpp"

#include <algorithm>
#include <string>
#include <vector>

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

  /// `p` came by this line, and `what` became of it.
  void came(const sequenced_packet& p, sequence_space::arrival what) noexcept {
    came(p, what, next_);
  }
  /// The same for a line with several sequences: `next` is what this one was to bring next, 0
  /// before its first packet.
  void came(const sequenced_packet& p, sequence_space::arrival what, std::uint64_t& next) noexcept {
    packets_.add();
    last_ = p.raw.capture_time;
    if (p.first > next && next != 0) gaps_.add();
    if (p.after() < next) reordered_.add();
    next = std::max(next, p.after());
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

/// A table of `lines`: the first `line_count` by letter, then the last one, which is what a
/// recovery service sends.
inline void inspect_lines(inspection& out, const std::vector<feed_line>& lines,
                          std::size_t line_count, const char* service, bool has_service) {
  out.table("lines");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_service = i + 1 == lines.size();
    if (is_service ? !has_service : i >= line_count) continue;
    out.row();
    out.field("line", is_service ? service : std::string(1, static_cast<char>('A' + i)));
    lines[i].inspect(out);
  }
  out.end_table();
}

} // namespace corelane
