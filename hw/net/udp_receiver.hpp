#pragma once

#include "corelane/hw/net/endpoint.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace corelane::hw {

/// A datagram as the kernel handed it over.
struct datagram {
  std::span<const std::byte> payload;
  tsc_stamp received;    ///< when the batch it came in was read
  timestamp kernel_time; ///< when the kernel took it in; 0 when the kernel did not say
};

/// Reads datagrams of one multicast group, or of one address of this host.
///
/// Used by one thread at a time. Allocates in `open` only; each `receive` is one system call.
class udp_receiver {
public:
  struct settings {
    endpoint group;                        ///< a group joins it; another address is bound plainly
    std::string interface {};              ///< address or name; empty: as the routes say
    std::size_t receive_buffer{8u << 20};  ///< bytes asked of the kernel; 0 leaves its default
    std::chrono::microseconds busy_poll{}; ///< how long a read polls the device; 0: not at all
  };
  static constexpr std::size_t batch = 32;
  static constexpr std::size_t largest = 9216; ///< bytes of payload: a jumbo frame's and some

  /// Binds and joins. The error says what was refused and what to do about it.
  [[nodiscard]] static std::variant<udp_receiver, std::string> open(const settings& s);

  udp_receiver(udp_receiver&&) noexcept;
  udp_receiver& operator=(udp_receiver&&) noexcept;
  ~udp_receiver();

  /// What has arrived, at most `batch`; never blocks. Valid until the next call.
  [[nodiscard]] std::span<const datagram> receive() noexcept;

  /// Datagrams the kernel dropped because the receive buffer was full, as of the last datagram.
  [[nodiscard]] std::uint64_t kernel_drops() const noexcept;
  /// Datagrams larger than `largest`; they are not handed out.
  [[nodiscard]] std::uint64_t oversized() const noexcept;
  /// Reads that failed for another reason than "nothing there", such as an interface going down.
  [[nodiscard]] std::uint64_t read_errors() const noexcept;

  [[nodiscard]] endpoint local() const;             ///< with the port the kernel chose for port 0
  [[nodiscard]] std::size_t receive_buffer() const; ///< bytes got, which may be less than asked
  /// What was asked for and refused without being fatal; a sentence each.
  [[nodiscard]] const std::vector<std::string>& notices() const noexcept;
  [[nodiscard]] int descriptor() const noexcept;

private:
  struct state;
  explicit udp_receiver(std::unique_ptr<state> s) noexcept;

  std::unique_ptr<state> state_;
};

} // namespace corelane::hw
