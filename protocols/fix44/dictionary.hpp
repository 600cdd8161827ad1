#pragma once

#include "corelane/protocols/fix44/field_index.hpp"

#include <cstdint>
#include <optional>

/// Which fields the messages of FIX 4.4 that we know must have, and what may stand in them.
namespace corelane::fix44 {

/// Tag 373.
enum class session_reject_reason : std::uint8_t {
  required_tag_missing = 1,
  tag_without_value = 4,
  value_incorrect = 5,
  incorrect_data_format = 6,
  comp_id_problem = 9,
  sending_time_accuracy = 10,
  invalid_msg_type = 11,
  tag_appears_more_than_once = 13
};

/// In the words of FIX.
[[nodiscard]] const char* to_string(session_reject_reason r) noexcept;

struct message_fault {
  session_reject_reason reason;
  std::uint32_t tag; ///< 0: no one's
};

/// What is wrong with a message that was framed and taken apart; nothing if nothing is. Tags that
/// are not of `tag.hpp` may hold anything. Conditions between fields are for the application.
[[nodiscard]] std::optional<message_fault> fault_of(const field_index& fields) noexcept;

/// Whether a message is the session's own: logon, heartbeat and the like.
[[nodiscard]] bool is_session_message(std::string_view msg_type) noexcept;

} // namespace corelane::fix44
