#include "corelane/actors/venue/pitch/pitch_server.hpp"

#include "corelane/protocols/pitch/packet_reader.hpp"

#include <chrono>
#include <stdexcept>
#include <variant>

namespace corelane::venue {

namespace {

using namespace std::chrono_literals;

constexpr auto tick_every = 1ms;
constexpr auto heartbeat_every = 1s;
constexpr auto patience = 10s;

hw::tcp_listener open_listener(hw::endpoint on) {
  auto opened = hw::tcp_listener::open(on);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<hw::tcp_listener>(std::move(opened));
}

} // namespace

bool pitch_client::flush() {
  if (out_.size() == begin_) return false;
  begin_ += stream_.send(std::string_view{out_}.substr(begin_));
  if (begin_ == out_.size()) {
    out_.clear();
    begin_ = 0;
  }
  return true;
}

pitch_server::pitch_server(hw::endpoint on) : listener_{open_listener(on)} {}

bool pitch_server::poll(timestamp now) {
  if (now >= next_tick_) on_tick(now);
  bool worked = false;
  for (auto& c : clients_) worked |= serve(*c, now);
  return worked;
}

void pitch_server::on_tick(timestamp now) {
  next_tick_ = now + tick_every;
  std::erase_if(clients_,
                [&](const auto& c) { return !c->stream_.is_open() || now - c->heard_ > patience; });
  if (clients_.size() < max_clients)
    if (auto stream = listener_.accept())
      clients_.push_back(std::make_unique<pitch_client>(std::move(*stream), now));
  for (auto& c : clients_) {
    if (c->logged_in_) on_time(*c, now);
    if (now - c->sent_ < heartbeat_every) continue;
    c->sent_ = now;
    std::array<std::byte, pitch::unit_header_size> heartbeat;
    c->send_bytes(pitch::packet_writer{heartbeat, 0, pitch::unsequenced}.finish());
  }
}

bool pitch_server::serve(pitch_client& c, timestamp now) {
  bool worked = c.stream_.read();
  if (worked) c.heard_ = now;
  for (;;) {
    const auto text = c.stream_.unread();
    const auto bytes = std::as_bytes(std::span{text});
    const auto block = pitch::next_block(bytes);
    if (block.state == pitch::stream_state::broken) c.stream_.close();
    if (block.state != pitch::stream_state::block) break;
    const auto packet = bytes.first(block.length);
    pitch::unit_messages messages{packet, *pitch::read_header(packet)};
    while (const auto m = messages.next()) take(c, *m, now);
    c.stream_.consume(block.length);
  }
  return c.flush() || worked;
}

void pitch_server::take(pitch_client& c, std::span<const std::byte> message, timestamp now) {
  if (static_cast<std::uint8_t>(message[1]) == pitch::login::type) {
    c.logged_in_ = true;
    pitch::login_response m;
    m.status = 'A';
    return c.send(m);
  }
  if (c.logged_in_) on_message(c, message, now);
}

} // namespace corelane::venue
