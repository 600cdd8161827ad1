#pragma once

#include "corelane/actors/feed/feed_line.hpp"
#include "corelane/actors/feed/pitch/pitch_normaliser.hpp"
#include "corelane/actors/feed/pitch/spin_client.hpp"
#include "corelane/actors/feed/sequence_space.hpp"
#include "corelane/protocols/pitch/unit_header.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace corelane {

class pitch_feed;

/// One unit of a PITCH feed: a range of symbols with a sequence, a clock and books of its own.
class pitch_unit : private sequence_owner, private spin_handler {
public:
  struct settings {
    std::uint8_t number{1};
    pitch::market market{pitch::market::equities};
    std::size_t max_orders{1'000'000};
    std::size_t max_symbols{16'384};
    bool join_late{false}; ///< believe books that lack the session's first messages
    bool gap_proxy{false};
    pitch_stream::settings spin_server;
  };

  pitch_unit(pitch_feed& feed, instrument_directory& instruments, const settings& s);

  /// Sequenced messages, or a heartbeat that says what comes next.
  sequence_space::arrival take_packet(const packet& p, const pitch::unit_header& header,
                                      feed_line& line);
  /// Mappings and definitions that go round without a number.
  void take_unsequenced(const packet& p, const pitch::unit_header& header);
  /// Nothing comes, or something comes again.
  void on_silence(bool silent);

  bool poll(timestamp now) { return spin_.poll(now); }
  void on_deadline() { space_.on_deadline(); }
  void flush() { space_.flush(); }
  void recovery_refused() { space_.recovery_refused(); }
  /// Something was sent again: asks for the next hole, if the one asked for is closed.
  void ask_on();
  void close() { spin_.close(); }
  void inspect(inspection& out) const;

  [[nodiscard]] std::uint8_t number() const noexcept { return settings_.number; }
  [[nodiscard]] const sequence_space& space() const noexcept { return space_; }

private:
  friend class pitch_normaliser<pitch_unit>;
  template <class Event>
  void emit(const Event& e);
  void symbol_missed() { space_.distrust(); }
  void no_room();

  std::uint32_t take(const sequenced_packet& p, std::uint32_t skip) override;
  bool request_messages(message_range missing) override;
  bool request_snapshot() override;
  void trust(book_state state) override;
  [[nodiscard]] timestamp time() const override;
  void wake_at(timestamp at) override;

  [[nodiscard]] bool wants_spin(std::uint32_t sequence) const override;
  void on_spin_begin() override;
  void on_spin_message(std::span<const std::byte> message) override;
  void on_spin_end(std::uint32_t sequence) override;
  void on_spin_failed() override { space_.recovery_refused(); }

  void begin_session(const packet& p, std::uint64_t first);
  [[nodiscard]] pitch::decode_result decode(std::span<const std::byte> message);
  bool take_message(std::span<const std::byte> message);

  pitch_feed& feed_;
  settings settings_;
  pitch_normaliser<pitch_unit> normaliser_;
  sequence_space space_;
  spin_client spin_{*this};
  std::array<std::uint64_t, 256> line_next_{}; ///< what each line is to bring next
  bool begun_{false};
  bool ended_{false};
  bool silent_{false};
  bool may_restart_{false}; ///< it was silent, and nothing new has come since
  message_range asked_{};   ///< of the gap proxy
  bool overflowed_{false};  ///< more orders than there is room for: books cannot be believed
};

} // namespace corelane
