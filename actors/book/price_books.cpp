#include "corelane/actors/book/price_books.hpp"

namespace corelane {

price_books::outcome price_books::apply(const mbp_event& e) noexcept {
  if (index_of(e.instrument) >= books_.size()) return outcome::unknown_instrument;
  auto& b = books_[index_of(e.instrument)];
  seen_ += b.seen ? 0 : 1;
  b.seen = true;
  b.told = e.state();
  if (e.action == mbp_action::trust) return outcome::applied;
  ++b.changes;
  if (e.action == mbp_action::clear) {
    for (auto& kind : b.sides)
      for (auto& s : kind) s.clear();
    b.contradicted = false;
    return outcome::applied;
  }
  if (b.sides[e.implied][static_cast<int>(e.side)].apply(e)) return outcome::applied;
  b.contradicted = true;
  return outcome::contradiction;
}

/// Calls `visit(level, implied quantity in it)` from the best price on, until it says false.
template <class Visit>
void price_books::visit_merged(instrument_id id, side s, Visit&& visit) const noexcept {
  auto own = levels(id, s, false), implied = levels(id, s, true);
  const auto better = [s](price a, price b) { return s == side::buy ? a > b : a < b; };
  while (!own.empty() || !implied.empty()) {
    depth_level merged;
    quantity of_implied;
    const bool take_own =
        implied.empty() || (!own.empty() && !better(implied.front().px, own.front().px));
    const bool take_implied =
        own.empty() || (!implied.empty() && !better(own.front().px, implied.front().px));
    if (take_own) {
      merged = own.front();
      own = own.subspan(1);
    }
    if (take_implied) {
      merged.px = implied.front().px;
      merged.qty += implied.front().qty;
      of_implied = implied.front().qty;
      implied = implied.subspan(1);
    }
    if (!visit(merged, of_implied)) return;
  }
}

depth_level price_books::best(instrument_id id, side s) const noexcept {
  depth_level out;
  (void)depth(id, s, {&out, 1});
  return out;
}

quantity price_books::implied_at_best(instrument_id id, side s) const noexcept {
  quantity out;
  visit_merged(id, s, [&](const depth_level&, quantity of_implied) {
    out = of_implied;
    return false;
  });
  return out;
}

std::size_t price_books::depth(instrument_id id, side s,
                               std::span<depth_level> out) const noexcept {
  std::size_t n = 0;
  visit_merged(id, s, [&](const depth_level& level, quantity) {
    if (n == out.size()) return false;
    out[n++] = level;
    return true;
  });
  return n;
}

quantity price_books::depth_qty(instrument_id id, side s, std::uint32_t n) const noexcept {
  quantity sum;
  visit_merged(id, s, [&](const depth_level& level, quantity) {
    if (n-- == 0) return false;
    sum += level.qty;
    return true;
  });
  return sum;
}

} // namespace corelane
