#include "corelane/actors/venue/feed_lines.hpp"

#include "corelane/actors/venue/group_sender.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

namespace corelane::venue {

namespace {

std::unique_ptr<datagram_sink> open_line(const std::string& group, const std::string& interface) {
  auto opened = hw::udp_sender::open(*hw::parse_endpoint(group), interface);
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  return std::make_unique<group_sender>(std::get<hw::udp_sender>(std::move(opened)));
}

} // namespace

feed_lines::feed_lines(const std::vector<std::string>& groups, const std::string& interface,
                       const line_faults& faults) {
  for (const auto& group : groups)
    lines_.emplace_back(lines_.size(), open_line(group, interface), faults);
}

bool feed_lines::send(std::span<const std::byte> payload) noexcept {
  bool sent = true;
  for (auto& l : lines_) sent &= l.send(payload);
  return sent;
}

bool feed_lines::release(timestamp now) {
  bool any = false;
  for (auto& l : lines_) any |= l.release(now);
  return any;
}

} // namespace corelane::venue
