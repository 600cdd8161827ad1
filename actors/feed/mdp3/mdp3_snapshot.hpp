#pragma once

#include "corelane/actors/feed/id_map.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace corelane {

/// Which instruments' snapshots have been taken since a recovery began, and from where the
/// incremental channel goes on.
///
/// Snapshots come in loops, levels by one, orders by another, whose packets count from 1. All is
/// taken when as many instruments have been as the loop says there are, or when a whole round has
/// brought nothing that is not here.
class mdp3_snapshot {
public:
  enum class verdict : std::uint8_t { take, ignore };
  enum loop_kind : std::uint8_t { levels_loop, orders_loop };

  explicit mdp3_snapshot(std::size_t instruments) : taken_{instruments} {}

  /// A recovery begins; only what holds at least all before packet `from` is of use.
  void begin(std::uint64_t from, bool wants_levels, bool wants_orders) {
    taken_.clear();
    from_ = from;
    loops_[levels_loop] = {wants_levels};
    loops_[orders_loop] = {wants_orders};
    oldest_ = UINT64_MAX;
  }
  /// Packet `number` of a loop is about to be read.
  void begin_packet(loop_kind kind, std::uint32_t number) noexcept {
    auto& l = loops_[kind];
    if (number == 1) {
      l.whole |= l.in_round && l.clean;
      l.in_round = l.clean = true;
    } else if (number != l.next_packet) {
      l.clean = false;
    }
    l.next_packet = number + 1;
  }
  /// Something in the round cannot be taken yet.
  void not_yet(loop_kind kind) noexcept { loops_[kind].clean = false; }

  /// What is to be done with the levels of an instrument as of packet `last`, one of `in_all`.
  [[nodiscard]] verdict levels(std::int32_t security_id, std::uint64_t last, std::uint32_t in_all) {
    auto& l = loops_[levels_loop];
    l.expected = in_all;
    auto* t = useful(l, security_id, last);
    if (t == nullptr || t->levels) return verdict::ignore;
    t->levels = true;
    return done(l, last);
  }
  /// ... with `chunk` of `chunks` of its orders. Chunks come in turn; after one that does not, the
  /// instrument waits for the first one of a later round.
  [[nodiscard]] verdict orders(std::int32_t security_id, std::uint64_t last, std::uint32_t chunk,
                               std::uint32_t chunks) {
    auto& l = loops_[orders_loop];
    auto* t = useful(l, security_id, last);
    if (t == nullptr || t->orders) return verdict::ignore;
    if (chunk != 1 && (chunk != t->next_chunk || last != t->last)) {
      t->next_chunk = 0;
      l.clean = false;
      return verdict::ignore;
    }
    t->next_chunk = chunk + 1;
    t->last = last;
    if (chunk < chunks) return verdict::take;
    t->orders = true;
    return done(l, last);
  }

  [[nodiscard]] bool complete() const noexcept {
    return loops_[levels_loop].complete() && loops_[orders_loop].complete();
  }
  /// The packet that the incremental channel goes on with.
  [[nodiscard]] std::uint64_t next() const noexcept {
    return oldest_ == UINT64_MAX ? from_ : oldest_ + 1;
  }
  [[nodiscard]] std::size_t taken() const noexcept {
    return loops_[levels_loop].taken + loops_[orders_loop].taken;
  }

private:
  struct progress {
    bool levels;
    bool orders;
    std::uint32_t next_chunk;
    std::uint64_t last;
  };
  struct loop {
    bool wanted{false};
    bool in_round{false};
    bool clean{false}; ///< the round under way lacks nothing so far
    bool whole{false}; ///< a round did
    std::uint32_t next_packet{0};
    std::size_t taken{0};
    std::size_t expected{SIZE_MAX}; ///< as the loop says; of orders it does not

    [[nodiscard]] bool complete() const noexcept { return !wanted || whole || taken >= expected; }
  };

  [[nodiscard]] progress* useful(loop& l, std::int32_t security_id, std::uint64_t last) {
    if (!l.wanted) return nullptr;
    auto* t = taken_.insert(static_cast<std::uint32_t>(security_id));
    if (t != nullptr && last + 1 >= from_) return t;
    l.clean = false;
    return nullptr;
  }
  verdict done(loop& l, std::uint64_t last) noexcept {
    ++l.taken;
    oldest_ = std::min(oldest_, last);
    return verdict::take;
  }

  id_map<progress> taken_;
  loop loops_[2];
  std::uint64_t from_{0};
  std::uint64_t oldest_{UINT64_MAX};
};

} // namespace corelane
