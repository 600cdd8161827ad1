#pragma once

#include "corelane/actors/feed/pitch/pitch_stream.hpp"

#include <cstdint>
#include <string>

namespace corelane {

/// What is done with the state of a unit. A spin that breaks off ends by `on_spin_failed`.
class spin_handler {
public:
  virtual ~spin_handler() = default;

  /// Whether the state after message `sequence` is of use: not older than what the feed has.
  [[nodiscard]] virtual bool wants_spin(std::uint32_t sequence) const = 0;
  virtual void on_spin_begin() = 0;
  virtual void on_spin_message(std::span<const std::byte> message) = 0;
  /// The state is whole, as it was after message `sequence`.
  virtual void on_spin_end(std::uint32_t sequence) = 0;
  virtual void on_spin_failed() = 0;
};

/// Fetches the state of a unit's books from its spin server, one connection a spin. One thread.
class spin_client {
public:
  explicit spin_client(spin_handler& handler)
      : handler_{handler}, stream_{[this](std::span<const std::byte> m) { take(m); }} {}

  /// `asks_for_mappings` too, before the spin: options.
  void configure(const pitch_stream::settings& s, bool asks_for_mappings) {
    stream_.configure(s);
    asks_for_mappings_ = asks_for_mappings;
  }
  [[nodiscard]] bool is_configured() const noexcept { return stream_.is_configured(); }

  /// Begins a spin, in place of one that is under way. False when it cannot.
  bool request();
  bool poll(timestamp now);
  void close() noexcept { stream_.close(); }

  [[nodiscard]] int descriptor() const noexcept { return stream_.descriptor(); }
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

private:
  enum class phase : std::uint8_t { login, mappings, waiting, requested, spinning };

  void take(std::span<const std::byte> message);
  void fail(std::string why);

  spin_handler& handler_;
  pitch_stream stream_;
  bool asks_for_mappings_{false};
  phase phase_{phase::login};
  std::string fault_;
};

} // namespace corelane
