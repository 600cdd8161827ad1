#include "corelane/actors/feed/pillar/pillar_feed.hpp"

#include "corelane/protocols/pillar/packet_reader.hpp"
#include "corelane/runtime/api/registry.hpp"

#include <type_traits>

namespace corelane {

namespace {

/// Whether the packet holds a sequence reset, which comes alone and has number 1.
bool is_reset(const packet& p, const pillar::packet_header& h) {
  if (h.sequence != 1 || h.count != 1) return false;
  const auto m = pillar::packet_messages{p.payload, h}.next();
  return m && wire::load_le<std::uint16_t>(m->data() + 2) == pillar::sequence_reset::type;
}

} // namespace

pillar_feed::pillar_feed(actor_setup& setup)
    : multicast_feed{setup},
      directory_{setup.instruments()},
      requests_{[this] { space_.recovery_refused(); }},
      contradictions_{setup.make_counter("corelane_feed_contradictions_total",
                                         "Symbols whose own numbers had a gap, or whose messages "
                                         "came before their mapping")} {
  auto& p = setup.parameters();
  p.bind_one_or_more(retransmission_groups_, "retransmission_group",
                     "address:port of the groups that lost messages are sent again by")
      .checked(&hw::endpoint_fault);
  p.bind_one_or_more(refresh_groups_, "snapshot_group",
                     "address:port of the groups that refreshes are sent by")
      .checked(&hw::endpoint_fault);
  request_settings_.bind(p);
  p.bind_choice(late_join_, {"recover", "accept"}, "late_join",
                "what to do when the session's first messages were missed: recover them as any "
                "others, or accept books that lack them as valid");
  p.bind_within<std::uint64_t>(max_symbols_, 1, 1U << 24, "max_symbols", "1",
                               "symbol indices below this are followed; 56 bytes each are taken "
                               "at start");
  p.require("request_server", [this] {
    return request_settings_.server.empty()
                   || !(retransmission_groups_.empty() && refresh_groups_.empty())
               ? ""
               : "answers come by multicast: name a retransmission_group or a snapshot_group";
  });
  pillar::all_messages::for_each([&]<class M>(std::type_identity<M>) {
    by_type_[M::type % by_type_.size()] = setup.make_counter(
        "hft_messages_processed_total", "Messages processed, by type",
        std::string{"exchange=\"nyse\",message_type=\""} + std::string{M::name} + '"');
  });
  for (std::size_t i = 0; i < most_lines; ++i) lines_.emplace_back(setup, line_label(i));
  lines_.emplace_back(setup, "line=\"retransmission\"");
}

pillar_feed::~pillar_feed() = default;

void pillar_feed::on_start() {
  first_retransmission_line_ = also_listen(retransmission_groups_);
  first_refresh_line_ = also_listen(refresh_groups_);
  multicast_feed::on_start();
  symbols_ = std::make_unique<pillar_symbols>(directory_, max_symbols_);
  symbols_->want(wanted());
  normaliser_ = std::make_unique<pillar_normaliser<pillar_feed>>(*this, *symbols_, probe_);
  normaliser_->number_venue(venue());
  refresh_.emplace(*symbols_);
  if (!now_is_virtual()) requests_.configure(request_settings_);
  const bool server = requests_.is_configured();
  space_.start(recovery_, {.retransmission = server && !retransmission_groups_.empty(),
                           .snapshot = server && !refresh_groups_.empty()});
}

void pillar_feed::on_drain() { space_.flush(); }

void pillar_feed::on_stop() {
  requests_.close();
  multicast_feed::on_stop();
}

void pillar_feed::on_packet(const packet& p) {
  input_received(p.received);
  probe_.packet_received();
  heard();
  const auto header = pillar::read_header(p.payload);
  if (!header) return probe_.malformed_skipped();
  if (header->is_refresh()) return take_refresh(p, *header);
  if (header->flag == pillar::delivery_flag::unavailable) return take_unavailable(p, *header);
  if (header->is_heartbeat() && p.line >= first_retransmission_line_) return;
  take_channel(p, *header);
}

void pillar_feed::take_channel(const packet& p, const pillar::packet_header& header) {
  // Both lines bring the reset, in packets that were sent at the same time.
  if (is_reset(p, header) && header.send_time() > reset_at_ && !header.is_retransmission()) {
    reset_at_ = header.send_time();
    begin_session(p, header, 1);
  } else if (!begun_) {
    begin_session(p, header, late_join_ == "accept" ? header.sequence : 1);
  }
  const sequenced_packet numbered{p, header.sequence, header.count};
  const auto arrival = space_.offer(numbered);
  const bool resent = p.line >= first_retransmission_line_;
  (resent ? lines_.back() : lines_[p.line]).came(numbered, arrival);
  if (arrival == sequence_space::arrival::duplicate && header.count != 0)
    probe_.duplicate_dropped();
  if (!resent || space_.phase() != gap_recovery::phase::requested) return;
  const auto missing = space_.missing();
  if (missing.size() != 0 && missing.first >= asked_.after) (void)request_messages(missing);
}

void pillar_feed::begin_session(const packet& p, const pillar::packet_header& header,
                                std::uint64_t first) {
  probe_.session_begun();
  begun_ = true;
  normaliser_->begin_packet(p.received, header.send_time());
  normaliser_->begin_session(header.send_time());
  space_.begin(first);
  for (auto& l : lines_) l.begin();
}

std::uint32_t pillar_feed::take(const sequenced_packet& p, std::uint32_t skip) {
  const auto header = *pillar::read_header(p.raw.payload);
  normaliser_->begin_packet(p.raw.received, header.send_time());
  pillar::packet_messages messages{p.raw.payload, header};
  for (auto number = p.first; const auto m = messages.next(); ++number) {
    if (skip != 0) {
      --skip;
      continue;
    }
    normaliser_->begin_message(number);
    if (take_message(*m)) continue; // else no copy can make good for it
    normaliser_->message_lost();
    space_.distrust();
  }
  if (messages.malformed()) probe_.malformed_skipped();
  return messages.lost();
}

/// False when the message was too short to be read.
bool pillar_feed::take_message(std::span<const std::byte> message) {
  probe_.message_received();
  switch (pillar::decode(message, *normaliser_)) {
    case pillar::decode_result::handled:
      if (auto& c = by_type_[wire::load_le<std::uint16_t>(message.data() + 2) % by_type_.size()])
        c->add();
      return true;
    case pillar::decode_result::truncated: probe_.malformed_skipped(); return false;
    case pillar::decode_result::unknown_type: probe_.malformed_skipped(); return true;
  }
  return true;
}

/// The numbers of the channel do not tell of a loss, but a symbol's do.
void pillar_feed::contradicted() {
  contradictions_.add();
  space_.distrust();
}

/// A refresh that was given up must not go on to hide what happens.
void pillar_feed::trust(book_state state) {
  if (state == book_state::stale) normaliser_->end_refresh();
  normaliser_->trust(state);
}

void pillar_feed::on_silence(bool silent) {
  if (begun_) normaliser_->trust(silent ? book_state::stale : space_.state());
}

void pillar_feed::watch_requests() {
  constexpr bool until_connected = true; // and on: the talk is short
  descriptors().add(requests_.descriptor(), until_connected);
}

bool pillar_feed::request_messages(message_range missing) {
  asked_ = {missing.first,
            missing.first + std::min(missing.size(), request_settings_.messages_a_request)};
  if (!requests_.ask_messages(missing)) return false;
  watch_requests();
  return true;
}

void pillar_feed::take_unavailable(const packet& p, const pillar::packet_header&) {
  if (space_.phase() != gap_recovery::phase::requested) return;
  probe_.message_received();
  (void)p;
  space_.distrust(); // what was asked for is lost for good
}

bool pillar_feed::request_snapshot() {
  if (!requests_.ask_refresh()) return false;
  watch_requests();
  const auto& held = space_.held();
  refresh_->begin(held.empty() ? space_.next() : held.lowest());
  normaliser_->begin_packet({}, now());
  normaliser_->begin_refresh();
  return true;
}

/// Tells the refresh of each symbol that a packet names, before its state is taken.
struct pillar_feed::refresh_reader {
  pillar_feed& feed;
  std::uint32_t last_symbol_seq_num;

