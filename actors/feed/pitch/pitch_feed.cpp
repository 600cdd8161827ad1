#include "corelane/actors/feed/pitch/pitch_feed.hpp"

#include "corelane/protocols/pitch/message_list.hpp"
#include "corelane/protocols/pitch/packet_reader.hpp"
#include "corelane/runtime/api/registry.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <type_traits>

namespace corelane {

namespace {

constexpr std::size_t most_units = 64;

std::optional<std::uint8_t> unit_number(const std::string& text) {
  std::uint8_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n == 0) return std::nullopt;
  return n;
}

std::string units_fault(const std::vector<std::string>& units) {
  std::set<std::string_view> seen;
  for (const auto& u : units) {
    if (!unit_number(u)) return "'" + u + "' is not a unit; write a number from 1 to 255";
    if (!seen.insert(u).second) return "unit " + u + " is named twice";
  }
  if (units.empty()) return "name at least one unit";
  return units.size() <= most_units ? "" : "at most " + std::to_string(most_units) + " units";
}

pitch::market market_of(const std::string& name) {
  if (name == "options") return pitch::market::options;
  return name == "futures" ? pitch::market::futures : pitch::market::equities;
}

} // namespace

pitch_feed::pitch_feed(actor_setup& setup)
    : multicast_feed{setup}, instruments_{setup.instruments()}, proxy_{[this](std::uint8_t unit) {
        if (auto* u = unit_of(unit)) u->recovery_refused();
      }} {
  auto& p = setup.parameters();
  p.bind_choice(market_name_, {"equities", "options", "futures"}, "market",
                "whose dialect of PITCH the feed speaks");
  p.bind_one_or_more(unit_numbers_, "units", "numbers of the units to follow; others are ignored");
  p.bind(request_server_, "request_server", "",
         "address:port of the gap request proxy; none when empty")
      .checked(&hw::endpoint_fault);
  p.bind_one_or_more(retransmission_groups_, "retransmission_group",
                     "address:port of the groups that the gap proxy answers by")
      .checked(&hw::endpoint_fault);
  p.bind_one_or_more(
       snapshot_servers_, "snapshot_server",
       "address:port of the spin server of each unit, in their order; none when empty")
      .checked(&hw::endpoint_fault);
  p.bind(server_settings_.session_sub_id, "session_sub_id", "", "for gap proxy and spin servers");
  p.bind(server_settings_.username, "username", "", "for gap proxy and spin servers");
  p.bind(server_settings_.password, "password", "", "for gap proxy and spin servers");
  p.bind_choice(late_join_, {"recover", "accept"}, "late_join",
                "what to do when the session's first messages were missed: recover them as any "
                "others, or accept books that lack them as valid");
  calendar_.bind(p);
  p.bind_within<std::uint64_t>(max_orders_, 16, 1U << 28, "max_orders", "1",
                               "orders resting at one time in a unit; 64 bytes each are taken at "
                               "start");
  p.bind_within<std::uint64_t>(
      max_symbols_, 16, 1U << 24, "max_symbols", "1",
      "symbols of a unit, wanted or not; 64 bytes each are taken at start");
  p.require("units", [this] { return units_fault(unit_numbers_); });
  p.require("snapshot_server", [this] {
    return snapshot_servers_.empty() || snapshot_servers_.size() == unit_numbers_.size()
               ? ""
               : "name one for each unit";
  });
  p.require("request_server", [this] {
    return request_server_.empty() || !retransmission_groups_.empty()
               ? ""
               : "answers come by multicast: name a retransmission_group";
  });
  pitch::all_messages::for_each([&]<class M>(std::type_identity<M>) {
    by_type_[M::type] = setup.make_counter(
        "hft_messages_processed_total", "Messages processed, by type",
        std::string{"exchange=\"cboe\",message_type=\""} + std::string{M::name} + '"');
  });
  for (std::size_t i = 0; i < most_lines; ++i) lines_.emplace_back(setup, line_label(i));
  lines_.emplace_back(setup, "line=\"retransmission\"");
}

pitch_feed::~pitch_feed() = default;

void pitch_feed::on_start() {
  market_ = market_of(market_name_);
  first_retransmission_line_ = also_listen(retransmission_groups_);
  multicast_feed::on_start();
  const bool live = !now_is_virtual();
  server_settings_.server = request_server_;
  if (live) proxy_.configure(server_settings_);
  for (std::size_t i = 0; i < unit_numbers_.size(); ++i) {
    pitch_unit::settings s;
    s.number = *unit_number(unit_numbers_[i]);
    s.market = market_;
    s.max_orders = max_orders_;
    s.max_symbols = max_symbols_;
    s.join_late = late_join_ == "accept";
    s.gap_proxy = proxy_.is_configured();
    s.spin_server = server_settings_;
    s.spin_server.server = live && i < snapshot_servers_.size() ? snapshot_servers_[i] : "";
    units_.push_back(std::make_unique<pitch_unit>(*this, instruments_, s));
  }
}

void pitch_feed::on_drain() {
  for (auto& u : units_) u->flush();
}

void pitch_feed::on_stop() {
  proxy_.close();
  for (auto& u : units_) u->close();
  multicast_feed::on_stop();
}

pitch_unit* pitch_feed::unit_of(std::uint8_t number) noexcept {
  for (auto& u : units_)
    if (u->number() == number) return u.get();
  return nullptr;
}

void pitch_feed::on_packet(const packet& p) {
  input_received(p.received);
  probe_.packet_received();
  heard();
  const auto header = pitch::read_header(p.payload);
  if (!header) return probe_.malformed_skipped();
  auto* unit = unit_of(header->unit);
  if (unit == nullptr) {
    ++foreign_packets_;
    return;
  }
  if (!header->is_sequenced()) return unit->take_unsequenced(p, *header);
  const bool resent = p.line >= first_retransmission_line_;
  const auto arrival = unit->take_packet(p, *header, resent ? lines_.back() : lines_[p.line]);
  if (resent) unit->ask_on();
  if (arrival == sequence_space::arrival::duplicate && header->count != 0)
    probe_.duplicate_dropped();
}

bool pitch_feed::poll_services() {
  bool worked = proxy_.poll(now());
  for (auto& u : units_) worked |= u->poll(now());
  return worked;
}

void pitch_feed::on_wake() {
  for (auto& u : units_) u->on_deadline();
}

void pitch_feed::on_silence(bool silent) {
  for (auto& u : units_) u->on_silence(silent);
}

bool pitch_feed::ask_proxy(std::uint8_t unit, message_range missing) {
  if (!proxy_.ask(unit, missing)) return false;
  watch(proxy_.descriptor());
  return true;
}

void pitch_feed::watch(int descriptor) {
  constexpr bool until_connected = true; // and on: servers' talk is short
  descriptors().add(descriptor, until_connected);
}

timestamp pitch_feed::midnight_of(const packet& p) const {
  return calendar_.midnight_of(p, now(), now_is_virtual());
}

void pitch_feed::inspect(inspection& out) const {
  out.field("market", market_name_);
  out.field("foreign_packets", foreign_packets_);
  out.field("last_request_error", proxy_.fault());
  multicast_feed::inspect(out);
  out.table("units");
  for (const auto& u : units_) {
    out.row();
    u->inspect(out);
  }
  out.end_table();
  inspect_lines(out, lines_, line_count(), "retransmission", !retransmission_groups_.empty());
}

void register_pitch(registry& all);
void register_pitch(registry& all) {
  all.add<pitch_feed>("feed.pitch",
                      "Cboe PITCH by multicast: US equities and options, CFE futures");
}

} // namespace corelane
