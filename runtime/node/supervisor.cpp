#include "corelane/runtime/node/supervisor.hpp"

#include <spdlog/spdlog.h>

namespace corelane {

namespace {

std::string text_of(const std::exception_ptr& why) {
  try {
    std::rethrow_exception(why);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "something that is no exception";
  }
}

} // namespace

on_failure supervisor::decide(const actor_plan& plan, const std::string& name,
                              std::exception_ptr why) {
  std::lock_guard lock{mutex_};
  auto action = plan.supervision;
  if (action == on_failure::restart) {
    auto& past = restarts_[name];
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(past, [now](auto t) { return now - t > restart_window; });
    if (past.size() >= max_restarts)
      action = on_failure::halt;
    else
      past.push_back(now);
  }
  spdlog::error("actor '{}' threw: {}; on_failure: {}", name, text_of(why), to_string(action));
  return action;
}

void supervisor::request_stop(std::string reason) {
  std::lock_guard lock{mutex_};
  if (!stop_) reason_ = std::move(reason);
  stop_ = true;
  changed_.notify_all();
}

bool supervisor::stop_requested() const {
  std::lock_guard lock{mutex_};
  return stop_;
}

bool supervisor::wait_for_stop(std::chrono::nanoseconds at_most) {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, at_most, [this] { return stop_; });
}

std::string supervisor::stop_reason() const {
  std::lock_guard lock{mutex_};
  return reason_;
}

} // namespace corelane
