#pragma once

#include "corelane/hw/net/endpoint.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace corelane::hw {

/// Writes datagrams to a pcapng file as they come, by a thread of its own.
///
/// `record` copies into a buffer and makes no system call; a packet for which the buffer has no
/// room is counted as lost. One thread records. The destructor writes what is left.
class packet_recorder {
public:
  struct settings {
    std::string path; ///< replaced if it is there
    std::size_t buffer{32U << 20};
  };

  /// Writes the file's header. The error says what was refused.
  [[nodiscard]] static std::variant<std::unique_ptr<packet_recorder>, std::string> open(
      const settings& s);
  ~packet_recorder();
  packet_recorder(const packet_recorder&) = delete;
  packet_recorder& operator=(const packet_recorder&) = delete;

  /// Takes a datagram down as an Ethernet frame to `destination`, received at `at`.
  void record(endpoint destination, std::span<const std::byte> payload, timestamp at) noexcept;

  // Any thread.
  [[nodiscard]] std::uint64_t recorded() const noexcept { return recorded_; }
  [[nodiscard]] std::uint64_t lost() const noexcept { return lost_; }
  /// A write failed: the disk is full, or gone. What came after is lost.
  [[nodiscard]] bool failed() const noexcept { return failed_; }

private:
  packet_recorder(int file, std::size_t buffer);
  void put(std::span<const std::byte> bytes) noexcept;
  void write_on(std::stop_token stop);
  bool write_some();

  int file_;
  std::vector<std::byte> ring_; ///< a power of two
  std::uint64_t filled_{0};     ///< the recording thread's own view of `tail_`
  alignas(64) std::atomic<std::uint64_t> tail_{0};
  alignas(64) std::atomic<std::uint64_t> head_{0};
  std::atomic<std::uint64_t> recorded_{0};
  std::atomic<std::uint64_t> lost_{0};
  std::atomic<bool> failed_{false};
  std::jthread writer_;
};

} // namespace corelane::hw
