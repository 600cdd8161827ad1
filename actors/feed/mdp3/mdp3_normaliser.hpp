#pragma once

#include "corelane/actors/feed/feed_probe.hpp"
#include "corelane/actors/feed/mdp3/mdp3_definition.hpp"
#include "corelane/actors/feed/mdp3/mdp3_instruments.hpp"
#include "corelane/protocols/market/definition.hpp"
#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/protocols/market/mbp_event.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/protocols/mdp3/decoder.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace corelane {

/// Turns decoded MDP 3.0 messages of an incremental channel into events by price and by order.
///
/// Books are shown at the end of the exchange's event, which may take several messages: the last
/// change of each instrument carries `last_in_event`, or a `trust` does that follows. `Out` takes
/// the events of `protocols/market` by `emit`, and `contradicted()` when an instrument's own count
/// of changes says that one is missing. One thread; allocates for definitions only.
template <class Out>
class mdp3_normaliser {
public:
  mdp3_normaliser(Out& out, mdp3_instruments& instruments, feed_probe& probe,
                  std::size_t max_orders)
      : out_{out}, instruments_{instruments}, probe_{probe}, priorities_{max_orders} {}

  void number_venue(std::uint8_t venue) noexcept { venue_ = venue; }

  /// What all events of packet `sequence` of the channel share.
  void begin_packet(tsc_stamp received, std::uint64_t sequence) noexcept {
    received_ = received;
    sequence_ = sequence;
  }
  void begin_session(timestamp at) {
    time_ = at;
    state_ = 0;
    clear_books(mbo_event::last_in_event);
  }
  void trust(book_state s) {
    state_ = mbo_event::flag_of(s);
    instruments_.for_each(
        [&](auto& i) { tell_all(i, mbp_action::trust, mbo_event::last_in_event); });
  }
  void message_lost() noexcept { state_ |= mbo_event::stale; }
  /// Empties all books, shown to nobody before `trust`.
  void begin_snapshot() { clear_books(0); }

  // Books
  void operator()(const mdp3::channel_reset& m) {
    time_ = m.transact_time;
    state_ = 0;
    clear_books(mbo_event::last_in_event);
  }
  void operator()(const mdp3::incremental_book& m) { levels_and_orders(m); }
  void operator()(const mdp3::incremental_book_long& m) { levels_and_orders(m); }
  void operator()(const mdp3::incremental_book_old& m) { levels_and_orders(m); }
  void operator()(const mdp3::incremental_orders& m) { orders(m); }
  void operator()(const mdp3::incremental_orders_old& m) { orders(m); }

  // Prints
  void operator()(const mdp3::trade_summary& m) { trades(m); }
  void operator()(const mdp3::trade_summary_long& m) { trades(m); }
  void operator()(const mdp3::trade_summary_old& m) { trades(m); }
  void operator()(const mdp3::trade_old& m) { trades(m); }

  // What instruments are, and whether they trade
  void operator()(const mdp3::security_status& m) {
    time_ = m.transact_time;
    const auto state = state_of(m.trading_status);
    if (state)
      instruments_.for_each([&](auto& i) {
        if (concerns(m, i)) emit_status(i, *state, name_of(m.halt_reason));
      });
    end_event(m);
  }
  void operator()(const mdp3::limits_banding& m) { limits(m); }
  void operator()(const mdp3::limits_banding_old& m) { limits(m); }
  void operator()(const mdp3::daily_statistics& m) { settlements(m); }
  void operator()(const mdp3::daily_statistics_old& m) { settlements(m); }

  template <class Message>
  void operator()(const Message& m) {
    if constexpr (mdp3_definition<Message>) {
      define(m, true);
      end_event(m);
    } else {
      if constexpr (requires { m.entries[0].rpt_seq; }) count_reports(m);
      end_event(m);
    }
  }

  /// A definition: of the channel itself (`is_news`), or one that goes round and says nothing new.
  template <mdp3_definition Message>
  void define(const Message& m, bool is_news);

