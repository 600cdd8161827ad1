#pragma once

#include "corelane/actors/venue/matching_handler.hpp"
#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/runtime/api/inspection.hpp"

namespace corelane::venue {

/// Tells the market what the engine does, in one feed protocol.
///
/// The seam for further protocols: each is one class. Life: `open_session`, `announce` until
/// it is done, `open_market`, then steps (`begin_step`, outputs of the engine, `flush`), and
/// `close_session`. All times are the exchange's; they never go back. One thread.
class market_data_publisher : public matching_handler {
public:
  virtual void open_session(timestamp at) = 0;
  /// Publishes the next packet's worth of the instrument directory. False: nothing was left.
  virtual bool announce(timestamp at) = 0;
  virtual void open_market(timestamp at) = 0;
  /// The outputs that follow happened at `at`.
  virtual void begin_step(timestamp at) = 0;
  /// What has been collected leaves now.
  virtual void flush() = 0;
  /// Nothing happens at the moment: the time for heartbeats.
  virtual void idle(timestamp now) = 0;
  virtual void close_session(timestamp at) = 0;

  virtual void inspect(inspection& out) const = 0;
};

} // namespace corelane::venue