  template <class Message>
  void operator()(const Message& m) {
    if constexpr (std::is_same_v<Message, pillar::symbol_mapping>) (*feed.normaliser_)(m);
    if constexpr (requires { m.symbol_index; }) {
      if (auto* s = feed.symbols_->find(m.symbol_index))
        feed.refresh_->brings(*s, last_symbol_seq_num);
      if constexpr (!std::is_same_v<Message, pillar::symbol_mapping>) (*feed.normaliser_)(m);
    }
  }
};

void pillar_feed::take_refresh(const packet& p, const pillar::packet_header& header) {
  pillar::packet_messages messages{p.payload, header};
  const auto first = messages.next();
  if (!first) return;
  const auto type = wire::load_le<std::uint16_t>(first->data() + 2);
  if (type == pillar::symbol_mapping::type) { // asked for alone
    normaliser_->begin_packet(p.received, header.send_time());
    (void)pillar::decode(*first, *normaliser_);
  }
  if (type != pillar::refresh_header::type || space_.phase() != gap_recovery::phase::snapshot)
    return;
  pillar::refresh_header h;
  (void)pillar::decode(*first, [&h]<class M>(const M& m) {
    if constexpr (std::is_same_v<M, pillar::refresh_header>) h = m;
  });
  if (!refresh_->begin_packet(header.flag, h)) return;
  space_.snapshot_goes_on();
  normaliser_->begin_packet({}, header.send_time());
  refresh_reader reader{*this, h.last_symbol_seq_num};
  while (const auto m = messages.next()) (void)pillar::decode(*m, reader);
  switch (refresh_->end_packet(header.flag)) {
    case pillar_refresh::progress::going_on: return;
    case pillar_refresh::progress::broken: return space_.recovery_refused();
    case pillar_refresh::progress::whole: break;
  }
  normaliser_->end_refresh();
  space_.snapshot_taken(refresh_->next());
}

void pillar_feed::inspect(inspection& out) const {
  out.field("next_sequence", space_.next());
  out.field("books", to_string(silent() ? book_state::stale : space_.state()));
  out.field("recovery", to_string(space_.phase()));
  out.field("missing_now", space_.missing().size());
  out.field("held_packets", space_.held().size());
  out.field("contradictions", contradictions_.value());
  out.field("last_request_error", requests_.fault());
  multicast_feed::inspect(out);
  inspect_lines(out, lines_, line_count(), "retransmission", !retransmission_groups_.empty());
}

void register_pillar(registry& all);
void register_pillar(registry& all) {
  all.add<pillar_feed>("feed.pillar",
                       "NYSE Integrated Feed (Pillar, XDP): one channel of one market");
}

} // namespace corelane
