#pragma once

#include "corelane/actors/feed/pitch/pitch_stream.hpp"
#include "corelane/actors/feed/sequence_space.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace corelane {

/// Asks a gap request proxy for messages that all lines have lost. They come by multicast.
///
/// Connects when first asked and stays connected. One thread.
class gap_proxy {
public:
  /// `refused(unit)` is called when messages of a unit will not come.
  explicit gap_proxy(std::function<void(std::uint8_t unit)> refused)
      : refused_{std::move(refused)}, stream_{[this](std::span<const std::byte> m) { take(m); }} {}

  void configure(const pitch_stream::settings& s) { stream_.configure(s); }
  [[nodiscard]] bool is_configured() const noexcept { return stream_.is_configured(); }

  /// Asks for the first of them, as many as one request may name: at once, or when logged in.
  /// False when there is no connection to be had.
  bool ask(std::uint8_t unit, message_range missing);
  bool poll(timestamp now);
  void close() noexcept;

  [[nodiscard]] int descriptor() const noexcept { return stream_.descriptor(); }
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

private:
  void take(std::span<const std::byte> message);
  void refuse(std::uint8_t unit, std::string why);

  std::function<void(std::uint8_t)> refused_;
  pitch_stream stream_;
  bool logged_in_{false};
  bool waiting_{false}; ///< `request_` leaves after the login
  pitch::gap_request request_;
  std::string fault_;
};

} // namespace corelane