  /// The levels of one instrument as of packet `m.last_sequence`. Within a snapshot.
  template <class Snapshot>
  void take_levels(mdp3_instrument& i, const Snapshot& m);
  /// One chunk of an instrument's orders. Within a snapshot.
  template <class Snapshot>
  void take_orders(mdp3_instrument& i, const Snapshot& m);

private:
  static constexpr std::uint8_t by_price = 1, by_order = 2;

  /// The instrument of a change that is news to it; null when it is not wanted, not known yet, or
  /// in the snapshot that was taken.
  [[nodiscard]] mdp3_instrument* changed(std::int32_t security_id, std::uint8_t kind) {
    auto* i = instruments_.find(security_id);
    if (i == nullptr || !i->defined) {
      probe_.unknown_instrument();
      if (i != nullptr) i->missed = true;
      return nullptr;
    }
    if (!i->wanted()) return nullptr;
    return sequence_ > (kind == by_price ? i->levels_after : i->orders_after) ? i : nullptr;
  }
  void touch(mdp3_instrument& i, std::uint8_t kind) {
    if (i.touched == 0) touched_.push_back(&i - first_instrument());
    i.touched |= kind;
  }

  template <class Entry>
  void check_report(mdp3_instrument& i, const Entry& e) {
    const auto expected = i.rpt_seq + 1;
    if (i.rpt_seq != 0 && e.rpt_seq > expected) out_.contradicted();
    if (e.rpt_seq >= expected || i.rpt_seq == 0) i.rpt_seq = e.rpt_seq;
  }
  template <class Message>
  void count_reports(const Message& m) {
    for (const auto e : m.entries)
      if constexpr (requires { e.security_id; })
        if (auto* i = changed(e.security_id, by_price)) check_report(*i, e);
  }

  template <class Message>
  void levels_and_orders(const Message& m) {
    time_ = m.transact_time;
    for (const auto e : m.entries) level(e);
    for (const auto o : m.order_entries) {
      const auto which = o.reference.value_or(0);
      if (which == 0 || which > m.entries.size()) {
        probe_.malformed_skipped();
        continue;
      }
      const auto e = m.entries[which - 1U];
      if (auto* i = changed(e.security_id, by_order))
        order(*i, o.order_id, static_cast<std::uint8_t>(o.action), e.type, e.px, o.display_qty,
              o.priority);
    }
    end_event(m);
  }
  template <class Message>
  void orders(const Message& m) {
    time_ = m.transact_time;
    for (const auto e : m.entries)
      if (auto* i = changed(e.security_id, by_order))
        order(*i, e.order_id.value_or(0), static_cast<std::uint8_t>(e.action), e.type, e.px,
              e.display_qty, e.priority);
    end_event(m);
  }
  template <class Entry>
  void level(const Entry& entry) {
    auto* i = changed(entry.security_id, by_price);
    if (i == nullptr) return;
    check_report(*i, entry);
    if (entry.type == mdp3::entry_type::book_reset) {
      tell_all(*i, mbp_action::clear, 0);
      touch(*i, by_price | by_order);
      return;
    }
    auto e = level_event(*i, entry.type, entry.px, entry.level);
    if (!e || static_cast<std::uint8_t>(entry.action) > 5) return;
    e->action = static_cast<mbp_action>(entry.action); // in the same order
    e->qty = {static_cast<std::int64_t>(entry.qty.value_or(0))};
    e->orders = static_cast<std::uint32_t>(std::max(entry.order_count.value_or(0), 0));
    e->sequence = entry.rpt_seq;
    touch(*i, by_price);
    out_.emit(*e);
  }
  /// Nothing when the entry is no level of a book.
  template <class Px>
  [[nodiscard]] std::optional<mbp_event> level_event(const mdp3_instrument& i,
                                                     mdp3::entry_type type, Px px,
                                                     int level) const {
    mbp_event e;
    switch (type) {
      case mdp3::entry_type::bid: break;
      case mdp3::entry_type::offer: e.side = side::sell; break;
      case mdp3::entry_type::implied_bid: e.implied = true; break;
      case mdp3::entry_type::implied_offer:
        e.side = side::sell;
        e.implied = true;
        break;
      default: return std::nullopt;
    }
    e.flags = state_;
    e.venue = venue_;
    e.instrument = i.id;
    e.level = static_cast<std::uint8_t>(level);
    e.depth = e.implied ? i.implied_depth : i.depth;
    if (px.has_value()) e.px = mdp3::to_price(px);
    e.exchange_time = time_;
    e.received = received_;
    return e;
  }

