#include "corelane/actors/venue/venue_actor.hpp"

#include "corelane/actors/venue/fix_acceptor.hpp"

#include <algorithm>
#include <cstdio>
#include <set>
#include <stdexcept>

namespace corelane {

namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t day_ns = 86'400'000'000'000;
constexpr std::uint32_t books_shown = 32;
constexpr std::size_t longest_symbol = 8; ///< that every feed has room for

const char* to_string(venue::exchange::phase p) noexcept {
  switch (p) {
    case venue::exchange::phase::idle: return "idle";
    case venue::exchange::phase::waiting: return "waiting";
    case venue::exchange::phase::announcing: return "announcing";
    case venue::exchange::phase::trading: return "trading";
    case venue::exchange::phase::closed: return "closed";
  }
  return "?";
}

bool is_symbol(const std::string& text) {
  return !text.empty() && text.size() <= longest_symbol
         && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

std::string symbols_fault(const std::vector<std::string>& symbols) {
  std::set<std::string_view> seen;
  for (const auto& s : symbols) {
    if (!is_symbol(s)) return "'" + s + "' does not have 1 to 8 characters, none of them a space";
    if (!seen.insert(s).second) return "'" + s + "' is listed twice";
  }
  return {};
}

} // namespace

venue_actor::venue_actor(actor_setup& setup) : actor{setup}, probe_{setup} {
  bind(setup.parameters());
}

venue_actor::~venue_actor() = default;

void venue_actor::bind(parameter_list& p) {
  auto& s = settings_;
  auto& l = s.listings;
  p.bind(l.symbols, "symbols", "", "the first listings, the most active first");
  p.bind_within<std::uint64_t>(instruments_, 0, 8'000, "instruments", "1",
                               "how many listings; more than there are symbols are made up; 0: as "
                               "many as there are symbols");
  p.bind(l.seed, "seed", "", "of opening prices and background flow");
  p.bind_within<std::uint64_t>(s.rate, 0, 5'000'000, "rate", "messages/s",
                               "of the background flow; 0 pauses it, and at start means none")
      .live();
  p.bind_within<std::uint64_t>(s.orders_per_book, 4, 400, "orders_per_book", "1",
                               "that the background flow keeps open");
  p.bind_within<std::uint64_t>(s.client_orders, 1, 4'000'000, "client_orders", "1",
                               "open at once, over all clients");
  constexpr auto dearest = price::from_1e4(1'000'000'000);
  constexpr auto least = price::from_1e4(1);
  p.bind_within(l.lowest_opening, least, dearest, "lowest_opening", "currency",
                "opening prices lie from here");
  p.bind_within(l.highest_opening, least, dearest, "highest_opening", "currency", "to here");
  p.bind_within(l.tick, least, price::from_1e4(100'000), "tick", "currency",
                "prices are multiples of it; itself one of 0.0001");
  p.bind_table(s.feeds, "feeds", "market data published", &venue::feed_settings::describe);
  s.faults.bind(p);
  p.bind(s.order_entry, "order_entry", "",
         "address and port where FIX clients connect; empty: no clients")
      .checked(&hw::endpoint_fault);
  p.bind(s.comp_id, "comp_id", "", "the venue's CompID in FIX sessions");
  p.bind(s.cancel_on_disconnect, "cancel_on_disconnect", "",
         "whether a client's open orders are cancelled when its connection is lost");
  p.bind(s.start_delay, "start_delay", "", "from start to the first message");
  p.bind(s.packing, "packing", "", "messages of the flow this close leave in one packet");
  p.bind(s.opens_at, "opens_at", "",
         "exchange time at start, from midnight UTC; 0: the clock's. A set time and seed make a "
         "run repeatable byte by byte");
  require_sense(p);
}

void venue_actor::require_sense(parameter_list& p) {
  const auto& s = settings_;
  const auto& l = s.listings;
  p.require("symbols", [&l] { return symbols_fault(l.symbols); });
  p.require("symbols", [this, &l] {
    return l.symbols.empty() && instruments_ == 0 ? "name some, or a number of instruments" : "";
  });
  p.require("highest_opening", [&l] {
    return l.highest_opening < l.lowest_opening ? "lies below lowest_opening" : "";
  });
  p.require("tick", [&l] {
    const bool fits = l.tick.nanos % price::from_1e4(1).nanos == 0 && l.tick <= l.lowest_opening;
    return fits ? "" : "must be a multiple of 0.0001 and at most lowest_opening";
  });
  p.require("opens_at", [&s] {
    return s.opens_at.count() >= 0 && s.opens_at.count() < day_ns ? "" : "must lie within a day";
  });
}

void venue_actor::on_start() {
  settings_.listings.instruments = static_cast<std::uint32_t>(instruments_);
  auto listings = venue::make_listings(settings_.listings);
  exchange_ = std::make_unique<venue::exchange>(exchange_settings(), std::move(listings), probe_);
  open_feeds();
  if (!settings_.order_entry.empty()) open_order_entry();
  exchange_->start(now());
}

void venue_actor::open_feeds() {
  const venue::feed_context context{exchange_->listings(), exchange_->engine(), settings_.faults,
                                    probe_, settings_.listings.tick};
  for (const auto& f : settings_.feeds) {
    feeds_.push_back(venue::open_feed_channel(f, session_name(f), context));
    exchange_->add(feeds_.back()->publisher());
  }
}

void venue_actor::open_order_entry() {
  auto opened = hw::tcp_listener::open(*hw::parse_endpoint(settings_.order_entry));
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  auto& listener = std::get<hw::tcp_listener>(opened);
  order_entry_ = listener.local();
  venue::fix_acceptor::settings s;
  s.comp_id = settings_.comp_id;
  s.cancel_on_disconnect = settings_.cancel_on_disconnect;
  s.max_open_orders = static_cast<std::uint32_t>(settings_.client_orders);
  entries_.push_back(
      std::make_unique<venue::fix_acceptor>(std::move(s), *exchange_, std::move(listener), probe_));
}

bool venue_actor::poll() {
  // Turn about, so that neither a busy client nor a fast flow shuts out the other.
  clients_first_ = !clients_first_;
  const auto at = now();
  const auto serve = [&] {
    bool worked = false;
    for (auto& entry : entries_) worked |= entry->poll(at);
    for (auto& feed : feeds_) worked |= feed->poll(at);
    return worked;
  };
  if (clients_first_) return serve() || exchange_->advance(at);
  return exchange_->advance(at) || serve();
}

void venue_actor::on_drain() {
  for (auto& entry : entries_) entry->stop(now());
}

bool venue_actor::drained() const {
  return std::all_of(entries_.begin(), entries_.end(),
                     [&](const auto& entry) { return entry->stopped(now()); });
}

void venue_actor::on_stop() {
  if (exchange_) exchange_->stop(now());
}

void venue_actor::on_parameters_changed() {
  if (exchange_) exchange_->set_rate(settings_.rate);
}

venue::exchange::settings venue_actor::exchange_settings() const {
  venue::exchange::settings s;
  s.seed = settings_.listings.seed;
  s.messages_per_second = settings_.rate;
  s.orders_per_book = static_cast<std::uint32_t>(settings_.orders_per_book);
  s.client_orders = static_cast<std::uint32_t>(settings_.client_orders);
  s.tick = settings_.listings.tick;
  s.start_delay = settings_.start_delay;
  s.packing = settings_.packing;
  s.opens_at = opening_time();
  return s;
}

timestamp venue_actor::opening_time() const {
  if (settings_.opens_at.count() == 0) return {};
  return timestamp{now().ns / day_ns * day_ns} + settings_.opens_at;
}

std::string venue_actor::session_name(const venue::feed_settings& f) const {
  if (!f.session.empty()) return f.session;
  // Milliseconds of the day: another run is another session.
  const auto opening = settings_.opens_at.count() == 0 ? now() : opening_time();
  char text[venue::feed_settings::longest_session + 1];
  std::snprintf(text, sizeof text, "V%09u", static_cast<unsigned>(opening.ns % day_ns / 1'000'000));
  return text;
}

void venue_actor::inspect(inspection& out) const {
  if (!exchange_) return;
  out.field("phase", to_string(exchange_->current()));
  out.field("exchange_time", exchange_->time_at(now()));
  out.field("time_slipped_ms", exchange_->slipped().count() / 1'000'000);
  out.field("instruments", exchange_->engine().instruments());
  out.field("open_orders", exchange_->engine().open_orders());
  out.field("messages", probe_.messages());
  out.field("packets", probe_.packets());
  out.field("orders", probe_.orders());
  out.field("fills", probe_.fills());
  out.field("refusals", probe_.refusals());
  for (const auto& feed : feeds_) feed->inspect(out);
  for (const auto& entry : entries_) entry->inspect(out);
  inspect_books(out);
}

void venue_actor::inspect_books(inspection& out) const {
  const auto& engine = exchange_->engine();
  out.table("books");
  for (std::uint32_t i = 0; i < std::min(engine.instruments(), books_shown); ++i) {
    const instrument_id instrument{i};
    const auto bid = engine.best(instrument, side::buy);
    const auto ask = engine.best(instrument, side::sell);
    out.row();
    out.field("symbol", exchange_->symbol(instrument));
    out.field("bid_qty", bid.qty);
    out.field("bid", bid.px);
    out.field("ask", ask.px);
    out.field("ask_qty", ask.qty);
  }
  out.end_table();
}

void register_venue_actors(registry& all) {
  all.add<venue_actor>("venue",
                       "An exchange to trade against: matches orders of its clients and "
                       "of a seeded background flow");
}

} // namespace corelane
