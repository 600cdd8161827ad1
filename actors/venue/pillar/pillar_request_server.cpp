#include "corelane/actors/venue/pillar/pillar_request_server.hpp"

#include "corelane/protocols/pillar/decoder.hpp"
#include "corelane/protocols/pillar/packet_reader.hpp"
#include "corelane/protocols/pillar/packet_writer.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <variant>

namespace corelane::venue {

namespace {

using namespace std::chrono_literals;

constexpr auto tick_every = 1ms;
constexpr auto heartbeat_every = 60s;
constexpr auto patience = 5s; ///< with a heartbeat that is not answered
constexpr std::size_t packets_a_turn = 4;
constexpr std::size_t most_owed = 64; ///< requests

hw::tcp_listener open_listener(hw::endpoint on) {
  auto opened = hw::tcp_listener::open(on);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<hw::tcp_listener>(std::move(opened));
}

} // namespace

/// One who has connected.
class pillar_request_server::client {
public:
  client(pillar_request_server& server, hw::tcp_stream stream, timestamp now)
      : server_{server}, stream_{std::move(stream)}, heartbeat_{now} {}

  bool poll(timestamp now) {
    now_ = now;
    bool worked = stream_.read();
    for (;;) {
      const auto bytes = std::as_bytes(std::span{stream_.unread()});
      const auto header = pillar::read_header(bytes);
      if (!header) break;
      if (header->size < pillar::packet_header_size) {
        stream_.close();
        break;
      }
      if (header->size > bytes.size()) break;
      request_ = header->sequence;
      pillar::packet_messages messages{bytes.first(header->size), *header};
      while (const auto m = messages.next()) (void)pillar::decode(*m, *this);
      stream_.consume(header->size);
    }
    return flush() || worked;
  }
  void on_time(timestamp now) {
    if (owes_answer_ && now - heartbeat_ > patience) return stream_.close();
    if (now - heartbeat_ < heartbeat_every) return;
    heartbeat_ = now;
    owes_answer_ = true;
    append(packet_.heartbeat(now));
  }
  [[nodiscard]] bool done() const noexcept { return !stream_.is_open(); }

