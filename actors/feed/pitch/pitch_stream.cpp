#include "corelane/actors/feed/pitch/pitch_stream.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace corelane {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t room = 128 * 1024; ///< bytes; more than the longest block
constexpr auto heartbeat_every = 5s;
constexpr auto patience = 2 * heartbeat_every;

} // namespace

void pitch_stream::configure(const settings& s) {
  server_ = hw::parse_endpoint(s.server);
  if (!server_) return;
  login_.session_sub_id = s.session_sub_id.c_str();
  login_.username = s.username.c_str();
  login_.password = s.password.c_str();
  in_.resize(room);
}

bool pitch_stream::open() {
  close();
  if (!server_) return false;
  auto opened = hw::tcp_stream::connect(*server_);
  if (std::holds_alternative<std::string>(opened)) return false;
  stream_ = std::move(std::get<hw::tcp_stream>(opened));
  fault_.clear();
  return true;
}

void pitch_stream::close() noexcept {
  stream_.reset();
  ++connection_;
  in_size_ = 0;
  connected_ = false;
}

bool pitch_stream::poll(timestamp now) {
  if (!stream_) return false;
  const auto state = stream_->poll_connect();
  if (state == hw::tcp_stream::state::connecting) return false;
  if (state == hw::tcp_stream::state::open && !std::exchange(connected_, true)) {
    heard_ = sent_ = now;
    (void)send(login_);
  }
  const auto got = stream_->receive(std::span{in_}.subspan(in_size_));
  in_size_ += got;
  if (got != 0) {
    heard_ = now;
    hand_out();
    return true;
  }
  if (stream_ && stream_->current() == hw::tcp_stream::state::closed) {
    fail("connection lost: " + stream_->last_error());
    return true;
  }
  keep_alive(now);
  return false;
}

void pitch_stream::hand_out() {
  std::size_t used = 0;
  const auto mine = connection_;
  while (connection_ == mine) {
    const auto rest = std::span<const std::byte>{in_}.first(in_size_).subspan(used);
    const auto block = pitch::next_block(rest);
    if (block.state == pitch::stream_state::broken) return fail("no block of messages begins here");
    if (block.state == pitch::stream_state::incomplete) break;
    const auto bytes = rest.first(block.length);
    pitch::unit_messages messages{bytes, *pitch::read_header(bytes)};
    while (const auto m = connection_ == mine ? messages.next() : std::nullopt) take_(*m);
    used += block.length;
  }
  if (connection_ != mine) return;
  std::copy(in_.begin() + static_cast<std::ptrdiff_t>(used),
            in_.begin() + static_cast<std::ptrdiff_t>(in_size_), in_.begin());
  in_size_ -= used;
}

void pitch_stream::keep_alive(timestamp now) {
  if (!connected_) return;
  if (now - heard_ > patience) return fail("the server has been silent for 10 s");
  if (now - sent_ < heartbeat_every) return;
  sent_ = now;
  std::array<std::byte, pitch::unit_header_size> heartbeat;
  (void)send_bytes(pitch::packet_writer{heartbeat, 0, pitch::unsequenced}.finish());
}

bool pitch_stream::send_bytes(std::span<const std::byte> bytes) {
  // A few bytes at a time: less than any socket's buffer, but for a server that does not read.
  return stream_ && connected_ && stream_->send(bytes) == bytes.size();
}

void pitch_stream::fail(std::string why) {
  close();
  fault_ = std::move(why);
}

} // namespace corelane
