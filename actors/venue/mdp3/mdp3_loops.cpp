#include "corelane/actors/venue/mdp3/mdp3_loops.hpp"

#include <algorithm>
#include <span>

namespace corelane::venue {

namespace {

constexpr std::chrono::milliseconds packet_every{1};
constexpr std::size_t definitions_a_packet = 4;
constexpr std::size_t orders_a_message = 40; ///< so that it fits a packet

} // namespace

bool mdp3_loops::poll(timestamp now) {
  if (now < next_) return false;
  next_ = now + packet_every;
  const auto last = feed_.last_sequence();
  send_definitions(now);
  send_levels(now, last);
  send_orders(now, last);
  return true;
}

/// A round is over: the next one counts its packets from 1.
bool mdp3_loops::begin(loop& l) {
  if (l.at < listings_) return false;
  l.at = 0;
  l.packet.begin_at(1);
  return true;
}

void mdp3_loops::send_definitions(timestamp now) {
  (void)begin(definitions_);
  for (std::size_t n = 0; n < definitions_a_packet && definitions_.at < listings_; ++n)
    feed_.put_definition(definitions_.packet, definitions_.at++);
  definitions_.send(now);
}

void mdp3_loops::send_levels(timestamp now, std::uint32_t last) {
  if (begin(levels_)) ++rounds_;
  while (levels_.at < listings_) {
    auto m = feed_.levels_of(levels_.at, level_entries_);
    m.last_sequence = last;
    if (!levels_.packet.add(m, level_entries_)) break;
    ++levels_.at;
  }
  levels_.send(now);
}

/// All messages of one listing at once, in as many packets as they take: they are of one moment.
void mdp3_loops::send_orders(timestamp now, std::uint32_t last) {
  (void)begin(orders_);
  if (listings_ == 0) return;
  feed_.orders_of(orders_.at++, order_entries_);
  std::span<const mdp3::snapshot_orders::entry> left{order_entries_};
  mdp3::snapshot_orders m;
  m.last_sequence = last;
  m.total_reports = listings_;
  m.security_id = static_cast<std::int32_t>(orders_.at);
  m.chunks = static_cast<std::uint32_t>(
      std::max<std::size_t>(1, (left.size() + orders_a_message - 1) / orders_a_message));
  m.transact_time = now;
  for (m.chunk = 1; m.chunk <= m.chunks; ++m.chunk) {
    const auto n = std::min(orders_a_message, left.size());
    (void)orders_.packet.add(m, left.first(n));
    left = left.subspan(n);
    orders_.send(now);
  }
}

} // namespace corelane::venue
