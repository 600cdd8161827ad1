#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace corelane::support {

/// A small made-up trading day as a file of length-framed ITCH messages, removed at the end.
///
/// Seeded: the same arguments give the same bytes. Books are never crossed, and their best prices change often.
class framed_day {
public:
  framed_day(std::uint32_t instruments, std::size_t messages, std::uint64_t seed = 1);
  ~framed_day();
  framed_day(const framed_day&) = delete;
  framed_day& operator=(const framed_day&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
  std::string path_;
};

} // namespace corelane::support
