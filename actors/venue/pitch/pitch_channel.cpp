#include "corelane/actors/venue/pitch/pitch_channel.hpp"

#include "corelane/protocols/pitch/packet_reader.hpp"

namespace corelane::venue {

pitch_channel::pitch_channel(const feed_settings& s, const feed_context& venue)
    : history_{s.request_server.empty() ? 16 : s.history},
      lines_{s.group, s.interface, venue.faults},
      resent_{s.retransmission_group, s.interface, no_faults_},
      publisher_{venue.listings, venue.books, *this, venue.probe} {
  if (!s.request_server.empty())
    proxy_.emplace(*hw::parse_endpoint(s.request_server), pitch_publisher::unit, history_, resent_);
  if (!s.snapshot_server.empty())
    spins_.emplace(*hw::parse_endpoint(s.snapshot_server), publisher_);
}

bool pitch_channel::send(std::span<const std::byte> payload) noexcept {
  if (const auto header = pitch::read_header(payload)) {
    pitch::unit_messages messages{payload, *header};
    while (const auto m = messages.next()) history_.add(*m);
  }
  return lines_.send(payload);
}

bool pitch_channel::poll(timestamp now) {
  bool worked = lines_.release(now);
  if (proxy_) worked |= proxy_->poll(now) || proxy_->send_some();
  if (spins_) worked |= spins_->poll(now);
  return worked;
}

void pitch_channel::inspect(inspection& out) const {
  publisher_.inspect(out);
  if (proxy_) out.field("gap_requests_answered", proxy_->answered());
  if (spins_) out.field("spins_sent", spins_->spins());
}

} // namespace corelane::venue
