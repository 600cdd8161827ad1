#include "corelane/runtime/node/node.hpp"

#include "corelane/runtime/control/state_json.hpp"
#include "corelane/runtime/node/actor_host.hpp"
#include "corelane/runtime/node/control_messages.hpp"
#include "corelane/runtime/node/lane_thread.hpp"
#include "corelane/runtime/node/supervisor.hpp"
#include "corelane/runtime/system/lane_binding.hpp"
#include "corelane/runtime/system/lane_scheduler.hpp"

#include <spdlog/spdlog.h>
#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>

#include <ranges>
#include <set>

namespace corelane {

namespace {

constexpr std::chrono::seconds control_timeout{1};
constexpr std::chrono::seconds start_timeout{30}; // memory is taken and touched at start

} // namespace

/// All that lives while the node does. Members are destroyed from the last to the first: the CAF
/// system, and with it the lanes' threads, before what they use.
struct node::running {
  struct hosted {
    graph::instance* instance;
    std::atomic<actor_state> state{actor_state::made};
    caf::actor host;
  };

  explicit running(std::unique_ptr<graph> g) : graph_{std::move(g)} {
    for (const auto& l : graph_->lanes()) config_.lanes.push_back(l.get());
    config_.on_lane_start = [](const lane& l, std::uint32_t) { prepare_lane_thread(l.settings()); };
    for (auto& a : graph_->actors()) hosted_.emplace_back().instance = &a;
  }

  [[nodiscard]] std::uint32_t lane_index(const lane& l) const {
    const auto& lanes = graph_->lanes();
    const auto found = std::ranges::find(lanes, &l, [](const auto& p) { return p.get(); });
    return static_cast<std::uint32_t>(found - lanes.begin()) + 1; // 0 is housekeeping
  }

  /// Asks a host and waits; `otherwise` when it does not answer in time.
  template <class Answer, class Message>
  Answer ask(hosted& h, Message message, Answer otherwise,
             std::chrono::seconds at_most = control_timeout) {
    caf::scoped_actor self{*system_};
    Answer answer = std::move(otherwise);
    self->request(h.host, at_most, std::move(message))
        .receive([&](Answer& got) { answer = std::move(got); }, [](caf::error&) {});
    return answer;
  }

  void host_actors() {
    system_ = std::make_unique<caf::actor_system>(config_);
    for (auto& h : hosted_)
      h.host = lane_binding::spawn_on(*system_, lane_index(*h.instance->on), actor_host,
                                      graph_.get(), h.instance, &h.state);
    for (const auto& l : graph_->lanes())
      l->set_failure_handler(
          [this](actor& failed, std::exception_ptr why) { take_failure(failed, std::move(why)); });
  }

  /// On the failed actor's lane.
  void take_failure(actor& failed, std::exception_ptr why) {
    for (auto& h : hosted_) {
      if (h.instance->self.get() != &failed) continue;
      h.state = actor_state::failed;
      graph_->links().close(failed);
      stop_failed(failed);
      switch (supervisor_.decide(*h.instance->plan, h.instance->name, std::move(why))) {
        case on_failure::restart: caf::anon_send(h.host, control::remake_actor{}); break;
        case on_failure::halt: graph_->halt().halt(); break;
        case on_failure::escalate: supervisor_.request_stop(h.instance->name + " failed"); break;
      }
    }
  }

  /// Gives back what a failed actor holds: a gateway's connection above all, so that its venue
  /// cancels what is open.
  static void stop_failed(actor& failed) noexcept {
    try {
      failed.on_stop();
    } catch (const std::exception& e) {
      spdlog::error("actor '{}', which has failed: {}", failed.name(), e.what());
    } catch (...) {
    }
  }

  std::optional<std::string> start_actors() {
    for (auto& h : hosted_ | std::views::reverse) {
      const auto error =
          ask<std::string>(h, control::start_actor{}, "did not start in time", start_timeout);
      if (!error.empty()) return "actor '" + h.instance->name + "': " + error;
    }
    for (auto& h : hosted_ | std::views::reverse) ask<bool>(h, control::open_source{}, false);
    return std::nullopt;
  }

  [[nodiscard]] bool all_drained() {
    return std::ranges::all_of(
        hosted_, [this](hosted& h) { return ask<bool>(h, control::is_drained{}, false); });
  }

