#include "corelane/actors/feed/itch50/glimpse_client.hpp"

#include "corelane/protocols/itch50/snapshot_end.hpp"

#include <algorithm>
#include <utility>

namespace corelane {

namespace {

constexpr std::size_t room = 128 * 1024; ///< bytes; more than the longest packet

} // namespace

void glimpse_client::configure(const settings& s) {
  server_ = hw::parse_endpoint(s.server);
  if (!server_) return;
  login_.username = s.username;
  login_.password = s.password;
  in_.resize(room);
}

bool glimpse_client::request() {
  close();
  if (!server_) return false;
  auto opened = hw::tcp_stream::connect(*server_);
  if (std::holds_alternative<std::string>(opened)) return false;
  stream_ = std::move(std::get<hw::tcp_stream>(opened));
  session_.emplace(login_, static_cast<soupbin::client_handler&>(*this));
  connected_ = false;
  return true;
}

void glimpse_client::close() noexcept {
  stream_.reset();
  session_.reset();
  in_size_ = 0;
  next_sequence_ = 0;
  failure_.clear();
}

bool glimpse_client::poll(timestamp now) {
  if (!stream_) return false;
  const auto state = stream_->poll_connect();
  if (state == hw::tcp_stream::state::connecting) return false;
  if (state == hw::tcp_stream::state::open && !std::exchange(connected_, true))
    session_->connected(now);
  const auto got = stream_->receive(std::span{in_}.subspan(in_size_));
  in_size_ += got;
  const auto used = session_->received(std::span{in_}.first(in_size_), now);
  std::copy(in_.begin() + static_cast<std::ptrdiff_t>(used),
            in_.begin() + static_cast<std::ptrdiff_t>(in_size_), in_.begin());
  in_size_ -= used;
  session_->on_time(now);
  if (next_sequence_ != 0) {
    const auto next = next_sequence_;
    close();
    handler_.on_snapshot_end(next);
    return true;
  }
  if (got == 0 && stream_->current() == hw::tcp_stream::state::closed && failure_.empty())
    failure_ = "connection lost: " + stream_->last_error();
  if (!failure_.empty()) {
    const auto why = std::exchange(failure_, {});
    close();
    handler_.on_snapshot_failed(why);
    return true;
  }
  return got != 0;
}

void glimpse_client::on_sequenced(std::uint64_t, std::span<const std::byte> message) {
  if (next_sequence_ != 0) return;
  if (const auto end = itch50::read_snapshot_end(message))
    next_sequence_ = end->next_sequence;
  else
    handler_.on_snapshot_message(message);
}

void glimpse_client::send(std::span<const std::byte> bytes) {
  // A login and heartbeats: less than any socket's buffer.
  if (stream_->send(bytes) != bytes.size()) fail("the server does not take the login");
}

void glimpse_client::fail(std::string_view why) { failure_ = why; }

} // namespace corelane
