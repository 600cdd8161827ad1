#include "corelane/actors/feed/mdp3/mdp3_feed.hpp"

#include "corelane/protocols/mdp3/packet_reader.hpp"
#include "corelane/runtime/api/registry.hpp"

#include <algorithm>
#include <chrono>
#include <type_traits>

namespace corelane {

namespace {

using namespace std::chrono_literals;

/// The exchange is silent for up to half a minute when nothing happens.
constexpr auto longest_silence = 65s;
/// A packet with a lower number that was sent this much after the newest is of a new session.
constexpr auto no_reordering = 1s;

} // namespace

mdp3_feed::mdp3_feed(actor_setup& setup)
    : multicast_feed{setup, longest_silence},
      directory_{setup.instruments()},
      unknown_templates_{setup.make_counter("corelane_feed_unknown_templates_total",
                                            "Messages of templates not known; skipped")},
      contradictions_{setup.make_counter("corelane_feed_contradictions_total",
                                         "Instruments whose own count of changes had a gap, or "
                                         "whose changes came before their definition")} {
  auto& p = setup.parameters();
  p.bind_one_or_more(snapshot_groups_, "snapshot_group",
                     "address:port of the loops of snapshots by price; no recovery when empty")
      .checked(&hw::endpoint_fault);
  p.bind_one_or_more(order_snapshot_groups_, "order_snapshot_group",
                     "address:port of the loops of snapshots by order; books by order are not "
                     "recovered when empty")
      .checked(&hw::endpoint_fault);
  p.bind_one_or_more(definition_groups_, "definition_group",
                     "address:port of the loops of instrument definitions")
      .checked(&hw::endpoint_fault);
  p.bind_choice(late_join_, {"recover", "accept"}, "late_join",
                "what to do when the session's first messages were missed: recover them as any "
                "others, or accept books that lack them as valid");
  p.bind_within<std::uint64_t>(max_instruments_, 1, 1U << 22, "max_instruments", "1",
                               "of the channel, wanted or not; 250 bytes each are taken at start");
  p.bind_within<std::uint64_t>(max_orders_, 16, 1U << 28, "max_orders", "1",
                               "orders resting at one time; 64 bytes each are taken at start");
  for (std::size_t i = 0; i < most_lines; ++i) lines_.emplace_back(setup, line_label(i));
  lines_.emplace_back(setup, "line=\"loops\"");
}

mdp3_feed::~mdp3_feed() = default;

void mdp3_feed::on_start() {
  first_snapshot_line_ = also_listen(snapshot_groups_);
  first_order_snapshot_line_ = also_listen(order_snapshot_groups_);
  first_definition_line_ = also_listen(definition_groups_);
  multicast_feed::on_start();
  instruments_ = std::make_unique<mdp3_instruments>(directory_, max_instruments_);
  instruments_->want(wanted());
  normaliser_ =
      std::make_unique<mdp3_normaliser<mdp3_feed>>(*this, *instruments_, probe_, max_orders_);
  normaliser_->number_venue(venue());
  snapshot_ = std::make_unique<mdp3_snapshot>(max_instruments_);
  space_.start(recovery_,
               {.retransmission = false,
                .snapshot = !snapshot_groups_.empty() || !order_snapshot_groups_.empty()});
}

void mdp3_feed::on_drain() { space_.flush(); }

void mdp3_feed::on_packet(const packet& p) {
  input_received(p.received);
  probe_.packet_received();
  const auto header = mdp3::read_header(p.payload);
  if (!header) return probe_.malformed_skipped();
  if (p.line >= first_definition_line_) return take_definitions(p);
  if (p.line >= first_snapshot_line_) return take_snapshots(p);
  heard();
  take_increment(p, *header);
}

void mdp3_feed::take_increment(const packet& p, const mdp3::packet_header& header) {
  const timestamp sent{std::max<std::int64_t>(header.sending_time.ns, 0)};
  const bool restarted = header.sequence < space_.next() && sent - sent_ > no_reordering;
  if (!begun_ || restarted)
    begin_session(p, late_join_ == "accept" || header.sequence == 1 ? header.sequence : 1);
  const sequenced_packet numbered{p, header.sequence, 1};
  const auto arrival = space_.offer(numbered);
  lines_[p.line].came(numbered, arrival);
  if (arrival == sequence_space::arrival::taken) sent_ = std::max(sent_, sent);
  if (arrival == sequence_space::arrival::duplicate) probe_.duplicate_dropped();
}

void mdp3_feed::begin_session(const packet& p, std::uint64_t first) {
  probe_.session_begun();
  begun_ = true;
  normaliser_->begin_packet(p.received, first);
  normaliser_->begin_session(mdp3::read_header(p.payload)->sending_time);
  space_.begin(first);
  for (auto& l : lines_) l.begin();
}

std::uint32_t mdp3_feed::take(const sequenced_packet& p, std::uint32_t) {
  normaliser_->begin_packet(p.raw.received, p.first);
  const auto result = mdp3::decode_packet(p.raw.payload, *normaliser_);
  for (std::uint32_t i = 0; i < result.handled; ++i) probe_.message_received();
  unknown_templates_.add(result.unknown_templates);
  if (result.malformed == 0) return 0;
  probe_.malformed_skipped(); // no copy can make good for it
  normaliser_->message_lost();
  space_.distrust();
  return 0;
}

/// The packets in order do not tell of a loss, but an instrument does.
void mdp3_feed::contradicted() {
  contradictions_.add();
  space_.distrust();
}

void mdp3_feed::on_silence(bool silent) {
  if (begun_) normaliser_->trust(silent ? book_state::stale : space_.state());
}

bool mdp3_feed::request_snapshot() {
  const auto& held = space_.held();
  snapshot_->begin(held.empty() ? space_.next() : held.lowest(), !snapshot_groups_.empty(),
                   !order_snapshot_groups_.empty());
  normaliser_->begin_packet({}, 0);
  normaliser_->begin_snapshot();
  return true;
}

struct mdp3_feed::definition_reader {
  mdp3_feed& feed;

