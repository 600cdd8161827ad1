#include "corelane/runtime/node/actor_host.hpp"

#include "corelane/runtime/control/json_inspection.hpp"
#include "corelane/runtime/node/control_messages.hpp"

#include <spdlog/spdlog.h>

#include <exception>

namespace corelane {

const char* to_string(actor_state s) noexcept {
  switch (s) {
    case actor_state::made: return "made";
    case actor_state::running: return "running";
    case actor_state::failed: return "failed";
    case actor_state::stopped: return "stopped";
  }
  return "?";
}

namespace {

/// Runs `f`; what it throws is returned as text.
template <class F>
std::string attempt(F&& f) {
  try {
    f();
    return {};
  } catch (const std::exception& e) {
    return e.what()[0] == '\0' ? "failed without saying why" : e.what();
  } catch (...) {
    return "threw something that is no exception";
  }
}

} // namespace

caf::behavior actor_host(caf::event_based_actor*, graph* g, graph::instance* hosted,
                         std::atomic<actor_state>* state) {
  const auto start = [=] {
    auto error = attempt([&] { hosted->self->on_start(); });
    state->store(error.empty() ? actor_state::running : actor_state::failed);
    return error;
  };
  return {
      [=](control::start_actor) { return start(); },
      [=](control::open_source) {
        hosted->on->attach(*hosted->self);
        return true;
      },
      [](control::ping_actor) { return 1; },
      [=](control::drain_actor) {
        const auto error = attempt([&] { hosted->self->on_drain(); });
        return error.empty();
      },
      [=](control::is_drained) {
        return state->load() != actor_state::running || hosted->self->drained();
      },
      [=](control::stop_actor) {
        hosted->on->detach(*hosted->self);
        if (state->exchange(actor_state::stopped) != actor_state::running) return std::string{};
        return attempt([&] { hosted->self->on_stop(); });
      },
      [=](control::inspect_actor) {
        json_inspection out;
        const auto error = attempt([&] { hosted->self->inspect(out); });
        if (!error.empty()) return R"({"error": "inspect failed"})" + std::string{};
        return out.take().dump();
      },
      [=](const control::set_parameter& x) {
        if (auto error = hosted->setup->parameters().set(x.key, x.value)) return error->what;
        hosted->changed.emplace_back(x.key, x.value);
        return attempt([&] { hosted->self->on_parameters_changed(); });
      },
      [=](control::remake_actor) {
        const auto error = attempt([&] { g->remake(*hosted); });
        if (!error.empty()) {
          spdlog::error("actor '{}' did not start again: {}", hosted->name, error);
          return false;
        }
        state->store(actor_state::running);
        hosted->on->attach(*hosted->self);
        return true;
      },
  };
}

} // namespace corelane
