#pragma once

#include "corelane/protocols/market/instrument_id.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace corelane {

/// Gives each symbol of a node its dense `instrument_id`, in the order of first mention.
///
/// One per node. Any thread may call any member. `add` takes a lock and may allocate: call it
/// for definitions, not per event. `symbol` is wait-free. Ids are never taken back.
class instrument_directory {
public:
  static constexpr std::size_t max_symbol = 24; ///< an option by OSI has 21

  /// Room for `capacity` instruments is taken here, once.
  explicit instrument_directory(std::size_t capacity = 65'536);

  /// The id of `symbol`, which is trimmed of trailing spaces; new if it was unknown.
  /// `no_instrument` when the directory is full or the symbol is empty or too long.
  instrument_id add(std::string_view symbol);

  /// The id of `symbol`, or `no_instrument`.
  [[nodiscard]] instrument_id find(std::string_view symbol) const;

  /// The symbol of `id`; empty when there is none. Valid as long as the directory.
  [[nodiscard]] std::string_view symbol(instrument_id id) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

private:
  struct entry {
    char text[max_symbol];
    std::uint8_t length;
  };

  std::size_t capacity_;
  std::unique_ptr<entry[]> entries_;
  std::atomic<std::size_t> size_{0};
  mutable std::mutex mutex_;
  std::unordered_map<std::string_view, instrument_id> index_; ///< keys point into `entries_`
};

} // namespace corelane
