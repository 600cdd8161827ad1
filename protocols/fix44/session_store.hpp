#pragma once

#include <cstdint>
#include <string_view>

namespace corelane::fix44 {

/// An application message as it was sent, for sending it again.
struct stored_message {
  std::string_view msg_type;
  std::string_view sending_time;
  std::string_view body; ///< the fields after the header
};

/// What a session must not forget between connections: the next sequence numbers of both
/// directions and the application messages sent.
///
/// The session calls these on its own thread, some for each message: they must not block. What a
/// call has stored is found again by the session that is made over the same store after a crash.
class session_store {
public:
  virtual ~session_store() = default;

  [[nodiscard]] virtual std::uint64_t next_out() const noexcept = 0;
  [[nodiscard]] virtual std::uint64_t next_in() const noexcept = 0;

  /// Called before the bytes of message `next_out()` leave: its number is used up. An empty
  /// `m.body` and type mean a message of the session itself, which is never sent again. False when
  /// it cannot be kept; then the number is not used and nothing is sent.
  virtual bool keep_sent(const stored_message& m) noexcept = 0;
  /// Called when everything before `next` has been taken by the application.
  virtual void set_next_in(std::uint64_t next) noexcept = 0;
  virtual void set_next_out(std::uint64_t next) noexcept = 0;
  /// Both directions begin at 1 and nothing is kept.
  virtual void reset() noexcept = 0;

  /// False when the number was no application message or is not kept any more. `found` is good
  /// until the next call.
  [[nodiscard]] virtual bool find(std::uint64_t seq_num, stored_message& found) const noexcept = 0;
};

} // namespace corelane::fix44
