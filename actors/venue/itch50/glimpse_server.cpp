#include "corelane/actors/venue/itch50/glimpse_server.hpp"

#include "corelane/actors/venue/client_stream.hpp"
#include "corelane/actors/venue/itch50/itch_messages.hpp"
#include "corelane/protocols/itch50/snapshot_end.hpp"
#include "corelane/protocols/itch50/wire_layout.hpp"

#include <array>
#include <chrono>
#include <stdexcept>

namespace corelane::venue {

namespace {

constexpr std::chrono::milliseconds tick_every{1}; ///< for new clients and heartbeats

template <class Message>
void put(soupbin::server_session& to, const Message& m, timestamp now) {
  std::array<std::byte, Message::wire_size> bytes;
  itch50::write(m, bytes.data());
  to.send_sequenced(bytes, now);
}

} // namespace

/// One who wants a snapshot, and what has not been sent to it yet.
class glimpse_server::client : private soupbin::server_handler {
public:
  client(glimpse_server& server, hw::tcp_stream stream, timestamp now)
      : server_{server}, stream_{std::move(stream)}, session_{{}, *this, now} {}

  bool poll(timestamp now) {
    now_ = now;
    bool worked = stream_.read();
    const auto text = stream_.unread();
    stream_.consume(session_.received(std::as_bytes(std::span{text}), now));
    if (session_.logged_in() && !sent_) {
      sent_ = true;
      server_.send_snapshot(session_, now);
    }
    return flush() || worked;
  }
  void on_time(timestamp now) { session_.on_time(now); }
  [[nodiscard]] bool done() const noexcept { return session_.closed() || !stream_.is_open(); }

private:
  bool flush() {
    if (out_.size() == begin_) return false;
    begin_ += stream_.send(std::string_view{out_}.substr(begin_));
    if (begin_ == out_.size()) {
      out_.clear();
      begin_ = 0;
    }
    return true;
  }

  std::variant<soupbin::login_accepted, soupbin::login_reject_reason> on_login(
      const soupbin::login_request&) override {
    return soupbin::login_accepted{"GLIMPSE", 1};
  }
  void on_unsequenced(std::span<const std::byte>) override {}
  void on_disconnect(std::string_view) override { stream_.close(); }
  void send(std::span<const std::byte> bytes) override {
    out_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }

  glimpse_server& server_;
  client_stream stream_;
  soupbin::server_session session_;
  std::string out_;
  std::size_t begin_{0};
  timestamp now_{};
  bool sent_{false};
};

hw::tcp_listener glimpse_server::open(hw::endpoint on) {
  auto opened = hw::tcp_listener::open(on);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::get<hw::tcp_listener>(std::move(opened));
}

glimpse_server::glimpse_server(hw::endpoint on, const std::vector<listing>& listings,
                               const matching_engine& books, const itch_publisher& feed)
    : listener_{open(on)}, listings_{listings}, books_{books}, feed_{feed} {}

glimpse_server::~glimpse_server() = default;

bool glimpse_server::poll(timestamp now) {
  bool worked = false;
  if (now >= next_tick_) {
    next_tick_ = now + tick_every;
    for (auto& c : clients_) c->on_time(now);
    std::erase_if(clients_, [](const auto& c) { return c->done(); });
    if (clients_.size() < max_clients)
      if (auto stream = listener_.accept())
        clients_.push_back(std::make_unique<client>(*this, std::move(*stream), now));
  }
  for (auto& c : clients_) worked |= c->poll(now);
  return worked;
}

void glimpse_server::send_snapshot(soupbin::server_session& to, timestamp now) {
  ++snapshots_;
  for (std::uint32_t i = 0; i < listings_.size(); ++i) {
    const auto locate = locate_of(instrument_id{i});
    put(to, stamped(directory_of(listings_[i]), locate, now), now);
    put(to, stamped(trading_action_of(listings_[i]), locate, now), now);
  }
  send_orders(to, now);
  to.send_sequenced(itch50::write(itch50::snapshot_end{feed_.next_sequence()}), now);
}

void glimpse_server::send_orders(soupbin::server_session& to, timestamp now) {
  for (std::uint32_t i = 0; i < listings_.size(); ++i)
    for (const auto s : {side::buy, side::sell})
      for (const auto& level : books_.levels(instrument_id{i}, s))
        books_.for_each_order(level, [&](const book_order& order) {
          put(to, stamped(add_of(order, listings_[i]), locate_of(order.instrument), now), now);
        });
}

} // namespace corelane::venue
