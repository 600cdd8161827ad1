#pragma once

#include <cstdint>
#include <string>

namespace corelane { // C++14, as QuickFIX is
namespace bench {

/// One order and what became of it, in plain values that every contestant turns into its own.
/// C++14: QuickFIX reads this header too.
struct order_sample {
  std::uint64_t seq_num;
  std::uint64_t cl_ord_id;
  std::uint64_t order_id;
  std::uint64_t exec_id;
  std::string symbol;
  bool buy;
  std::int64_t cents;
  std::int64_t qty;
  std::int64_t last_qty;
  std::int64_t second; ///< since the epoch
  int millisecond;
};

} // namespace bench
} // namespace corelane
