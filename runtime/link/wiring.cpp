#include "corelane/runtime/link/wiring.hpp"

#include "corelane/runtime/link/fan_out.hpp"
#include "corelane/runtime/link/link_graph.hpp"
#include "corelane/runtime/link/partition.hpp"
#include "corelane/runtime/link/stage_stamp.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace corelane {

const char* to_string(link_kind k) noexcept {
  switch (k) {
    case link_kind::call: return "call";
    case link_kind::deferred: return "deferred";
    case link_kind::ring: return "ring";
    case link_kind::ring_many: return "ring_many";
    case link_kind::rendezvous: return "rendezvous";
  }
  return "?";
}

/// One outlet to one inlet.
struct wiring::edge {
  outlet_base* outlet;
  inlet_base* inlet;
  actor* from;
  actor* to;
  lane* from_lane;
  lane* to_lane;
  std::size_t capacity;
  when_full policy;
  bool back_edge{false};
  link_kind kind{link_kind::call};
  std::string from_name;
  std::string to_name;

  sink handler{};      ///< the inlet's, or `discard` while it is closed
  stage_stamp stamp{}; ///< in front of the handler, if stages are stamped
  sink entry{};        ///< what the outlet gets
  ring_input_base* ring{nullptr};
  std::unique_ptr<ring_output_base> output;
  std::atomic<std::uint64_t> discarded{0};

  /// The receiving lane's way in: through the stamp, if there is one.
  [[nodiscard]] sink arrival() noexcept {
    return stamp.latency != nullptr ? sink{&stage_stamp::deliver, &stamp} : handler;
  }
  static void discard(void* target, const void*) noexcept {
    static_cast<edge*>(target)->discarded.fetch_add(1, std::memory_order_relaxed);
  }
  static void defer(void* target, const void* event) noexcept {
    auto& e = *static_cast<edge*>(target);
    e.to_lane->deferred().push({&arrive, &e}, event, e.inlet->type().size, e.to_lane->stage());
  }
  /// Through the edge rather than straight to the handler: it may have changed in between.
  static void arrive(void* target, const void* event) noexcept {
    const auto s = static_cast<edge*>(target)->arrival();
    s.deliver(s.target, event);
  }
};

/// All links of one outlet: each target is one edge, or the edges of replicas.
struct wiring::joint {
  outlet_base* outlet;
  std::vector<std::vector<edge*>> targets;
  fan_out all;
  std::vector<std::unique_ptr<partition>> partitions;
};

wiring::wiring() = default;
wiring::~wiring() = default;

void wiring::place(actor& a, lane& on) { placed_.emplace_back(&a, &on); }

lane& wiring::lane_of(const actor& a) const {
  for (const auto& [placed, on] : placed_)
    if (placed == &a) return *on;
  throw std::logic_error{"wiring: actor '" + a.name() + "' has no lane"};
}

void wiring::link(link_spec spec) {
  auto j = std::ranges::find(joints_, spec.outlet, [](const auto& x) { return x->outlet; });
  if (j == joints_.end()) {
    joints_.push_back(std::make_unique<joint>());
    j = joints_.end() - 1;
    (*j)->outlet = spec.outlet;
  }
  auto& target = (*j)->targets.emplace_back();
  for (auto* inlet : spec.inlets) {
    auto e = std::make_unique<edge>();
    e->outlet = spec.outlet;
    e->inlet = inlet;
    e->from = spec.from;
    e->to = &inlet->owner();
    e->from_lane = &lane_of(*spec.from);
    e->to_lane = &lane_of(*e->to);
    e->capacity = spec.capacity;
    e->policy = spec.policy;
    e->handler = inlet->handler();
    e->from_name = e->from->name() + "." + std::string{spec.outlet->name()};
    e->to_name = e->to->name() + "." + std::string{inlet->name()};
    target.push_back(e.get());
    edges_.push_back(std::move(e));
  }
}

void wiring::resolve() {
  choose_kinds();
  for (auto& e : edges_)
    if (stage_latency_)
      e->stamp = {e->handler, stage_latency_(*e->from, *e->to_lane), &e->to_lane->stage()};
  make_rings();
  for (auto& e : edges_) join(*e);
  for (auto& j : joints_) connect(*j);
}

void wiring::choose_kinds() {
  std::map<const actor*, std::size_t> index;
  for (const auto& [a, on] : placed_) index.emplace(a, index.size());
  std::vector<graph_edge> graph;
  for (const auto& e : edges_)
    graph.push_back({index.at(e->from), index.at(e->to), e->inlet->type().flows_back});
  const auto back = find_back_edges(index.size(), graph);
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    auto& e = *edges_[i];
    e.back_edge = back[i];
    if (crossing_ && (e.back_edge || e.from_lane != e.to_lane))
      e.kind = link_kind::rendezvous;
    else if (e.from_lane != e.to_lane)
      e.kind = link_kind::ring;
    else
      e.kind = e.back_edge ? link_kind::deferred : link_kind::call;
  }
}

namespace {

template <std::size_t Payload, producers Producers>
void make_ring(std::vector<std::unique_ptr<ring_input_base>>& rings, auto& edges,
               std::size_t capacity) {
  auto& first = *edges.front();
  auto input = std::make_unique<ring_input<Payload, Producers>>(capacity, *first.to_lane);
  first.to_lane->add(input->as_inbound(first.back_edge));
  for (auto* e : edges) {
    e->ring = input.get();
    e->output = std::make_unique<ring_output<Payload, Producers>>(*input, *e->from_lane, *e->from,
                                                                  e->inlet->type(), e->policy);
    e->from_lane->add(e->output->as_outbound());
  }
  rings.push_back(std::move(input));
}

} // namespace

