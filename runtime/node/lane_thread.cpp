#include "corelane/runtime/node/lane_thread.hpp"

#include <pthread.h>

namespace corelane {

void prepare_lane_thread(const lane_settings& settings) {
  ::pthread_setname_np(::pthread_self(), settings.name.substr(0, 15).c_str());
}

} // namespace corelane
