#pragma once

#include "corelane/protocols/market/timestamp.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace corelane {

/// An actor that also derives from this is asked for work on each turn of its lane's loop:
/// a socket, a NIC ring, a generator.
class source {
public:
  virtual ~source() = default;

  /// Does one piece of work (one packet, one read) and says whether there was one. Never
  /// blocks. After it returns, events that flow against the graph are delivered; so a source
  /// with a batch in hand passes one packet per call. Not called while a link it feeds is full.
  virtual bool poll() = 0;

  /// A file descriptor that becomes readable when there is work, so that a parked lane can wait
  /// for it; -1 when there is none, and the lane then looks every 100 us.
  [[nodiscard]] virtual int descriptor() const { return -1; }
};

/// One datagram as it came from the wire or a recording.
struct packet {
  std::span<const std::byte> payload; ///< UDP payload; valid during the call
  tsc_stamp received;                 ///< when it came in, for latency
  timestamp capture_time;             ///< kernel's or recording's stamp; 0 when unknown
  std::uint8_t line{0};               ///< which of its handler's lines brought it
};

/// A feed that a replay can drive: it takes packets as if its sockets had read them.
class packet_handler {
public:
  virtual ~packet_handler() = default;

  virtual void on_packet(const packet& p) = 0;
  /// Which of its lines a recorded datagram to `address:port` (host byte order) came by, if any.
  [[nodiscard]] virtual std::optional<std::uint8_t> line_of(std::uint32_t address,
                                                            std::uint16_t port) const = 0;
};

} // namespace corelane
