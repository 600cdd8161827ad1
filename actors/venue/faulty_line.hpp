#pragma once

#include "corelane/actors/venue/datagram_sink.hpp"
#include "corelane/actors/venue/line_faults.hpp"
#include "corelane/actors/venue/random_stream.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

namespace corelane::venue {

/// One line of a feed on its way to the network, with what may go wrong there.
///
/// Without faults a packet passes straight through. The same seed does the same to the same
/// packets. Delayed packets leave in `release`. Allocates for delayed and reordered packets only.
class faulty_line : public datagram_sink {
public:
  /// `number` is 0 for line A. `faults` may change at any time and must outlive this.
  faulty_line(std::size_t number, std::unique_ptr<datagram_sink> to, const line_faults& faults);

  bool send(std::span<const std::byte> payload) noexcept override;
  /// Sends what is due. False when nothing was.
  bool release(timestamp now);

private:
  struct delayed {
    timestamp due;
    std::vector<std::byte> payload;
  };

  [[nodiscard]] bool named_in(const std::string& lines) const noexcept;
  [[nodiscard]] bool hit_by(std::uint64_t percent) noexcept;
  bool pass_on(std::span<const std::byte> payload);

  std::size_t number_;
  std::unique_ptr<datagram_sink> to_;
  const line_faults& faults_;
  random_stream random_;
  timestamp now_{};
  std::vector<std::byte> overtaken_; ///< leaves behind the next packet
  std::deque<delayed> waiting_;
};

} // namespace corelane::venue
