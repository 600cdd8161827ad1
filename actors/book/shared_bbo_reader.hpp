#pragma once

#include "corelane/actors/book/order_books.hpp"
#include "corelane/actors/book/shared_bbo_layout.hpp"
#include "corelane/hw/shared_memory.hpp"
#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace corelane {

/// One consistent look at an instrument's best bid and offer. A quantity of 0: an empty side.
struct shared_bbo {
  price bid_px{};
  quantity bid_qty{};
  price ask_px{};
  quantity ask_qty{};
  timestamp exchange_time{};
  std::uint64_t flags{0};         ///< as in `book_update`
  std::uint64_t update_number{0}; ///< of the book actor, as in `book_update`
  std::uint64_t sequence{0};      ///< grows by 2 with each write
};

/// One consistent look at the best levels of both sides, best first.
struct shared_depth {
  std::vector<depth_level> bids;
  std::vector<depth_level> asks;
  timestamp exchange_time{};
  std::uint64_t update_number{0};
  std::uint64_t sequence{0};
};

/// What became of a read.
enum class shared_read : std::uint8_t {
  taken,
  nothing_yet, ///< nothing has been written for the instrument, or there is no such one
  busy         ///< the writer stood in the middle of a write for long: ask `writer_alive`
};

/// Reads, from any program, what a book actor with `shared_memory: NAME` shows.
///
/// Any number of readers; each object is for one thread. A read is a few moves (a BBO is one cache
/// line), enters no kernel, and never disturbs the writer.
class shared_bbo_reader {
public:
  /// The string is the error: no such segment, not one of these, or of another layout version.
  static std::variant<shared_bbo_reader, std::string> open(std::string_view name);

  [[nodiscard]] shared_read read(instrument_id instrument, shared_bbo& into) const noexcept;
  /// Allocates only the first time an object `into` is used.
  [[nodiscard]] shared_read read(instrument_id instrument, shared_depth& into);

  /// The instrument called `symbol`, or `no_instrument`. Looks through all.
  [[nodiscard]] instrument_id find(std::string_view symbol) const noexcept;
  [[nodiscard]] std::size_t instruments() const noexcept { return instruments_; }
  [[nodiscard]] std::size_t depth_levels() const noexcept { return depth_levels_; }

  /// False once the writer has stopped, crashed, or begun anew: then open again.
  [[nodiscard]] bool writer_alive() const noexcept { return memory_.creator_alive(); }

private:
  shared_bbo_reader(hw::shared_memory memory, const shared_bbo_header& header);

  [[nodiscard]] const shared_bbo_slot& slot(std::size_t i) const noexcept {
    return *reinterpret_cast<const shared_bbo_slot*>(memory_.data() + sizeof(shared_bbo_header)
                                                     + i * stride_);
  }

  hw::shared_memory memory_;
  std::size_t instruments_;
  std::size_t depth_levels_;
  std::size_t stride_;
  std::vector<std::uint64_t> words_;
};

} // namespace corelane
