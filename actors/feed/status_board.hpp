#pragma once

#include "corelane/protocols/market/trading_status.hpp"

#include <cstdint>
#include <vector>

namespace corelane {

/// What the exchange has said of one instrument's trading. Several messages each say a part, and
/// none takes back what another said.
struct instrument_status {
  trading_state state{trading_state::unknown}; ///< of the exchange and the regulator
  bool operational_halt{false};                ///< the market itself does not work
  bool short_sale_restricted{false};

  /// What may be done with the instrument, all in all.
  [[nodiscard]] trading_state effective() const noexcept {
    return operational_halt ? trading_state::halted : state;
  }
};

/// The statuses of instruments, by locate number. One thread; allocates in the constructor.
class status_board {
public:
  [[nodiscard]] instrument_status& of(std::uint16_t locate) noexcept { return statuses_[locate]; }

private:
  std::vector<instrument_status> statuses_ = std::vector<instrument_status>(65'536);
};

} // namespace corelane
