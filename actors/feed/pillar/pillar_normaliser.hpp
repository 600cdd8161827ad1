#pragma once

#include "corelane/actors/feed/feed_probe.hpp"
#include "corelane/actors/feed/pillar/pillar_symbols.hpp"
#include "corelane/protocols/market/definition.hpp"
#include "corelane/protocols/market/imbalance.hpp"
#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/market/trading_status.hpp"
#include "corelane/protocols/pillar/decoder.hpp"
#include "corelane/protocols/pillar/source_clock.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace corelane {

/// Turns decoded Pillar messages of a channel into events.
///
/// Each message is an event of the exchange. A symbol's own numbers are checked besides the
/// channel's. `Out` takes the events of `protocols/market` by `emit`, and `contradicted()` when a
/// symbol's numbers have a gap that the channel's have not. Prints of displayed orders are made by
/// the book. One thread; allocates for new symbols only.
template <class Out>
class pillar_normaliser {
public:
  pillar_normaliser(Out& out, pillar_symbols& symbols, feed_probe& probe)
      : out_{out}, symbols_{symbols}, probe_{probe} {}

  void number_venue(std::uint8_t venue) noexcept { venue_ = venue; }

  void begin_packet(tsc_stamp received, timestamp sent) noexcept {
    received_ = received;
    sent_ = sent;
  }
  /// The number in the channel of the message that follows.
  void begin_message(std::uint64_t sequence) noexcept { sequence_ = sequence; }

  void begin_session(timestamp at) {
    clock_.reset();
    state_ = 0;
    in_refresh_ = false;
    time_ = at;
    symbols_.for_each([](auto& s) {
      s.session = trading_state::unknown;
      s.halted = s.short_sale_restricted = false;
    });
    clear_books(mbo_event::last_in_event);
  }
  void trust(book_state s) {
    state_ = mbo_event::flag_of(s);
    symbols_.for_each([&](auto& i) { tell(i, mbo_action::trust, mbo_event::last_in_event); });
  }
  void message_lost() noexcept { state_ |= mbo_event::stale; }

  /// What follows, up to `end_refresh`, is the state of symbols, shown to nobody before.
  void begin_refresh() {
    in_refresh_ = true;
    clear_books(0);
  }
  void end_refresh() noexcept { in_refresh_ = false; }

  void operator()(const pillar::source_time_reference& m) noexcept { (void)clock_.take(m); }
  void operator()(const pillar::symbol_mapping& m) {
    auto* s = symbols_.map(m);
    if (s == nullptr) return probe_.unknown_instrument();
    if (!s->wanted()) return;
    time_ = sent_;
    auto d = about<definition>(*s);
    d.is = definition::kind::equity;
    d.venue_instrument = m.symbol_index;
    d.tick = price::from_1e4(m.mpv);
    d.round_lot = {m.lot_size};
    d.reference = s->scale(m.prev_close_price);
    d.market[0] = m.exchange_code;
    out_.emit(d);
    if (!std::exchange(s->missed, false) || in_refresh_) return;
    state_ |= mbo_event::stale; // until it has been recovered
    tell(*s, mbo_action::trust, mbo_event::last_in_event);
    out_.contradicted();
  }
  void operator()(const pillar::symbol_clear& m) {
    auto* s = symbols_.find(m.symbol_index);
    if (s == nullptr || !s->wanted() || sequence_ <= s->after) return;
    time_ = pillar::source_clock::full(m.source_time, m.source_time_ns);
    s->last = m.next_source_seq_num == 0 ? 0 : m.next_source_seq_num - 1;
    tell(*s, mbo_action::clear, last_in_event());
  }

