#pragma once

#include "corelane/protocols/pillar/field_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The request server's words and its clients', and what begins a packet of a refresh.
namespace corelane::pillar {

/// Client: send these again. At most 1,000 messages.
struct retransmission_request {
  static constexpr std::uint16_t type = 10;
  static constexpr std::string_view name = "retransmission_request";
  static constexpr std::size_t wire_size = 24;
  static constexpr std::size_t required_size = 24;

  std::uint32_t begin_seq_num{0};
  std::uint32_t end_seq_num{0}; ///< included
  source_id source{};
  std::uint8_t product_id{0};
  std::uint8_t channel_id{0};

  friend bool operator==(const retransmission_request&, const retransmission_request&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.begin_seq_num, m.end_seq_num, m.source, m.product_id, m.channel_id);
  }
};

/// Server: a request was taken, or why not.
struct request_response {
  static constexpr std::uint16_t type = 11;
  static constexpr std::string_view name = "request_response";
  static constexpr std::size_t wire_size = 29;
  static constexpr std::size_t required_size = 29;

  std::uint32_t request_seq_num{0}; ///< of the packet that held the request
  std::uint32_t begin_seq_num{0};
  std::uint32_t end_seq_num{0};
  source_id source{};
  std::uint8_t product_id{0};
  std::uint8_t channel_id{0};
  char status{' '}; ///< `0` accepted

  friend bool operator==(const request_response&, const request_response&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.request_seq_num, m.begin_seq_num, m.end_seq_num, m.source, m.product_id, m.channel_id,
          m.status);
  }
};

/// Client: still here. Owed within five seconds of a heartbeat.
struct heartbeat_response {
  static constexpr std::uint16_t type = 12;
  static constexpr std::string_view name = "heartbeat_response";
  static constexpr std::size_t wire_size = 14;
  static constexpr std::size_t required_size = 14;

  source_id source{};

  friend bool operator==(const heartbeat_response&, const heartbeat_response&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.source);
  }
};

/// Client: tell the symbols again.
struct symbol_mapping_request {
  static constexpr std::uint16_t type = 13;
  static constexpr std::string_view name = "symbol_mapping_request";
  static constexpr std::size_t wire_size = 21;
  static constexpr std::size_t required_size = 20;

  std::uint32_t symbol_index{0}; ///< 0 for all
  source_id source{};
  std::uint8_t product_id{0};
  std::uint8_t channel_id{0};
  std::uint8_t retransmit_method{0}; ///< 0: by multicast

  friend bool operator==(const symbol_mapping_request&, const symbol_mapping_request&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol_index, m.source, m.product_id, m.channel_id, m.retransmit_method);
  }
};

/// Client: tell the state of the books.
struct refresh_request {
  static constexpr std::uint16_t type = 15;
  static constexpr std::string_view name = "refresh_request";
  static constexpr std::size_t wire_size = 20;
  static constexpr std::size_t required_size = 20;

  std::uint32_t symbol_index{0}; ///< 0 for all
  source_id source{};
  std::uint8_t product_id{0};
  std::uint8_t channel_id{0};

  friend bool operator==(const refresh_request&, const refresh_request&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.symbol_index, m.source, m.product_id, m.channel_id);
  }
};

/// Server, on the retransmission group: these cannot be had.
struct message_unavailable {
  static constexpr std::uint16_t type = 31;
  static constexpr std::string_view name = "message_unavailable";
  static constexpr std::size_t wire_size = 14;
  static constexpr std::size_t required_size = 14;

  std::uint32_t begin_seq_num{0};
  std::uint32_t end_seq_num{0}; ///< included
  std::uint8_t product_id{0};
  std::uint8_t channel_id{0};

  friend bool operator==(const message_unavailable&, const message_unavailable&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.begin_seq_num, m.end_seq_num, m.product_id, m.channel_id);
  }
};

/// First in each packet of a refresh. Only a symbol's first packet says how far it reaches; in the
/// others the message is `short_size` long and both numbers are 0, as no message has number 0.
struct refresh_header {
  static constexpr std::uint16_t type = 35;
  static constexpr std::string_view name = "refresh_header";
  static constexpr std::size_t wire_size = 16;
  static constexpr std::size_t required_size = 8;
  static constexpr std::size_t short_size = 8;

  std::uint16_t current_refresh_pkt{0}; ///< counts a symbol's packets from 1
  std::uint16_t total_refresh_pkts{0};
  std::uint32_t last_seq_num{0}; ///< of the channel: the state is as of here
  std::uint32_t last_symbol_seq_num{0};

  [[nodiscard]] bool is_short() const noexcept { return last_seq_num == 0; }
  friend bool operator==(const refresh_header&, const refresh_header&) = default;

  template <class Message, class Visit>
  static constexpr void fields(Message& m, Visit&& visit) {
    visit(m.current_refresh_pkt, m.total_refresh_pkts, m.last_seq_num, m.last_symbol_seq_num);
  }
};

} // namespace corelane::pillar
