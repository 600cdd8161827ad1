#pragma once

#include "corelane/runtime/api/parameter.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace corelane::venue {

/// What goes wrong with the packets of a feed's lines, each line by itself. A venue's live
/// parameters: `corelane-ctl set venue loss_percent=5`.
struct line_faults {
  std::uint64_t loss_percent{0};
  std::uint64_t duplicate_percent{0};
  std::uint64_t reorder_percent{0};
  std::chrono::nanoseconds delay{0};
  std::string faulty_lines{"ABCD"};
  std::string lines_down;
  std::uint64_t seed{1};

  void bind(parameter_list& p) {
    p.bind_within<std::uint64_t>(loss_percent, 0, 100, "loss_percent", "%",
                                 "of the packets of each line are lost")
        .live();
    p.bind_within<std::uint64_t>(duplicate_percent, 0, 100, "duplicate_percent", "%",
                                 "of the packets of each line are sent twice")
        .live();
    p.bind_within<std::uint64_t>(reorder_percent, 0, 100, "reorder_percent", "%",
                                 "of the packets of each line are sent behind the next one")
        .live();
    p.bind(delay, "delay", "", "that line B, and further ones, are behind line A").live();
    p.bind(faulty_lines, "faulty_lines", "", "lines that loss, duplicates and reordering befall")
        .live();
    p.bind(lines_down, "lines_down", "", "lines that send nothing, as in B or AB").live();
    p.bind(seed, "fault_seed", "", "of what is lost, sent twice and reordered");
  }
};

} // namespace corelane::venue
