#include "corelane/actors/venue/pitch/gap_proxy_server.hpp"

#include "corelane/protocols/pitch/decoder.hpp"
#include "corelane/protocols/pitch/unit_sequence.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace corelane::venue {

namespace {

constexpr std::size_t packets_a_turn = 4;
constexpr std::size_t most_owed = 64; ///< requests
constexpr std::size_t max_packet = 1'400;

struct request_reader {
  std::optional<pitch::gap_request> request;
  void operator()(const pitch::gap_request& m) { request = m; }
  void operator()(const auto&) {}
};

} // namespace

char gap_proxy_server::verdict_on(const pitch::gap_request& r) const noexcept {
  if (r.unit != unit_) return 'I';
  if (r.count == 0 || history_.find(r.sequence).empty()
      || history_.find(std::uint64_t{r.sequence} + r.count - 1).empty())
    return 'O';
  return owed_.size() < most_owed ? 'A' : 'S';
}

void gap_proxy_server::on_message(pitch_client& from, std::span<const std::byte> message,
                                  timestamp) {
  request_reader reader;
  (void)pitch::decode<pitch::market::equities>(message, reader);
  if (!reader.request) return;
  const auto& r = *reader.request;
  const auto verdict = verdict_on(r);
  from.send(pitch::gap_response{r.unit, r.sequence, r.count, verdict});
  if (verdict != 'A') return;
  owed_.push_back({r.sequence, std::uint64_t{r.sequence} + r.count});
  ++answered_;
}

bool gap_proxy_server::send_some() {
  if (owed_.empty()) return false;
  for (std::size_t n = 0; n < packets_a_turn && !owed_.empty(); ++n) {
    auto& o = owed_.front();
    std::array<std::byte, max_packet> buffer;
    pitch::packet_writer packet{buffer, unit_, pitch::rolled(o.next)};
    for (; o.next < o.after; ++o.next) {
      const auto message = history_.find(o.next);
      const auto room = packet.begin_message(message.size());
      if (message.empty() || room.empty()) break;
      std::ranges::copy(message, room.begin());
      packet.end_message(message.size());
    }
    // Forgotten meanwhile, or sent: in either case there is nothing more to send of it.
    if (packet.empty())
      o.next = o.after;
    else
      (void)out_.send(packet.finish());
    if (o.next == o.after) owed_.pop_front();
  }
  return true;
}

} // namespace corelane::venue
