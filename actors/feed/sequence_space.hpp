#pragma once

#include "corelane/actors/feed/gap_recovery.hpp"
#include "corelane/actors/feed/packet_hold.hpp"
#include "corelane/actors/feed/recovery_probe.hpp"
#include "corelane/protocols/market/book_state.hpp"

#include <cstdint>

namespace corelane {

/// The messages [first, after) of a sequence.
struct message_range {
  std::uint64_t first{0};
  std::uint64_t after{0};
  [[nodiscard]] std::uint64_t size() const noexcept { return after - first; }
};

/// What a `sequence_space` needs from the feed it belongs to.
class sequence_owner {
public:
  virtual ~sequence_owner() = default;

  /// Takes the messages of `p` but its first `skip`. Called in order, for each message once.
  /// Says how many at the packet's end could not be read; these are awaited again.
  virtual std::uint32_t take(const sequenced_packet& p, std::uint32_t skip) = 0;
  /// Asks for these to be sent again, and for the instruments' state. False: cannot be done now.
  virtual bool request_messages(message_range missing) = 0;
  virtual bool request_snapshot() = 0;
  /// What the books of this space are worth from here on.
  virtual void trust(book_state state) = 0;
  [[nodiscard]] virtual timestamp time() const = 0;
  /// `sequence_space::on_deadline` is to be called at `at`, or shortly after.
  virtual void wake_at(timestamp at) = 0;
};

/// One numbered stream of messages, put in order and made whole from whatever brings it.
///
/// The first copy of a message counts, be it from either line, sent again or late. Packets ahead
/// of their turn are held while what is missing is awaited, asked for, or replaced by a snapshot;
/// `gap_recovery` decides which. When all fails the missing messages are given up, the books are
/// stale, and the stream goes on behind them. In order a packet costs a comparison and the call
/// of `take`; a second copy a comparison. Allocates in `start` only. One thread.
class sequence_space {
public:
  enum class arrival : std::uint8_t { taken, duplicate, late, held, dropped };

  sequence_space(sequence_owner& owner, recovery_probe& probe) : owner_{owner}, probe_{probe} {}

  void start(const recovery_settings& s, gap_recovery::services has);

  /// A new sequence begins, with `next` as its first message; the books are valid, and empty.
  void begin(std::uint64_t next);

  arrival offer(const sequenced_packet& p) {
    if (p.first == next_ && phase() != gap_recovery::phase::snapshot) [[likely]] {
      accept(p, 0);
      if (horizon_ != 0 || distrusted_) [[unlikely]]
        advanced();
      return arrival::taken;
    }
    return offer_out_of_order(p);
  }

  /// A deadline told by `wake_at` has come; early and needless calls do no harm.
  void on_deadline();

  /// The books are as of all messages before `next`; what is held goes on from there.
  void snapshot_taken(std::uint64_t next);
  /// More of the snapshot has come.
  void snapshot_goes_on() noexcept { recovery_.progress(owner_.time()); }
  /// The service does not answer, or has answered in a way that cannot be used.
  void recovery_refused();
  /// The books are wrong for another reason than a gap: a snapshot, or they are stale. May be
  /// called within `take`.
  void distrust();
  /// Gives up what is missing now: the stream ends.
  void flush();

  [[nodiscard]] std::uint64_t next() const noexcept { return next_; }
  [[nodiscard]] book_state state() const noexcept { return state_; }
  [[nodiscard]] gap_recovery::phase phase() const noexcept { return recovery_.current(); }
  [[nodiscard]] const packet_hold& held() const noexcept { return hold_; }
  /// What is missing before the first message that is here; empty when nothing is.
  [[nodiscard]] message_range missing() const noexcept;

private:
  void accept(const sequenced_packet& p, std::uint32_t skip);
  arrival offer_out_of_order(const sequenced_packet& p);
  arrival came_before(const sequenced_packet& p);
  arrival hold(const sequenced_packet& p);
  void drain();
  void advanced();
  void open_gap();
  void carry_out(gap_recovery::step s);
  void give_up();
  void set_state(book_state s);
  void wake();

  sequence_owner& owner_;
  recovery_probe& probe_;
  gap_recovery recovery_;
  packet_hold hold_{0, 0};
  std::uint64_t next_{1};
  std::uint64_t horizon_{0}; ///< messages before it exist; 0: nothing is missing
  std::uint64_t seen_at_wait_{0};
  message_range given_up_{};
  std::uint64_t late_next_{0}; ///< of packets within `given_up_`, which one continues the run
  std::uint32_t late_run_{0};
  book_state state_{book_state::valid};
  bool taking_{false};
  bool distrusted_{false};
};

} // namespace corelane