  template <class Px, class Qty>
  void order(mdp3_instrument& i, std::uint64_t id, std::uint8_t action, mdp3::entry_type type,
             Px px, Qty display_qty, mdp3::uint64_null priority) {
    const bool bid = type == mdp3::entry_type::bid;
    if ((!bid && type != mdp3::entry_type::offer) || action > 2) return;
    auto e = order_event(i, mbo_action::remove, id);
    e.side = bid ? side::buy : side::sell;
    if (px.has_value()) e.px = mdp3::to_price(px);
    e.qty = {static_cast<std::int64_t>(display_qty.value_or(0))};
    if (static_cast<mdp3::order_action>(action) == mdp3::order_action::insert)
      e.action = mbo_action::add;
    else if (static_cast<mdp3::order_action>(action) == mdp3::order_action::change)
      change(e, priority);
    remember(e, priority);
    touch(i, by_order);
    out_.emit(e);
  }
  /// An order keeps its place as long as it keeps its priority.
  void change(mbo_event& e, mdp3::uint64_null priority) {
    const auto* before = priorities_.find(e.order_id);
    const bool stays = before != nullptr && *before == priority.value_or(0);
    e.action = stays ? mbo_action::modify : mbo_action::replace;
    e.new_order_id = e.order_id;
    if (stays) e.flags |= mbo_event::keeps_place;
  }
  void remember(const mbo_event& e, mdp3::uint64_null priority) {
    if (e.action == mbo_action::remove)
      priorities_.erase(e.order_id);
    else if (auto* p = priorities_.insert(e.order_id))
      *p = priority.value_or(0);
  }
  [[nodiscard]] mbo_event order_event(const mdp3_instrument& i, mbo_action action,
                                      std::uint64_t id) const {
    mbo_event e;
    e.action = action;
    e.flags = state_;
    e.venue = venue_;
    e.instrument = i.id;
    e.order_id = id;
    e.exchange_time = time_;
    e.received = received_;
    return e;
  }

  template <class Message>
  void trades(const Message& m) {
    time_ = m.transact_time;
    for (const auto e : m.entries) {
      auto* i = changed(e.security_id, by_price);
      if (i == nullptr) continue;
      check_report(*i, e);
      auto t = about<trade>(*i);
      // A trade that is taken back is said by its removal.
      t.kind = e.action == mdp3::update_action::remove ? trade_kind::broken : trade_kind::displayed;
      t.aggressor = e.aggressor == mdp3::aggressor_side::sell ? side::sell : side::buy;
      t.px = mdp3::to_price(e.px);
      if constexpr (requires { e.qty.raw; })
        t.qty = {static_cast<std::int64_t>(e.qty.value_or(0))};
      else
        t.qty = {static_cast<std::int64_t>(e.qty)};
      if constexpr (requires { e.trade_entry_id.raw; })
        t.match_number = e.trade_entry_id.value_or(0);
      out_.emit(t);
    }
    end_event(m);
  }
  template <class Message>
  void limits(const Message& m) {
    time_ = m.transact_time;
    for (const auto e : m.entries) {
      auto* i = changed(e.security_id, by_price);
      if (i == nullptr) continue;
      check_report(*i, e);
      auto d = about<definition>(*i);
      d.what = definition::action::modified;
      d.venue_instrument = static_cast<std::uint32_t>(i->security_id);
      if (e.low_limit.has_value()) d.lowest = mdp3::to_price(e.low_limit);
      if (e.high_limit.has_value()) d.highest = mdp3::to_price(e.high_limit);
      out_.emit(d);
    }
    end_event(m);
  }
  template <class Message>
  void settlements(const Message& m) {
    time_ = m.transact_time;
    for (const auto e : m.entries) {
      auto* i = changed(e.security_id, by_price);
      if (i == nullptr) continue;
      check_report(*i, e);
      if (e.type != mdp3::entry_type::settlement_price || !e.px.has_value()) continue;
      auto d = about<definition>(*i);
      d.what = definition::action::modified;
      d.venue_instrument = static_cast<std::uint32_t>(i->security_id);
      d.reference = mdp3::to_price(e.px);
      out_.emit(d);
    }
    end_event(m);
  }

