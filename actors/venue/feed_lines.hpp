#pragma once

#include "corelane/actors/venue/datagram_sink.hpp"
#include "corelane/actors/venue/faulty_line.hpp"
#include "corelane/actors/venue/line_faults.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <string>
#include <vector>

namespace corelane::venue {

/// The multicast lines of a feed: a packet goes to each of them, and there befalls it what
/// `line_faults` says.
class feed_lines : public datagram_sink {
public:
  /// A line for each address:port of `groups`. Throws when a socket cannot be had. `faults` must
  /// outlive this.
  feed_lines(const std::vector<std::string>& groups, const std::string& interface,
             const line_faults& faults);

  bool send(std::span<const std::byte> payload) noexcept override;
  /// Sends what was delayed and is due. False when nothing was.
  bool release(timestamp now);

private:
  std::vector<faulty_line> lines_;
};

} // namespace corelane::venue
