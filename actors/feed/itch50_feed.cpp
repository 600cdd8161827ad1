#include "corelane/actors/feed/itch50_feed.hpp"

#include "corelane/protocols/moldudp64/packet_reader.hpp"
#include "corelane/runtime/api/registry.hpp"

#include <stdexcept>

namespace corelane {

namespace {

constexpr std::string_view all_types = "SRHYLVWKJhAFECXDUPQBINO";

} // namespace

itch50_feed::itch50_feed(actor_setup& setup)
    : actor{setup}, probe_{setup}, locates_{setup.instruments()} {
  auto& p = setup.parameters();
  p.bind(group_, "group", "", "address:port of the MoldUDP64 line; a multicast group is joined");
  p.bind(interface_, "interface", "", "address or name of the interface to join on");
  p.bind(receive_buffer_, "receive_buffer", "bytes", "room the kernel keeps for unread packets");
  p.bind(busy_poll_, "busy_poll", "", "how long a read polls the device (SO_BUSY_POLL)");
  p.bind(symbols_, "symbols", "", "instruments wanted; all when empty");
  p.bind(session_date_, "session_date", "",
         "day of the session, YYYY-MM-DD; the first packet's when empty, 1970-01-01 for recordings "
         "without times");
  p.bind(utc_offset_, "utc_offset", "", "the exchange's clock minus UTC, as in -5h");
  p.bind_within<std::uint64_t>(venue_, 0, 255, "venue", "", "number put on all events");
  p.bind_choice(market_, {"Q", "B", "X"}, "market",
                "whose operational halts count: Q Nasdaq, B BX, X PSX");
  for (const char type : all_types)
    by_type_[static_cast<unsigned char>(type)] =
        setup.make_counter("hft_messages_processed_total", "Messages processed, by type",
                           std::string{"exchange=\"nasdaq\",message_type=\""} + type + '"');
}

void itch50_feed::on_start() {
  set_day_ = session_day::parse(session_date_);
  if (!session_date_.empty() && !set_day_)
    throw std::invalid_argument{"session_date '" + session_date_
                                + "' is not a date; write it as 2019-12-30"};
  locates_.want(symbols_);
  normaliser_.trade_on(market_.front());
  if (!now_is_virtual()) open_socket();
}

void itch50_feed::open_socket() {
  const auto group = hw::parse_endpoint(group_);
  if (!group)
    throw std::invalid_argument{"group '" + group_
                                + "' is not address:port, as in 239.192.0.1:26400"};
  auto opened =
      hw::udp_receiver::open({*group, interface_, receive_buffer_,
                              std::chrono::duration_cast<std::chrono::microseconds>(busy_poll_)});
  if (auto* error = std::get_if<std::string>(&opened)) throw std::runtime_error{*error};
  socket_ = std::move(std::get<hw::udp_receiver>(opened));
}

void itch50_feed::on_stop() {
  batch_ = {};
  socket_.reset();
}

int itch50_feed::descriptor() const { return socket_ ? socket_->descriptor() : -1; }

bool itch50_feed::poll() {
  if (!socket_) return false;
  if (batch_.empty()) {
    batch_ = socket_->receive();
    if (batch_.empty()) return false;
    probe_.kernel_dropped(socket_->kernel_drops());
  }
  const auto& next = batch_.front();
  batch_ = batch_.subspan(1);
  on_packet({next.payload, next.received, next.kernel_time});
  return true;
}

void itch50_feed::on_packet(const packet& p) {
  input_received(p.received);
  probe_.packet_received();
  const auto header = moldudp64::read_header(p.payload);
  if (!header) return probe_.malformed_skipped();
  const auto found = sequence_.take(*header);
  switch (found.what) {
    case moldudp64::arrival::first:
    case moldudp64::arrival::new_session: begin_session(p, *header); break;
    case moldudp64::arrival::duplicate:
      if (header->message_count() != 0) probe_.duplicate_dropped();
      return;
    case moldudp64::arrival::other_session: return;
    case moldudp64::arrival::impossible: return probe_.malformed_skipped();
    case moldudp64::arrival::gap:
    case moldudp64::arrival::in_order:
    case moldudp64::arrival::overlap: break;
  }
  if (found.missing != 0) messages_missing(found.missing);
  if (header->is_end_of_session()) session_ended_ = true;
  take_messages(p, *header, found.skip);
}

void itch50_feed::take_messages(const packet& p, const moldudp64::packet_header& header,
                                std::uint16_t skip) {
  normaliser_.begin_packet(p.received, midnight_, static_cast<std::uint8_t>(venue_),
                           after_gap_ ? mbo_event::after_gap : std::uint8_t{0});
  moldudp64::message_blocks blocks{p.payload, header};
  while (const auto message = blocks.next()) {
    if (skip != 0)
      --skip;
    else
      take_message(*message);
  }
  if (!blocks.malformed()) return;
  probe_.malformed_skipped();
  sequence_.unread(blocks.lost());
}

void itch50_feed::take_message(std::span<const std::byte> message) {
  probe_.message_received();
  switch (itch50::decode(message, normaliser_)) {
    case itch50::decode_result::handled:
      if (auto& count = by_type_[static_cast<unsigned char>(message.front())]) count->add();
      return;
    case itch50::decode_result::truncated: // no copy can make good for it
      probe_.malformed_skipped();
      after_gap_ = true;
      return normaliser_.message_lost();
    case itch50::decode_result::unknown_type: // of a later version, which books do without
      return probe_.malformed_skipped();
  }
}

void itch50_feed::messages_missing(std::uint64_t missing) noexcept {
  probe_.gap_detected(missing);
  after_gap_ = true;
}

void itch50_feed::begin_session(const packet& p, const moldudp64::packet_header& header) {
  probe_.session_begun();
  after_gap_ = session_ended_ = false;
  first_sequence_ = header.sequence;
  midnight_ = day_of(p.capture_time).midnight(utc_offset_);
  auto begun = midnight_;
  if (const auto first = moldudp64::message_blocks{p.payload, header}.next();
      first && first->size() >= itch50::header_size)
    begun.ns += static_cast<std::int64_t>(itch50::read_header(first->data()).timestamp);
  normaliser_.begin_packet(p.received, midnight_, static_cast<std::uint8_t>(venue_), 0);
  normaliser_.end_session(begun);
}

session_day itch50_feed::day_of(timestamp captured) const {
  if (set_day_) return *set_day_;
  if (captured.ns != 0) return session_day::at(captured, utc_offset_);
  return now_is_virtual() ? session_day::epoch() : session_day::at(now(), utc_offset_);
}

bool itch50_feed::listens_to(std::uint32_t address, std::uint16_t port) const {
  const auto group = hw::parse_endpoint(group_);
  return group && group->address == address && group->port == port;
}

void itch50_feed::inspect(inspection& out) const {
  out.field("group", group_);
  out.field("session", std::string_view{sequence_.session().data(), sequence_.session().size()});
  out.field("session_ended", session_ended_);
  out.field("first_sequence", first_sequence_);
  out.field("next_sequence", sequence_.next());
  const char state = normaliser_.system_state();
  out.field("system_event", std::string_view{&state, 1});
  out.field("after_gap", after_gap_);
  out.field("packets", probe_.packets());
  out.field("messages", probe_.messages());
  out.field("gaps", probe_.gaps());
  out.field("missing_messages", probe_.missing());
  out.field("duplicates", probe_.duplicates());
  out.field("malformed", probe_.malformed());
  if (!socket_) return;
  out.field("kernel_drops", socket_->kernel_drops());
  out.field("oversized", socket_->oversized());
  out.field("read_errors", socket_->read_errors());
  out.table("notices");
  for (const auto& notice : socket_->notices()) {
    out.row();
    out.field("notice", notice);
  }
  out.end_table();
}

void register_itch50(registry& all);
void register_itch50(registry& all) {
  all.add<itch50_feed>("feed.itch50", "NASDAQ TotalView-ITCH 5.0 over MoldUDP64, one line");
}

} // namespace corelane
