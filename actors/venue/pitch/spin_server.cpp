#include "corelane/actors/venue/pitch/spin_server.hpp"

#include "corelane/protocols/pitch/decoder.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

namespace corelane::venue {

namespace {

constexpr std::chrono::seconds offer_every{1};

struct request_reader {
  std::optional<pitch::spin_request> request;
  void operator()(const pitch::spin_request& m) { request = m; }
  void operator()(const auto&) {}
};

/// Messages in blocks as long as a packet, one after the other.
class image_writer {
public:
  explicit image_writer(std::string& out) : out_{out} {}

  template <class Message>
  void put(const Message& m) {
    if (!pitch::add<pitch::market::equities>(block_, m)) {
      finish();
      (void)pitch::add<pitch::market::equities>(block_, m);
    }
    if constexpr (requires { m.side; }) ++orders_;
  }
  void finish() {
    if (block_.empty()) return;
    const auto bytes = block_.finish();
    out_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  [[nodiscard]] std::uint32_t orders() const noexcept { return orders_; }

private:
  std::string& out_;
  std::array<std::byte, pitch_publisher::max_packet> buffer_{};
  pitch::packet_writer block_{buffer_, 0, pitch::unsequenced};
  std::uint32_t orders_{0};
};

} // namespace

void spin_server::on_time(pitch_client& c, timestamp now) {
  if (c.image_offered_at.ns != 0 && now - c.image_offered_at < offer_every) return;
  offer(c, now);
}

void spin_server::offer(pitch_client& c, timestamp now) {
  c.image_offered_at = now;
  c.image.clear();
  image_writer image{c.image};
  feed_.put_state(now, [&](const auto& m) { image.put(m); });
  image.finish();
  c.image_orders = image.orders();
  c.image_sequence = feed_.next_sequence() - 1;
  c.send(pitch::spin_image_available{c.image_sequence});
}

void spin_server::on_message(pitch_client& from, std::span<const std::byte> message, timestamp) {
  request_reader reader;
  (void)pitch::decode<pitch::market::equities>(message, reader);
  if (!reader.request) return;
  const auto sequence = reader.request->sequence;
  const bool known = !from.image.empty() && sequence == from.image_sequence;
  from.send(pitch::spin_response{sequence, known ? from.image_orders : 0, known ? 'A' : 'O'});
  if (!known) return;
  from.send_bytes(std::as_bytes(std::span{from.image}));
  from.image.clear();
  from.send(pitch::spin_finished{sequence});
  ++spins_;
}

} // namespace corelane::venue
