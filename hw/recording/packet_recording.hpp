#pragma once

#include "corelane/hw/net/endpoint.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>

namespace corelane::hw {

/// One UDP datagram of a recording.
struct recorded_packet {
  std::span<const std::byte> payload; ///< valid until the next one is read
  timestamp capture_time;
  endpoint destination;
};

/// Reads the UDP datagrams of a pcap or pcapng file, with stamps of microseconds or nanoseconds.
///
/// Frames that hold no whole datagram are skipped and counted. A file that breaks off gives what
/// it has and then says so in `error`. Used by one thread at a time.
class packet_recording {
public:
  struct counts {
    std::uint64_t frames{0};
    std::uint64_t datagrams{0};
    std::uint64_t other{0};     ///< not IPv4 UDP
    std::uint64_t fragments{0}; ///< of IP
    std::uint64_t malformed{0};
    std::uint64_t cut_short{0}; ///< by the capture's snapshot length
  };

  [[nodiscard]] static std::variant<packet_recording, std::string> open(const std::string& path);
  /// Whether the file begins as a pcap or pcapng does.
  [[nodiscard]] static bool recognises(const std::string& path);

  /// The next datagram; empty at the end and after an error.
  [[nodiscard]] std::optional<recorded_packet> next();

  [[nodiscard]] const counts& read() const noexcept { return counts_; }
  /// Why the recording ended early, or empty.
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

private:
  struct closer {
    void operator()(void* capture) const noexcept;
  };
  packet_recording(std::string path, std::unique_ptr<void, closer> capture)
      : path_{std::move(path)}, capture_{std::move(capture)} {}

  std::string path_;
  std::unique_ptr<void, closer> capture_; ///< a pcap_t; libpcap's header stays out of ours
  counts counts_;
  std::string error_;
};

} // namespace corelane::hw
