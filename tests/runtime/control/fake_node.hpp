#pragma once

#include "corelane/runtime/control/control_target.hpp"
#include "corelane/runtime/metrics/metric_store.hpp"

#include <mutex>
#include <optional>
#include <vector>

namespace corelane {

/// A node that answers as it is told and keeps what it was asked. Any thread.
class fake_node : public control_target {
public:
  using json = nlohmann::ordered_json;

  control_answer node_state() override { return state ? *state : take("node"); }
  control_answer lanes() override { return take("lanes"); }
  control_answer actors() override { return all_actors ? *all_actors : take("actors"); }
  control_answer links() override { return take("links"); }
  control_answer inspect(std::string_view actor) override {
    return take("inspect " + std::string{actor});
  }
  control_answer metrics() override { return take("metrics"); }
  metric_store& metric_slots() override { return slots; }
  control_answer set(std::string_view actor, std::string_view key,
                     std::string_view value) override {
    return take("set " + std::string{actor} + " " + std::string{key} + "=" + std::string{value});
  }
  control_answer halt() override { return take("halt"); }
  control_answer resume() override { return take("resume"); }
  control_answer request_stop() override { return take("stop"); }

  void answer_with(control_answer next) {
    const std::lock_guard lock{mutex_};
    next_ = std::move(next);
  }
  /// What was asked since the last call.
  std::vector<std::string> asked() {
    const std::lock_guard lock{mutex_};
    return std::exchange(asked_, {});
  }

  metric_store slots;
  std::optional<control_answer> state;      ///< what it is, rather than what it is told to say
  std::optional<control_answer> all_actors; ///< the same

private:
  control_answer take(std::string question) {
    const std::lock_guard lock{mutex_};
    asked_.push_back(std::move(question));
    return next_;
  }

  std::mutex mutex_;
  control_answer next_{json{{"fine", true}}};
  std::vector<std::string> asked_;
};

} // namespace corelane
