#pragma once

#include "corelane/actors/feed/feed_probe.hpp"
#include "corelane/actors/feed/itch50/locate_map.hpp"
#include "corelane/actors/feed/status_board.hpp"
#include "corelane/protocols/itch50/decoder.hpp"
#include "corelane/protocols/market/definition.hpp"
#include "corelane/protocols/market/imbalance.hpp"
#include "corelane/protocols/market/mbo_event.hpp"
#include "corelane/protocols/market/trade.hpp"
#include "corelane/protocols/market/trading_status.hpp"

#include <algorithm>
#include <optional>

namespace corelane {

/// Turns decoded ITCH 5.0 messages into events: one overload per type that means something.
///
/// `Out` takes all of `protocols/market` that a feed emits by `emit`. Executions become book
/// events only; the book, which knows the order's side and price, makes prints of them. Each
/// status says all that is known of the instrument, not only what its message was about.
template <class Out>
class itch50_normaliser {
public:
  itch50_normaliser(Out& out, locate_map& locates, feed_probe& probe)
      : out_{out}, locates_{locates}, probe_{probe} {}

  void number_venue(std::uint8_t venue) noexcept { venue_ = venue; }
  /// The market whose operational halts count: `Q` Nasdaq, `B` BX, `X` PSX.
  void trade_on(char market) noexcept { market_ = market; }

  /// What all events of a packet share.
  void begin_packet(tsc_stamp received) noexcept { received_ = received; }

  /// The books are worth this from here on. Emits an event for each instrument.
  void trust(book_state s, timestamp at) {
    state_ = mbo_event::flag_of(s);
    for_each_book(mbo_action::trust, at, mbo_event::last_in_event);
  }
  /// A message could not be read: from here on a book may be wrong.
  void message_lost() noexcept { state_ |= mbo_event::stale; }

  /// A session begins, whose times count from `midnight` (UTC): empties the books of the one
  /// before and forgets its instruments. Emits an event for each of them.
  void begin_session(timestamp midnight, timestamp at) {
    midnight_ = midnight;
    state_ = 0;
    in_snapshot_ = false;
    locates_.for_each_instrument(
        [&](std::uint16_t locate, instrument_id) { statuses_.of(locate) = {}; });
    for_each_book(mbo_action::clear, at, mbo_event::last_in_event);
    locates_.forget();
    system_state_ = ' ';
  }

  /// What follows, up to `end_snapshot`, is the state of all instruments, not what happened to
  /// them: shown to nobody before its end. Empties all books.
  void begin_snapshot(timestamp at) {
    in_snapshot_ = true;
    for_each_book(mbo_action::clear, at, 0);
  }
  void end_snapshot() noexcept { in_snapshot_ = false; }

  /// The last system event of the session, a space before the first.
  [[nodiscard]] char system_state() const noexcept { return system_state_; }

  void operator()(const itch50::add_order& m) { add(m); }
  void operator()(const itch50::add_order_attributed& m) { add(m); }
  void operator()(const itch50::order_executed& m) {
    if (auto e = event_of(m, mbo_action::execute)) {
      e->qty = {m.executed_shares};
      e->new_order_id = m.match_number;
      out_.emit(*e);
    }
  }
  void operator()(const itch50::order_executed_with_price& m) {
    if (auto e = event_of(m, mbo_action::execute_at)) {
      e->qty = {m.executed_shares};
      e->px = price::from_1e4(m.execution_price);
      e->new_order_id = m.match_number;
      if (m.printable != 'Y') e->flags |= mbo_event::non_printable;
      out_.emit(*e);
    }
  }
  void operator()(const itch50::order_cancel& m) {
    if (auto e = event_of(m, mbo_action::reduce)) {
      e->qty = {m.cancelled_shares};
      out_.emit(*e);
    }
  }
  void operator()(const itch50::order_delete& m) {
    if (const auto e = event_of(m, mbo_action::remove)) out_.emit(*e);
  }
  void operator()(const itch50::order_replace& m) {
    const auto id = known(m.header.stock_locate);
    if (id == no_instrument) return;
    auto e = event(m.header, id, mbo_action::replace, m.original_reference);
    e.new_order_id = m.new_reference;
    e.px = price::from_1e4(m.price);
    e.qty = {m.shares};
    out_.emit(e);
  }

