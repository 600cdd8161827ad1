#pragma once

#include "corelane/actors/venue/matching_handler.hpp"
#include "corelane/protocols/market/timestamp.hpp"
#include "corelane/runtime/api/inspection.hpp"

namespace corelane::venue {

/// Takes orders from clients in one order protocol.
///
/// The seam for further protocols: each is one class. It hands orders to the exchange under the
/// entry number that the exchange gave it, and is handed the outputs that concern its orders:
/// of an execution between two of them once for each side. One thread.
class order_entry : public matching_handler {
public:
  /// Does one piece of work: an accept, a read, a timer. False when there was none.
  virtual bool poll(timestamp now) = 0;
  /// Begins to say good-bye to the clients.
  virtual void stop(timestamp now) = 0;
  /// No client is left, or none that answers.
  [[nodiscard]] virtual bool stopped(timestamp now) const = 0;

  /// An order of this entry traded: `mine` is that order afterwards.
  virtual void filled(const book_order& mine, const execution& e) = 0;

  virtual void inspect(inspection& out) const = 0;

private:
  void executed(const execution&) final {} // comes as `filled`, by side
};

} // namespace corelane::venue
