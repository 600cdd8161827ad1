#pragma once

#include "corelane/actors/feed/feed_probe.hpp"
#include "corelane/actors/feed/id_map.hpp"
#include "corelane/actors/feed/pitch/option_symbol.hpp"
#include "corelane/actors/feed/pitch/pitch_symbols.hpp"
#include "corelane/actors/feed/session_day.hpp"
#include "corelane/protocols/market/definition.hpp"
#include "corelane/protocols/market/imbalance.hpp"
#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/protocols/pitch/decoder.hpp"
#include "corelane/protocols/pitch/unit_clock.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corelane {

/// Turns decoded PITCH messages of one unit into events, whatever the market.
///
/// After its add an order is named by its id alone: the normaliser remembers whose it is, at what
/// price, and how much is left. `Out` takes the events of `protocols/market` by `emit`. Prints of
/// displayed orders are made by the book. One thread; allocates for new symbols only.
template <class Out>
class pitch_normaliser {
public:
  pitch_normaliser(Out& out, instrument_directory& instruments, feed_probe& probe,
                   std::size_t max_orders, std::size_t max_symbols)
      : out_{out}, probe_{probe}, symbols_{instruments, max_symbols}, orders_{max_orders} {}

  void configure(pitch::market market, symbol_filter wanted, std::uint8_t venue) {
    market_ = market;
    venue_ = venue;
    symbols_.want(std::move(wanted), market == pitch::market::equities);
  }

  void begin_packet(tsc_stamp received) noexcept { received_ = received; }
  /// A session begins, whose times count from `midnight` until the unit says otherwise.
  void begin_session(timestamp midnight) {
    clock_ = pitch::unit_clock{midnight};
    state_ = 0;
    in_snapshot_ = in_transaction_ = false;
    clear_books(mbo_event::last_in_event);
    symbols_.for_each([](auto& s) {
      s.state = trading_state::unknown;
      s.short_sale_restricted = false;
    });
  }
  /// The books are worth this from here on.
  void trust(book_state s) {
    state_ = mbo_event::flag_of(s);
    symbols_.for_each([&](const auto& i) {
      tell_all(i.instrument, mbo_action::trust, mbo_event::last_in_event);
    });
  }
  /// A message could not be read: from here on a book may be wrong.
  void message_lost() noexcept { state_ |= mbo_event::stale; }

  /// What follows, up to `end_snapshot`, is the state of all instruments, shown to nobody before.
  void begin_snapshot() {
    in_snapshot_ = true;
    in_transaction_ = false;
    clear_books(0);
  }
  void end_snapshot() noexcept { in_snapshot_ = false; }

  [[nodiscard]] std::size_t orders() const noexcept { return orders_.size(); }

  void operator()(const pitch::unit_time& m) noexcept { clock_.take(m); }
  void operator()(const pitch::time_reference& m) noexcept { clock_.take(m); }
  void operator()(const pitch::unit_clear& m) {
    time_ = clock_.at(m.time_offset);
    state_ = 0;
    clear_books(mbo_event::last_in_event);
  }
  void operator()(const pitch::transaction_begin&) noexcept { in_transaction_ = !in_snapshot_; }
  void operator()(const pitch::transaction_end& m) {
    time_ = clock_.at(m.time_offset);
    if (!std::exchange(in_transaction_, false)) return;
    for (const auto id : touched_) tell_all(id, mbo_action::trust, mbo_event::last_in_event);
    touched_.clear();
  }
  void operator()(const pitch::end_of_session& m) {
    time_ = clock_.at(m.time_offset);
    symbols_.for_each([&](auto& s) {
      s.state = trading_state::closed;
      emit_status(s, "");
    });
  }

