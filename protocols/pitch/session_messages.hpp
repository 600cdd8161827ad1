#pragma once

#include "corelane/protocols/pitch/feed_symbol.hpp"
#include "corelane/protocols/pitch/market.hpp"

#include <cstdint>
#include <string_view>

/// What is said to and by a gap request proxy or a spin server, over TCP, always unsequenced.
namespace corelane::pitch {

/// The first message on a connection.
struct login {
  static constexpr std::uint8_t type = 0x01;
  static constexpr std::string_view name{"login"};
  static constexpr markets sent_in = everywhere;

  field_text<4> session_sub_id{};
  field_text<4> username{};
  field_text<2> filler{};
  field_text<10> password{};

  friend bool operator==(const login&, const login&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.session_sub_id, m.username, m.filler, m.password);
  }
};

/// The answer; after a refusal the connection is closed.
struct login_response {
  static constexpr std::uint8_t type = 0x02;
  static constexpr std::string_view name{"login_response"};
  static constexpr markets sent_in = everywhere;

  char status{' '}; ///< `A` accepted, `N` not authorised, `B` in use, `S` no such session

  friend bool operator==(const login_response&, const login_response&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.status);
  }
};

/// Asks a gap proxy for messages of a unit. They come by the gap channels, to all.
struct gap_request {
  static constexpr std::uint8_t type = 0x03;
  static constexpr std::string_view name{"gap_request"};
  static constexpr markets sent_in = everywhere;

  std::uint8_t unit{0};
  std::uint32_t sequence{0}; ///< of the first
  std::uint16_t count{0};

  friend bool operator==(const gap_request&, const gap_request&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.unit, m.sequence, m.count);
  }
};

/// Whether they will come. They may come before this, and in parts.
struct gap_response {
  static constexpr std::uint8_t type = 0x04;
  static constexpr std::string_view name{"gap_response"};
  static constexpr markets sent_in = everywhere;

  std::uint8_t unit{0};
  std::uint32_t sequence{0};
  std::uint16_t count{0};
  char status{
      ' '}; ///< `A` accepted, `O` out of range, `D` `M` `S` allowance of the day, minute, second
            ///< used up, `C` count too high, `I` no such unit, `U` unit not available

  friend bool operator==(const gap_response&, const gap_response&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.unit, m.sequence, m.count, m.status);
  }
};

/// A spin server can send the books as they were after this message. Once a second.
struct spin_image_available {
  static constexpr std::uint8_t type = 0x80;
  static constexpr std::string_view name{"spin_image_available"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t sequence{0};

  friend bool operator==(const spin_image_available&, const spin_image_available&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.sequence);
  }
};

/// Asks for the books as of a sequence that was offered.
struct spin_request {
  static constexpr std::uint8_t type = 0x81;
  static constexpr std::string_view name{"spin_request"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t sequence{0};

  friend bool operator==(const spin_request&, const spin_request&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.sequence);
  }
};

/// Whether they will come.
struct spin_response {
  static constexpr std::uint8_t type = 0x82;
  static constexpr std::string_view name{"spin_response"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t sequence{0};
  std::uint32_t order_count{0}; ///< adds in this spin
  char status{' '};             ///< `A` accepted, `O` out of range, `S` another spin is under way

  friend bool operator==(const spin_response&, const spin_response&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.sequence, m.order_count, m.status);
  }
};

/// All of the spin was sent: now apply what was kept of the feed meanwhile.
struct spin_finished {
  static constexpr std::uint8_t type = 0x83;
  static constexpr std::string_view name{"spin_finished"};
  static constexpr markets sent_in = everywhere;

  std::uint32_t sequence{0};

  friend bool operator==(const spin_finished&, const spin_finished&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.sequence);
  }
};

/// Asks a spin server for all symbol mappings.
struct instrument_definition_request {
  static constexpr std::uint8_t type = 0x84;
  static constexpr std::string_view name{"instrument_definition_request"};
  static constexpr markets sent_in = equities_and_options;

  std::uint32_t sequence{0}; ///< 0

  friend bool operator==(const instrument_definition_request&,
                         const instrument_definition_request&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.sequence);
  }
};

/// Whether they will come.
struct instrument_definition_response {
  static constexpr std::uint8_t type = 0x85;
  static constexpr std::string_view name{"instrument_definition_response"};
  static constexpr markets sent_in = equities_and_options;

  std::uint32_t sequence{0}; ///< 0
  std::uint32_t instrument_count{0};
  char status{' '}; ///< `A` accepted, `O` out of range, `S` another spin is under way

  friend bool operator==(const instrument_definition_response&,
                         const instrument_definition_response&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.sequence, m.instrument_count, m.status);
  }
};

/// All symbol mappings were sent.
struct instrument_definition_finished {
  static constexpr std::uint8_t type = 0x86;
  static constexpr std::string_view name{"instrument_definition_finished"};
  static constexpr markets sent_in = equities_and_options;

  friend bool operator==(const instrument_definition_finished&,
                         const instrument_definition_finished&) = default;

  template <market In, class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    (void)m;
    (void)visit;
  }
};

} // namespace corelane::pitch