  /// When the exchange's event is over, every book it has touched may be shown.
  template <class Message>
  void end_event(const Message& m) {
    if constexpr (requires { m.match_event; }) {
      if (!m.match_event.has(mdp3::match_event_bit::end_of_event)) return;
      for (const auto at : touched_) {
        auto& i = first_instrument()[at];
        if ((i.touched & by_price) != 0)
          tell_levels(i, mbp_action::trust, mbo_event::last_in_event);
        if ((i.touched & by_order) != 0)
          tell_orders(i, mbo_action::trust, mbo_event::last_in_event);
        i.touched = 0;
      }
      touched_.clear();
    }
  }

  template <class Event>
  [[nodiscard]] Event about(const mdp3_instrument& i) const noexcept {
    Event e;
    e.venue = venue_;
    e.instrument = i.id;
    e.exchange_time = time_;
    e.received = received_;
    return e;
  }
  void tell_levels(const mdp3_instrument& i, mbp_action action, std::uint8_t flags) {
    auto e = about<mbp_event>(i);
    e.action = action;
    e.flags = static_cast<std::uint8_t>(state_ | flags);
    out_.emit(e);
  }
  void tell_orders(const mdp3_instrument& i, mbo_action action, std::uint8_t flags) {
    auto e = order_event(i, action, 0);
    e.flags |= flags;
    out_.emit(e);
  }
  void tell_all(mdp3_instrument& i, mbp_action action, std::uint8_t flags) {
    tell_levels(i, action, flags);
    tell_orders(i, action == mbp_action::clear ? mbo_action::clear : mbo_action::trust, flags);
  }
  void clear_books(std::uint8_t flags) {
    priorities_.clear();
    waiting_.clear();
    touched_.clear();
    instruments_.for_each([&](auto& i) {
      i.touched = 0;
      i.rpt_seq = 0;
      i.levels_after = i.orders_after = 0;
      tell_all(i, mbp_action::clear, flags);
    });
  }
  void emit_status(const mdp3_instrument& i, trading_state state, std::string_view reason) {
    auto s = about<corelane::trading_status>(i);
    s.state = state;
    std::copy_n(reason.begin(), std::min(reason.size(), sizeof s.reason), s.reason);
    out_.emit(s);
  }
  /// A status names an instrument, or a group, or an asset.
  [[nodiscard]] static bool concerns(const mdp3::security_status& m, const mdp3_instrument& i) {
    if (m.security_id.has_value()) return *m.security_id == i.security_id;
    if (!m.group.view().empty()) return m.group.view() == i.group;
    return !m.asset.view().empty() && m.asset.view() == i.asset;
  }
  [[nodiscard]] static std::optional<trading_state> state_of(mdp3::trading_status s) noexcept {
    switch (s) {
      case mdp3::trading_status::ready_to_trade: return trading_state::trading;
      case mdp3::trading_status::halt: return trading_state::halted;
      case mdp3::trading_status::pre_open:
      case mdp3::trading_status::pre_cross:
      case mdp3::trading_status::cross:
      case mdp3::trading_status::new_price_indication: return trading_state::pre_open;
      case mdp3::trading_status::close:
      case mdp3::trading_status::post_close:
      case mdp3::trading_status::not_available: return trading_state::closed;
      case mdp3::trading_status::unknown: return trading_state::unknown;
      default: return std::nullopt;
    }
  }
  [[nodiscard]] mdp3_instrument* first_instrument() noexcept { return instruments_.first(); }

