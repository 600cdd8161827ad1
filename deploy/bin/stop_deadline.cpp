#include "corelane/deploy/bin/stop_deadline.hpp"

#include <spdlog/spdlog.h>
#include <cstdlib>

namespace corelane {

namespace {

constexpr int gave_up = 4;

} // namespace

stop_deadline::stop_deadline(std::chrono::nanoseconds at_most)
    : watch_{[this, at_most] {
        std::unique_lock lock{mutex_};
        if (over_.wait_for(lock, at_most, [this] { return done_; })) return;
        spdlog::critical(
            "a lane does not end: a handler never returned. The process ends without "
            "it; look at the venue for open orders");
        spdlog::shutdown();
        std::_Exit(gave_up);
      }} {}

stop_deadline::~stop_deadline() {
  {
    const std::lock_guard lock{mutex_};
    done_ = true;
  }
  over_.notify_one();
  watch_.join();
}

} // namespace corelane
