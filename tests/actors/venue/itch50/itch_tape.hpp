#pragma once

#include "corelane/actors/venue/datagram_sink.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace corelane::venue {

/// Takes MoldUDP64 packets of ITCH 5.0 and keeps books of them, reading each field at the
/// offset that the specification gives. Shares no code with what it checks.
class itch_tape : public datagram_sink {
public:
  struct order {
    std::uint64_t reference;
    std::uint16_t locate;
    char side;
    std::uint32_t shares;
    std::uint32_t px; ///< four decimals
    std::uint64_t arrival;
  };

  bool send(std::span<const std::byte> payload) noexcept override;

  /// The orders of one side, best price first, then by arrival.
  [[nodiscard]] std::vector<order> book(std::uint16_t locate, char side) const;

  std::vector<std::byte> bytes; ///< all packets, one after the other
  std::string session;
  std::string types;                          ///< of all messages, in order
  std::string events;                         ///< codes of the S messages
  std::map<std::uint16_t, std::string> stock; ///< by locate, from R
  std::vector<std::string> trades;            ///< `E 100 #5 (7)`, `P 100 (8)`
  std::vector<std::string> mistakes;          ///< what a receiver would complain about
  std::uint64_t last_time{0};
  std::uint64_t next_sequence{1};
  std::size_t packets{0};
  std::size_t heartbeats{0};
  std::size_t ends{0};

private:
  void take(std::span<const std::byte> m);
  void expect(bool condition, const char* complaint);
  order* find(std::uint64_t reference);

  std::map<std::uint64_t, order> orders_;
  std::uint64_t arrivals_{0};
};

} // namespace corelane::venue
