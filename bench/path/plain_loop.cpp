#include "corelane/bench/path/plain_loop.hpp"

#include "corelane/actors/register_all.hpp"
#include "corelane/config/document.hpp"

#include <algorithm>

namespace corelane::bench {

namespace {

constexpr std::uint32_t depth_levels = 5;

} // namespace

plain_loop::plain_loop(const std::string& strategy, const std::string& strategy_parameters)
    : books_{book_capacity{200'000, 1'024, 100'000}}, tops_(1'024) {
  register_all(kinds_);
  limits_.each.message_rate = limits_.node_message_rate = 1'000'000'000;
  checks_ = std::make_unique<risk_checks>(limits_, node_.instruments, risk_checks::room{});
  strategy_ = kinds_.find(strategy)->make(setup_);
  (void)setup_.parameters().assign(
      std::get<config::value>(config::load_text(strategy_parameters, "bench")));
  strategy_->bind_to(lane_);
  const auto inlet = [&](std::string_view name) {
    return (*std::ranges::find(strategy_->inlets(), name, [](auto* p) { return p->name(); }))
        ->handler();
  };
  on_book_ = inlet("books");
  on_execution_ = inlet("executions");
  strategy_->outlets().front()->connect({&take_order, this});
  strategy_->on_start();
}

void plain_loop::take(std::span<const std::byte> packet, tsc_stamp received) {
  const auto header = moldudp64::read_header(packet);
  if (!header) return;
  probe_.packet_received();
  if (header->sequence + header->message_count() <= next_) return;
  next_ = header->sequence + header->message_count();
  normaliser_.begin_packet(received);
  moldudp64::message_blocks blocks{packet, *header};
  while (const auto message = blocks.next()) {
    probe_.message_received();
    itch50::decode(*message, normaliser_);
  }
  settle();
}

void plain_loop::emit(const mbo_event& e) {
  const auto change = books_.apply(e);
  if (change.changed) publish(e, change);
}

void plain_loop::publish(const mbo_event& e, const book_change& change) {
  auto& t = tops_[index_of(change.instrument)];
  const auto bid = books_.best(change.instrument, side::buy);
  const auto ask = books_.best(change.instrument, side::sell);
  const bool bbo =
      t.bid.px != bid.px || t.bid.qty != bid.qty || t.ask.px != ask.px || t.ask.qty != ask.qty;
  if (!bbo) return;
  auto& depth = change.side == side::buy ? t.bid_depth : t.ask_depth;
  depth = books_.depth_qty(change.instrument, change.side, depth_levels);
  t.bid = {bid.px, bid.qty};
  t.ask = {ask.px, ask.qty};
  book_update u;
  u.instrument = change.instrument;
  u.flags = book_update::valid | book_update::bbo_changed;
  u.bid = t.bid;
  u.ask = t.ask;
  u.bid_depth = t.bid_depth;
  u.ask_depth = t.ask_depth;
  u.bid_orders = bid.orders;
  u.ask_orders = ask.orders;
  u.exchange_time = e.exchange_time;
  u.received = e.received;
  checks_->take(u);
  on_book_.deliver(on_book_.target, &u);
}

void plain_loop::take_order(void* self, const void* request) noexcept {
  auto& loop = *static_cast<plain_loop*>(self);
  const auto& r = *static_cast<const order_request*>(request);
  if (!loop.checks_->check(r, r.created, loop.node_.halt.halted()).passed()) return;
  loop.wire_.encode(r, loop.node_.instruments.symbol(r.instrument));
  if (loop.first_order_ == 0) loop.first_order_ = hw::tsc_clock::ticks();
  ++loop.orders_;
  loop.reports_.push_back(fix_wire::acknowledgement(r));
}

void plain_loop::settle() {
  for (std::size_t i = 0; i < reports_.size(); ++i) {
    const auto report = reports_[i];
    checks_->take(report);
    on_execution_.deliver(on_execution_.target, &report);
  }
  reports_.clear();
}

} // namespace corelane::bench
