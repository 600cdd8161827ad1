#include "corelane/tests/support/actor_harness.hpp"

#include "corelane/config/document.hpp"

#include <algorithm>

namespace corelane::support {

class actor_harness::setup : public actor_setup {
public:
  setup(std::string name, std::shared_ptr<test_node> node)
      : actor_setup{std::move(name), node->instruments(), node->halt()}, node_{std::move(node)} {}

  counter make_counter(std::string_view metric, std::string_view, std::string_view label) override {
    return corelane::counter{node_->counter_slot(key(metric, label))};
  }
  gauge make_gauge(std::string_view metric, std::string_view, std::string_view label) override {
    return corelane::gauge{node_->gauge_slot(key(metric, label))};
  }
  latency_buckets& make_latency(std::string_view stage) override {
    return node_->latency_slot(key(stage, {}));
  }
  std::uint8_t next_strategy_id() override { return node_->next_strategy_id(); }

  [[nodiscard]] std::string key(std::string_view metric, std::string_view label) const {
    return name() + "/" + std::string{metric} + "{" + std::string{label} + "}";
  }

private:
  std::shared_ptr<test_node> node_;
};

/// The far end of one outlet.
struct actor_harness::port {
  outlet_base* from;
  test_lane* lane;
  std::vector<std::byte> kept;
  std::vector<sink> to;

  static void deliver(void* target, const void* event) noexcept {
    auto& self = *static_cast<port*>(target);
    const auto* bytes = static_cast<const std::byte*>(event);
    std::vector<std::byte> copy(bytes, bytes + self.from->type().size);
    if (self.to.empty()) self.kept.insert(self.kept.end(), copy.begin(), copy.end());
    for (const auto& s : self.to) self.lane->later([s, copy] { s.deliver(s.target, copy.data()); });
  }
};

namespace {

std::optional<config::error> assign(actor_setup& setup, std::string_view parameters) {
  auto loaded = config::load_text(std::string{parameters}, "test");
  if (auto* error = std::get_if<config::error>(&loaded)) return *error;
  return setup.parameters().assign(std::get<config::value>(loaded));
}

const registry::kind& kind_of(const registry& kinds, std::string_view kind) {
  const auto* found = kinds.find(kind);
  if (found == nullptr) throw std::runtime_error{"no actor kind " + std::string{kind}};
  return *found;
}

} // namespace

actor_harness::actor_harness(const registry& kinds, std::string_view kind,
                             std::string_view parameters, std::shared_ptr<test_node> node,
                             std::string_view name)
    : node_{std::move(node)},
      setup_{std::make_unique<setup>(std::string{name.empty() ? kind : name}, node_)},
      actor_{kind_of(kinds, kind).make(*setup_)} {
  if (auto error = assign(*setup_, parameters)) throw std::runtime_error{error->to_string()};
  for (auto* outlet : actor_->outlets()) {
    ports_.push_back(std::make_unique<port>(port{outlet, &node_->lane(), {}, {}}));
    outlet->connect({&port::deliver, ports_.back().get()});
  }
  actor_->bind_to(node_->lane());
}

actor_harness::~actor_harness() = default;
actor_harness::actor_harness(actor_harness&&) noexcept = default;

std::string actor_harness::refusal(const registry& kinds, std::string_view kind,
                                   std::string_view parameters) {
  setup made{std::string{kind}, std::make_shared<test_node>()};
  const auto actor = kind_of(kinds, kind).make(made);
  const auto error = assign(made, parameters);
  return error ? error->to_string() : std::string{};
}

void actor_harness::start() {
  actor_->on_start();
  settle();
}

void actor_harness::drain() {
  actor_->on_drain();
  settle();
}

void actor_harness::stop() {
  actor_->on_stop();
  settle();
}

void actor_harness::advance(std::chrono::nanoseconds by) {
  node_->lane().advance(by);
  settle();
}

std::string actor_harness::set(std::string_view key, std::string_view text) {
  if (const auto error = setup_->parameters().set(key, text)) return error->to_string();
  actor_->on_parameters_changed();
  settle();
  return {};
}

void actor_harness::connect(std::string_view outlet, actor_harness& to, std::string_view inlet) {
  auto& from = port_of(outlet);
  for (auto* target : to.actor_->inlets())
    if (target->name() == inlet && target->type().name == from.from->type().name) {
      from.to.push_back(target->handler());
      return;
    }
  throw std::runtime_error{"no such inlet, or of another event: " + std::string{inlet}};
}

recorded_inspection actor_harness::inspect() const {
  recorded_inspection seen;
  actor_->inspect(seen);
  return seen;
}

std::uint64_t actor_harness::count_of(std::string_view name, std::string_view label) {
  return node_->counter_slot(setup_->key(name, label)).load();
}

std::int64_t actor_harness::gauge_of(std::string_view name, std::string_view label) {
  return node_->gauge_slot(setup_->key(name, label)).load();
}

void actor_harness::deliver(std::string_view inlet, const event_type& type, const void* event) {
  for (auto* target : actor_->inlets())
    if (target->name() == inlet && target->type().name == type.name) {
      const auto handler = target->handler();
      handler.deliver(handler.target, event);
      return settle();
    }
  throw std::runtime_error{"no inlet " + std::string{inlet} + " of " + std::string{type.name}};
}

actor_harness::port& actor_harness::port_of(std::string_view outlet) {
  for (auto& p : ports_)
    if (p->from->name() == outlet) return *p;
  throw std::runtime_error{"no outlet " + std::string{outlet}};
}

std::vector<std::byte>& actor_harness::kept_of(std::string_view outlet, const event_type& type) {
  auto& p = port_of(outlet);
  if (p.from->type().name != type.name)
    throw std::runtime_error{std::string{outlet} + " does not carry " + std::string{type.name}};
  return p.kept;
}

void actor_harness::settle() {
  node_->lane().settle();
  if (!node_->lane().failures().empty()) throw std::runtime_error{node_->lane().failures().front()};
}

} // namespace corelane::support
