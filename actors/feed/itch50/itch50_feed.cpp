#include "corelane/actors/feed/itch50/itch50_feed.hpp"

#include "corelane/hw/tsc_clock.hpp"
#include "corelane/protocols/moldudp64/packet_reader.hpp"
#include "corelane/protocols/soupbin/login.hpp"
#include "corelane/runtime/api/registry.hpp"

namespace corelane {

namespace {

constexpr std::string_view all_types = "SRHYLVWKJhAFECXDUPQBINO";

} // namespace

itch50_feed::itch50_feed(actor_setup& setup)
    : multicast_feed{setup}, locates_{setup.instruments()} {
  auto& p = setup.parameters();
  p.bind(request_server_, "request_server", "",
         "address:port of the MoldUDP64 request server for lost messages; none when empty")
      .checked(&hw::endpoint_fault);
  p.bind(glimpse_settings_.server, "snapshot_server", "",
         "address:port of the GLIMPSE server for the state of all books; none when empty")
      .checked(&hw::endpoint_fault);
  p.bind(glimpse_settings_.username, "snapshot_username", "", "for the GLIMPSE server");
  p.bind(glimpse_settings_.password, "snapshot_password", "", "for the GLIMPSE server");
  p.bind_choice(late_join_, {"recover", "accept"}, "late_join",
                "what to do when the session's first messages were missed: recover them as any "
                "others, or accept books that lack them as valid");
  calendar_.bind(p);
  p.bind_choice(market_, {"Q", "B", "X"}, "market",
                "whose operational halts count: Q Nasdaq, B BX, X PSX");
  p.require("snapshot_username", [this] {
    return glimpse_settings_.username.size() <= soupbin::username_size ? "" : "at most 6 letters";
  });
  p.require("snapshot_password", [this] {
    return glimpse_settings_.password.size() <= soupbin::password_size ? "" : "at most 10 letters";
  });
  for (const char type : all_types)
    by_type_[static_cast<unsigned char>(type)] =
        setup.make_counter("hft_messages_processed_total", "Messages processed, by type",
                           std::string{"exchange=\"nasdaq\",message_type=\""} + type + '"');
  for (std::size_t i = 0; i < most_lines; ++i) lines_.emplace_back(setup, line_label(i));
  lines_.emplace_back(setup, "line=\"request_server\"");
}

void itch50_feed::on_start() {
  multicast_feed::on_start();
  locates_.want(wanted());
  normaliser_.trade_on(market_.front());
  normaliser_.number_venue(venue());
  if (!request_server_.empty() && !now_is_virtual()) {
    rerequest_.open(*hw::parse_endpoint(request_server_));
    descriptors().add(rerequest_.descriptor());
  }
  if (!now_is_virtual()) glimpse_.configure(glimpse_settings_);
  space_.start(recovery_,
               {.retransmission = rerequest_.is_open(), .snapshot = glimpse_.is_configured()});
}

void itch50_feed::on_drain() { space_.flush(); }

void itch50_feed::on_stop() {
  rerequest_.close();
  glimpse_.close();
  multicast_feed::on_stop();
}

bool itch50_feed::poll_services() {
  if (glimpse_.poll(now())) return true;
  const auto answer = rerequest_.receive();
  if (!answer) return false;
  on_packet({*answer, hw::tsc_clock::stamp(), now(), static_cast<std::uint8_t>(lines_.size() - 1)});
  if (space_.phase() == gap_recovery::phase::requested) (void)request_messages(space_.missing());
  return true;
}

bool itch50_feed::request_messages(message_range missing) {
  return session_.current() && rerequest_.ask(*session_.current(), missing);
}

/// A snapshot that was given up must not go on to hide what happens.
void itch50_feed::trust(book_state state) {
  if (state == book_state::stale) {
    glimpse_.close();
    normaliser_.end_snapshot();
  }
  normaliser_.trust(state, now());
}

void itch50_feed::on_silence(bool silent) {
  if (!session_.current() || session_ended_) return;
  normaliser_.trust(silent ? book_state::stale : space_.state(), now());
}

bool itch50_feed::request_snapshot() {
  if (!glimpse_.request()) return false;
  constexpr bool until_connected = true; // and on: snapshots are short
  descriptors().add(glimpse_.descriptor(), until_connected);
  return true;
}

void itch50_feed::on_snapshot_begin() {
  normaliser_.begin_packet({});
  normaliser_.begin_snapshot(now());
}

void itch50_feed::on_snapshot_message(std::span<const std::byte> message) {
  space_.snapshot_goes_on();
  if (itch50::decode(message, normaliser_) != itch50::decode_result::handled)
    probe_.malformed_skipped();
}

void itch50_feed::on_snapshot_end(std::uint64_t next_sequence) {
  normaliser_.end_snapshot();
  space_.snapshot_taken(next_sequence);
}

void itch50_feed::on_snapshot_failed(std::string_view why) {
  last_snapshot_error_ = why;
  normaliser_.end_snapshot();
  space_.recovery_refused();
}

void itch50_feed::on_packet(const packet& p) {
  input_received(p.received);
  probe_.packet_received();
  heard();
  const auto header = moldudp64::read_header(p.payload);
  if (!header || header->sequence > UINT64_MAX - header->message_count())
    return probe_.malformed_skipped();
  switch (session_.take(*header)) {
    case moldudp64::session_follower::belongs::here: break;
    case moldudp64::session_follower::belongs::begins: begin_session(p, *header); break;
    case moldudp64::session_follower::belongs::not_here: return;
  }
  if (header->is_end_of_session()) session_ended_ = true;
  const sequenced_packet numbered{p, header->sequence, header->message_count()};
  const auto arrival = space_.offer(numbered);
  lines_[p.line].came(numbered, arrival);
  if (arrival == sequence_space::arrival::duplicate && numbered.count != 0)
    probe_.duplicate_dropped();
}

std::uint32_t itch50_feed::take(const sequenced_packet& p, std::uint32_t skip) {
  normaliser_.begin_packet(p.raw.received);
  moldudp64::message_blocks blocks{p.raw.payload, *moldudp64::read_header(p.raw.payload)};
  while (const auto message = blocks.next()) {
    if (skip != 0)
      --skip;
    else
      take_message(*message);
  }
  if (blocks.malformed()) probe_.malformed_skipped();
  return blocks.lost();
}

void itch50_feed::take_message(std::span<const std::byte> message) {
  probe_.message_received();
  switch (itch50::decode(message, normaliser_)) {
    case itch50::decode_result::handled:
      if (auto& count = by_type_[static_cast<unsigned char>(message.front())]) count->add();
      return;
    case itch50::decode_result::truncated: // no copy can make good for it
      probe_.malformed_skipped();
      normaliser_.message_lost();
      return space_.distrust();
    case itch50::decode_result::unknown_type: // of a later version, which books do without
      return probe_.malformed_skipped();
  }
}

void itch50_feed::begin_session(const packet& p, const moldudp64::packet_header& header) {
  probe_.session_begun();
  session_ended_ = false;
  first_sequence_ = header.sequence;
  const auto midnight = calendar_.midnight_of(p, now(), now_is_virtual());
  auto begun = midnight;
  if (const auto first = moldudp64::message_blocks{p.payload, header}.next();
      first && first->size() >= itch50::header_size)
    begun.ns += static_cast<std::int64_t>(itch50::read_header(first->data()).timestamp);
  normaliser_.begin_packet(p.received);
  normaliser_.begin_session(midnight, begun);
  space_.begin(late_join_ == "accept" ? header.sequence : 1);
  for (auto& l : lines_) l.begin();
}

void itch50_feed::inspect(inspection& out) const {
  const auto session = session_.current().value_or(moldudp64::session_name{});
  out.field("session", std::string_view{session.data(), session.size()});
  out.field("session_ended", session_ended_);
  out.field("first_sequence", first_sequence_);
  out.field("next_sequence", space_.next());
  const char state = normaliser_.system_state();
  out.field("system_event", std::string_view{&state, 1});
  out.field("books", to_string(silent() ? book_state::stale : space_.state()));
  out.field("recovery", to_string(space_.phase()));
  out.field("missing_now", space_.missing().size());
  out.field("held_packets", space_.held().size());
  out.field("last_snapshot_error", last_snapshot_error_);
  multicast_feed::inspect(out);
  inspect_lines(out, lines_, line_count(), "request_server", rerequest_.is_open());
}

void register_itch50(registry& all);
void register_itch50(registry& all) {
  all.add<itch50_feed>("feed.itch50",
                       "NASDAQ TotalView-ITCH 5.0 over MoldUDP64, with arbitration of its lines");
}

} // namespace corelane
