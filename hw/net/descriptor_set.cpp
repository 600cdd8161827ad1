#include "corelane/hw/net/descriptor_set.hpp"

#include <sys/epoll.h>
#include <cerrno>

namespace corelane::hw {

descriptor_set::descriptor_set() noexcept : set_{::epoll_create1(EPOLL_CLOEXEC)} {}

void descriptor_set::add(int descriptor, bool writable) noexcept {
  if (descriptor < 0) return;
  epoll_event event{};
  event.events = EPOLLIN | (writable ? EPOLLOUT : 0U);
  event.data.fd = descriptor;
  if (::epoll_ctl(set_.get(), EPOLL_CTL_ADD, descriptor, &event) != 0 && errno == EEXIST)
    ::epoll_ctl(set_.get(), EPOLL_CTL_MOD, descriptor, &event);
}

void descriptor_set::remove(int descriptor) noexcept {
  if (descriptor >= 0) ::epoll_ctl(set_.get(), EPOLL_CTL_DEL, descriptor, nullptr);
}

} // namespace corelane::hw
