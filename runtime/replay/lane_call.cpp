#include "corelane/runtime/replay/lane_call.hpp"

#include <sched.h>

namespace corelane {

void lane_call::operator()(lane* from, function f, void* context) {
  request r{f, context};
  waiting_.store(&r, std::memory_order_release);
  on_.wake();
  for (unsigned spins = 0; !r.done.load(std::memory_order_acquire); ++spins) {
    if (from != nullptr) from->serve_inbound();
    if (spins > 200) ::sched_yield();
  }
}

std::size_t lane_call::serve(void* self, lane&, std::size_t) noexcept {
  auto* r = static_cast<lane_call*>(self)->waiting_.exchange(nullptr, std::memory_order_acquire);
  if (r == nullptr) return 0;
  r->f(r->context);
  r->done.store(true, std::memory_order_release);
  return 1;
}

bool lane_call::waiting(void* self) noexcept {
  return static_cast<lane_call*>(self)->waiting_.load(std::memory_order_acquire) != nullptr;
}

} // namespace corelane