  void drain() {
    if (std::exchange(drained_, true)) return;
    const auto deadline = std::chrono::steady_clock::now() + graph_->plan().stop_timeout;
    for (auto& h : hosted_)
      if (h.state == actor_state::running) ask<bool>(h, control::drain_actor{}, false);
    while (!all_drained() && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }

  void stop_actors() {
    drain();
    for (auto& h : hosted_) {
      const auto error =
          ask<std::string>(h, control::stop_actor{}, "did not stop in time", control_timeout);
      if (!error.empty()) spdlog::warn("actor '{}': {}", h.instance->name, error);
    }
  }

  void end_lanes() {
    if (!system_) return;
    for (auto& h : hosted_) {
      caf::anon_send_exit(h.host, caf::exit_reason::user_shutdown);
      h.host = nullptr;
    }
    system_.reset();
  }

  /// The lanes that do not answer, as text.
  [[nodiscard]] std::string silent_lanes() {
    std::string names;
    std::set<const lane*> asked;
    for (auto& h : hosted_) {
      if (!system_ || !asked.insert(h.instance->on).second) continue;
      if (ask<int>(h, control::ping_actor{}, 0) == 0)
        names += (names.empty() ? "lane '" : "', '") + h.instance->on->settings().name;
    }
    return names.empty() ? names : names + "'";
  }

  [[nodiscard]] hosted* find(std::string_view name) {
    const auto found =
        std::ranges::find_if(hosted_, [&](const hosted& h) { return h.instance->name == name; });
    return found == hosted_.end() ? nullptr : &*found;
  }

  std::unique_ptr<graph> graph_;
  bool drained_{false};
  supervisor supervisor_;
  std::chrono::steady_clock::time_point started_{std::chrono::steady_clock::now()};
  std::deque<hosted> hosted_;
  lane_system_config config_;
  std::unique_ptr<caf::actor_system> system_;
};

node::node(std::unique_ptr<running> r) : running_{std::move(r)} {}

node::~node() { running_->end_lanes(); }

std::variant<std::unique_ptr<node>, config::error> node::make(node_plan plan,
                                                              const registry& kinds) {
  auto built = graph::build(std::move(plan), kinds);
  if (auto* error = std::get_if<config::error>(&built)) return std::move(*error);
  auto r = std::make_unique<running>(std::move(std::get<std::unique_ptr<graph>>(built)));
  return std::unique_ptr<node>{new node{std::move(r)}};
}

std::optional<std::string> node::start() {
  running_->host_actors();
  auto error = running_->start_actors();
  if (error) {
    running_->stop_actors();
    running_->end_lanes();
  }
  return error;
}

void node::drain() { running_->drain(); }

void node::stop() {
  running_->stop_actors();
  running_->end_lanes();
}

bool node::stop_requested() const noexcept { return running_->supervisor_.stop_requested(); }

bool node::wait_for_stop(std::chrono::nanoseconds at_most) {
  return running_->supervisor_.wait_for_stop(at_most);
}

std::string node::stop_reason() const { return running_->supervisor_.stop_reason(); }

graph& node::actors_and_links() noexcept { return *running_->graph_; }

control_answer node::node_state() {
  const auto up = std::chrono::steady_clock::now() - running_->started_;
  return nlohmann::ordered_json{
      {"name", running_->graph_->plan().name},
      {"uptime_s", std::chrono::duration<double>(up).count()},
      {"halted", running_->graph_->halt().halted()},
  };
}

control_answer node::lanes() { return lanes_json(*running_->graph_); }

control_answer node::actors() {
  auto all = nlohmann::ordered_json::array();
  for (const auto& h : running_->hosted_)
    all.push_back({{"actor", h.instance->name},
                   {"kind", h.instance->plan->kind},
                   {"lane", h.instance->on->settings().name},
                   {"state", to_string(h.state.load())}});
  return all;
}

control_answer node::links() { return links_json(running_->graph_->links()); }

control_answer node::inspect(std::string_view actor) {
  auto* h = running_->find(actor);
  if (h == nullptr) return control_error{404, "there is no actor '" + std::string{actor} + "'"};
  if (!running_->system_) return control_error{409, "the node has stopped"};
  const auto text = running_->ask<std::string>(*h, control::inspect_actor{}, "");
  if (text.empty())
    return control_error{504, "actor '" + std::string{actor} + "' did not answer in time"};
  return nlohmann::ordered_json::parse(text);
}

control_answer node::metrics() { return metrics_json(running_->graph_->metrics()); }

metric_store& node::metric_slots() { return running_->graph_->metrics(); }

control_answer node::set(std::string_view actor, std::string_view key, std::string_view value) {
  auto* h = running_->find(actor);
  if (h == nullptr) return control_error{404, "there is no actor '" + std::string{actor} + "'"};
  const auto error = running_->ask<std::string>(
      *h, control::set_parameter{std::string{key}, std::string{value}}, "no answer in time");
  if (!error.empty()) return control_error{error == "no answer in time" ? 504 : 400, error};
  spdlog::info("control: {} {}={}", actor, key, value);
  return nlohmann::ordered_json{{"actor", actor}, {"key", key}, {"value", value}};
}

control_answer node::halt() {
  running_->graph_->halt().halt();
  spdlog::warn("control: halted; no order leaves until resume");
  const auto silent = running_->silent_lanes();
  if (silent.empty()) return node_state();
  return control_error{504, "halted, and no order leaves; but " + silent
                                + " does not answer: look at the venue for open orders"};
}

control_answer node::resume() {
  for (const auto& h : running_->hosted_)
    if (h.state == actor_state::failed)
      return control_error{409, "actor '" + h.instance->name + "' has failed: start the node anew"};
  running_->graph_->halt().resume();
  spdlog::warn("control: resumed");
  return node_state();
}

control_answer node::request_stop() {
  running_->supervisor_.request_stop("");
  return node_state();
}

} // namespace corelane
