#pragma once

#include "corelane/actors/feed/id_map.hpp"
#include "corelane/actors/feed/symbol_filter.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/protocols/pitch/feed_symbol.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace corelane {

/// The instruments of one unit by the symbols that its messages carry.
///
/// A stock's symbol is its own name. Of options and futures a mapping says what a symbol stands
/// for; what happens to one before its mapping has come is lost. One thread; allocates at most
/// when a symbol is seen for the first time.
class pitch_symbols {
public:
  struct entry {
    instrument_id instrument{no_instrument};
    trading_state state{trading_state::unknown};
    bool short_sale_restricted{false};
    bool missed{false};  ///< messages came before the mapping
    bool touched{false}; ///< changed within the transaction under way
    [[nodiscard]] bool wanted() const noexcept { return instrument != no_instrument; }
  };

  pitch_symbols(instrument_directory& instruments, std::size_t room)
      : instruments_{instruments}, entries_{room} {}

  /// Symbols are names (equities), or what a mapping says.
  void want(symbol_filter wanted, bool symbols_are_names) {
    wanted_ = std::move(wanted);
    symbols_are_names_ = symbols_are_names;
  }

  /// The symbol's entry, made when it is new; null when there is no room for it.
  [[nodiscard]] entry* find(const pitch::feed_symbol& symbol) {
    if (auto* known = entries_.find(pitch::key_of(symbol))) return known;
    auto* made = entries_.insert(pitch::key_of(symbol));
    if (made != nullptr && symbols_are_names_) name(*made, symbol, symbol.view());
    return made;
  }
  /// What `symbol` stands for. Null when there is no room, or when it is known already.
  [[nodiscard]] entry* map(const pitch::feed_symbol& symbol, std::string_view name_of_it) {
    auto* e = find(symbol);
    if (e == nullptr || e->wanted()) return e;
    name(*e, symbol, name_of_it);
    return e;
  }

  /// Calls `visit(entry&)` for each wanted instrument, in the order of first sight.
  template <class Visit>
  void for_each(Visit&& visit) {
    for (const auto& symbol : seen_) visit(*entries_.find(pitch::key_of(symbol)));
  }

private:
  void name(entry& e, const pitch::feed_symbol& symbol, std::string_view name_of_it) {
    if (!wanted_.wants(name_of_it)) return;
    e.instrument = instruments_.add(name_of_it);
    if (e.wanted()) seen_.push_back(symbol);
  }

  instrument_directory& instruments_;
  id_map<entry> entries_;
  symbol_filter wanted_;
  bool symbols_are_names_{true};
  std::vector<pitch::feed_symbol> seen_;
};

} // namespace corelane