  void operator()(const pitch::add_order_long& m) { add(m); }
  void operator()(const pitch::add_order_short& m) { add(m); }
  void operator()(const pitch::add_order_expanded& m) { add(m); }
  void operator()(const pitch::order_executed& m) {
    with_order(m, [&](order& o) {
      auto e = event_of(o, mbo_action::execute, m.order_id);
      e.qty = {m.executed_quantity};
      e.new_order_id = m.execution_id;
      emit(e);
      take_off(o, m.order_id, m.executed_quantity);
    });
  }
  /// What remains is said, and need not be what the book would compute: hidden quantity trades
  /// with the shown.
  void operator()(const pitch::order_executed_at_price& m) {
    with_order(m, [&](order& o) {
      const auto shown = o.left > m.remaining_quantity ? o.left - m.remaining_quantity : 0;
      const auto of_shown = std::min(shown, m.executed_quantity);
      if (of_shown < m.executed_quantity) print_hidden(o, m, m.executed_quantity - of_shown);
      const bool more = o.left - of_shown != m.remaining_quantity;
      if (of_shown > 0) {
        auto e = event_of(o, mbo_action::execute_at, m.order_id);
        e.px = pitch::to_price(m.price);
        e.qty = {of_shown};
        e.new_order_id = m.execution_id;
        if (more) e.flags &= static_cast<std::uint8_t>(~mbo_event::last_in_event);
        emit(e);
      }
      if (more) become(o, m.order_id, m.remaining_quantity);
      o.left = m.remaining_quantity;
      if (o.left == 0) orders_.erase(m.order_id);
    });
  }
  void operator()(const pitch::reduce_size_long& m) { reduce(m); }
  void operator()(const pitch::reduce_size_short& m) { reduce(m); }
  void operator()(const pitch::modify_order_long& m) { modify(m); }
  void operator()(const pitch::modify_order_short& m) { modify(m); }
  void operator()(const pitch::delete_order& m) {
    with_order(m, [&](order& o) {
      emit(event_of(o, mbo_action::remove, m.order_id));
      orders_.erase(m.order_id);
    });
  }

  void operator()(const pitch::trade_long& m) { print(m); }
  void operator()(const pitch::trade_short& m) { print(m); }
  void operator()(const pitch::trade_expanded& m) { print(m); }
  void operator()(const pitch::auction_trade& m) {
    auto t = about<trade>(m, no_instrument); // its auction is all it names
    t.kind = trade_kind::cross;
    t.px = pitch::to_price(m.price);
    t.qty = {m.contracts};
    t.match_number = m.execution_id;
    out_.emit(t);
  }
  void operator()(const pitch::trade_break& m) {
    auto t = about<trade>(m, no_instrument);
    t.kind = trade_kind::broken;
    t.match_number = m.execution_id;
    out_.emit(t);
  }

  void operator()(const pitch::trading_status& m) {
    auto* s = symbol(m.symbol);
    if (s == nullptr || !s->wanted()) return;
    time_ = clock_.at(m.time_offset);
    s->state = state_of(m.status);
    s->short_sale_restricted = m.reg_sho_action == '1';
    emit_status(*s, {&m.status, 1});
  }
  void operator()(const pitch::auction_update& m) {
    if (auto* s = symbol(m.symbol); s != nullptr && s->wanted())
      emit_auction(m, s->instrument, m.buy_shares, m.sell_shares);
  }
  void operator()(const pitch::options_auction_update& m) {
    if (auto* s = symbol(m.symbol); s != nullptr && s->wanted())
      emit_auction(m, s->instrument, m.buy_contracts, m.sell_contracts);
  }

  void operator()(const pitch::symbol_mapping& m) {
    const auto option = option_symbol::parse(m.osi_symbol.view());
    auto* s = mapped(m.symbol, option ? option->text() : m.symbol.view());
    if (s == nullptr || !option) return;
    auto d = defined(s->instrument);
    d.is = option->is_call ? definition::kind::call : definition::kind::put;
    d.strike = option->strike;
    d.expires = option->expires;
    d.venue_instrument = pitch::key_of(m.symbol);
    d.market[0] = m.condition;
    out_.emit(d);
  }
  void operator()(const pitch::futures_instrument_definition& m);
  void operator()(const pitch::price_limits& m) {
    auto* s = symbol(m.symbol);
    if (s == nullptr || !s->wanted()) return;
    time_ = clock_.at(m.time_offset);
    auto d = defined(s->instrument);
    d.what = definition::action::modified;
    d.lowest = pitch::to_price(m.lower_limit);
    d.highest = pitch::to_price(m.upper_limit);
    out_.emit(d);
  }
  /// Known and without meaning for books, prints and status.
  template <class Other>
  void operator()(const Other&) noexcept {}

private:
  using symbol_entry = pitch_symbols::entry;

  /// What later messages of an order do not repeat.
  struct order {
    instrument_id instrument;
    std::uint32_t left;
    price px;
  };

  [[nodiscard]] symbol_entry* symbol(const pitch::feed_symbol& text) {
    auto* s = symbols_.find(text);
    if (s == nullptr) probe_.unknown_instrument();
    return s;
  }
  /// What a mapping names; null when it is not wanted, or was known. An instrument whose messages
  /// came before its mapping has a book that cannot be believed.
  [[nodiscard]] symbol_entry* mapped(const pitch::feed_symbol& text, std::string_view name) {
    auto* s = symbols_.find(text);
    if (s == nullptr || s->wanted()) return nullptr;
    s = symbols_.map(text, name);
    if (!s->wanted()) return nullptr;
    if (s->missed && !in_snapshot_) {
      state_ |= mbo_event::stale; // until it has been recovered
      tell_all(s->instrument, mbo_action::trust, mbo_event::last_in_event);
      out_.symbol_missed();
    }
    return s;
  }

