#include "corelane/deploy/bin/stop_signals.hpp"

#include <csignal>

namespace corelane {

namespace {

volatile std::sig_atomic_t stop_wanted = 0;

void want_stop(int) { stop_wanted = 1; }

} // namespace

stop_signals::stop_signals() {
  struct sigaction action {};
  action.sa_handler = &want_stop;
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGINT, &action, nullptr);
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
}

bool stop_signals::received() const noexcept { return stop_wanted != 0; }

} // namespace corelane
