#pragma once

#include "corelane/actors/book/shown_top.hpp"
#include "corelane/protocols/market/book_update.hpp"
#include "corelane/protocols/market/instrument_id.hpp"
#include "corelane/protocols/market/side.hpp"

#include <cstdint>
#include <vector>

namespace corelane {

/// What the world has been shown of each book, and what is to be shown when the exchange's event
/// under way has ended: of each book that differs then one update, and of the others none.
///
/// Allocates when made. One thread.
class top_board {
public:
  struct settings {
    std::size_t instruments{0};
    std::uint32_t depth_levels{5};
    bool publish_depth{false}; ///< tell of changes below the best price too
  };
  /// What an update is about, besides what it says.
  struct news {
    bool told{false};  ///< the best prices or the book's state differ
    bool depth{false}; ///< something among the best `depth_levels` differs
  };

  top_board() = default;
  explicit top_board(const settings& s) : settings_{s}, shown_(s.instruments) {
    pending_.reserve(s.instruments);
  }

  [[nodiscard]] bool knows(instrument_id id) const noexcept { return index_of(id) < shown_.size(); }
  [[nodiscard]] shown_top& of(instrument_id id) noexcept { return shown_[index_of(id)]; }
  [[nodiscard]] const shown_top& of(instrument_id id) const noexcept {
    return shown_[index_of(id)];
  }

  /// Something about the book may differ. Unknown instruments are left alone.
  void mark(instrument_id id) noexcept {
    if (!knows(id) || of(id).pending) return;
    of(id).pending = true;
    pending_.push_back(id);
  }
  /// A side's quantities differ.
  void side_changed(instrument_id id, side s, bool within_depth) noexcept {
    mark(id);
    of(id).side_changed[static_cast<int>(s)] = true;
    of(id).depth_changed |= within_depth;
  }
  void all_changed(instrument_id id) noexcept {
    side_changed(id, side::buy, true);
    side_changed(id, side::sell, true);
  }

  /// Calls `tell(update, news)` for each book that differs from what was shown of it; `complete`
  /// may add to the update first. `when` has the times of the event that ended.
  template <class Books, class Complete, class Tell>
  void publish(const Books& books, const book_update& when, Complete&& complete, Tell&& tell) {
    for (const auto id : pending_) publish_one(books, id, when, complete, tell);
    pending_.clear();
  }

private:
  template <class Books, class Complete, class Tell>
  void publish_one(const Books& books, instrument_id id, const book_update& when,
                   Complete&& complete, Tell&& tell) {
    auto& top = of(id);
    const auto bid = books.best(id, side::buy);
    const auto ask = books.best(id, side::sell);
    const auto state = books.state(id);
    const auto differs = [](const book_level& was, const auto& is) {
      return was.px != is.px || was.qty != is.qty;
    };
    const bool bbo_changed = differs(top.bid, bid) || differs(top.ask, ask);
    const news n{state != top.state || bbo_changed, top.depth_changed};
    top.pending = top.depth_changed = false;
    if (!n.told && !n.depth) return;

    for (const auto s : {side::buy, side::sell}) {
      const auto i = static_cast<int>(s);
      if (top.side_changed[i]) top.depth[i] = books.depth_qty(id, s, settings_.depth_levels);
      top.side_changed[i] = false;
    }
    top.bid = {bid.px, bid.qty};
    top.ask = {ask.px, ask.qty};
    top.state = state;
    if (n.told || settings_.publish_depth) ++top.update_number;

    auto u = when;
    u.instrument = id;
    u.flags = book_update::flag_of(state) | (bbo_changed ? book_update::bbo_changed : 0);
    u.bid = top.bid;
    u.ask = top.ask;
    u.bid_depth = top.depth[0];
    u.ask_depth = top.depth[1];
    u.bid_orders = bid.orders;
    u.ask_orders = ask.orders;
    u.update_number = top.update_number;
    complete(u);
    tell(u, n);
  }

  settings settings_;
  std::vector<shown_top> shown_;       ///< by instrument
  std::vector<instrument_id> pending_; ///< each at most once, in order of first change
};

} // namespace corelane
