#pragma once

#include "corelane/actors/book/order_books.hpp"
#include "corelane/actors/book/shared_bbo_layout.hpp"
#include "corelane/hw/shared_memory.hpp"
#include "corelane/protocols/market/book_update.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace corelane {

/// Shows each book's best bid and offer, and a depth snapshot, to other threads and processes.
///
/// One thread writes. A write is a few moves to one cache line (a few more for the depth), never
/// waits for readers and never enters the kernel. Readers use `shared_bbo_reader`.
class shared_bbo_writer {
public:
  struct settings {
    std::string name;            ///< of the shared memory
    std::size_t instruments{0};  ///< ids from 0 up to this
    std::size_t depth_levels{5}; ///< of each side in a snapshot
  };
  /// The string is the error, saying what to do.
  static std::variant<shared_bbo_writer, std::string> create(const settings& s);

  /// Says what `instrument` is called. Once, before its first `write`; at most 24 bytes.
  void name(instrument_id instrument, std::string_view symbol) noexcept;
  void write_bbo(const book_update& u) noexcept;
  /// Takes the snapshot from the book as it is now.
  void write_depth(const order_books& books, const book_update& u) noexcept;

private:
  shared_bbo_writer(hw::shared_memory memory, const settings& s);

  [[nodiscard]] shared_bbo_slot& slot(instrument_id instrument) noexcept {
    return *reinterpret_cast<shared_bbo_slot*>(memory_.data() + sizeof(shared_bbo_header)
                                               + index_of(instrument) * stride_);
  }

  hw::shared_memory memory_;
  std::size_t instruments_;
  std::size_t depth_levels_;
  std::size_t stride_;
  std::vector<depth_level> levels_; ///< one side of a snapshot
  std::vector<std::uint64_t> words_;
};

} // namespace corelane