  [[nodiscard]] mbo_event event(instrument_id id, mbo_action action, std::uint64_t order_id) const {
    mbo_event e;
    e.action = action;
    e.flags = static_cast<std::uint8_t>(
        state_ | (in_snapshot_ || in_transaction_ ? 0 : mbo_event::last_in_event));
    e.venue = venue_;
    e.instrument = id;
    e.order_id = order_id;
    e.exchange_time = time_;
    e.received = received_;
    return e;
  }
  [[nodiscard]] mbo_event event_of(const order& o, mbo_action action, std::uint64_t id) const {
    return event(o.instrument, action, id);
  }
  template <class Event, class Message>
  [[nodiscard]] Event about(const Message& m, instrument_id id) const noexcept {
    Event e;
    e.venue = venue_;
    e.instrument = id;
    e.exchange_time = clock_.at(m.time_offset);
    e.received = received_;
    return e;
  }
  [[nodiscard]] definition defined(instrument_id id) const noexcept {
    definition d;
    d.venue = venue_;
    d.instrument = id;
    d.exchange_time = time_;
    d.received = received_;
    return d;
  }
  void emit(const mbo_event& e) {
    if (in_transaction_) [[unlikely]]
      touch(e.instrument);
    out_.emit(e);
  }
  void touch(instrument_id id) {
    if (std::find(touched_.rbegin(), touched_.rend(), id) == touched_.rend())
      touched_.push_back(id);
  }
  void tell_all(instrument_id id, mbo_action action, std::uint8_t flags) {
    auto e = event(id, action, 0);
    e.flags = static_cast<std::uint8_t>(state_ | flags);
    out_.emit(e);
  }
  void clear_books(std::uint8_t flags) {
    orders_.clear();
    touched_.clear();
    symbols_.for_each([&](const auto& s) { tell_all(s.instrument, mbo_action::clear, flags); });
  }

  template <class Message>
  void add(const Message& m) {
    auto* s = symbol(m.symbol);
    if (s == nullptr) return;
    if (!s->wanted()) {
      s->missed = true;
      return;
    }
    time_ = clock_.at(m.time_offset);
    auto e = event(s->instrument, mbo_action::add, m.order_id);
    e.side = m.side == 'S' ? side::sell : side::buy;
    e.px = pitch::to_price(m.price);
    e.qty = {m.quantity};
    if (auto* o = orders_.insert(m.order_id))
      *o = {s->instrument, m.quantity, e.px};
    else
      out_.no_room();
    emit(e);
  }
  /// Orders of instruments that are not wanted are not known here either.
  template <class Message, class Take>
  void with_order(const Message& m, Take&& take) {
    auto* o = orders_.find(m.order_id);
    if (o == nullptr) return;
    time_ = clock_.at(m.time_offset);
    take(*o);
  }
  void take_off(order& o, std::uint64_t id, std::uint32_t qty) noexcept {
    if (qty >= o.left)
      orders_.erase(id);
    else
      o.left -= qty;
  }
  template <class Message>
  void reduce(const Message& m) {
    with_order(m, [&](order& o) {
      auto e = event_of(o, mbo_action::reduce, m.order_id);
      e.qty = {m.canceled_quantity};
      emit(e);
      take_off(o, m.order_id, m.canceled_quantity);
    });
  }
  template <class Message>
  void modify(const Message& m) {
    with_order(m, [&](order& o) {
      o.px = pitch::to_price(m.price);
      o.left = m.quantity;
      // Without the flag it goes to the back even when it only shrinks.
      auto e = event_of(o, m.keeps_place() ? mbo_action::modify : mbo_action::replace, m.order_id);
      if (m.keeps_place()) e.flags |= mbo_event::keeps_place;
      e.new_order_id = m.order_id;
      e.px = o.px;
      e.qty = {o.left};
      emit(e);
      if (o.left == 0) orders_.erase(m.order_id);
    });
  }
  /// The order has another quantity where it stands.
  void become(const order& o, std::uint64_t id, std::uint32_t qty) {
    auto e = event_of(o, qty == 0 ? mbo_action::remove : mbo_action::modify, id);
    e.flags |= mbo_event::keeps_place;
    e.px = o.px;
    e.qty = {qty};
    emit(e);
  }
  template <class Message>
  void print_hidden(const order& o, const Message& m, std::uint32_t qty) {
    auto t = about<trade>(m, o.instrument);
    t.kind = trade_kind::non_displayed;
    t.px = pitch::to_price(m.price);
    t.qty = {qty};
    t.match_number = m.execution_id;
    out_.emit(t);
  }
  template <class Message>
  void print(const Message& m) {
    auto* s = symbol(m.symbol);
    if (s == nullptr || !s->wanted()) return;
    auto t = about<trade>(m, s->instrument);
    t.kind = trade_kind::non_displayed;
    t.px = pitch::to_price(m.price);
    t.qty = {m.quantity};
    t.match_number = m.execution_id;
    out_.emit(t);
  }

