#include "corelane/actors/book/book_actor.hpp"

#include "corelane/actors/book/consolidated_book.hpp"
#include "corelane/actors/book/price_book_actor.hpp"
#include "corelane/protocols/market/instrument_directory.hpp"
#include "corelane/runtime/api/registry.hpp"

#include <algorithm>
#include <stdexcept>

namespace corelane {

namespace {

constexpr std::size_t inspected_books = 50;
constexpr std::uint32_t most_depth_levels = 100;
constexpr std::uint32_t most_of_anything = 1u << 28; ///< keeps every index within 32 bits

} // namespace

book_actor::book_actor(actor_setup& setup)
    : actor{setup}, instruments_{setup.instruments()}, probe_{setup} {
  auto& p = setup.parameters();
  p.bind_within(depth_levels_, 1u, most_depth_levels, "depth_levels", "1",
                "how many best prices of a side bid_depth and ask_depth sum");
  p.bind_choice(publish_, {"bbo", "depth"}, "publish",
                "when to publish: a best price or its quantity differs, or anything within "
                "depth_levels does");
  p.bind_within(max_orders_, 1u, most_of_anything, "max_orders", "1",
                "orders resting at one time in all books; 72 bytes each are taken at start");
  p.bind_within(max_instruments_, 1u, most_of_anything, "max_instruments", "1",
                "instrument ids below this have a book; 1.1 kB each is taken at start");
  p.bind_within(max_levels_, 1u, most_of_anything, "max_levels", "1",
                "prices with orders at one time in all books; 90 bytes each are taken at start");
  p.bind(shared_memory_, "shared_memory", "",
         "name of the shared memory that shows other programs the best prices; empty is off");
}

void book_actor::on_start() {
  publish_depth_ = publish_ == "depth";
  watch_depth_ = publish_depth_ || !shared_memory_.empty();
  books_.emplace(book_capacity{max_orders_, max_instruments_, max_levels_});
  board_ = top_board{{max_instruments_, depth_levels_, publish_depth_}};
  if (shared_memory_.empty()) return;
  auto made = shared_bbo_writer::create({shared_memory_, max_instruments_, depth_levels_});
  if (auto* error = std::get_if<std::string>(&made))
    throw std::runtime_error{name() + ": " + *error};
  shared_ = std::get<shared_bbo_writer>(std::move(made));
}

// The books stay: a finished replay writes them out.
void book_actor::on_stop() { shared_.reset(); }

void book_actor::take_event(const mbo_event& e) {
  if (e.state() != book_state::valid) books_->trust(e.instrument, e.state());
  if (e.state() != book_state::valid || e.action == mbo_action::trust) board_.mark(e.instrument);
  const auto change = books_->apply(e);
  if (change.outcome != book_outcome::applied) count(change.outcome);
  note(change);
  if (change.changed && (e.action == mbo_action::execute || e.action == mbo_action::execute_at))
    report_trade(e, change);
  if ((e.flags & mbo_event::last_in_event) != 0) publish_pending(e);
}

void book_actor::take_status(const trading_status& s) {
  if (board_.knows(s.instrument)) board_.of(s.instrument).status = s.state;
}

void book_actor::count(book_outcome outcome) noexcept {
  switch (outcome) {
    case book_outcome::applied: break;
    case book_outcome::clamped: probe_.over_execution_clamped(); break;
    case book_outcome::unknown_order: probe_.unknown_order(); break;
    case book_outcome::unknown_instrument: probe_.unknown_instrument(); break;
    case book_outcome::duplicate_order: probe_.duplicate_refused(); break;
    case book_outcome::refused: probe_.event_refused(); break;
    case book_outcome::overflow: probe_.overflowed(); break;
  }
}

/// Remembers what differs until the exchange event has ended.
void book_actor::note(const book_change& change) noexcept {
  if (!change.changed) {
    if (change.outcome == book_outcome::overflow) board_.mark(change.instrument); // it lost `valid`
    return;
  }
  if (change.cleared) return board_.all_changed(change.instrument);
  const auto shows = [&](price px) {
    return books_->among_best(change.instrument, change.side, px, depth_levels_);
  };
  const bool within_depth =
      watch_depth_ && !board_.of(change.instrument).depth_changed
      && (shows(change.px) || (change.new_px != change.px && shows(change.new_px)));
  board_.side_changed(change.instrument, change.side, within_depth);
}

void book_actor::report_trade(const mbo_event& e, const book_change& change) noexcept {
  trade t;
  t.kind = trade_kind::displayed;
  t.aggressor = opposite(change.side);
  t.flags = e.flags & mbo_event::non_printable;
  t.venue = e.venue;
  t.instrument = change.instrument;
  t.px = e.action == mbo_action::execute_at ? e.px : change.px;
  t.qty = change.qty;
  t.match_number = e.new_order_id;
  t.exchange_time = e.exchange_time;
  t.received = e.received;
  trades_.emit(t);
}

void book_actor::publish_pending(const mbo_event& e) noexcept {
  book_update when;
  when.exchange_time = e.exchange_time;
  when.received = e.received;
  when.venue = when.bid_venue = when.ask_venue = e.venue;
  board_.publish(
      *books_, when, [](book_update&) {},
      [this](const book_update& u, const top_board::news& n) {
        if (shared_) share(u, n);
        if (!n.told && !publish_depth_) return;
        probe_.update_published();
        updates_.emit(u);
      });
  probe_.hold(books_->seen_instruments(), books_->orders());
}

void book_actor::share(const book_update& u, const top_board::news& n) noexcept {
  auto& top = board_.of(u.instrument);
  if (!top.named) shared_->name(u.instrument, instruments_.symbol(u.instrument));
  top.named = true;
  if (n.told) shared_->write_bbo(u);
  if (n.depth) shared_->write_depth(*books_, u);
}

void book_actor::inspect(inspection& out) const {
  if (!books_) return;
  const auto counts = probe_.read();
  out.field("instruments", books_->seen_instruments());
  out.field("orders", books_->orders());
  out.field("updates", counts.updates);
  out.field("trades", trades_.emitted());
  out.field("unknown_orders", counts.unknown_orders);
  out.field("unknown_instruments", counts.unknown_instruments);
  out.field("duplicate_orders", counts.duplicates);
  out.field("over_executions", counts.clamped);
  out.field("refused_events", counts.refused);
  out.field("overflows", counts.overflows);
  out.field("memory_bytes", books_->memory());
  const auto shown = most_active(inspected_books);
  out.table("books");
  for (const auto instrument : shown) inspect_book(out, instrument);
  out.end_table();
  out.table("levels");
  std::vector<depth_level> levels(depth_levels_);
  for (const auto instrument : shown)
    for (const auto s : {side::buy, side::sell}) {
      const auto n = books_->depth(instrument, s, levels);
      for (std::size_t i = 0; i < n; ++i) {
        out.row();
        out.field("symbol", instruments_.symbol(instrument));
        out.field("side", s == side::buy ? "bid" : "ask");
        out.field("level", i + 1);
        out.field("px", levels[i].px);
        out.field("qty", levels[i].qty);
        out.field("orders", levels[i].orders);
      }
    }
  out.end_table();
}

void book_actor::inspect_book(inspection& out, instrument_id instrument) const {
  const auto bid = books_->best(instrument, side::buy);
  const auto ask = books_->best(instrument, side::sell);
  out.row();
  out.field("symbol", instruments_.symbol(instrument));
  out.field("status", to_string(board_.of(instrument).status));
  out.field("state", to_string(books_->state(instrument)));
  out.field("bid_orders", bid.orders);
  out.field("bid_qty", bid.qty);
  out.field("bid", bid.px);
  out.field("ask", ask.px);
  out.field("ask_qty", ask.qty);
  out.field("ask_orders", ask.orders);
  out.field("bid_levels", books_->levels(instrument, side::buy));
  out.field("ask_levels", books_->levels(instrument, side::sell));
  out.field("orders", books_->orders(instrument));
  out.field("changes", books_->changes(instrument));
}

std::vector<instrument_id> book_actor::most_active(std::size_t at_most) const {
  std::vector<instrument_id> all;
  for (std::uint32_t i = 0; i < books_->instruments(); ++i)
    if (books_->seen(instrument_id{i})) all.push_back(instrument_id{i});
  const auto n = std::min(at_most, all.size());
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(n), std::greater{},
                            [this](instrument_id i) { return books_->changes(i); });
  all.resize(n);
  return all;
}

void register_books(registry& all) {
  all.add<book_actor>("book",
                      "keeps full books by order and publishes their best prices and trades");
  all.add<price_book_actor>("book.by_price",
                            "keeps the levels that a venue publishes by price, implied ones apart");
  all.add<consolidated_book>("book.consolidated", "the best prices over several venues (NBBO)");
}

} // namespace corelane
