#pragma once

#include "corelane/actors/venue/pitch/pitch_publisher.hpp"
#include "corelane/actors/venue/pitch/pitch_server.hpp"

#include <cstdint>

namespace corelane::venue {

/// Hands out the state of all books as PITCH's spin server does: once a second it offers each
/// client an image, as of the last message published, and sends it when asked for it.
class spin_server : public pitch_server {
public:
  spin_server(hw::endpoint on, const pitch_publisher& feed) : pitch_server{on}, feed_{feed} {}

  [[nodiscard]] std::uint64_t spins() const noexcept { return spins_; }

private:
  void on_message(pitch_client& from, std::span<const std::byte> message, timestamp now) override;
  void on_time(pitch_client& c, timestamp now) override;
  void offer(pitch_client& c, timestamp now);

  const pitch_publisher& feed_;
  std::uint64_t spins_{0};
};

} // namespace corelane::venue