  Out& out_;
  mdp3_instruments& instruments_;
  feed_probe& probe_;
  id_map<std::uint64_t> priorities_;                         ///< of live orders
  std::vector<std::pair<std::uint64_t, mbo_event>> waiting_; ///< for the rest of their snapshots
  std::vector<std::ptrdiff_t> touched_; ///< within the event under way, by place
  tsc_stamp received_{};
  std::uint64_t sequence_{0};
  timestamp time_{};
  std::uint8_t venue_{0};
  std::uint8_t state_{0}; ///< of the books, as `mbo_event::flags`
};

template <class Out>
template <mdp3_definition Message>
void mdp3_normaliser<Out>::define(const Message& m, bool is_news) {
  auto* i = instruments_.find(m.security_id);
  if (i == nullptr) return probe_.unknown_instrument();
  const bool known = i->defined;
  if (known && !is_news && i->defined_at == m.last_update_time) return;
  instruments_.define(*i, m.symbol.view());
  i->defined_at = m.last_update_time;
  i->group = m.group.view();
  i->asset = m.asset.view();
  for (const auto f : m.feed_types) {
    if (f.feed_type.view() == "GBX") i->depth = static_cast<std::uint8_t>(f.depth);
    if (f.feed_type.view() == "GBI") i->implied_depth = static_cast<std::uint8_t>(f.depth);
  }
  if (!i->wanted()) return;
  time_ = m.last_update_time;
  auto d = about<definition>(*i);
  describe(m, known, d);
  out_.emit(d);
  if (const auto state = state_of(m.trading_status)) emit_status(*i, *state, "");
  if (!std::exchange(i->missed, false)) return;
  state_ |= mbo_event::stale; // until it has been recovered
  tell_all(*i, mbp_action::trust, mbo_event::last_in_event);
  out_.contradicted();
}

template <class Out>
template <class Snapshot>
void mdp3_normaliser<Out>::take_levels(mdp3_instrument& i, const Snapshot& m) {
  time_ = m.last_update_time;
  i.rpt_seq = m.rpt_seq;
  i.levels_after = m.last_sequence;
  tell_levels(i, mbp_action::clear, 0);
  for (const auto entry : m.entries) {
    if (!entry.level.has_value()) continue; // a statistic
    auto e = level_event(i, entry.type, entry.px, *entry.level);
    if (!e) continue;
    e->action = mbp_action::insert;
    e->qty = {static_cast<std::int64_t>(entry.qty.value_or(0))};
    e->orders = static_cast<std::uint32_t>(std::max(entry.order_count.value_or(0), 0));
    e->sequence = m.rpt_seq;
    out_.emit(*e);
  }
  if (const auto state = state_of(m.trading_status)) emit_status(i, *state, "");
}

template <class Out>
template <class Snapshot>
void mdp3_normaliser<Out>::take_orders(mdp3_instrument& i, const Snapshot& m) {
  time_ = m.transact_time;
  i.orders_after = m.last_sequence;
  if (m.chunk <= 1) {
    tell_orders(i, mbo_action::clear, 0);
    std::erase_if(waiting_, [&](const auto& w) { return w.second.instrument == i.id; });
  }
  for (const auto entry : m.entries) {
    auto e = order_event(i, mbo_action::add, entry.order_id);
    e.side = entry.type == mdp3::entry_type::offer ? side::sell : side::buy;
    e.px = mdp3::to_price(entry.px);
    e.qty = {entry.display_qty};
    remember(e, entry.priority);
    waiting_.emplace_back(entry.priority.value_or(0), e);
  }
  if (m.chunk < m.chunks) return;
  // Whole: a book takes orders in the order in which they trade, which chunks need not have.
  const auto whole = std::stable_partition(
      waiting_.begin(), waiting_.end(), [&](const auto& w) { return w.second.instrument != i.id; });
  std::stable_sort(whole, waiting_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto w = whole; w != waiting_.end(); ++w) out_.emit(w->second);
  waiting_.erase(whole, waiting_.end());
}

} // namespace corelane