  void emit_status(const symbol_entry& s, std::string_view reason) {
    corelane::trading_status t;
    t.state = s.state;
    t.short_sale_restricted = s.short_sale_restricted;
    t.venue = venue_;
    t.instrument = s.instrument;
    std::copy_n(reason.begin(), std::min(reason.size(), sizeof t.reason), t.reason);
    t.exchange_time = time_;
    t.received = received_;
    out_.emit(t);
  }
  template <class Message>
  void emit_auction(const Message& m, instrument_id id, std::uint32_t buy, std::uint32_t sell) {
    auto i = about<imbalance>(m, id);
    i.of = auction_of(m.auction_type);
    i.side = sell > buy ? side::sell : side::buy;
    i.paired = {std::min(buy, sell)};
    i.unpaired = {std::max(buy, sell) - std::min(buy, sell)};
    i.reference = pitch::to_price(m.reference_price);
    i.indicative = pitch::to_price(m.indicative_price);
    i.auction_only = pitch::to_price(m.auction_only_price);
    out_.emit(i);
  }

  [[nodiscard]] trading_state state_of(char c) const noexcept {
    switch (c) {
      case 'A':
      case 'R': return trading_state::pre_open;
      case 'Q': return trading_state::quoting_only;
      case 'T':
      case 'L': return trading_state::trading;
      case 'H': return trading_state::halted;
      case 'S':
        return market_ == pitch::market::futures ? trading_state::closed : trading_state::halted;
      default: return trading_state::unknown;
    }
  }
  [[nodiscard]] static imbalance::auction auction_of(char c) noexcept {
    switch (c) {
      case 'O':
      case 'G': return imbalance::auction::opening;
      case 'C':
      case 'M': return imbalance::auction::closing;
      case 'H': return imbalance::auction::halt;
      case 'I': return imbalance::auction::ipo;
      case 'V': return imbalance::auction::volatility;
      default: return imbalance::auction::unknown;
    }
  }

  Out& out_;
  feed_probe& probe_;
  pitch_symbols symbols_;
  id_map<order> orders_;
  pitch::unit_clock clock_{timestamp{}};
  std::vector<instrument_id> touched_; ///< within the transaction under way
  tsc_stamp received_{};
  timestamp time_{}; ///< of the message at hand
  pitch::market market_{pitch::market::equities};
  std::uint8_t venue_{0};
  std::uint8_t state_{0}; ///< of the books, as `mbo_event::flags`
  bool in_snapshot_{false};
  bool in_transaction_{false};
};

template <class Out>
void pitch_normaliser<Out>::operator()(const pitch::futures_instrument_definition& m) {
  // VX and its expiry name a future; a spread has no name but its symbol.
  const auto name = m.leg_count == 0 && m.expiration_date != 0
                        ? std::string{m.report_symbol.view()} + std::to_string(m.expiration_date)
                        : std::string{m.symbol.view()};
  auto* s = mapped(m.symbol, name);
  const bool known = s == nullptr;
  if (known) s = symbols_.find(m.symbol);
  if (s == nullptr || !s->wanted()) return;
  time_ = m.unit_timestamp != 0
              ? timestamp{std::int64_t{m.unit_timestamp} * 1'000'000'000 + m.time_offset}
              : clock_.at(m.time_offset);
  auto d = defined(s->instrument);
  if (known) d.what = definition::action::modified;
  if (m.listing_state == 'I') d.what = definition::action::removed;
  if (m.listing_state == 'T') d.flags = definition::test_instrument;
  d.is = m.leg_count == 0 ? definition::kind::future : definition::kind::spread;
  d.tick = pitch::to_price(m.price_increment);
  d.multiplier = {std::int64_t{m.contract_size} * price::scale};
  if (const auto day = session_day::of_number(m.expiration_date)) d.expires = day->midnight({});
  d.venue_instrument = pitch::key_of(m.symbol);
  out_.emit(d);
}

} // namespace corelane
