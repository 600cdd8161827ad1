#pragma once

#include "corelane/actors/feed/symbol_filter.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/protocols/pillar/status_messages.hpp"
#include "corelane/protocols/pillar/wire_price.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace corelane {

/// What is known of a symbol of a market, and how far its book is.
struct pillar_symbol {
  pillar::price_scale scale; ///< not known: no mapping has come
  instrument_id id{no_instrument};
  std::uint8_t system_id{0};
  bool missed{false}; ///< messages came before the mapping
  bool halted{false};
  bool short_sale_restricted{false};
  trading_state session{trading_state::unknown};
  std::uint32_t last{0};  ///< its own number, of its last message; 0: any may come
  std::uint64_t after{0}; ///< messages of the channel up to here are in the refresh taken
  std::uint32_t round{0}; ///< of refreshes, the last that brought it

  [[nodiscard]] bool wanted() const noexcept { return id != no_instrument; }
  [[nodiscard]] trading_state state() const noexcept {
    return halted ? trading_state::halted : session;
  }
};

/// The symbols of a market by their index. One load; takes its memory when made. One thread.
class pillar_symbols {
public:
  pillar_symbols(instrument_directory& directory, std::size_t capacity)
      : directory_{directory}, symbols_(capacity) {}
  void want(symbol_filter wanted) { wanted_ = std::move(wanted); }

  /// Null for an index beyond the capacity.
  [[nodiscard]] pillar_symbol* find(std::uint32_t index) noexcept {
    return index < symbols_.size() ? &symbols_[index] : nullptr;
  }
  /// Null when the mapping cannot be followed: its index, or its scale.
  [[nodiscard]] pillar_symbol* map(const pillar::symbol_mapping& m) {
    auto* s = find(m.symbol_index);
    const auto scale = pillar::price_scale::of_code(m.price_scale_code);
    if (s == nullptr || !scale) return nullptr;
    s->scale = *scale;
    s->system_id = m.system_id;
    if (!s->wanted() && wanted_.wants(m.symbol.view())) {
      s->id = directory_.add(m.symbol.view());
      if (s->wanted()) seen_.push_back(m.symbol_index);
    }
    return s;
  }
  /// Calls `visit(pillar_symbol&)` for each wanted one, in the order of first sight.
  template <class Visit>
  void for_each(Visit&& visit) {
    for (const auto i : seen_) visit(symbols_[i]);
  }

private:
  instrument_directory& directory_;
  std::vector<pillar_symbol> symbols_;
  std::vector<std::uint32_t> seen_;
  symbol_filter wanted_;
};

} // namespace corelane
