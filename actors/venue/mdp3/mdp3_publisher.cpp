#include "corelane/actors/venue/mdp3/mdp3_publisher.hpp"

#include <algorithm>
#include <chrono>

namespace corelane::venue {

namespace {

constexpr std::size_t announced_at_once = 4;
constexpr std::size_t modified_orders = 1U << 18;
constexpr std::size_t most_trades = 20; ///< in a message, so that it fits a packet
constexpr std::size_t most_levels = 20;
constexpr std::size_t most_orders = 24;
constexpr std::string_view group = "CL";

std::int32_t security_of(std::uint32_t listing) noexcept {
  return static_cast<std::int32_t>(listing + 1);
}
mdp3::entry_type type_of(side s) noexcept {
  return s == side::buy ? mdp3::entry_type::bid : mdp3::entry_type::offer;
}
std::uint64_t number(order_reference r) noexcept { return static_cast<std::uint64_t>(r); }
std::int32_t contracts(std::int64_t units) noexcept { return static_cast<std::int32_t>(units); }
mdp3::match_event ends(bool last) {
  mdp3::match_event e;
  if (last) e.set(mdp3::match_event_bit::end_of_event);
  return e;
}

} // namespace

mdp3_publisher::mdp3_publisher(const std::vector<listing>& listings, const matching_engine& books,
                               price tick, datagram_sink& out, venue_probe& probe)
    : listings_{listings},
      books_{books},
      out_{out, probe},
      tick_{tick},
      ids_{modified_orders},
      instruments_(listings.size()) {}

mdp3::future_definition mdp3_publisher::definition_of(std::uint32_t i) const {
  mdp3::future_definition m;
  const std::string_view symbol = listings_[i].symbol;
  m.match_event = ends(true);
  m.total_reports = static_cast<std::uint32_t>(listings_.size());
  m.action = mdp3::definition_action::add;
  m.trading_status = mdp3::trading_status::pre_open;
  m.exchange = std::string_view{"CLNE"};
  m.group = group;
  m.asset = symbol.substr(0, 6);
  m.symbol = symbol;
  m.security_id = security_of(i);
  m.security_type = std::string_view{"FUT"};
  m.cfi_code = std::string_view{"FXXXXX"};
  m.currency = std::string_view{"USD"};
  m.match_algorithm = 'F'; // first in, first out
  m.min_trade_qty = 1;
  m.tick = {tick_.nanos};
  m.display_factor = {price::scale};
  m.unit_qty = {price::scale};
  m.reference_px = {listings_[i].opening.nanos};
  return m;
}

void mdp3_publisher::put_definition(mdp3::packet_writer& to, std::uint32_t i) const {
  using definition = mdp3::future_definition;
  definition::feed shown;
  shown.feed_type = std::string_view{"GBX"};
  shown.depth = static_cast<std::int8_t>(mdp3_levels::depth);
  (void)to.add(definition_of(i), std::array<definition::event, 0>{}, std::array{shown},
               std::array<definition::attribute, 0>{}, std::array<definition::lot_rule, 0>{});
}

bool mdp3_publisher::announce(timestamp at) {
  at_ = at;
  if (announced_ == listings_.size()) return false;
  for (std::size_t n = 0; n < announced_at_once && announced_ < listings_.size(); ++n, ++messages_)
    put_definition(packet_, static_cast<std::uint32_t>(announced_++));
  flush();
  return true;
}

void mdp3_publisher::open_market(timestamp at) {
  at_ = at;
  mdp3::security_status m;
  m.transact_time = at;
  m.group = group;
  m.trading_status = mdp3::trading_status::ready_to_trade;
  m.match_event = ends(true);
  put(m);
  flush();
}

void mdp3_publisher::close_session(timestamp at) {
  publish_step();
  at_ = at;
  mdp3::security_status m;
  m.transact_time = at;
  m.group = group;
  m.trading_status = mdp3::trading_status::post_close;
  m.match_event = ends(true);
  put(m);
  flush();
}

void mdp3_publisher::idle(timestamp now) {
  if (!open_ || !out_.is_quiet(now)) return;
  at_ = now;
  put(mdp3::admin_heartbeat{});
  flush();
}

/// What the engine did before is whole now.
void mdp3_publisher::begin_step(timestamp at) {
  publish_step();
  at_ = at;
}

void mdp3_publisher::flush() {
  publish_step();
  if (packet_.empty()) return;
  out_.send(packet_.finish(at_), std::exchange(messages_, 0), at_);
}

template <class Message, class... Entries>
void mdp3_publisher::put(const Message& m, const Entries&... entries) {
  if (!packet_.add(m, entries...)) {
    out_.send(packet_.finish(at_), std::exchange(messages_, 0), at_);
    (void)packet_.add(m, entries...);
  }
  ++messages_;
}

std::uint32_t mdp3_publisher::last_sequence() {
  flush();
  return packet_.next_sequence() - 1;
}

// What the engine does, collected until the step is over.

void mdp3_publisher::touch(instrument_id id) {
  auto& i = instruments_[index_of(id)];
  if (i.touched) return;
  i.touched = true;
  touched_.push_back(index_of(id));
}

void mdp3_publisher::note(const book_order& o, std::uint64_t id, mdp3::order_action action) {
  touch(o.instrument);
  orders_.push_back({id, number(o.reference), index_of(o.instrument), o.side, action, o.px.nanos,
                     contracts(o.leaves.units)});
}

void mdp3_publisher::rested(const book_order& order) {
  note(order, ids_.id_of(order.reference), mdp3::order_action::insert);
}

void mdp3_publisher::executed(const execution& e) {
  const auto id = ids_.id_of(e.resting.reference);
  const bool gone = e.resting.leaves.units == 0;
  note(e.resting, id, gone ? mdp3::order_action::remove : mdp3::order_action::change);
  if (gone) ids_.forget(e.resting.reference);
  mdp3::trade_summary::entry t;
  t.px = {e.px.nanos};
  t.qty = contracts(e.qty.units);
  t.security_id = security_of(index_of(e.resting.instrument));
  t.order_count = 2;
  t.aggressor =
      e.resting.side == side::buy ? mdp3::aggressor_side::sell : mdp3::aggressor_side::buy;
  t.action = mdp3::update_action::insert;
  t.trade_entry_id = static_cast<std::uint32_t>(e.match);
  trades_.push_back(t);
  trade_orders_.push_back({id, t.qty});
}

void mdp3_publisher::canceled(const cancellation& c) {
  if (c.cause != cancel_cause::requested) return;
  note(c.order, ids_.id_of(c.order.reference), mdp3::order_action::remove);
  ids_.forget(c.order.reference);
}

void mdp3_publisher::replaced(const replacement& r) {
  const auto id = ids_.id_of(r.before.reference);
  if (r.rests && (r.kept_place() || ids_.keep(r.before.reference, r.after.reference)))
    return note(r.after, id, mdp3::order_action::change);
  note(r.before, id, mdp3::order_action::remove);
  ids_.forget(r.before.reference);
  if (r.rests) rested(r.after);
}

void mdp3_publisher::printed(const print& p) {
  mdp3::trade_summary::entry t;
  t.px = {p.px.nanos};
  t.qty = contracts(p.qty.units);
  t.security_id = security_of(index_of(p.instrument));
  t.aggressor = mdp3::aggressor_side::none;
  t.action = mdp3::update_action::insert;
  t.trade_entry_id = static_cast<std::uint32_t>(p.match);
  trades_.push_back(t);
}

// One step as one event of the match engine.

void mdp3_publisher::publish_step() {
  if (touched_.empty() && trades_.empty()) return;
  publish_trades();
  for (std::size_t n = 0; n < touched_.size(); ++n) {
    const bool last = n + 1 == touched_.size();
    publish_books(touched_[n], last);
    instruments_[touched_[n]].touched = false;
  }
  touched_.clear();
  orders_.clear();
}

void mdp3_publisher::publish_trades() {
  for (auto& t : trades_)
    t.rpt_seq = ++instruments_[static_cast<std::uint32_t>(t.security_id) - 1].rpt_seq;
  std::span trades{trades_};
  std::span orders{trade_orders_};
  while (!trades.empty()) {
    const auto n = std::min(most_trades, trades.size());
    const auto of = std::min(most_trades, orders.size());
    mdp3::trade_summary m;
    m.transact_time = at_;
    m.match_event = ends(touched_.empty() && n == trades.size());
    put(m, trades.first(n), orders.first(of));
    trades = trades.subspan(n);
    orders = orders.subspan(of);
  }
  trades_.clear();
  trade_orders_.clear();
}

/// The levels that differ and the orders at their prices; then the instrument's other orders.
void mdp3_publisher::publish_books(std::uint32_t instrument, bool last) {
  auto& state = instruments_[instrument];
  level_entries_.clear();
  for (const auto s : {side::buy, side::sell})
    state.levels[static_cast<std::size_t>(s)].show(
        books_.levels(instrument_id{instrument}, s),
        [&](mdp3::update_action action, std::size_t level, const mdp3_levels::level& l) {
          mdp3::incremental_book::entry e;
          e.px = {price_of(s, l.key).nanos};
          e.qty = contracts(l.qty);
          e.security_id = security_of(instrument);
          e.rpt_seq = ++state.rpt_seq;
          e.order_count = static_cast<std::int32_t>(l.orders);
          e.level = static_cast<std::uint8_t>(level);
          e.action = action;
          e.type = type_of(s);
          level_entries_.push_back(e);
        });
  level_orders_.clear();
  other_orders_.clear();
  const auto entry_at = [&](const order_change& o) -> std::size_t {
    const auto found = std::ranges::find_if(level_entries_, [&](const auto& e) {
      return e.px.mantissa == o.px && e.type == type_of(o.side);
    });
    return static_cast<std::size_t>(found - level_entries_.begin()) + 1;
  };
  // Only when one message holds it all can an order refer to its level.
  const bool one_message = level_entries_.size() <= most_levels && orders_.size() <= most_orders;
  for (const auto& o : orders_) {
    if (o.instrument != instrument) continue;
    const auto at = entry_at(o);
    if (one_message && at <= level_entries_.size()) {
      mdp3::incremental_book::order_entry e;
      e.order_id = o.id;
      e.priority = o.priority;
      e.display_qty = o.qty;
      e.reference = static_cast<std::uint8_t>(at);
      e.action = o.action;
      level_orders_.push_back(e);
    } else {
      mdp3::incremental_orders::entry e;
      e.order_id = o.id;
      e.priority = o.priority;
      e.px = {o.px};
      e.display_qty = o.qty;
      e.security_id = security_of(instrument);
      e.action = static_cast<mdp3::update_action>(o.action);
      e.type = type_of(o.side);
      other_orders_.push_back(e);
    }
  }
  std::span levels{level_entries_};
  do {
    const auto n = std::min(most_levels, levels.size());
    mdp3::incremental_book m;
    m.transact_time = at_;
    m.match_event = ends(last && other_orders_.empty() && n == levels.size());
    put(m, levels.first(n), level_orders_);
    levels = levels.subspan(n);
  } while (!levels.empty());
  publish_orders(instrument, last);
}

void mdp3_publisher::publish_orders(std::uint32_t, bool last) {
  std::span orders{other_orders_};
  while (!orders.empty()) {
    const auto n = std::min(most_orders, orders.size());
    mdp3::incremental_orders m;
    m.transact_time = at_;
    m.match_event = ends(last && n == orders.size());
    put(m, orders.first(n));
    orders = orders.subspan(n);
  }
}

mdp3::snapshot mdp3_publisher::levels_of(std::uint32_t i,
                                         std::vector<mdp3::snapshot::entry>& entries) const {
  mdp3::snapshot m;
  m.total_reports = static_cast<std::uint32_t>(listings_.size());
  m.security_id = security_of(i);
  m.rpt_seq = instruments_[i].rpt_seq;
  m.transact_time = m.last_update_time = at_;
  m.trading_status = mdp3::trading_status::ready_to_trade;
  entries.clear();
  for (const auto s : {side::buy, side::sell}) {
    std::int8_t level = 0;
    for (const auto& l : instruments_[i].levels[static_cast<std::size_t>(s)].shown()) {
      mdp3::snapshot::entry e;
      e.px = {price_of(s, l.key).nanos};
      e.qty = contracts(l.qty);
      e.order_count = static_cast<std::int32_t>(l.orders);
      e.level = ++level;
      e.type = type_of(s);
      entries.push_back(e);
    }
  }
  return m;
}

void mdp3_publisher::orders_of(std::uint32_t i,
                               std::vector<mdp3::snapshot_orders::entry>& entries) const {
  entries.clear();
  for (const auto s : {side::buy, side::sell})
    for (const auto& level : books_.levels(instrument_id{i}, s))
      books_.for_each_order(level, [&](const book_order& o) {
        mdp3::snapshot_orders::entry e;
        e.order_id = ids_.id_of(o.reference);
        e.priority = number(o.reference);
        e.px = {o.px.nanos};
        e.display_qty = contracts(o.leaves.units);
        e.type = type_of(s);
        entries.push_back(e);
      });
}

void mdp3_publisher::inspect(inspection& out) const {
  out.field("mdp3_next_sequence", packet_.next_sequence());
}

} // namespace corelane::venue
