#include "corelane/actors/venue/fix_client.hpp"

namespace corelane::venue {

namespace {

fix44::session_settings acceptor_of(const std::string& our_comp_id, std::string comp_id) {
  fix44::session_settings s;
  s.sender_comp_id = our_comp_id;
  s.target_comp_id = std::move(comp_id);
  s.initiator = false;
  s.validate = false; // the desk answers a faulty order as an order
  return s;
}

} // namespace

fix_client::fix_client(std::uint32_t number, const std::string& our_comp_id, std::string comp_id,
                       fix_message_taker& taker)
    : number_{number},
      comp_id_{std::move(comp_id)},
      taker_{taker},
      session_{acceptor_of(our_comp_id, comp_id_), *this} {}

void fix_client::connect(client_stream stream, timestamp now) {
  stream_ = std::move(stream);
  ended_ = false;
  session_.connected(now);
}

bool fix_client::poll(timestamp now) {
  if (!stream_) return false;
  stream_->read();
  const bool understood = understand(now);
  return transmit() || understood;
}

bool fix_client::understand(timestamp now) {
  const auto used = session_.receive(stream_->unread(), now);
  stream_->consume(used);
  if (stream_->stuck()) stream_->close();
  return used > 0;
}

bool fix_client::transmit() noexcept {
  const auto waiting = session_.outbound();
  if (waiting.empty()) return false;
  const auto taken = stream_->send(waiting);
  session_.sent(taken);
  return taken > 0;
}

void fix_client::disconnect() noexcept {
  transmit();
  stream_.reset();
  session_.disconnected();
}

} // namespace corelane::venue
