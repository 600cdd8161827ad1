#pragma once

#include "corelane/actors/feed/symbol_filter.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace corelane {

/// Turns the day's locate numbers of a venue into instruments: one array look-up per message.
///
/// Filled by the messages that carry a symbol. What is not wanted maps to `unwanted`. One thread;
/// allocates only when a symbol is seen for the first time.
class locate_map {
public:
  static constexpr instrument_id unwanted{0xFFFF'FFFE};

  explicit locate_map(instrument_directory& instruments)
      : instruments_{instruments}, ids_(65'536, no_instrument) {}

  /// Only these from here on.
  void want(symbol_filter wanted) { wanted_ = std::move(wanted); }

  /// The instrument; `no_instrument` before its symbol was seen.
  [[nodiscard]] instrument_id find(std::uint16_t locate) const noexcept { return ids_[locate]; }

  /// The instrument, which has this symbol.
  instrument_id learn(std::uint16_t locate, std::string_view symbol) {
    auto& id = ids_[locate];
    if (id != no_instrument) return id;
    id = wanted_.wants(symbol) ? instruments_.add(symbol) : unwanted;
    if (id != no_instrument) seen_.push_back(locate);
    return id;
  }

  /// Calls `visit(locate, instrument_id)` for each wanted instrument, in the order of first sight.
  template <class Visit>
  void for_each_instrument(Visit&& visit) const {
    for (const auto locate : seen_)
      if (ids_[locate] != unwanted) visit(locate, ids_[locate]);
  }

  /// A new session may give other numbers.
  void forget() noexcept {
    for (const auto locate : seen_) ids_[locate] = no_instrument;
    seen_.clear();
  }

private:
  instrument_directory& instruments_;
  std::vector<instrument_id> ids_;
  std::vector<std::uint16_t> seen_; ///< locate numbers that `ids_` knows
  symbol_filter wanted_;
};

} // namespace corelane