  /// Which side took cannot be known: the message's side has been `B` for all of them since 2014.
  void operator()(const itch50::non_cross_trade& m) {
    print(m, trade_kind::non_displayed, m.shares, m.price);
  }
  void operator()(const itch50::cross_trade& m) {
    if (m.shares != 0)
      print(m, trade_kind::cross,
            static_cast<std::int64_t>(std::min<std::uint64_t>(m.shares, INT64_MAX)), m.cross_price);
  }
  void operator()(const itch50::broken_trade& m) {
    auto t = about<trade>(m, known(m.header.stock_locate));
    if (t.instrument == no_instrument) return;
    t.kind = trade_kind::broken;
    t.match_number = m.match_number;
    out_.emit(t);
  }

  void operator()(const itch50::system_event& m) noexcept { system_state_ = m.event_code; }
  void operator()(const itch50::stock_directory& m) {
    auto d = about<definition>(m, learned(m));
    if (d.instrument == no_instrument) return;
    d.is = definition::kind::equity;
    d.flags = m.authenticity == 'T' ? definition::test_instrument : 0;
    d.venue_instrument = m.header.stock_locate;
    d.round_lot = {m.round_lot_size};
    d.market[0] = m.market_category;
    out_.emit(d);
  }
  void operator()(const itch50::trading_action& m) {
    status(m, m.reason.view(),
           [&](instrument_status& s) { s.state = state_of(m.trading_state).value_or(s.state); });
  }
  void operator()(const itch50::operational_halt& m) {
    if (m.market_code != market_) return;
    status(m, "OPS", [&](instrument_status& s) { s.operational_halt = m.action != 'T'; });
  }
  void operator()(const itch50::reg_sho& m) {
    status(m, "SHO", [&](instrument_status& s) { s.short_sale_restricted = m.action != '0'; });
  }
  void operator()(const itch50::net_order_imbalance& m) {
    auto i = about<imbalance>(m, learned(m));
    if (i.instrument == no_instrument) return;
    i.of = auction_of(m.cross_type);
    i.side = m.imbalance_direction == 'S' ? side::sell : side::buy;
    i.paired = {static_cast<std::int64_t>(m.paired_shares)};
    i.unpaired = {static_cast<std::int64_t>(m.imbalance_shares)};
    i.reference = price::from_1e4(m.reference_price);
    i.indicative = price::from_1e4(m.near_price);
    i.auction_only = price::from_1e4(m.far_price);
    out_.emit(i);
  }
  void operator()(const itch50::luld_auction_collar& m) {
    auto i = about<imbalance>(m, learned(m));
    if (i.instrument == no_instrument) return;
    i.of = imbalance::auction::volatility;
    i.reference = price::from_1e4(m.reference_price);
    i.lower_collar = price::from_1e4(m.lower_price);
    i.upper_collar = price::from_1e4(m.upper_price);
    out_.emit(i);
  }
  void operator()(const itch50::ipo_quoting_period& m) {
    auto i = about<imbalance>(m, learned(m));
    if (i.instrument == no_instrument) return;
    i.of = imbalance::auction::ipo;
    i.reference = price::from_1e4(m.ipo_price);
    i.auction_time = midnight_ + std::chrono::seconds{m.release_time};
    out_.emit(i);
  }
  void operator()(const itch50::direct_listing& m) {
    auto i = about<imbalance>(m, learned(m));
    if (i.instrument == no_instrument) return;
    i.of = imbalance::auction::ipo;
    i.indicative = price::from_1e4(m.near_execution_price);
    i.lower_collar = price::from_1e4(m.lower_collar);
    i.upper_collar = price::from_1e4(m.upper_collar);
    i.auction_time = {midnight_.ns + static_cast<std::int64_t>(m.near_execution_time)};
    out_.emit(i);
  }
  /// Known and without meaning for books, prints and status.
  template <class Other>
  void operator()(const Other&) noexcept {}

private:
  [[nodiscard]] timestamp time_of(const itch50::message_header& h) const noexcept {
    return {midnight_.ns + static_cast<std::int64_t>(h.timestamp)};
  }
  /// The instrument; `no_instrument` when it is not wanted, or not known (counted).
  [[nodiscard]] instrument_id known(std::uint16_t locate) noexcept {
    const auto id = locates_.find(locate);
    if (id == no_instrument) probe_.unknown_instrument();
    return id == locate_map::unwanted ? no_instrument : id;
  }
  template <class Message>
  [[nodiscard]] instrument_id learned(const Message& m) {
    const auto id = locates_.learn(m.header.stock_locate, m.symbol.view());
    if (id == no_instrument) probe_.unknown_instrument();
    return id == locate_map::unwanted ? no_instrument : id;
  }
  /// An event of another kind, with all that such events share.
  template <class Event, class Message>
  [[nodiscard]] Event about(const Message& m, instrument_id id) const noexcept {
    Event e;
    e.venue = venue_;
    e.instrument = id;
    e.exchange_time = time_of(m.header);
    e.received = received_;
    return e;
  }
  void for_each_book(mbo_action action, timestamp at, std::uint8_t flags) {
    locates_.for_each_instrument([&](std::uint16_t, instrument_id id) {
      auto e = event({}, id, action, 0);
      e.flags = state_ | flags;
      e.exchange_time = at;
      out_.emit(e);
    });
  }
  [[nodiscard]] mbo_event event(const itch50::message_header& h, instrument_id id,
                                mbo_action action, std::uint64_t order) const noexcept {
    mbo_event e;
    e.action = action;
    e.flags = static_cast<std::uint8_t>(state_ | (in_snapshot_ ? 0 : mbo_event::last_in_event));
    e.venue = venue_;
    e.instrument = id;
    e.order_id = order;
    e.exchange_time = time_of(h);
    e.received = received_;
    return e;
  }
  template <class Message>
  [[nodiscard]] std::optional<mbo_event> event_of(const Message& m, mbo_action action) noexcept {
    const auto id = known(m.header.stock_locate);
    if (id == no_instrument) return std::nullopt;
    return event(m.header, id, action, m.order_reference);
  }
  template <class Message>
  void add(const Message& m) {
    const auto id = learned(m);
    if (id == no_instrument) return;
    auto e = event(m.header, id, mbo_action::add, m.order_reference);
    e.side = m.buy_sell == 'B' ? side::buy : side::sell;
    e.px = price::from_1e4(m.price);
    e.qty = {m.shares};
    out_.emit(e);
  }
  template <class Message>
  void print(const Message& m, trade_kind kind, std::int64_t shares, std::uint32_t px) {
    auto t = about<trade>(m, learned(m));
    if (t.instrument == no_instrument) return;
    t.kind = kind;
    t.px = price::from_1e4(px);
    t.qty = {shares};
    t.match_number = m.match_number;
    out_.emit(t);
  }
  template <class Message, class Change>
  void status(const Message& m, std::string_view reason, Change&& change) {
    auto s = about<trading_status>(m, learned(m));
    if (s.instrument == no_instrument) return;
    auto& known = statuses_.of(m.header.stock_locate);
    change(known);
    s.state = known.effective();
    s.short_sale_restricted = known.short_sale_restricted;
    std::copy_n(reason.begin(), std::min(reason.size(), sizeof s.reason), s.reason);
    out_.emit(s);
  }
  [[nodiscard]] static imbalance::auction auction_of(char cross_type) noexcept {
    switch (cross_type) {
      case 'O': return imbalance::auction::opening;
      case 'C': return imbalance::auction::closing;
      case 'H': return imbalance::auction::halt; // and IPO
      default: return imbalance::auction::unknown;
    }
  }
  [[nodiscard]] static std::optional<trading_state> state_of(char c) noexcept {
    switch (c) {
      case 'H': return trading_state::halted;
      case 'P': return trading_state::paused;
      case 'Q': return trading_state::quoting_only;
      case 'T': return trading_state::trading;
      default: return std::nullopt;
    }
  }

  Out& out_;
  locate_map& locates_;
  feed_probe& probe_;
  status_board statuses_;
  tsc_stamp received_{};
  timestamp midnight_{};
  std::uint8_t venue_{0};
  std::uint8_t state_{0}; ///< of the books, as `mbo_event::flags`
  bool in_snapshot_{false};
  char system_state_{' '};
  char market_{'Q'};
};

} // namespace corelane
