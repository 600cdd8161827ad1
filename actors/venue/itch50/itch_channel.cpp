#include "corelane/actors/venue/itch50/itch_channel.hpp"

#include "corelane/protocols/moldudp64/packet_reader.hpp"

namespace corelane::venue {

itch_channel::itch_channel(const feed_settings& s, const std::string& session,
                           const feed_context& venue)
    : history_{s.request_server.empty() ? 16 : s.history},
      lines_{s.group, s.interface, venue.faults},
      publisher_{session, venue.listings, *this, venue.probe} {
  if (!s.request_server.empty())
    requests_.emplace(*hw::parse_endpoint(s.request_server), publisher_.session(), history_);
  if (!s.snapshot_server.empty())
    snapshots_.emplace(*hw::parse_endpoint(s.snapshot_server), venue.listings, venue.books,
                       publisher_);
}

bool itch_channel::send(std::span<const std::byte> payload) noexcept {
  if (const auto header = moldudp64::read_header(payload)) {
    moldudp64::message_blocks blocks{payload, *header};
    while (const auto message = blocks.next()) history_.add(*message);
  }
  return lines_.send(payload);
}

bool itch_channel::poll(timestamp now) {
  bool worked = lines_.release(now);
  if (requests_) worked |= requests_->poll();
  if (snapshots_) worked |= snapshots_->poll(now);
  return worked;
}

void itch_channel::inspect(inspection& out) const {
  publisher_.inspect(out);
  if (requests_) out.field("requests_answered", requests_->answered());
  if (snapshots_) out.field("snapshots_sent", snapshots_->snapshots());
}

} // namespace corelane::venue