  void operator()(const pillar::add_order& m) { add(m, news(m)); }
  /// Within a refresh its time is whole, and no number of its own counts.
  void operator()(const pillar::add_order_refresh& m) {
    auto* s = symbols_.find(m.symbol_index);
    if (s == nullptr || !s->wanted()) return;
    time_ = pillar::source_clock::full(m.source_time, m.source_time_ns);
    add(m, s);
  }
  void operator()(const pillar::modify_order& m) {
    if (auto e = event_of(m, mbo_action::modify)) {
      e->px = scaled(m);
      e->qty = {m.volume};
      if (m.position_change != 1) e->flags |= mbo_event::keeps_place;
      out_.emit(*e);
    }
  }
  void operator()(const pillar::delete_order& m) {
    if (const auto e = event_of(m, mbo_action::remove)) out_.emit(*e);
  }
  void operator()(const pillar::order_execution& m) {
    if (auto e = event_of(m, mbo_action::execute_at)) {
      e->px = scaled(m);
      e->qty = {m.volume};
      e->new_order_id = m.trade_id;
      if (m.printable_flag == 0) e->flags |= mbo_event::non_printable;
      out_.emit(*e);
    }
  }
  void operator()(const pillar::replace_order& m) {
    if (auto e = event_of(m, mbo_action::replace)) {
      e->new_order_id = m.new_order_id;
      e->px = scaled(m);
      e->qty = {m.volume};
      out_.emit(*e);
    }
  }

  void operator()(const pillar::non_displayed_trade& m) {
    if (auto* s = news(m); s != nullptr && m.printable_flag != 0)
      print(*s, trade_kind::non_displayed, m.trade_id, m.volume, s->scale(m.price));
  }
  void operator()(const pillar::cross_trade& m) {
    if (auto* s = news(m); s != nullptr && m.volume != 0)
      print(*s, trade_kind::cross, m.cross_id, m.volume, s->scale(m.price));
  }
  void operator()(const pillar::trade_cancel& m) {
    if (auto* s = news(m)) print(*s, trade_kind::broken, m.trade_id, 0, {});
  }
  /// The cross is void, and is again with another volume; its price is the first one's.
  void operator()(const pillar::cross_correction& m) {
    auto* s = news(m);
    if (s == nullptr) return;
    print(*s, trade_kind::broken, m.cross_id, 0, {});
    print(*s, trade_kind::cross, m.cross_id, m.volume, {});
  }

