#include "corelane/runtime/replay/virtual_lanes.hpp"

#include <cstring>

namespace corelane {

virtual_lanes::virtual_lanes() = default;

virtual_lanes::~virtual_lanes() { release(); }

wiring::crossing virtual_lanes::crossing() {
  return [this](sink to, lane& from, lane& on, const event_type& type, bool back_edge) {
    auto& link = links_.emplace_back(crossed_link{this, to, &from, &on, type.size});
    return sink{back_edge ? &defer : &cross, &link};
  };
}

void virtual_lanes::take(graph& g, timestamp start, bool threads) {
  graph_ = &g;
  threaded_ = threads;
  now_ = start;
  for (const auto& l : g.lanes()) {
    l->mutable_clock().make_virtual(start);
    l->share_timers(timers_);
    calls_.push_back(std::make_unique<lane_call>(*l));
    if (!threaded_) continue;
    l->add(calls_.back()->as_inbound());
    threads_.emplace_back([&l = *l] { l.run(); });
  }
}

void virtual_lanes::release() {
  if (graph_ == nullptr) return;
  if (threaded_)
    for (const auto& l : graph_->lanes()) l->request_stop();
  for (auto& t : threads_) t.join();
  threads_.clear();
  graph_ = nullptr; // it may go before we do
}

lane_call& virtual_lanes::call_to(const lane& on) {
  std::size_t i = 0;
  while (graph_->lanes()[i].get() != &on) ++i;
  return *calls_[i];
}

void virtual_lanes::call(lane& on, lane_call::function f, void* context) {
  if (threaded_)
    call_to(on)(nullptr, f, context);
  else
    f(context);
}

void virtual_lanes::cross(void* link, const void* event) noexcept {
  auto& l = *static_cast<crossed_link*>(link);
  struct arrival {
    crossed_link& link;
    const void* event;
  } a{l, event};
  l.on->stage() = l.from->stage();
  l.owner->call_to (*l.on)(
      l.from,
      [](void* context) {
        auto& [to, e] = *static_cast<arrival*>(context);
        to.to.deliver(to.to.target, e);
      },
      &a);
}

void virtual_lanes::defer(void* link, const void* event) noexcept {
  auto& l = *static_cast<crossed_link*>(link);
  auto& w = l.owner->deferred_.emplace_back();
  w.link = &l;
  w.stage = l.from->stage();
  std::memcpy(w.payload, event, l.size);
}

void virtual_lanes::settle() {
  if (!threaded_) {
    while (!graph_->lanes().front()->settle()) {
    }
    return;
  }
  while (!deferred_.empty()) {
    auto w = deferred_.front();
    deferred_.pop_front();
    w.link->on->stage() = w.stage;
    call(
        *w.link->on,
        [](void* context) {
          auto& waiting_event = *static_cast<waiting*>(context);
          const auto to = waiting_event.link->to;
          to.deliver(to.target, waiting_event.payload);
        },
        &w);
  }
}

void virtual_lanes::set_time(timestamp to) {
  now_ = to;
  for (const auto& l : graph_->lanes()) l->mutable_clock().advance_to(to);
}

void virtual_lanes::advance_to(timestamp to) {
  while (timers_.next_deadline() <= to) {
    set_time(std::max(now_, timers_.next_deadline()));
    const auto due = timers_.take_due(now_);
    if (!due) break;
    for (auto& a : graph_->actors()) {
      if (a.self.get() != due->owner) continue;
      run_on(*a.on, [&] {
        a.on->begin_stage(hw::tsc_clock::stamp());
        due->owner->on_timer(due->id);
      });
      break;
    }
  }
  if (to > now_) set_time(to);
}

} // namespace corelane
