#pragma once

#include "corelane/protocols/pillar/status_messages.hpp"
#include "corelane/protocols/pillar/wire_price.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace corelane::pillar {

/// What decoding needs of a symbol.
struct mapped_symbol {
  price_scale scale;
  std::uint8_t system_id{0};
  symbol_text symbol;
};

/// The symbols of a market by their index, as their mappings tell.
///
/// Room for every index below `capacity` is taken in the constructor; nothing allocates after it.
/// An index is the same in all channels of a market.
class symbol_table {
public:
  explicit symbol_table(std::size_t capacity = 131'072)
      : capacity_{capacity}, symbols_{std::make_unique<mapped_symbol[]>(capacity)} {}

  enum class outcome : std::uint8_t {
    added,
    changed,
    unchanged,
    out_of_range, ///< an index beyond the capacity: the symbol is not followed
    bad_scale     ///< decimals that no price of ours can hold: the symbol is not followed
  };

  /// The latest mapping holds from here on, not for what came before. One that is refused changes
  /// nothing.
  outcome take(const symbol_mapping& m) noexcept {
    if (m.symbol_index >= capacity_) return outcome::out_of_range;
    const auto scale = price_scale::of_code(m.price_scale_code);
    if (!scale) return outcome::bad_scale;
    auto& entry = symbols_[m.symbol_index];
    const bool known = entry.scale.known();
    const bool same = known && entry.scale == *scale && entry.system_id == m.system_id
                      && entry.symbol == m.symbol;
    entry = {*scale, m.system_id, m.symbol};
    return same ? outcome::unchanged : known ? outcome::changed : outcome::added;
  }

  /// The symbol of an index, or nothing when none has been mapped to it.
  [[nodiscard]] const mapped_symbol* find(std::uint32_t symbol_index) const noexcept {
    if (symbol_index >= capacity_ || !symbols_[symbol_index].scale.known()) return nullptr;
    return &symbols_[symbol_index];
  }

private:
  std::size_t capacity_;
  std::unique_ptr<mapped_symbol[]> symbols_;
};

} // namespace corelane::pillar