  template <mdp3_definition Message>
  void operator()(const Message& m) {
    feed.normaliser_->define(m, false);
    feed.definitions_expected_ = m.total_reports.value_or(0);
  }
  void operator()(const auto&) {}
};

void mdp3_feed::take_definitions(const packet& p) {
  normaliser_->begin_packet(p.received, 0);
  (void)mdp3::decode_packet(p.payload, definition_reader{*this});
}

struct mdp3_feed::snapshot_reader {
  mdp3_feed& feed;

  void operator()(const mdp3::snapshot& m) { feed.take_levels(m); }
  void operator()(const mdp3::snapshot_long& m) { feed.take_levels(m); }
  void operator()(const mdp3::snapshot_old& m) { feed.take_levels(m); }
  void operator()(const mdp3::snapshot_orders& m) { feed.take_orders(m); }
  void operator()(const mdp3::snapshot_orders_old& m) { feed.take_orders(m); }
  void operator()(const auto&) {}
};

void mdp3_feed::take_snapshots(const packet& p) {
  if (space_.phase() != gap_recovery::phase::snapshot) return;
  const auto before = snapshot_->taken();
  const auto kind =
      p.line < first_order_snapshot_line_ ? mdp3_snapshot::levels_loop : mdp3_snapshot::orders_loop;
  snapshot_->begin_packet(kind, mdp3::read_header(p.payload)->sequence);
  (void)mdp3::decode_packet(p.payload, snapshot_reader{*this});
  if (snapshot_->taken() != before) space_.snapshot_goes_on();
  if (snapshot_->complete()) space_.snapshot_taken(snapshot_->next());
}

/// The instrument of a snapshot. Null while its definition may still come.
mdp3_instrument* mdp3_feed::instrument_of(std::int32_t security_id) {
  auto* i = instruments_->find(security_id);
  const bool all_defined =
      definition_groups_.empty()
      || (definitions_expected_ != 0 && instruments_->defined() >= definitions_expected_);
  return i != nullptr && (i->defined || all_defined) ? i : nullptr;
}

template <class Snapshot>
void mdp3_feed::take_levels(const Snapshot& m) {
  auto* i = instrument_of(m.security_id);
  if (i == nullptr) return snapshot_->not_yet(mdp3_snapshot::levels_loop);
  const auto what = snapshot_->levels(m.security_id, m.last_sequence, m.total_reports);
  if (what == mdp3_snapshot::verdict::take && i->wanted()) normaliser_->take_levels(*i, m);
}

template <class Snapshot>
void mdp3_feed::take_orders(const Snapshot& m) {
  auto* i = instrument_of(m.security_id);
  if (i == nullptr) return snapshot_->not_yet(mdp3_snapshot::orders_loop);
  const auto what = snapshot_->orders(m.security_id, m.last_sequence, m.chunk, m.chunks);
  if (what == mdp3_snapshot::verdict::take && i->wanted()) normaliser_->take_orders(*i, m);
}

void mdp3_feed::inspect(inspection& out) const {
  out.field("next_sequence", space_.next());
  out.field("books", to_string(silent() ? book_state::stale : space_.state()));
  out.field("recovery", to_string(space_.phase()));
  out.field("missing_now", space_.missing().size());
  out.field("held_packets", space_.held().size());
  out.field("instruments", instruments_ ? instruments_->defined() : 0);
  out.field("contradictions", contradictions_.value());
  out.field("unknown_templates", unknown_templates_.value());
  multicast_feed::inspect(out);
  inspect_lines(out, lines_, line_count(), "loops", false);
}

void register_mdp3(registry& all);
void register_mdp3(registry& all) {
  all.add<mdp3_feed>("feed.mdp3", "CME MDP 3.0: one channel, by price and by order");
}

} // namespace corelane
