#include "corelane/actors/venue/pillar/pillar_channel.hpp"

#include "corelane/protocols/pillar/packet_reader.hpp"

namespace corelane::venue {

pillar_channel::pillar_channel(const feed_settings& s, const feed_context& venue)
    : history_{s.request_server.empty() ? 16 : s.history},
      lines_{s.group, s.interface, venue.faults},
      resent_{s.retransmission_group, s.interface, no_faults_},
      refreshes_{s.snapshot_group, s.interface, no_faults_},
      publisher_{venue.listings, venue.books, venue.tick, *this, venue.probe} {
  if (!s.request_server.empty())
    requests_.emplace(*hw::parse_endpoint(s.request_server),
                      static_cast<std::uint32_t>(venue.listings.size()), publisher_, history_,
                      resent_, refreshes_);
}

bool pillar_channel::send(std::span<const std::byte> payload) noexcept {
  if (const auto header = pillar::read_header(payload)) {
    pillar::packet_messages messages{payload, *header};
    while (const auto m = messages.next()) history_.add(*m);
  }
  return lines_.send(payload);
}

bool pillar_channel::poll(timestamp now) {
  const bool released = lines_.release(now);
  return (requests_ && requests_->poll(now)) || released;
}

void pillar_channel::inspect(inspection& out) const {
  publisher_.inspect(out);
  if (!requests_) return;
  out.field("pillar_requests_taken", requests_->requests());
  out.field("pillar_refreshes_sent", requests_->refreshes());
}

} // namespace corelane::venue
