#include "corelane/actors/book/price_book_actor.hpp"

#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/runtime/api/registry.hpp"

#include <algorithm>

namespace corelane {

namespace {

constexpr std::size_t inspected_books = 50;

} // namespace

price_book_actor::price_book_actor(actor_setup& setup)
    : actor{setup},
      instruments_{setup.instruments()},
      published_{setup.make_counter("corelane_book_updates_total", "Book updates published")},
      unknown_{setup.make_counter("corelane_book_unknown_instruments_total",
                                  "Events of instruments beyond max_instruments")},
      contradictions_{setup.make_counter("corelane_book_contradictions_total",
                                         "Events that did not fit their book, which is stale "
                                         "until it is cleared")} {
  auto& p = setup.parameters();
  p.bind_within<std::uint32_t>(depth_levels_, 1, price_side::most_levels, "depth_levels", "1",
                               "how many best prices of a side bid_depth and ask_depth sum");
  p.bind_choice(publish_, {"bbo", "depth"}, "publish",
                "when to publish: a best price or its quantity differs, or anything does");
  p.bind_within<std::uint32_t>(
      max_instruments_, 1, 1U << 24, "max_instruments", "1",
      "instrument ids below this have a book; 2 kB each is taken at start");
}

void price_book_actor::on_start() {
  publish_depth_ = publish_ == "depth";
  books_.emplace(max_instruments_);
  board_ = top_board{{max_instruments_, depth_levels_, publish_depth_}};
}

void price_book_actor::take_event(const mbp_event& e) {
  switch (books_->apply(e)) {
    case price_books::outcome::applied: break;
    case price_books::outcome::unknown_instrument: return unknown_.add();
    case price_books::outcome::contradiction: contradictions_.add(); break;
  }
  if (e.action == mbp_action::trust)
    board_.mark(e.instrument);
  else if (e.action == mbp_action::clear)
    board_.all_changed(e.instrument);
  else
    board_.side_changed(e.instrument, e.side, true);
  if ((e.flags & mbo_event::last_in_event) != 0) publish(e);
}

void price_book_actor::take_status(const trading_status& s) {
  if (board_.knows(s.instrument)) board_.of(s.instrument).status = s.state;
}

void price_book_actor::publish(const mbp_event& e) {
  book_update when;
  when.exchange_time = e.exchange_time;
  when.received = e.received;
  when.venue = when.bid_venue = when.ask_venue = e.venue;
  board_.publish(
      *books_, when,
      [this](book_update& u) {
        u.implied_bid = books_->implied_at_best(u.instrument, side::buy);
        u.implied_ask = books_->implied_at_best(u.instrument, side::sell);
      },
      [this](const book_update& u, const top_board::news& n) {
        if (!n.told && !publish_depth_) return;
        published_.add();
        updates_.emit(u);
      });
}

void price_book_actor::inspect(inspection& out) const {
  if (!books_) return;
  out.field("instruments", books_->seen_instruments());
  out.field("updates", published_.value());
  out.field("unknown_instruments", unknown_.value());
  out.field("contradictions", contradictions_.value());
  std::vector<instrument_id> shown;
  for (std::uint32_t i = 0; i < books_->instruments(); ++i)
    if (books_->seen(instrument_id{i})) shown.push_back(instrument_id{i});
  std::ranges::stable_sort(shown, std::greater{},
                           [this](instrument_id id) { return books_->changes(id); });
  shown.resize(std::min(shown.size(), inspected_books));
  out.table("books");
  for (const auto id : shown) inspect_book(out, id);
  out.end_table();
  out.table("levels");
  for (const auto id : shown)
    for (const auto s : {side::buy, side::sell}) inspect_levels(out, id, s);
  out.end_table();
}

void price_book_actor::inspect_book(inspection& out, instrument_id id) const {
  const auto bid = books_->best(id, side::buy);
  const auto ask = books_->best(id, side::sell);
  out.row();
  out.field("symbol", instruments_.symbol(id));
  out.field("status", to_string(board_.of(id).status));
  out.field("state", to_string(books_->state(id)));
  out.field("bid_qty", bid.qty);
  out.field("bid", bid.px);
  out.field("ask", ask.px);
  out.field("ask_qty", ask.qty);
  out.field("implied_bid_qty", books_->implied_at_best(id, side::buy));
  out.field("implied_ask_qty", books_->implied_at_best(id, side::sell));
  out.field("changes", books_->changes(id));
}

void price_book_actor::inspect_levels(inspection& out, instrument_id id, side s) const {
  for (const bool implied : {false, true}) {
    std::size_t level = 0;
    for (const auto& l : books_->levels(id, s, implied)) {
      out.row();
      out.field("symbol", instruments_.symbol(id));
      out.field("side", s == side::buy ? "bid" : "ask");
      out.field("implied", implied);
      out.field("level", ++level);
      out.field("px", l.px);
      out.field("qty", l.qty);
      out.field("orders", l.orders);
    }
  }
}

} // namespace corelane