  void operator()(const pillar::heartbeat_response&) { owes_answer_ = false; }
  void operator()(const pillar::retransmission_request& r) {
    answer(r, r.begin_seq_num, r.end_seq_num, server_.take(r));
  }
  void operator()(const pillar::refresh_request& r) { answer(r, 0, 0, server_.take(r)); }
  void operator()(const pillar::symbol_mapping_request& r) { answer(r, 0, 0, server_.take(r)); }
  void operator()(const auto&) {}

private:
  template <class Request>
  void answer(const Request& r, std::uint32_t begin, std::uint32_t end, char status) {
    pillar::request_response m;
    m.request_seq_num = request_;
    m.begin_seq_num = begin;
    m.end_seq_num = end;
    m.source = r.source;
    m.product_id = r.product_id;
    m.channel_id = r.channel_id;
    m.status = status;
    (void)packet_.add(m);
    append(packet_.finish(now_));
  }
  void append(std::span<const std::byte> bytes) {
    out_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  bool flush() {
    if (out_.empty()) return false;
    out_.erase(0, stream_.send(out_));
    return true;
  }

  pillar_request_server& server_;
  client_stream stream_;
  std::array<std::byte, 256> buffer_{};
  pillar::packet_writer packet_{buffer_, 1};
  std::string out_;
  timestamp heartbeat_;
  timestamp now_{};
  std::uint32_t request_{0};
  bool owes_answer_{false};
};

pillar_request_server::pillar_request_server(hw::endpoint on, std::uint32_t listings,
                                             pillar_publisher& feed, const message_history& history,
                                             datagram_sink& resent, datagram_sink& refreshes)
    : listener_{open_listener(on)},
      listings_{listings},
      feed_{feed},
      history_{history},
      resent_{resent},
      refreshes_{refreshes} {}

pillar_request_server::~pillar_request_server() = default;

bool pillar_request_server::poll(timestamp now) {
  if (now >= next_tick_) {
    next_tick_ = now + tick_every;
    for (auto& c : clients_) c->on_time(now);
    std::erase_if(clients_, [](const auto& c) { return c->done(); });
    if (clients_.size() < max_clients)
      if (auto stream = listener_.accept())
        clients_.push_back(std::make_unique<client>(*this, std::move(*stream), now));
  }
  bool worked = false;
  for (auto& c : clients_) worked |= c->poll(now);
  return send_messages(now) || send_refresh(now) || worked;
}

char pillar_request_server::take(const pillar::retransmission_request& r) {
  if (r.begin_seq_num == 0 || r.end_seq_num < r.begin_seq_num) return '1'; // no such range
  if (r.end_seq_num - r.begin_seq_num >= most_messages) return '3';        // too many
  if (owed_.size() == most_owed) return '2';                               // later
  owed_.push_back({r.begin_seq_num, r.end_seq_num});
  ++requests_;
  return '0';
}

char pillar_request_server::take(const pillar::refresh_request& r) {
  if (r.symbol_index > listings_) return '1';
  if (refresh_owed_.size() == most_owed) return '2';
  refresh_owed_.push_back(r.symbol_index == 0 ? range{0, listings_}
                                              : range{r.symbol_index - 1, r.symbol_index});
  return '0';
}

char pillar_request_server::take(const pillar::symbol_mapping_request& r) {
  if (r.symbol_index > listings_) return '1';
  if (mappings_owed_.size() == most_owed) return '2';
  mappings_owed_.push_back(r.symbol_index == 0 ? range{0, listings_}
                                               : range{r.symbol_index - 1, r.symbol_index});
  return '0';
}

bool pillar_request_server::send_messages(timestamp now) {
  if (owed_.empty()) return false;
  for (std::size_t n = 0; n < packets_a_turn && !owed_.empty(); ++n) {
    auto& o = owed_.front();
    std::array<std::byte, pillar::max_packet_size> buffer;
    pillar::packet_writer packet{buffer, o.next};
    while (o.next <= o.last) {
      const auto message = history_.find(o.next);
      if (message.empty() || !packet.add_written(message)) break;
      ++o.next;
    }
    if (packet.empty()) { // forgotten, or yet to come
      pillar::message_unavailable m;
      m.begin_seq_num = o.next;
      m.end_seq_num = o.last;
      (void)packet.add(m);
      (void)resent_.send(packet.finish(now, pillar::delivery_flag::unavailable));
      o.next = o.last + 1;
    } else {
      (void)resent_.send(packet.finish(now, pillar::delivery_flag::part_of_retransmission));
    }
    if (o.next > o.last) owed_.pop_front();
  }
  return true;
}

bool pillar_request_server::send_refresh(timestamp now) {
  if (!mappings_owed_.empty()) {
    auto& o = mappings_owed_.front();
    for (std::size_t n = 0; n < packets_a_turn && o.next < o.last; ++n) send_mapping(o.next++, now);
    if (o.next >= o.last) mappings_owed_.pop_front();
    return true;
  }
  if (refresh_owed_.empty()) return false;
  auto& o = refresh_owed_.front();
  if (o.next < o.last) {
    send_symbol(o.next, !std::exchange(o.begun, true), o.next + 1 == o.last, now);
    ++o.next;
  }
  if (o.next >= o.last) {
    refresh_owed_.pop_front();
    ++refreshed_;
  }
  return true;
}

void pillar_request_server::send_mapping(std::uint32_t i, timestamp now) {
  std::array<std::byte, pillar::max_packet_size> buffer;
  pillar::packet_writer packet{buffer, 1};
  (void)packet.add(feed_.mapping_of(i));
  (void)refreshes_.send(packet.finish(now, pillar::delivery_flag::only_refresh));
}

/// A symbol's mapping, status and orders, in as many packets as they take.
void pillar_request_server::send_symbol(std::uint32_t i, bool first, bool last, timestamp now) {
  using pillar::delivery_flag;
  constexpr std::size_t orders_a_packet = 28;
  const auto last_sequence = feed_.last_sequence();
  feed_.orders_of(i, now, orders_);
  std::span<const pillar::add_order_refresh> left{orders_};
  const auto packets = static_cast<std::uint16_t>(
      std::max<std::size_t>(1, (left.size() + orders_a_packet - 1) / orders_a_packet));
  for (std::uint16_t n = 1; n <= packets; ++n) {
    std::array<std::byte, pillar::max_packet_size> buffer;
    pillar::packet_writer packet{buffer, 1};
    pillar::refresh_header h;
    h.current_refresh_pkt = n;
    h.total_refresh_pkts = packets;
    if (n == 1) {
      h.last_seq_num = last_sequence;
      h.last_symbol_seq_num = feed_.symbol_sequence(i);
      (void)packet.add(h);
      (void)packet.add(feed_.mapping_of(i));
      (void)packet.add(feed_.status_of(i, 'O', now));
    } else {
      (void)packet.add(h, pillar::refresh_header::short_size);
    }
    const auto some = std::min(orders_a_packet, left.size());
    for (const auto& o : left.first(some)) (void)packet.add(o);
    left = left.subspan(some);
    const bool begins = first && n == 1, ends = last && n == packets;
    const auto flag = begins && ends ? delivery_flag::only_refresh
                      : begins       ? delivery_flag::start_of_refresh
                      : ends         ? delivery_flag::end_of_refresh
                                     : delivery_flag::part_of_refresh;
    (void)refreshes_.send(packet.finish(now, flag));
  }
}

} // namespace corelane::venue
