#include "corelane/actors/venue/itch_channel.hpp"

#include "corelane/actors/venue/group_sender.hpp"
#include "corelane/protocols/moldudp64/packet_reader.hpp"

#include <stdexcept>

namespace corelane::venue {

namespace {

std::unique_ptr<datagram_sink> open_line(const std::string& group, const std::string& interface) {
  auto opened = hw::udp_sender::open(*hw::parse_endpoint(group), interface);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::make_unique<group_sender>(std::get<hw::udp_sender>(std::move(opened)));
}

} // namespace

itch_channel::itch_channel(const feed_settings& s, const std::string& session,
                           const std::vector<listing>& listings, const matching_engine& books,
                           const line_faults& faults, venue_probe& probe)
    : history_{s.request_server.empty() ? 16 : s.history},
      publisher_{session, listings, *this, probe} {
  for (const auto& group : s.group)
    lines_.emplace_back(lines_.size(), open_line(group, s.interface), faults);
  if (!s.request_server.empty())
    requests_.emplace(*hw::parse_endpoint(s.request_server), publisher_.session(), history_);
  if (!s.snapshot_server.empty())
    snapshots_.emplace(*hw::parse_endpoint(s.snapshot_server), listings, books, publisher_);
}

bool itch_channel::send(std::span<const std::byte> payload) noexcept {
  if (const auto header = moldudp64::read_header(payload)) {
    moldudp64::message_blocks blocks{payload, *header};
    while (const auto message = blocks.next()) history_.add(*message);
  }
  bool sent = true;
  for (auto& l : lines_) sent &= l.send(payload);
  return sent;
}

bool itch_channel::poll(timestamp now) {
  bool worked = false;
  for (auto& l : lines_) worked |= l.release(now);
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