  void operator()(const pillar::imbalance& m) {
    auto* s = news(m);
    if (s == nullptr) return;
    auto i = about<imbalance>(*s);
    i.of = auction_of(m.auction_type);
    i.side = m.imbalance_side == 'S' ? side::sell : side::buy;
    i.paired = {m.paired_qty};
    i.unpaired = {m.total_imbalance_qty};
    i.market_unpaired = {m.market_imbalance_qty};
    i.reference = s->scale(m.reference_price);
    i.indicative = s->scale(m.continuous_book_clearing_price);
    i.auction_only = s->scale(m.auction_interest_clearing_price);
    i.lower_collar = s->scale(m.lower_collar);
    i.upper_collar = s->scale(m.upper_collar);
    out_.emit(i);
  }
  void operator()(const pillar::security_status& m) {
    auto* s = news(m);
    if (s == nullptr) return;
    follow(*s, m);
    corelane::trading_status t = about<corelane::trading_status>(*s);
    t.state = s->state();
    t.short_sale_restricted = s->short_sale_restricted;
    t.reason[0] = m.status;
    out_.emit(t);
    // The day is over for it: its orders are gone without deletes.
    if (m.status == 'X' && !in_refresh_) tell(*s, mbo_action::clear, last_in_event());
  }
  /// Known and without meaning for books, prints and status.
  template <class Other>
  void operator()(const Other& m) {
    if constexpr (requires { m.symbol_seq_num; }) (void)news(m);
  }

private:
  /// The symbol of a message that is news to it; null when it is not wanted, has no mapping, or
  /// has the message in the refresh that was taken. Sets the message's time.
  template <class Message>
  [[nodiscard]] pillar_symbol* news(const Message& m) {
    auto* s = symbols_.find(m.symbol_index);
    if (s == nullptr || !s->scale.known()) {
      probe_.unknown_instrument();
      if (s != nullptr) s->missed = true;
      return nullptr;
    }
    if (!s->wanted() || (!in_refresh_ && sequence_ <= s->after)) return nullptr;
    if (!in_refresh_) check_number(*s, m.symbol_seq_num);
    if constexpr (requires { m.source_time; })
      time_ = pillar::source_clock::full(m.source_time, m.source_time_ns);
    else
      time_ = clock_.at(s->system_id, m.source_time_ns, sent_);
    return s;
  }
  void check_number(pillar_symbol& s, std::uint32_t number) {
    const bool gap = s.last != 0 && number > s.last + 1;
    s.last = std::max(s.last, number);
    if (gap) out_.contradicted();
  }
  template <class Message>
  [[nodiscard]] price scaled(const Message& m) {
    return symbols_.find(m.symbol_index)->scale(m.price);
  }
  [[nodiscard]] std::uint8_t last_in_event() const noexcept {
    return in_refresh_ ? 0 : mbo_event::last_in_event;
  }
  template <class Message>
  [[nodiscard]] std::optional<mbo_event> event_of(const Message& m, mbo_action action) {
    auto* s = news(m);
    if (s == nullptr) return std::nullopt;
    return event(*s, action, m.order_id);
  }
  [[nodiscard]] mbo_event event(const pillar_symbol& s, mbo_action action,
                                std::uint64_t order) const noexcept {
    auto e = about<mbo_event>(s);
    e.action = action;
    e.flags = static_cast<std::uint8_t>(state_ | last_in_event());
    e.order_id = order;
    return e;
  }
  template <class Event>
  [[nodiscard]] Event about(const pillar_symbol& s) const noexcept {
    Event e;
    e.venue = venue_;
    e.instrument = s.id;
    e.exchange_time = time_;
    e.received = received_;
    return e;
  }
  void tell(const pillar_symbol& s, mbo_action action, std::uint8_t flags) {
    auto e = event(s, action, 0);
    e.flags = static_cast<std::uint8_t>(state_ | flags);
    out_.emit(e);
  }
  void clear_books(std::uint8_t flags) {
    symbols_.for_each([&](auto& s) {
      s.last = 0;
      s.after = 0;
      tell(s, mbo_action::clear, flags);
    });
  }
  template <class Message>
  void add(const Message& m, pillar_symbol* s) {
    if (s == nullptr) return;
    auto e = event(*s, mbo_action::add, m.order_id);
    e.side = m.side == 'S' ? side::sell : side::buy;
    e.px = s->scale(m.price);
    e.qty = {m.volume};
    out_.emit(e);
  }
  void print(const pillar_symbol& s, trade_kind kind, std::uint32_t id, std::uint32_t volume,
             price px) {
    auto t = about<trade>(s);
    t.kind = kind;
    t.px = px;
    t.qty = {volume};
    t.match_number = id;
    out_.emit(t);
  }
  static void follow(pillar_symbol& s, const pillar::security_status& m) noexcept {
    switch (m.status) {
      case '3':
      case '4':
      case '6': s.halted = true; break;
      case '5': s.halted = false; break;
      case 'A':
      case 'C': s.short_sale_restricted = true; break;
      case 'D': s.short_sale_restricted = false; break;
      case 'P':
      case 'B': s.session = trading_state::pre_open; break;
      case 'E':
      case 'O':
      case 'L': s.session = trading_state::trading; break;
      case 'X': s.session = trading_state::closed; break;
      default: break;
    }
    // What version 2.5 says of the state besides the change.
    switch (m.market_state) {
      case 'P': s.session = trading_state::pre_open; break;
      case 'E':
      case 'O':
      case 'L': s.session = trading_state::trading; break;
      case 'X': s.session = trading_state::closed; break;
      default: return;
    }
    s.halted = m.halt_condition != '~' && m.halt_condition != ' ';
    s.short_sale_restricted = m.ssr_state == 'E';
  }
  [[nodiscard]] static imbalance::auction auction_of(char c) noexcept {
    switch (c) {
      case 'O':
      case 'M': return imbalance::auction::opening;
      case 'C': return imbalance::auction::closing;
      case 'H': return imbalance::auction::halt;
      case 'P': return imbalance::auction::volatility;
      default: return imbalance::auction::unknown;
    }
  }

  Out& out_;
  pillar_symbols& symbols_;
  feed_probe& probe_;
  pillar::source_clock clock_;
  tsc_stamp received_{};
  timestamp sent_{};
  timestamp time_{};
  std::uint64_t sequence_{0};
  std::uint8_t venue_{0};
  std::uint8_t state_{0}; ///< of the books, as `mbo_event::flags`
  bool in_refresh_{false};
};

} // namespace corelane