/// Links of one stage and direction into one inlet share a ring: one to poll instead of many.
void wiring::make_rings() {
  std::vector<std::vector<edge*>> shared;
  for (auto& e : edges_) {
    if (e->kind != link_kind::ring) continue;
    const auto found = std::ranges::find_if(shared, [&](const auto& edges) {
      const auto& first = *edges.front();
      return first.inlet == e->inlet && first.back_edge == e->back_edge
             && first.stamp.latency == e->stamp.latency;
    });
    (found != shared.end() ? *found : shared.emplace_back()).push_back(e.get());
  }
  for (auto& edges : shared) {
    std::set<lane*> from;
    std::size_t capacity = 0;
    for (auto* e : edges) {
      from.insert(e->from_lane);
      capacity = std::max(capacity, e->capacity);
    }
    const bool many = from.size() > 1;
    const bool two_lines = edges.front()->inlet->type().size > 56;
    if (many)
      for (auto* e : edges) e->kind = link_kind::ring_many;
    if (many && two_lines)
      make_ring<120, producers::many>(rings_, edges, capacity);
    else if (many)
      make_ring<56, producers::many>(rings_, edges, capacity);
    else if (two_lines)
      make_ring<120, producers::one>(rings_, edges, capacity);
    else
      make_ring<56, producers::one>(rings_, edges, capacity);
  }
}

/// Sets what the outlet gets for this edge, and what the receiving end does.
void wiring::join(edge& e) {
  switch (e.kind) {
    case link_kind::call: e.entry = e.arrival(); break;
    case link_kind::deferred: e.entry = {&edge::defer, &e}; break;
    case link_kind::ring:
    case link_kind::ring_many:
      e.ring->set_target(e.arrival());
      e.entry = e.output->as_sink();
      break;
    case link_kind::rendezvous:
      e.entry =
          crossing_({&edge::arrive, &e}, *e.from_lane, *e.to_lane, e.inlet->type(), e.back_edge);
      break;
  }
}

void wiring::connect(joint& j) {
  j.all.to.clear();
  std::size_t used = 0;
  for (const auto& target : j.targets) {
    if (target.size() == 1) {
      j.all.to.push_back(target.front()->entry);
      continue;
    }
    if (used == j.partitions.size()) j.partitions.push_back(std::make_unique<partition>());
    auto& p = *j.partitions[used++];
    p.key = j.outlet->type().instrument;
    p.to.clear();
    for (const auto* e : target) p.to.push_back(e->entry);
    j.all.to.push_back({&partition::deliver, &p});
  }
  j.outlet->connect(j.all.to.size() == 1 ? j.all.to.front() : sink{&fan_out::deliver, &j.all});
}

void wiring::close(const actor& failed) noexcept {
  const std::lock_guard lock{changing_};
  for (auto& e : edges_) {
    if (e->to != &failed) continue;
    e->handler = {&edge::discard, e.get()};
    e->stamp.next = e->handler;
    join(*e);
  }
  for (auto& j : joints_) // outlets of other lanes reach the actor by rings, which changed already
    if (&lane_of(j->outlet->owner()) == &lane_of(failed)) connect(*j);
}

void wiring::reopen(const actor& old, actor& fresh) {
  const std::lock_guard lock{changing_};
  lane& on = lane_of(old);
  const auto same_name = [](const auto& ports, const auto* port) {
    return *std::ranges::find(ports, port->name(), [](const auto* p) { return p->name(); });
  };
  for (auto& j : joints_)
    if (&j->outlet->owner() == &old) j->outlet = same_name(fresh.outlets(), j->outlet);
  for (auto& e : edges_) {
    if (e->from == &old) {
      e->from = &fresh;
      e->outlet = same_name(fresh.outlets(), e->outlet);
      if (e->output) e->output->set_emitter(fresh);
    }
    if (e->to == &old) {
      e->to = &fresh;
      e->inlet = same_name(fresh.inlets(), e->inlet);
      e->handler = e->inlet->handler();
      e->stamp.next = e->handler;
      join(*e);
    }
  }
  for (auto& [placed, lane] : placed_)
    if (placed == &old) placed = &fresh;
  for (auto& j : joints_)
    if (&lane_of(j->outlet->owner()) == &on) connect(*j);
}

std::vector<link_state> wiring::states() const {
  std::vector<link_state> all;
  const std::lock_guard lock{changing_};
  for (const auto& e : edges_) {
    link_state s{e->from_name,
                 e->to_name,
                 std::string{e->inlet->type().name},
                 e->kind,
                 e->policy,
                 0,
                 e->outlet->emitted(),
                 0,
                 0,
                 0,
                 e->discarded.load(std::memory_order_relaxed)};
    if (e->ring != nullptr) {
      s.capacity = e->ring->capacity();
      s.depth = e->ring->depth();
      s.held_back = e->output->counters().held_back.load(std::memory_order_relaxed);
      s.conflated = e->output->counters().conflated.load(std::memory_order_relaxed);
      s.dropped += e->output->counters().dropped.load(std::memory_order_relaxed);
    }
    all.push_back(std::move(s));
  }
  return all;
}

} // namespace corelane
