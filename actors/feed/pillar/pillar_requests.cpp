#include "corelane/actors/feed/pillar/pillar_requests.hpp"

#include "corelane/protocols/pillar/decoder.hpp"
#include "corelane/protocols/pillar/packet_reader.hpp"

#include <algorithm>
#include <utility>

namespace corelane {

namespace {

constexpr std::size_t room = 64 * 1024; ///< bytes; more than any packet

struct response_reader {
  std::optional<pillar::request_response> response;
  void operator()(const pillar::request_response& m) { response = m; }
  void operator()(const auto&) {}
};

} // namespace

void pillar_requests::settings::bind(parameter_list& p) {
  p.bind(server, "request_server", "", "address:port of the request server (TCP); none when empty")
      .checked(&hw::endpoint_fault);
  p.bind(source, "source_id", "", "our name at the request server, up to 10 characters");
  p.bind_within<std::uint64_t>(product_id, 0, 255, "product_id", "", "of the feed");
  p.bind_within<std::uint64_t>(channel_id, 0, 255, "channel_id", "", "of the feed");
  p.bind_within<std::uint64_t>(messages_a_request, 1, 1'000, "messages_a_request", "messages",
                               "asked for at once, at most");
  p.bind(requests_a_day, "requests_a_day", "1", "for messages, at most");
  p.bind(refreshes_a_day, "refreshes_a_day", "1", "of all symbols, at most");
  p.require("source_id", [this] { return source.size() <= 10 ? "" : "at most 10 characters"; });
}

void pillar_requests::configure(const settings& s) {
  settings_ = s;
  source_ = std::string_view{s.source};
  server_ = hw::parse_endpoint(s.server);
  if (server_) in_.resize(room);
}

bool pillar_requests::connect() {
  if (stream_) return true;
  if (!server_) return false;
  auto opened = hw::tcp_stream::connect(*server_);
  if (std::holds_alternative<std::string>(opened)) return false;
  stream_ = std::move(std::get<hw::tcp_stream>(opened));
  in_size_ = 0;
  connected_ = false;
  return true;
}

void pillar_requests::close() noexcept {
  stream_.reset();
  unsent_.clear();
  waiting_ = connected_ = false;
}

template <class Message>
bool pillar_requests::send(const Message& m) {
  if (!connect()) return false;
  (void)packet_.add(m);
  const auto bytes = packet_.finish(now_);
  unsent_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return true;
}

bool pillar_requests::ask_messages(message_range missing) {
  if (requests_ >= settings_.requests_a_day) return false;
  pillar::retransmission_request m;
  m.begin_seq_num = static_cast<std::uint32_t>(missing.first);
  m.end_seq_num = static_cast<std::uint32_t>(
      missing.first + std::min(missing.size(), settings_.messages_a_request) - 1);
  m.source = source_;
  m.product_id = static_cast<std::uint8_t>(settings_.product_id);
  m.channel_id = static_cast<std::uint8_t>(settings_.channel_id);
  if (!send(m)) return false;
  ++requests_;
  return waiting_ = true;
}

bool pillar_requests::ask_refresh() {
  if (refreshes_ >= settings_.refreshes_a_day) return false;
  pillar::refresh_request m;
  m.source = source_;
  m.product_id = static_cast<std::uint8_t>(settings_.product_id);
  m.channel_id = static_cast<std::uint8_t>(settings_.channel_id);
  if (!send(m)) return false;
  ++refreshes_;
  return waiting_ = true;
}

bool pillar_requests::poll(timestamp now) {
  now_ = now;
  if (!stream_) return false;
  const auto state = stream_->poll_connect();
  if (state == hw::tcp_stream::state::connecting) return false;
  connected_ = state == hw::tcp_stream::state::open;
  if (connected_ && !unsent_.empty())
    unsent_.erase(0, stream_->send(std::as_bytes(std::span{unsent_})));
  const auto got = stream_->receive(std::span{in_}.subspan(in_size_));
  in_size_ += got;
  if (got == 0 && stream_->current() == hw::tcp_stream::state::closed) {
    fail("connection lost: " + stream_->last_error());
    return true;
  }
  std::size_t used = 0;
  while (stream_) {
    const auto rest = std::span<const std::byte>{in_}.first(in_size_).subspan(used);
    const auto header = pillar::read_header(rest);
    if (!header || header->size > rest.size()) break;
    if (header->size < pillar::packet_header_size) {
      fail("no packet begins here");
      return true;
    }
    take(rest.first(header->size));
    used += header->size;
  }
  std::copy(in_.begin() + static_cast<std::ptrdiff_t>(used),
            in_.begin() + static_cast<std::ptrdiff_t>(in_size_), in_.begin());
  in_size_ -= std::min(used, in_size_);
  return got != 0;
}

void pillar_requests::take(std::span<const std::byte> packet) {
  const auto header = *pillar::read_header(packet);
  if (header.is_heartbeat()) {
    pillar::heartbeat_response m;
    m.source = source_;
    (void)send(m);
    return;
  }
  response_reader reader;
  pillar::packet_messages messages{packet, header};
  while (const auto m = messages.next()) (void)pillar::decode(*m, reader);
  if (!reader.response || reader.response->status == '0') return;
  fault_ = std::string{"request refused: "} + reader.response->status;
  if (std::exchange(waiting_, false)) refused_();
}

void pillar_requests::fail(std::string why) {
  const bool waited = waiting_;
  close();
  in_size_ = 0;
  fault_ = std::move(why);
  if (waited) refused_();
}

} // namespace corelane
