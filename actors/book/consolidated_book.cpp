#include "corelane/actors/book/consolidated_book.hpp"

#include "corelane/protocols/market/instrument_directory.hpp"

#include <algorithm>

namespace corelane {

consolidated_book::consolidated_book(actor_setup& setup)
    : actor{setup},
      instruments_{setup.instruments()},
      published_{setup.make_counter("corelane_book_updates_total", "Book updates published")},
      refused_{setup.make_counter("corelane_book_refused_events_total",
                                  "Updates of instruments beyond max_instruments, or of more "
                                  "venues than there is room for")} {
  auto& p = setup.parameters();
  p.bind_within<std::uint32_t>(max_instruments_, 1, 1U << 24, "max_instruments", "1",
                               "instrument ids below this have a book; 600 bytes each are taken at "
                               "start");
  p.bind_choice(stale_venue_, {"invalidate", "leave_out"}, "stale_venue",
                "what a venue's book that is not valid does to the consolidated one");
}

void consolidated_book::on_start() {
  leave_out_ = stale_venue_ == "leave_out";
  tops_.assign(max_instruments_, {});
}

consolidated_book::venue_top* consolidated_book::top_of(instrument_top& all,
                                                        std::uint8_t venue) noexcept {
  for (std::size_t i = 0; i < all.count; ++i)
    if (all.venues[i].venue == venue) return &all.venues[i];
  if (all.count == most_venues) return nullptr;
  auto& added = all.venues[all.count++];
  added.venue = venue;
  return &added;
}

void consolidated_book::take(const book_update& u) {
  if (index_of(u.instrument) >= tops_.size()) return refused_.add();
  auto& all = tops_[index_of(u.instrument)];
  auto* top = top_of(all, u.venue);
  if (top == nullptr) return refused_.add();
  *top = {u.bid, u.ask, u.bid_orders, u.ask_orders, u.state(), u.venue};
  auto now = consolidate(all);
  const auto& was = all.shown;
  const auto differs = [](const book_level& a, const book_level& b) {
    return a.px != b.px || a.qty != b.qty;
  };
  const bool bbo_changed = differs(was.bid, now.bid) || differs(was.ask, now.ask);
  const bool told = bbo_changed || was.state() != now.state() || was.bid_venue != now.bid_venue
                    || was.ask_venue != now.ask_venue || was.venues != now.venues
                    || all.updates == 0;
  if (!told) return;
  if (bbo_changed) now.flags |= book_update::bbo_changed;
  now.instrument = u.instrument;
  now.exchange_time = u.exchange_time;
  now.received = u.received;
  now.update_number = ++all.updates;
  all.shown = now;
  published_.add();
  updates_.emit(now);
}

book_update consolidated_book::consolidate(const instrument_top& all) const noexcept {
  book_update out;
  out.venues = all.count;
  bool any_valid = false;
  auto worst = book_state::valid;
  for (std::size_t i = 0; i < all.count; ++i) {
    const auto& v = all.venues[i];
    worst = std::max(worst, v.state);
    if (v.state != book_state::valid) continue;
    any_valid = true;
    const auto add = [&](const book_level& l, std::uint32_t orders, bool better, book_level& best,
                         std::uint32_t& best_orders, std::uint8_t& venue) {
      if (l.qty.units <= 0) return;
      if (best.qty.units == 0 || better) {
        best = l;
        best_orders = orders;
        venue = v.venue;
      } else if (l.px == best.px) {
        best.qty += l.qty;
        best_orders += orders;
      }
    };
    add(v.bid, v.bid_orders, v.bid.px > out.bid.px, out.bid, out.bid_orders, out.bid_venue);
    add(v.ask, v.ask_orders, v.ask.px < out.ask.px, out.ask, out.ask_orders, out.ask_venue);
  }
  out.bid_depth = out.bid.qty;
  out.ask_depth = out.ask.qty;
  const auto state = !any_valid   ? std::max(worst, book_state::recovering)
                     : leave_out_ ? book_state::valid
                                  : worst;
  out.flags = book_update::flag_of(state);
  return out;
}

void consolidated_book::inspect(inspection& out) const {
  out.field("updates", published_.value());
  out.field("refused_updates", refused_.value());
  constexpr std::size_t inspected = 50;
  out.table("books");
  std::size_t rows = 0;
  for (std::uint32_t i = 0; i < tops_.size() && rows < inspected; ++i) {
    const auto& u = tops_[i].shown;
    if (tops_[i].updates == 0) continue;
    ++rows;
    out.row();
    out.field("symbol", instruments_.symbol(instrument_id{i}));
    out.field("state", to_string(u.state()));
    out.field("venues", u.venues);
    out.field("bid_venue", u.bid_venue);
    out.field("bid_qty", u.bid.qty);
    out.field("bid", u.bid.px);
    out.field("ask", u.ask.px);
    out.field("ask_qty", u.ask.qty);
    out.field("ask_venue", u.ask_venue);
  }
  out.end_table();
}

} // namespace corelane
