#pragma once

#include "corelane/actors/feed/recovery_settings.hpp"
#include "corelane/protocols/market/timestamp.hpp"

#include <cstdint>

namespace corelane {

/// Decides what is done next about missing messages: wait, ask for them, take a snapshot, give up.
///
/// Logic only: time in, steps out. Steps come in that order, each for a bounded time and a bounded
/// number of attempts; one that the feed has no service for is left out. One thread.
class gap_recovery {
public:
  enum class phase : std::uint8_t { none, waiting, requested, snapshot };
  enum class step : std::uint8_t { none, request_messages, request_snapshot, give_up };
  struct services {
    bool retransmission{false};
    bool snapshot{false};
  };

  void configure(const recovery_settings& s, services has) noexcept {
    settings_ = s;
    has_ = has;
  }

  [[nodiscard]] phase current() const noexcept { return phase_; }
  /// When `due` is to be called; meaningless in `none`.
  [[nodiscard]] timestamp deadline() const noexcept { return deadline_; }
  /// When the first of the messages missing now was noticed.
  [[nodiscard]] timestamp since() const noexcept { return since_; }

  /// Messages are missing, and nothing is being done about it yet.
  void begin(timestamp now) noexcept {
    enter(phase::waiting, now, settings_.reorder_wait);
    since_ = now;
    asked_ = snapshots_ = 0;
  }
  /// Some of what is missing has come.
  void progress(timestamp now) noexcept {
    if (phase_ == phase::snapshot) deadline_ = now + settings_.snapshot_timeout;
    if (phase_ != phase::requested) return;
    asked_ = 0;
    deadline_ = now + settings_.retransmission_timeout;
  }
  /// Nothing is missing any more.
  void end() noexcept { phase_ = phase::none; }

  /// The deadline has passed, or the last step could not be taken: what now? `missing` messages.
  [[nodiscard]] step due(timestamp now, std::uint64_t missing) noexcept {
    const bool in_time = now - since_ <= patience_with_requests();
    if (phase_ != phase::snapshot && has_.retransmission && in_time
        && missing <= settings_.retransmission_most && asked_ < settings_.retransmission_attempts) {
      ++asked_;
      enter(phase::requested, now, settings_.retransmission_timeout);
      return step::request_messages;
    }
    return take_snapshot(now);
  }
  /// Asking for single messages makes no sense: a snapshot, or nothing.
  [[nodiscard]] step take_snapshot(timestamp now) noexcept {
    if (!has_.snapshot || snapshots_ >= settings_.snapshot_attempts) {
      end();
      return step::give_up;
    }
    ++snapshots_;
    enter(phase::snapshot, now, settings_.snapshot_timeout);
    return step::request_snapshot;
  }

private:
  /// Progress that never ends is none: the number it goes for is nobody's.
  [[nodiscard]] std::chrono::nanoseconds patience_with_requests() const noexcept {
    return 10 * settings_.retransmission_attempts * settings_.retransmission_timeout;
  }
  void enter(phase p, timestamp now, std::chrono::nanoseconds patience) noexcept {
    phase_ = p;
    deadline_ = now + patience;
  }

  recovery_settings settings_;
  services has_;
  phase phase_{phase::none};
  timestamp deadline_{};
  timestamp since_{};
  std::uint32_t asked_{0};
  std::uint32_t snapshots_{0};
};

[[nodiscard]] constexpr const char* to_string(gap_recovery::phase p) noexcept {
  switch (p) {
    case gap_recovery::phase::none: return "none";
    case gap_recovery::phase::waiting: return "waiting";
    case gap_recovery::phase::requested: return "retransmission";
    case gap_recovery::phase::snapshot: return "snapshot";
  }
  return "none";
}

} // namespace corelane
