#pragma once

#include "corelane/bench/orders/order_sample.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace corelane { // C++14, as QuickFIX is
namespace bench {

/// The same messages by QuickFIX. Knows no QuickFIX header: those need C++14.
class quickfix_peer {
public:
  quickfix_peer();
  ~quickfix_peer();

  /// Builds the message from its fields and returns its bytes, valid until the next call.
  const std::string& order(const order_sample& s);
  const std::string& fill(const order_sample& s);
  /// Parses by the data dictionary, then validates: length, sum, required fields, types and
  /// values. False when the message is not valid.
  bool decode(const std::string& message);

private:
  struct engine;
  std::unique_ptr<engine> engine_;
};

} // namespace bench
} // namespace corelane
