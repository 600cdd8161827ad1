#include "corelane/runtime/lane/parking.hpp"

#include <linux/membarrier.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <system_error>

namespace corelane {

namespace {

bool membarrier(int command) noexcept { return ::syscall(SYS_membarrier, command, 0, 0) == 0; }

} // namespace

parking::parking()
    : event_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)},
      has_membarrier_{membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED)} {
  if (event_ < 0)
    throw std::system_error{errno, std::generic_category(), "eventfd for a lane's wake-up"};
}

parking::~parking() { ::close(event_); }

void parking::ring() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(event_, &one, sizeof one); // full is rung too
}

void parking::enter() noexcept {
  parked_.store(true, std::memory_order_seq_cst);
  if (has_membarrier_) membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED);
}

void parking::sleep(std::span<const int> descriptors, std::chrono::nanoseconds at_most) noexcept {
  std::array<pollfd, 64> polled{};
  polled[0] = {event_, POLLIN, 0};
  std::size_t count = 1;
  for (const int fd : descriptors.first(std::min(descriptors.size(), polled.size() - 1)))
    polled[count++] = {fd, POLLIN, 0};
  if (!has_membarrier_)
    at_most = std::min<std::chrono::nanoseconds>(at_most, std::chrono::milliseconds{1});
  const auto ns = std::clamp<std::int64_t>(at_most.count(), 0, 1'000'000'000);
  const timespec timeout{static_cast<time_t>(ns / 1'000'000'000),
                         static_cast<long>(ns % 1'000'000'000)};
  ::ppoll(polled.data(), static_cast<nfds_t>(count), &timeout, nullptr);
  parked_.store(false, std::memory_order_relaxed);
  std::uint64_t rung;
  [[maybe_unused]] const auto n = ::read(event_, &rung, sizeof rung);
}

} // namespace corelane
