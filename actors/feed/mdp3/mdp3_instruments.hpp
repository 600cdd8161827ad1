#pragma once

#include "corelane/actors/feed/id_map.hpp"
#include "corelane/actors/feed/symbol_filter.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corelane {

/// What is known of an instrument of a channel, and how far its books are.
struct mdp3_instrument {
  instrument_id id{no_instrument}; ///< `no_instrument`: not wanted, or not defined yet
  std::int32_t security_id{0};
  bool defined{false};
  bool missed{false};            ///< changes came before the definition
  std::uint8_t depth{10};        ///< levels shown of outright orders
  std::uint8_t implied_depth{2}; ///< ... of implied ones
  std::uint8_t touched{0};       ///< within the event under way: by price 1, by order 2
  std::uint32_t rpt_seq{0};      ///< the last change's; 0: any may come
  std::uint64_t levels_after{0}; ///< changes up to this packet are in the snapshot that was taken
  std::uint64_t orders_after{0};
  timestamp defined_at{}; ///< `last_update_time` of the definition
  std::string group;
  std::string asset;

  [[nodiscard]] bool wanted() const noexcept { return id != no_instrument; }
};

/// The instruments of a channel by security id. One thread; allocates for definitions only.
class mdp3_instruments {
public:
  mdp3_instruments(instrument_directory& directory, std::size_t room)
      : directory_{directory}, index_{room} {
    all_.reserve(room);
  }
  void want(symbol_filter wanted) { wanted_ = std::move(wanted); }

  /// The instrument, made when it is new; null when there is no room for it.
  [[nodiscard]] mdp3_instrument* find(std::int32_t security_id) {
    const auto key = static_cast<std::uint32_t>(security_id);
    if (auto* at = index_.find(key)) return &all_[*at];
    if (all_.size() == all_.capacity()) return nullptr;
    auto* at = index_.insert(key);
    if (at == nullptr) return nullptr;
    *at = static_cast<std::uint32_t>(all_.size());
    all_.push_back({});
    all_.back().security_id = security_id;
    return &all_.back();
  }
  /// It is called this.
  void define(mdp3_instrument& i, std::string_view symbol) {
    defined_ += i.defined ? 0 : 1;
    i.defined = true;
    if (wanted_.wants(symbol)) i.id = directory_.add(symbol);
  }

  [[nodiscard]] std::size_t defined() const noexcept { return defined_; }
  /// Where they lie, in the order of first sight; they never move.
  [[nodiscard]] mdp3_instrument* first() noexcept { return all_.data(); }
  /// Calls `visit(mdp3_instrument&)` for each wanted one, in the order of first sight.
  template <class Visit>
  void for_each(Visit&& visit) {
    for (auto& i : all_)
      if (i.wanted()) visit(i);
  }

private:
  instrument_directory& directory_;
  id_map<std::uint32_t> index_;
  std::vector<mdp3_instrument> all_;
  symbol_filter wanted_;
  std::size_t defined_{0};
};

} // namespace corelane
